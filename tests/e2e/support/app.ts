/** The fixtures every spec uses. */
import { cpSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { test as base, expect as baseExpect, type Locator } from '@playwright/test'
import { endKept } from './kept-process.ts'
import { type LaunchOptions, launchSendoff, type Sendoff } from './launch.ts'

type Fixtures = {
  /** For `test.use`: gives every app of these specs a separate process. */
  ownProcess: boolean
  /** Page errors a test causes on purpose; any other fails it. */
  expectedPageErrors: RegExp | null
  /** Launches the app; all launched apps are stopped and checked after the test. */
  launch: (options?: LaunchOptions) => Promise<Sendoff>
  /** The app on an empty home. */
  sendoff: Sendoff
}

/**
 * Awaits the element before it asks: each failed try of Playwright's own check describes the whole page for a message
 * that nobody reads, which takes a tenth of a page's processor time.
 */
export const expect = baseExpect.extend({
  async toBeVisible(locator: Locator, options: { readonly timeout?: number } = {}) {
    const timeout = options.timeout ?? this.timeout
    const name = 'toBeVisible'
    try {
      await locator.waitFor({ state: this.isNot ? 'hidden' : 'visible', timeout })
      return { name, pass: !this.isNot, message: () => '' }
    } catch {
      // Playwright's own says why, with the page as it is.
      const asked = baseExpect(locator)
      const told = (this.isNot ? asked.not : asked).toBeVisible({ timeout: 1 })
      const error = await told.then(
        () => null,
        (reason: unknown) => reason,
      )
      const message = error instanceof Error ? error.message.replaceAll(/\b1ms\b/g, `${timeout}ms`) : ''
      return { name, pass: (error === null) !== this.isNot, message: () => message }
    }
  },
})

export const test = base.extend<Fixtures, { keptProcess: undefined }>({
  keptProcess: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await use(undefined)
      await endKept()
    },
    { scope: 'worker', auto: true },
  ],

  ownProcess: [false, { option: true }],

  // Playwright reads the names of fixtures from this pattern, so the empty pattern has to stay.
  // oxlint-disable-next-line no-empty-pattern
  expectedPageErrors: async ({}, use) => use(null),

  launch: async ({ expectedPageErrors, ownProcess }, use, testInfo) => {
    const launched: Sendoff[] = []
    await use(async (options) => {
      const sendoff = await launchSendoff({ ownProcess, shortLived: true, ...options })
      launched.push(sendoff)
      return sendoff
    })
    for (const sendoff of launched) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('main stderr', { body: sendoff.stderr(), contentType: 'text/plain' })
        const log = path.join(sendoff.home, 'logs', 'sendoff.log')
        if (existsSync(log)) cpSync(log, testInfo.outputPath('sendoff.log'))
      }
      await sendoff.quit()
    }
    const unexpected = launched
      .flatMap((sendoff) => sendoff.pageErrors())
      .filter((error) => !expectedPageErrors?.test(error))
    expect(unexpected, 'errors of the page').toEqual([])
    for (const { home } of launched) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  },

  sendoff: async ({ launch }, use) => use(await launch()),
})
