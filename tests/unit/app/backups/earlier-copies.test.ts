import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CopyFile, findOutdatedCopies } from '#backend/app/backups/backup-files.ts'
import { findEarlierCopies } from '#backend/app/backups/earlier-copies.ts'
import { runs } from '../../../support/long.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 21, 12)
const own = 'aaaaaaaa'
const copy = (daysAgo: number, kind: CopyFile['kind'] = 'daily', computer = own): CopyFile => ({
  path: `/${computer}/${kind}/${daysAgo}`,
  at: new Date(now - daysAgo * day).toISOString(),
  kind,
  bytes: 1,
  computer,
})
const any = fc.uniqueArray(
  fc.record({
    ago: fc.integer({ min: 0, max: 900 }),
    kind: fc.constantFrom('daily' as const, 'hand' as const, 'update' as const),
    computer: fc.constantFrom(own, 'bbbbbbbb'),
  }),
  { maxLength: 60, selector: ({ ago }) => ago },
)
const said = (copies: readonly CopyFile[], daily: boolean, before = now) =>
  findEarlierCopies({ copies, replaced: [], unread: [] }, { daily, computer: own, before, now })

/** Returns the copies after one a day until a given day, each removing older ones by the rule. */
function daysLater(copies: readonly CopyFile[], until: number): readonly CopyFile[] {
  let there = copies
  for (let at = now + day; at <= until + day; at += day) {
    there = [...there, copy((now - at) / day)]
    const gone = new Set(findOutdatedCopies(there, own, at))
    there = there.filter((one) => !gone.has(one))
  }
  return there
}

describe('copies that still contain an erased person', () => {
  it('have a true date with daily backups, and those said to stay do stay', () => {
    fc.assert(
      fc.property(any, (given) => {
        const copies = given.map(({ ago, kind, computer }) => copy(ago, kind, computer))
        const { until, staying } = said(copies, true)
        const end = until === null ? now + 200 * day : Date.parse(until)
        const left = new Set(daysLater(copies, end))
        const still = copies.filter((one) => left.has(one)).map(({ at }) => at)
        expect(still.toSorted()).toEqual(staying.toSorted())
      }),
      runs(12, 300),
    )
  })

  it('have no date without daily backups: nothing is deleted automatically, least of all the newest', () => {
    fc.assert(
      fc.property(any, (given) => {
        const copies = given.map(({ ago, kind, computer }) => copy(ago, kind, computer))
        const { until, staying, copies: count } = said(copies, false)
        expect([until, staying.length, count]).toEqual([null, copies.length, copies.length])
      }),
    )
  })

  it('exclude later copies; one dated in the future was made before the clock was set back', () => {
    const copies = [copy(-30), copy(1), copy(10, 'update')]
    expect(said(copies, true, now - 5 * day)).toMatchObject({ copies: 2, staying: [copy(10, 'update').at] })
  })

  it('name unreadable folders, and stores set aside by restores have their own date', () => {
    const replaced = [1, 2].map((ago) => ({
      at: new Date(now - ago * day).toISOString(),
      goesAt: new Date(now + (30 - ago) * day).toISOString(),
      bytes: 1,
    }))
    const of = { daily: false, computer: own, before: now, now }
    expect(findEarlierCopies({ copies: [], replaced, unread: ['/media/away'] }, of)).toEqual({
      copies: 0,
      until: null,
      replaced: 2,
      replacedUntil: new Date(now + 29 * day).toISOString(),
      staying: [],
      unread: ['/media/away'],
    })
  })
})
