import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions, Spec } from 'axe-core'
import { expect } from './app.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 A and AA, contrast and target size among them, and what the field holds to be good practice. */
const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
}

/** What axe finds wrong with the page as it is shown, in words short enough for a test's message. */
async function axeViolations(page: Page): Promise<readonly string[]> {
  // The page's policy forbids added scripts; evaluated from outside, axe needs none.
  await page.evaluate(source)
  // An open menu is a place of its own, as a dialog is: it comes and goes over all landmarks.
  await page.evaluate(
    (regionMatcher) =>
      (globalThis as unknown as { axe: { configure(spec: Spec): void } }).axe.configure({
        checks: [{ id: 'region', options: { regionMatcher } }],
      }),
    'dialog, [role=dialog], [role=alertdialog], [role=menu], svg',
  )
  const found = await page.evaluate(
    (run) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(run),
    options,
  )
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => {
      const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join(' ')
      return `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 160)} ${why.slice(0, 240)}`
    }),
  )
}

export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect.soft(await axeViolations(page), where).toEqual([])
}
