/** What becomes of copies that hold something still which was erased since. */
import type { EarlierCopies, ReplacedStore } from '#shared/contract/app/backups.ts'
import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import { type CopyFile, mostUpdates, periods } from './backup-files.ts'

type All = {
  readonly copies: readonly CopyFile[]
  readonly replaced: readonly ReplacedStore[]
  readonly unread: readonly string[]
}

/**
 * Those begun before a moment, in epoch ms. A date is given only for what goes by itself: with daily backups each makes room, but
 * the last ones made before an update stay, and another computer’s are its own.
 */
export function earlierCopies(
  all: All,
  {
    daily,
    computer,
    before,
    now,
  }: { readonly daily: boolean; readonly computer: string; readonly before: number; readonly now: number },
): EarlierCopies {
  // One of a day to come was made before a clock was set back.
  const isEarlier = ({ at }: { readonly at: string }) => Date.parse(at) <= before || Date.parse(at) > now
  const copies = all.copies.filter(isEarlier).toSorted((a, b) => b.at.localeCompare(a.at))
  const replaced = all.replaced.filter(isEarlier)
  const own = all.copies.filter((copy) => copy.computer === computer).toSorted((a, b) => b.at.localeCompare(a.at))
  const updates = own.filter(({ kind }) => kind === 'update').slice(0, mostUpdates)
  const goes = (copy: CopyFile) => daily && copy.computer === computer && !updates.includes(copy)
  return {
    copies: copies.length,
    until: last(copies.filter(goes).map(({ at }) => staysUntil(at, own, now))),
    replaced: replaced.length,
    replacedUntil: last(replaced.map(({ goesAt }) => goesAt)),
    staying: copies.filter((copy) => !goes(copy)).map(({ at }) => at),
    unread: all.unread,
  }
}

const last = (times: readonly string[]): string | null => times.toSorted().at(-1) ?? null

/**
 * The latest day the rule lets a copy stay where one is made every day: as the newest of its day, week or month it goes once
 * enough of those have begun since. What was never copied in between does not count.
 */
function staysUntil(at: string, own: readonly CopyFile[], now: number): string {
  // The same all day long.
  const tomorrow = (dayAt(now) + 1) * dayMs
  const ends = periods.map(({ most, nameOf, next }) => {
    const newer = new Set(own.map((copy) => nameOf(copy.at)).filter((name) => name > nameOf(at)))
    return next(tomorrow, Math.max(0, most - newer.size))
  })
  // Until the first copy in it is made.
  return new Date(Math.max(...ends) + 2 * dayMs).toISOString()
}
