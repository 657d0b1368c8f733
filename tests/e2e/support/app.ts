/** The fixtures every spec uses. */
import { cpSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { test as base, expect } from '@playwright/test'
import { emptyKeptApp, endKeptApp, handBack, isWorthKeeping, launchKept } from './kept-app.ts'
import { endKept } from './kept-process.ts'
import { type LaunchOptions, launchSendoff, type Sendoff } from './launch.ts'

type Fixtures = {
  /** For `test.use`: gives every app of these specs a separate process. */
  ownProcess: boolean
  /** Whether these specs may get the app of an earlier one, emptied; false where it matters that it has just started. */
  keepsApp: boolean
  /** Page errors a test causes on purpose; any other fails it. */
  expectedPageErrors: RegExp | null
  /** Launches the app; all launched apps are stopped and checked after the test. */
  launch: (options?: LaunchOptions) => Promise<Sendoff>
  /** The app on an empty home. */
  sendoff: Sendoff
}

export const test = base.extend<Fixtures, { keptProcess: undefined }>({
  keptProcess: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      await use(undefined)
      await endKeptApp()
      await endKept()
    },
    { scope: 'worker', auto: true },
  ],

  ownProcess: [false, { option: true }],

  keepsApp: [true, { option: true }],

  // Playwright reads the names of fixtures from this pattern, so the empty pattern has to stay.
  // oxlint-disable-next-line no-empty-pattern
  expectedPageErrors: async ({}, use) => use(null),

  launch: async ({ expectedPageErrors, ownProcess, keepsApp }, use, testInfo) => {
    const launched: Sendoff[] = []
    await use(async (options = {}) => {
      const isKept = keepsApp && !ownProcess && isWorthKeeping(options)
      // The kept one rests meanwhile.
      if (!isKept) await emptyKeptApp()
      const sendoff = await (isKept ? launchKept(options) : launchSendoff({ ownProcess, shortLived: true, ...options }))
      launched.push(sendoff)
      return sendoff
    })
    for (const sendoff of launched) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('main stderr', { body: sendoff.stderr(), contentType: 'text/plain' })
        const log = path.join(sendoff.home, 'logs', 'sendoff.log')
        if (existsSync(log)) cpSync(log, testInfo.outputPath('sendoff.log'))
      }
    }
    const wentWell = testInfo.status === testInfo.expectedStatus
    const ended = launched.filter((sendoff) => !handBack(sendoff, wentWell))
    for (const sendoff of ended) await sendoff.quit()
    const unexpected = launched
      .flatMap((sendoff) => sendoff.pageErrors())
      .filter((error) => !expectedPageErrors?.test(error))
    expect(unexpected, 'errors of the page').toEqual([])
    for (const { home } of ended) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  },

  sendoff: async ({ launch }, use) => use(await launch()),
})

export { expect }
