/** Checks that nothing displayed is cut off and only one element scrolls, in any language, at any size and zoom. */
import type { Page } from '@playwright/test'
import { type Language, languages } from '#shared/language.ts'
import { findClippedText, findInnerScrolls } from '../../support/clipped-text.ts'
import { times } from '../../support/long.ts'
import { expect } from './app.ts'
import type { Sendoff } from './launch.ts'
import { whenDrawn } from './when-drawn.ts'

const sizes = [
  [1280, 800, 1],
  [1024, 768, 1],
  [1024, 768, 1.5],
  [1280, 800, 1.5],
  [1920, 1080, 1],
  [1920, 1080, 1.5],
] as const

type Case = readonly [language: Language, size: (typeof sizes)[number]]
const cases: readonly Case[] = languages.flatMap((language) => sizes.map((size): Case => [language, size]))

/** The short run uses one case for each name, the same one every time; the long run all of them. */
function drawn(name: string): readonly Case[] {
  const start = Buffer.from(name).reduce((sum, byte) => sum + byte, 0) % cases.length
  return [...cases.slice(start), ...cases.slice(0, start)].slice(0, times(1, cases.length))
}

/** Changes the language as the operator does in the menu. */
export async function speak({ app, page }: Sendoff, language: Language): Promise<void> {
  await app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), `language-${language}`)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

/**
 * Checks what is displayed, including an open dialog, which stays open. Ends in English at 1280 × 800. Takes a picture
 * of each with `SENDOFF_SHOTS`.
 */
export async function expectWhole(sendoff: Sendoff, name: string): Promise<void> {
  const { page } = sendoff
  const found: string[] = []
  for (const [language, [width, height, zoom]] of drawn(name)) {
    await speak(sendoff, language)
    await page.setViewportSize({ width: Math.round(width / zoom), height: Math.round(height / zoom) })
    await page.evaluate(whenDrawn)
    await picture(page, `${name}-${language}-${width}-${zoom * 100}`)
    const cut = await page.evaluate(findClippedText, false)
    const inner = zoom === 1 ? await page.evaluate(findInnerScrolls) : []
    for (const { text, where, why } of [...cut, ...inner])
      found.push(`${language} ${width} × ${height}, ${zoom * 100} %: “${text}” ${why}, ${where}`)
  }
  await speak(sendoff, 'en')
  await page.setViewportSize({ width: 1280, height: 800 })
  expect.soft(found, name).toEqual([])
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
