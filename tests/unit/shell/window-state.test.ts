import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fitToDisplays, readWindowState, writeWindowState } from '../../../src/main/shell/window-state.ts'

const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-window-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const laptop = { x: 0, y: 0, width: 1440, height: 900 }
const screenOnTheRight = { x: 1440, y: 0, width: 2560, height: 1400 }

describe('the window comes back where it can be seen', () => {
  test('unchanged while its display is there', () => {
    const bounds = { x: 1500, y: 100, width: 1280, height: 800 }
    expect(fitToDisplays(bounds, [laptop, screenOnTheRight])).toEqual(bounds)
  })
  test('nowhere in particular when its display is gone', () => {
    expect(fitToDisplays({ x: 2500, y: 100, width: 1280, height: 800 }, [laptop])).toBeNull()
  })
  test('pulled in when it hangs over an edge, never larger than the display', () => {
    expect(fitToDisplays({ x: -300, y: 500, width: 1280, height: 800 }, [laptop])).toEqual({
      x: 0,
      y: 100,
      width: 1280,
      height: 800,
    })
    expect(fitToDisplays({ x: 10, y: 10, width: 4000, height: 4000 }, [laptop])).toEqual(laptop)
  })
})

describe('what was remembered', () => {
  const file = path.join(dir, 'window.json')
  test('is read again', () => {
    const state = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: true, theme: 'dark' as const }
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
  })
  test.each(['', 'nonsense', '[]', 'null', '{"bounds":{"x":"1"},"theme":"pink","maximized":"yes"}'])(
    '%j counts as a first start',
    (text) => {
      writeFileSync(file, text)
      expect(readWindowState(file)).toEqual({ bounds: null, maximized: false, theme: 'system' })
    },
  )
  test('so does a file that is not there', () => {
    expect(readWindowState(path.join(dir, 'none.json')).bounds).toBeNull()
  })
})
