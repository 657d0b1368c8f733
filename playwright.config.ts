import { defineConfig } from '@playwright/test'
import { slowestSpecs } from './tests/support/slowest.ts'

const slowest = slowestSpecs.map((spec) => `**/${spec}`)

/** Electron or the stand-in is chosen in the global setup, not here: tools that only read this file fetch nothing. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/support/global-setup.ts',
  // Far more than any spec takes: a busy machine fails none of them, and what hangs still ends.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  // Much of a spec is waiting, for frames, answers and processes: three keep two cores busy.
  workers: 3,
  // In this order: no core waits at the end for a long one that began last.
  projects: [
    { name: 'slowest', testMatch: slowest },
    { name: 'others', testIgnore: slowest },
  ],
  fullyParallel: false,
  // One more try tells a spec that fails from one that only sometimes does; `npm test` names the latter at its end.
  retries: 1,
  maxFailures: 40,
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list']],
  use: { trace: 'on-first-retry', screenshot: 'only-on-failure' },
})
