import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextCopyAt } from '#backend/app/backups/backup-clock.ts'
import { type CopyFile, findOutdatedCopies } from '#backend/app/backups/backup-files.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 21, 12)
const copy = (daysAgo: number, kind: CopyFile['kind'] = 'daily', computer = 'aaaaaaaa'): CopyFile => ({
  path: `/${computer}/${daysAgo}`,
  at: new Date(now - daysAgo * day).toISOString(),
  kind,
  bytes: 1,
  computer,
})
const staying = (copies: readonly CopyFile[]): readonly CopyFile[] => {
  const gone = new Set(findOutdatedCopies(copies, 'aaaaaaaa', now))
  return copies.filter((one) => !gone.has(one))
}

describe('the copies that are kept', () => {
  it('of a copy a day for two years are 7 days, 4 weeks and 6 months', () => {
    const stay = staying(Array.from({ length: 730 }, (_, at) => copy(at)))
    const ages = stay.map(({ path }) => Number(path.split('/')[2]))
    expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(stay.length).toBeGreaterThanOrEqual(14)
    expect(stay.length).toBeLessThanOrEqual(17)
    expect(Math.max(...ages)).toBeGreaterThan(140)
  })

  it('include all of the last day', () => {
    const many = Array.from({ length: 30 }, (_, at) => copy(at / 40, 'hand'))
    expect(staying(many)).toEqual(many)
  })

  it('include the last 3 made before an update, however old', () => {
    const updates = [400, 500, 600, 700].map((age) => copy(age, 'update'))
    const days = Array.from({ length: 200 }, (_, at) => copy(at))
    expect(staying([...days, ...updates]).filter(({ kind }) => kind === 'update')).toEqual(updates.slice(0, 3))
  })

  it('always include the newest one, and every one of another computer', () => {
    const any = fc.array(
      fc.record({
        ago: fc.integer({ min: 0, max: 2_000 }),
        kind: fc.constantFrom('daily' as const, 'hand' as const, 'update' as const),
        computer: fc.constantFrom('aaaaaaaa', 'bbbbbbbb'),
      }),
      { maxLength: 200 },
    )
    fc.assert(
      fc.property(any, (given) => {
        const copies = given.map(({ ago, kind, computer }) => copy(ago, kind, computer))
        const stay = new Set(staying(copies))
        const own = copies.filter(({ computer }) => computer === 'aaaaaaaa')
        const newest = own.toSorted((a, b) => b.at.localeCompare(a.at))[0]
        if (newest) expect(stay.has(newest)).toBe(true)
        for (const other of copies.filter(({ computer }) => computer !== 'aaaaaaaa')) expect(stay.has(other)).toBe(true)
      }),
    )
  })
})

describe('the next copy is due', () => {
  const at = (text: string) => new Date(text).getTime()
  it('at the hour, once a day', () => {
    const last = at('2026-11-20T03:00:05')
    expect(nextCopyAt({ hour: 3, last, now: at('2026-11-20T12:00:00') })).toBe(at('2026-11-21T03:00:00'))
    expect(nextCopyAt({ hour: 3, last, now: at('2026-11-21T02:59:00') })).toBe(at('2026-11-21T03:00:00'))
  })

  it('at once if the hour was slept through, or none was ever made', () => {
    const noon = at('2026-11-23T12:00:00')
    expect(nextCopyAt({ hour: 3, last: at('2026-11-20T03:00:05'), now: noon })).toBe(noon)
    expect(nextCopyAt({ hour: 3, last: null, now: noon })).toBe(noon)
  })

  it('at once if the last one was made while the clock was a year ahead', () => {
    const noon = at('2026-11-23T12:00:00')
    expect(nextCopyAt({ hour: 3, last: at('2027-12-28T03:00:05'), now: noon })).toBe(noon)
    expect(nextCopyAt({ hour: 3, last: at('2026-11-23T18:00:00'), now: noon })).toBe(at('2026-11-24T03:00:00'))
  })
})
