import { describe, expect, test } from 'vitest'
import { parseAccelerator } from '../../../stand-in/api/menu.ts'
import { parseCommandLine } from '../../../stand-in/command-line.ts'

describe('the stand-in parses the command line as Electron does', () => {
  test('switches before the app go to Chromium, except those for Node and the profile', () => {
    const line = parseCommandLine([
      '-r',
      '/pw/loader.js',
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '--lang=de',
      '.',
      '/leads.csv',
      '--own',
    ])
    expect(line.app).toBe('.')
    expect(line.preloads).toEqual(['/pw/loader.js'])
    expect(line.chromiumSwitches).toEqual(['--no-sandbox', '--lang=de'])
    expect(line.switches.get('remote-debugging-port')).toBe('0')
    expect(line.switches.get('lang')).toBe('de')
  })

  test('without an app there is none', () => {
    expect(parseCommandLine(['--no-sandbox']).app).toBeNull()
  })
})

test("CmdOrCtrl is the system's key", () => {
  expect(parseAccelerator('CmdOrCtrl+Shift+O', 7, false)).toEqual({
    commandId: 7,
    key: 'o',
    ctrl: true,
    meta: false,
    shift: true,
    alt: false,
  })
  expect(parseAccelerator('CmdOrCtrl+,', 8, true)).toMatchObject({ key: ',', ctrl: false, meta: true })
})
