import { expect, it } from 'vitest'
import { withStagedShare } from '../../../support/package/staged-share.ts'

const file = `version: 1.4.0
files:
  - url: Sendoff-1.4.0-linux-x86_64.AppImage
    sha512: abc
path: Sendoff-1.4.0-linux-x86_64.AppImage
releaseDate: '2026-11-20T12:00:00.000Z'
`

it('adds the share and leaves the rest alone', () => {
  expect(withStagedShare(file, '10')).toBe(`${file}stagingPercentage: 10\n`)
})

it('a new share takes the place of the old one', () => {
  expect(withStagedShare(withStagedShare(file, '10'), '0')).toBe(withStagedShare(file, '0'))
})

it.each(['', '101', '-1', '5.5', 'all'])('refuses the share “%s”', (percent) => {
  expect(() => withStagedShare(file, percent)).toThrow('percentage')
})

it('refuses a file that is no update file', () => {
  expect(() => withStagedShare('hello: world\n', '10')).toThrow('not an update file')
})
