import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'

/**
 * Checks that nothing is wider than the window, at the smallest size and at a big one, and takes a picture of each.
 * Leaves the window at the big size.
 */
export async function expectFits(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [900, 640],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await page.screenshot({ path: test.info().outputPath(`${name}-${width}.png`) })
  }
}
