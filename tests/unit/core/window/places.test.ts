/** Every screen has exactly one address, is linked from somewhere, and every link leads to a screen. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { cleanPath, matchPath } from '../../../../src/renderer/src/core/lib/router-core.ts'
import { everyPlace } from '../../../e2e/support/every-place.ts'

const renderer = path.join(import.meta.dirname, '../../../../src/renderer/src')
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(renderer, name), 'utf8') }))
const table = sources.find(({ name }) => name === path.join('app', 'routes.tsx'))?.text ?? ''
const patterns = [...table.matchAll(/^\s+\[?\s*'(\/[^']*)',/gm)].map((found) => found[1] ?? '')
/** Addresses written outside the table, with any value for their parameters. */
const named = sources
  .filter(({ name }) => !name.endsWith('routes.tsx') && !name.endsWith('router-core.ts'))
  .flatMap(({ text }) =>
    [...text.matchAll(/(?:\bgo\(|\breplace\(|useGo\([\w.]+, |\bto[=:]\s*\{?|: )['"`](\/[a-z][^'"`]*)['"`]/g)].map(
      (found) => (found[1] ?? '').replace(/\$\{.*/, '*'),
    ),
  )
/** `*` matches any parameter. */
const fits = (place: string) =>
  patterns.some((pattern) =>
    place.endsWith('*') ? pattern.startsWith(place.slice(0, -1)) : matchPath(pattern, place) !== null,
  )
const labelled = (name: string) => [
  ...(/const labels = \{([^}]*)\}/.exec(read(name))?.[1] ?? '').matchAll(/(\w+): \(\) =>/g),
]
const sections = labelled('clients/settings/settings-page.tsx')
const views = labelled('clients/activity/diagnostics.tsx')
const moneyTabs = [
  ...(/const tabs = \[([^\]]*)\]/.exec(read('insights/money/money-page.tsx'))?.[1] ?? '').matchAll(/'(\w+)'/g),
]

function read(name: string): string {
  return readFileSync(path.join(renderer, name), 'utf8')
}

describe('the places of the window', () => {
  test('are all in the table', () => {
    expect(patterns.length).toBeGreaterThan(50)
    expect(new Set(patterns).size).toBe(patterns.length)
  })

  test('are the only targets of buttons, links and commands', () => {
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((place) => (!place.endsWith('*') && place !== cleanPath(place)) || !fits(place))).toEqual([])
  })

  test('are each reachable by a button, a link, a tab or a command', () => {
    const tabs = [
      ...sections.map(([, name]) => `/settings/${name}`),
      ...views.map(([, name]) => `/settings/diagnostics/${name}`),
    ]
    const led = [...named, ...tabs, ...moneyTabs.map(([, name]) => `/analytics/money/${name}`)]
    const orphans = patterns.filter(
      (pattern) => !pattern.includes(':') && !led.some((place) => matchPath(pattern, place) !== null),
    )
    expect(orphans).toEqual([])
  })

  test('are each checked by axe and for cut-off text, in the demo or in their own spec', () => {
    expect(Object.keys(everyPlace)).toEqual(expect.arrayContaining(patterns))
    const specs = Object.values(everyPlace).flatMap((place) =>
      typeof place === 'object' ? [path.join(renderer, '../../../tests/e2e', place.seenIn)] : [],
    )
    expect(
      specs.filter((file) => !existsSync(file) || !readFileSync(file, 'utf8').includes('expectAccessible')),
    ).toEqual([])
    for (const [pattern, place] of Object.entries(everyPlace))
      if (typeof place === 'string') expect(matchPath(pattern, place), pattern).not.toBeNull()
  })

  test.each([
    ['/activity/jobs', '/settings/diagnostics/jobs'],
    ['/activity/given-up', '/settings/diagnostics/failed'],
    ['/activity/events/campaign/12', '/settings/diagnostics/events/campaign/12'],
    ['/settings/sequences/7', '/sequences/7'],
    ['/settings/campaigns', '/settings/sync'],
  ])('keep their previous address: %s', (before, now) => {
    expect(cleanPath(before)).toBe(now)
    expect(fits(now)).toBe(true)
  })
})
