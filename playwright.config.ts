import { defineConfig } from '@playwright/test'

/** Electron or the stand-in is chosen in the global setup, not here: tools that only read this file fetch nothing. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/support/global-setup.ts',
  // Far more than any spec takes: a busy machine fails none of them, and what hangs still ends.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  workers: 2,
  fullyParallel: false,
  // One more try tells a spec that fails from one that only sometimes does; `npm test` names the latter at its end.
  retries: 1,
  maxFailures: 40,
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
