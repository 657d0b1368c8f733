import { expect, it } from 'vitest'
import { plainFileName } from '#backend/core/lib/file-name.ts'

it.each([
  ['Leads: "Süd"', 'Leads   Süd'],
  ['a\n\u202efdp.exe', 'a fdp.exe'],
  // Accents typed apart from their letters, and vowels that are signs of their own.
  ['Mu\u0308nchen', 'München'],
  ['हिन्दी ที่ดี', 'हिन्दी ที่ดี'],
  ['///', ''],
])('%j becomes the file name %j', (name, file) => {
  expect(plainFileName(name)).toBe(file)
})

it.each(['CON', 'aux', 'Nul', 'com1', 'LPT9', 'con.2026', 'PRN .x', 'com¹', 'LPT³'])(
  'A list called %s is saved as a file, and not into a device of Windows',
  (name) => {
    expect(plainFileName(name)).toMatch(/^_/)
  },
)

it.each(['console', 'Con Edison', 'Auxilium', 'com', 'company1'])('%s is no device', (name) => {
  expect(plainFileName(name)).toBe(name)
})

it.each(['漢'.repeat(200), '𝔸'.repeat(200), `${'a'.repeat(79)}𝔸`, `a${'\u0301'.repeat(300)}`])(
  'A long name leaves room for an ending, and is never cut within a character',
  (name) => {
    const file = plainFileName(name)
    expect(file.isWellFormed()).toBe(true)
    expect(file.length).toBeLessThanOrEqual(80)
    // No system takes more than 255 bytes.
    expect(Buffer.byteLength(file)).toBeLessThanOrEqual(180)
  },
)
