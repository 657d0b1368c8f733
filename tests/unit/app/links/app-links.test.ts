import { describe, expect, test } from 'vitest'
import { isAppLink, linkToRoute, routeOfLink } from '../../../../src/shared/domain/app/app-links.ts'

describe('a link opens a known place of the window', () => {
  test.each([
    ['sendoff://home', '/home'],
    ['sendoff://lists/12', '/lists/12'],
    ['sendoff://exports/3', '/exports/3'],
    ['sendoff://exports/3/', '/exports/3'],
    ['SendOff://exports', '/exports'],
    ['sendoff://settings/workspaces/2', '/settings/workspaces/2'],
  ])('%s', (link, route) => expect(routeOfLink(link)).toBe(route))

  test.each(['/lists/12', '/exports/3', '/settings/desktop'])('and a link copied from %s returns there', (route) =>
    expect(routeOfLink(linkToRoute(route) ?? '')).toBe(route),
  )
})

describe('every other link opens nothing', () => {
  test.each([
    'sendoff:',
    'sendoff://',
    'sendoff:///etc/passwd',
    'sendoff://import?path=/etc/passwd',
    'sendoff://import/7f3a',
    'sendoff://lists/12?delete=1',
    'sendoff://lists/12#/settings',
    'sendoff://lists/../settings',
    'sendoff://lists/%2e%2e/settings',
    'sendoff://lists//12',
    'sendoff://lists/-1',
    'sendoff://lists/0',
    'sendoff://lists/1e3',
    'sendoff://lists/99999999999999999999',
    'sendoff://exports/plan/3',
    'sendoff://user:pass@lists/12',
    'sendoff://lists:80/12',
    'sendoff://lists/12\n--inspect',
    'sendoff://lists/12" --no-sandbox',
    'sendoff://LISTS/12',
    'https://lists/12',
    'javascript:alert(1)',
    `sendoff://lists/${'1'.repeat(100_000)}`,
    '',
  ])('%.60j', (link) => expect(routeOfLink(link)).toBeNull())

  test('and no link is made to a place without an address', () => {
    for (const route of ['/import/7f3a', '/exports/plan/3', 'lists/1', '//lists/1', ''])
      expect(linkToRoute(route)).toBeNull()
  })
})

test('A link on a command line is recognised by its scheme alone', () => {
  for (const word of ['sendoff://x', 'SENDOFF:anything', 'sendoff:']) expect(isAppLink(word)).toBe(true)
  for (const word of ['sendoff.csv', '--sendoff:', '/a/sendoff:b', 'sendoffs:']) expect(isAppLink(word)).toBe(false)
})
