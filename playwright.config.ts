import { defineConfig } from '@playwright/test'
import { chooseRunner, standInFolder } from './tests/stand-in/find-electron.ts'

// Decided once; workers inherit it. Playwright finds Electron's executable through this variable of Electron's own.
if (!process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
  const runner = chooseRunner()
  if (runner.kind === 'stand-in') {
    console.log(runner.reason)
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder
  }
}

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/support/global-setup.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] === 'true',
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
