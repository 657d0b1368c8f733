import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions, Spec } from 'axe-core'
import { times } from '../../support/long.ts'
import { expect } from './app.ts'

const themes = ['light', 'dark'] as const

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 A and AA, contrast and target size among them, and what the field holds to be good practice. */
const options: RunOptions = {
  // Only what is wrong is told, so nothing else is worked out in full.
  resultTypes: ['violations'],
  // The styles are the page's own: nothing is to be fetched.
  preload: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
}

/** The rules that look at colours: all that can differ between two themes. */
const ofColours: RunOptions = {
  resultTypes: ['violations'],
  preload: false,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** What axe finds wrong with the page as it is shown, in words short enough for a test's message. */
async function axeViolations(page: Page, asked: RunOptions): Promise<readonly string[]> {
  // The page's policy forbids added scripts; evaluated from outside, axe needs none.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  // An open menu or a tooltip is a place of its own, as a dialog is: it comes and goes over all landmarks.
  await page.evaluate(
    (regionMatcher) =>
      (globalThis as unknown as { axe: { configure(spec: Spec): void } }).axe.configure({
        checks: [{ id: 'region', options: { regionMatcher } }],
      }),
    'dialog, [role=dialog], [role=alertdialog], [role=menu], [data-radix-popper-content-wrapper], svg',
  )
  // What is still fading in has other colours for a moment.
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
      return `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${why.slice(0, 240)}`
    }),
  )
}

export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await axeViolations(page, options), where).toEqual([])
}

/** Of places by their name: a third of them, the same ones every time, and all in the long run. */
const inPart = (where: string) => times(where.length % 3, 0) === 0

/**
 * The same in light and dark: everything once, what depends on colours in dark too, in short for a third of the places.
 * `shown` is called in each theme.
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
