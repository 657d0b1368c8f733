import { afterEach, expect, it, vi } from 'vitest'
import { chooseRunner, standInFolder } from '../../../stand-in/find-electron.ts'

afterEach(() => vi.unstubAllEnvs())

it('The stand-in runs the app on request', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', standInFolder)
  vi.stubEnv('SENDOFF_RUNNER', '')
  expect(chooseRunner().kind).toBe('stand-in')
})

it('A run on the stand-in fails where only Electron will do', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', standInFolder)
  vi.stubEnv('SENDOFF_RUNNER', 'electron')
  expect(() => chooseRunner()).toThrow('SENDOFF_RUNNER=electron')
})

it('An Electron in another place is used', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/opt/electron')
  vi.stubEnv('SENDOFF_RUNNER', 'electron')
  expect(chooseRunner().kind).toBe('electron')
})
