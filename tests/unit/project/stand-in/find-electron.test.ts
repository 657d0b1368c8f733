import { afterEach, expect, it, vi } from 'vitest'
import { chooseRunner, standInFolder } from '../../../stand-in/find-electron.ts'

afterEach(() => vi.unstubAllEnvs())

it('the stand-in runs the app where it is asked for', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', standInFolder)
  vi.stubEnv('SENDOFF_RUNNER', '')
  expect(chooseRunner().kind).toBe('stand-in')
})

it('where only Electron will do, a run on the stand-in fails instead of passing for one', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', standInFolder)
  vi.stubEnv('SENDOFF_RUNNER', 'electron')
  expect(() => chooseRunner()).toThrow('SENDOFF_RUNNER=electron')
})

it('an Electron that lies elsewhere is taken', () => {
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/opt/electron')
  vi.stubEnv('SENDOFF_RUNNER', 'electron')
  expect(chooseRunner().kind).toBe('electron')
})
