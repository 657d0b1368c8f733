/** Describes how long backups will keep data that was erased from the store. */
import type { EarlierCopies, ReplacedStore } from '#shared/contract/app/backups.ts'
import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import { type CopyFile, keptPeriods, maxUpdates } from './backup-files.ts'

type All = {
  readonly copies: readonly CopyFile[]
  readonly replaced: readonly ReplacedStore[]
  readonly unread: readonly string[]
}

/**
 * Backups begun before a time, in epoch ms. A date is given only for those that are deleted automatically: daily
 * backups replace each other, but the last ones made before an update stay, and so do another computer's.
 */
export function findEarlierCopies(
  all: All,
  times: { readonly daily: boolean; readonly computer: string; readonly before: number; readonly now: number },
): EarlierCopies {
  const { daily, computer, before, now } = times
  // A backup dated in the future was made before the clock was set back.
  const isEarlier = ({ at }: { readonly at: string }) => Date.parse(at) <= before || Date.parse(at) > now
  const copies = all.copies.filter(isEarlier).toSorted((a, b) => b.at.localeCompare(a.at))
  const replaced = all.replaced.filter(isEarlier)
  const own = all.copies.filter((copy) => copy.computer === computer).toSorted((a, b) => b.at.localeCompare(a.at))
  const updates = own.filter(({ kind }) => kind === 'update').slice(0, maxUpdates)
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
 * The latest day on which a backup may still be kept if one is made every day: as the newest of its day, week or month
 * it is deleted once enough later ones have begun. Periods without a backup do not count.
 */
function staysUntil(at: string, own: readonly CopyFile[], now: number): string {
  // Gives the same answer all day.
  const tomorrow = (dayAt(now) + 1) * dayMs
  const ends = keptPeriods.map(({ most, nameOf, next }) => {
    const newer = new Set(own.map((copy) => nameOf(copy.at)).filter((name) => name > nameOf(at)))
    return next(tomorrow, Math.max(0, most - newer.size))
  })
  // Allows for the first backup of the new period to be made.
  return new Date(Math.max(...ends) + 2 * dayMs).toISOString()
}
