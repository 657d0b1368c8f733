import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fitToDisplays, isReachable, readWindowState } from '../../../src/main/shell/window-state.ts'
import { writeSettingsFile } from '../../../src/main/shell/write-settings-file.ts'

const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-window-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const laptop = { x: 0, y: 0, width: 1440, height: 900 }
const screenOnTheRight = { x: 1440, y: 0, width: 2560, height: 1400 }

describe('the window opens where it can be seen', () => {
  test('unchanged while its display is connected', () => {
    const bounds = { x: 1500, y: 100, width: 1280, height: 800 }
    expect(fitToDisplays(bounds, [laptop, screenOnTheRight])).toEqual(bounds)
  })
  test('in the middle of the main display, at its size, if its display is gone', () => {
    expect(fitToDisplays({ x: 2500, y: 100, width: 1280, height: 800 }, [laptop])).toEqual({
      x: 80,
      y: 50,
      width: 1280,
      height: 800,
    })
  })
  test('smaller if the remaining display, or its new scale, has less room', () => {
    const small = { x: 0, y: 25, width: 1024, height: 640 }
    expect(fitToDisplays({ x: 2500, y: 100, width: 1280, height: 800 }, [small])).toEqual(small)
  })
  test('moved inside if it hangs over an edge, never larger than the display', () => {
    expect(fitToDisplays({ x: -300, y: 500, width: 1280, height: 800 }, [laptop])).toEqual({
      x: 0,
      y: 100,
      width: 1280,
      height: 800,
    })
    expect(fitToDisplays({ x: 10, y: 10, width: 4000, height: 4000 }, [laptop])).toEqual(laptop)
  })
})

describe('a window is reachable', () => {
  test.each([
    [{ x: 100, y: 100, width: 1280, height: 800 }, true],
    [{ x: -1200, y: 100, width: 1280, height: 800 }, true],
    [{ x: -1270, y: 100, width: 1280, height: 800 }, false],
    [{ x: 100, y: -40, width: 1280, height: 800 }, false],
    [{ x: 1500, y: 100, width: 1280, height: 800 }, false],
  ])('%j: %s', (bounds, reachable) => expect(isReachable(bounds, [laptop])).toBe(reachable))
})

describe('the remembered window', () => {
  const file = path.join(dir, 'window.json')
  test('is read back', () => {
    const state = {
      bounds: { x: 1, y: 2, width: 1000, height: 700 },
      maximized: true,
      fullScreen: true,
      theme: 'dark',
      language: 'nl',
    } as const
    writeSettingsFile(file, state)
    expect(readWindowState(file)).toEqual(state)
  })
  test.each(['', 'nonsense', '[]', 'null', '{"bounds":{"x":"1"},"theme":"pink","maximized":"yes","language":"fr"}'])(
    '%j counts as a first start',
    (text) => {
      writeFileSync(file, text)
      expect(readWindowState(file)).toEqual({
        bounds: null,
        maximized: false,
        fullScreen: false,
        theme: 'system',
        language: 'system',
      })
    },
  )
  test('counts as a first start without a file', () => {
    expect(readWindowState(path.join(dir, 'none.json')).bounds).toBeNull()
  })
})
