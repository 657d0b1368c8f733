import path from 'node:path'
import { expect, test } from 'vitest'
import { nativeImage } from '../../stand-in/api/tray.ts'

const folder = path.join(import.meta.dirname, '../../../resources/tray')

test.each([
  ['trayTemplate.png', 16],
  ['trayTemplate@2x.png', 32],
  ['tray.png', 24],
  ['tray@2x.png', 48],
  ['tray.ico', 16],
  ['needs-you.png', 16],
  ['needs-you@2x.png', 32],
])('%s is a picture of %d pixels: with an unreadable icon nobody would find the app again', (name, size) => {
  expect(nativeImage.createFromPath(path.join(folder, name)).getSize()).toEqual({ width: size, height: size })
})

test('A missing picture is empty', () => {
  expect(nativeImage.createFromPath(path.join(folder, 'none.png')).isEmpty()).toBe(true)
})
