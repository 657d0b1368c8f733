import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions, Spec } from 'axe-core'
import { times } from '../../support/long.ts'
import { expect } from './app.ts'

const themes = ['light', 'dark'] as const

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 A and AA, including contrast and target size, and axe's best practices. */
const options: RunOptions = {
  // Only violations are reported, so other results need no details.
  resultTypes: ['violations'],
  // All styles are the page's own, so nothing has to be fetched.
  preload: false,
  // Making one for each element takes a third of the time.
  selectors: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
}

/** The rules that check colours: everything that can differ between two themes. */
const ofColours: RunOptions = {
  resultTypes: ['violations'],
  preload: false,
  selectors: false,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** Returns axe's violations on the page as displayed, in words short enough for a test's message. */
async function axeViolations(page: Page, asked: RunOptions): Promise<readonly string[]> {
  // The page's policy forbids added scripts, but axe can be evaluated from outside.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  // An open menu or tooltip counts as a region, like a dialog, because it appears temporarily over all landmarks.
  await page.evaluate(
    (regionMatcher) =>
      (globalThis as unknown as { axe: { configure(spec: Spec): void } }).axe.configure({
        checks: [{ id: 'region', options: { regionMatcher } }],
      }),
    'dialog, [role=dialog], [role=alertdialog], [role=menu], [data-radix-popper-content-wrapper], svg',
  )
  // An element that is still fading in has other colours for a moment.
  await page.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
  })
  const found = await page.evaluate(
    (run) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(run),
    asked,
  )
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => {
      const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join(' ')
      return `${rule.id}: ${node.html.slice(0, 240)} ${why.slice(0, 240)}`
    }),
  )
}

export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await axeViolations(page, options), where).toEqual([])
}

/** Selects a third of the places by name, the same ones every time, and all in the long run. */
const inPart = (where: string) => times(where.length % 3, 0) === 0

/**
 * Checks in light and dark: all rules once, those that depend on colours in dark too; the short run does so for a third
 * of the places. `shown` is called in each theme.
 */
export async function expectAccessibleInBoth(
  page: Page,
  where: string,
  shown: (theme: string) => Promise<unknown> = async () => {},
): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    if (theme === 'light' || inPart(where)) {
      const asked = theme === 'light' ? options : ofColours
      expect.soft(await axeViolations(page, asked), `${where}, ${theme}`).toEqual([])
    }
    await shown(theme)
  }
}
