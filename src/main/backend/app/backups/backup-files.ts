/** Backups as files: their names, which exist, and which are kept. */
import fs from 'node:fs'
import path from 'node:path'
import { type BackupCopy, backupKinds, type ReplacedStore } from '#shared/contract/app/backups.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { storeFileName } from '../../core/db/open.ts'

const namePattern =
  /^sendoff-(?<at>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)-(?<kind>daily|hand|update)-(?<computer>[0-9a-f]{8})\.db$/

export type CopyFile = BackupCopy & { readonly computer: string }

/** A backup as the window gets it. */
export const toBackupCopy = ({ path: file, at, kind, bytes }: CopyFile): BackupCopy => ({ path: file, at, kind, bytes })

/** `at` in UTC, so that sorting names sorts by time. */
export function copyName(at: number, kind: BackupCopy['kind'], computer: string): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')
  return `sendoff-${stamp}-${kind}-${computer}.db`
}

/** Null for no stamp, and for one of a day or hour that does not exist: such a name was given by hand. */
function timeOfStamp(stamp: string | undefined): string | null {
  const at = `${stamp?.replace(/T(\d\d)-(\d\d)-(\d\d)$/, 'T$1:$2:$3')}Z`
  return Number.isNaN(Date.parse(at)) ? null : at
}

/**
 * The backups in a folder, newest first. A file has such a name only once it was checked. `mayBeMissing`: for the
 * default folder, which is created with the first backup; any other missing folder throws.
 */
export function listCopies(folder: string, mayBeMissing = false): readonly CopyFile[] {
  const names = mayBeMissing && !fs.existsSync(folder) ? [] : fs.readdirSync(folder)
  return names
    .flatMap((name) => {
      const found = namePattern.exec(name)?.groups
      const kind = backupKinds.find((one) => one === found?.['kind'])
      const at = timeOfStamp(found?.['at'])
      if (!found || !kind || at === null) return []
      const file = path.join(folder, name)
      const bytes = fs.statSync(file, { throwIfNoEntry: false })?.size
      return bytes === undefined ? [] : [{ path: file, at, kind, bytes, computer: found['computer'] ?? '' }]
    })
    .toSorted((a, b) => b.at.localeCompare(a.at))
}

/** The newest backup of each period is kept, for `most` periods. `next`: by when that many later periods have begun. */
export const keptPeriods = [
  { most: 7, nameOf: (at: string) => at.slice(0, 10), next: (now: number, count: number) => now + count * dayMs },
  {
    most: 4,
    // Weeks start on Monday; the first day of 1970 was a Thursday.
    nameOf: (at: string) => String(Math.floor((Date.parse(at) / dayMs + 3) / 7)),
    next: (now: number, count: number) => now + count * 7 * dayMs,
  },
  {
    most: 6,
    nameOf: (at: string) => at.slice(0, 7),
    next: (now: number, count: number) => {
      const month = new Date(now)
      return Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + count, 1)
    },
  },
] as const
export const maxUpdates = 3

/**
 * Backups that may be deleted. All are kept for a day; after that the newest of each of the last 7 days that have one,
 * of 4 weeks and of 6 months, and the last 3 made before an update. Never the newest one, and none of another computer.
 */
export function findOutdatedCopies(copies: readonly CopyFile[], computer: string, now: number): readonly CopyFile[] {
  const own = copies.filter((copy) => copy.computer === computer).toSorted((a, b) => b.at.localeCompare(a.at))
  const stays = new Set<CopyFile>(own.slice(0, 1))
  for (const copy of own) if (now - Date.parse(copy.at) < dayMs) stays.add(copy)
  for (const { most, nameOf } of keptPeriods) {
    const seen = new Set<string>()
    for (const copy of own) {
      const name = nameOf(copy.at)
      if (seen.has(name)) continue
      if (seen.size === most) break
      seen.add(name)
      stays.add(copy)
    }
  }
  for (const copy of own.filter(({ kind }) => kind === 'update').slice(0, maxUpdates)) stays.add(copy)
  return own.filter((copy) => !stays.has(copy))
}

/** How long a store replaced by a restore is kept, in case the wrong backup was restored. */
const replacedDays = 30
const replacedPattern = /^replaced-(?:(?<at>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)|unknown)$/

/** Stores that were replaced by restores, newest first; `goesAt` is when each is removed. */
export function listReplacedStores(folder: string): readonly (ReplacedStore & { readonly path: string })[] {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : []
  return names
    .flatMap((name) => {
      const found = replacedPattern.exec(name)
      if (!found) return []
      const place = path.join(folder, name)
      const stamp = found.groups?.['at']
      const time = timeOfStamp(stamp)
      if (stamp !== undefined && time === null) return []
      const at = time === null ? fs.statSync(place).mtimeMs : Date.parse(time)
      const bytes = fs
        .readdirSync(place)
        .reduce((sum, file) => sum + (fs.statSync(path.join(place, file), { throwIfNoEntry: false })?.size ?? 0), 0)
      const goesAt = new Date(at + replacedDays * dayMs).toISOString()
      return [{ path: place, at: new Date(at).toISOString(), goesAt, bytes }]
    })
    .toSorted((a, b) => b.at.localeCompare(a.at))
}

export function removeExpiredReplaced(folder: string, now: number): void {
  for (const { path: place, goesAt } of listReplacedStores(folder))
    if (Date.parse(goesAt) <= now) removeStoreFolder(place)
}

/** Removes the store before its log, so that after an interruption the rest is not mistaken for an older store. */
export function removeStoreFolder(place: string): void {
  fs.rmSync(path.join(place, storeFileName), { force: true })
  fs.rmSync(place, { recursive: true, force: true })
}

/** Null if a folder or its disk is not available. */
export function tryRead<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

export function isInside(folder: string, place: string): boolean {
  const relative = path.relative(folder, place)
  return !relative.startsWith('..') && !path.isAbsolute(relative)
}
