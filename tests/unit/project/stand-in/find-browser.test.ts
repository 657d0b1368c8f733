import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { findBrowser, findHeadlessBrowser } from '../../../stand-in/find-browser.ts'

afterEach(() => vi.unstubAllEnvs())

/** Creates a folder of programs, the only one on the path. */
function onlyThese(...programs: readonly string[]): (name: string) => string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sendoff-browsers-'))
  for (const name of programs) writeFileSync(path.join(folder, name), '', { mode: 0o755 })
  vi.stubEnv('PATH', folder)
  vi.stubEnv('SENDOFF_BROWSER', '')
  return (name) => path.join(folder, name)
}

// macOS searches its applications folder.
const linux = it.skipIf(process.platform === 'darwin')

linux('pages that nobody sees are drawn by the headless shell, windows by the whole browser', () => {
  const at = onlyThese('chromium', 'chromium-headless-shell')
  expect(findHeadlessBrowser()).toBe(at('chromium-headless-shell'))
  expect(findBrowser()).toBe(at('chromium'))
})

linux('without a headless shell the browser there is draws both, and a shell shows no windows', () => {
  const at = onlyThese('google-chrome')
  expect(findHeadlessBrowser()).toBe(at('google-chrome'))
  onlyThese('chromium-headless-shell')
  expect(findBrowser()).toBeNull()
})

it('A configured browser is used before all others', () => {
  const at = onlyThese('chromium', 'chromium-headless-shell', 'mine')
  vi.stubEnv('SENDOFF_BROWSER', at('mine'))
  expect([findBrowser(), findHeadlessBrowser()]).toEqual([at('mine'), at('mine')])
})
