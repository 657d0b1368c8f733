import { expect, it } from 'vitest'
import { withStagedShare } from '../../../support/package/staged-share.ts'

const file = `version: 1.4.0
files:
  - url: Sendoff-1.4.0-linux-x86_64.AppImage
    sha512: abc
path: Sendoff-1.4.0-linux-x86_64.AppImage
releaseDate: '2026-11-20T12:00:00.000Z'
`

it('The share is added and the rest unchanged', () => {
  expect(withStagedShare(file, '10')).toBe(`${file}stagingPercentage: 10\n`)
})

it('A new share replaces the old one', () => {
  expect(withStagedShare(withStagedShare(file, '10'), '0')).toBe(withStagedShare(file, '0'))
})

it.each(['', '101', '-1', '5.5', 'all'])('the share “%s” is refused', (percent) => {
  expect(() => withStagedShare(file, percent)).toThrow('percentage')
})

it('A file that is no update file is refused', () => {
  expect(() => withStagedShare('hello: world\n', '10')).toThrow('not an update file')
})
