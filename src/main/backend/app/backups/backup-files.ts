/** Copies as files: their names, which are there, and which stay. */
import fs from 'node:fs'
import path from 'node:path'
import { type BackupCopy, backupKinds, type ReplacedStore } from '#shared/contract/app/backups.ts'
import { dayMs } from '#shared/domain/core/days.ts'
import { storeFileName } from '../../core/db/open.ts'

const namePattern =
  /^sendoff-(?<at>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)-(?<kind>daily|hand|update)-(?<computer>[0-9a-f]{8})\.db$/

export type CopyFile = BackupCopy & { readonly computer: string }

/** As the window sees it. */
export const shownCopy = ({ path: file, at, kind, bytes }: CopyFile): BackupCopy => ({ path: file, at, kind, bytes })

/** `at` in UTC, so that names sort as times do. */
export function copyName(at: number, kind: BackupCopy['kind'], computer: string): string {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')
  return `sendoff-${stamp}-${kind}-${computer}.db`
}

/**
 * The copies in a folder, newest first. A file has such a name only once it was checked. `mayBeMissing`: for the folder
 * that is made with its first copy; throws where another is not there.
 */
export function copiesIn(folder: string, mayBeMissing = false): readonly CopyFile[] {
  const names = mayBeMissing && !fs.existsSync(folder) ? [] : fs.readdirSync(folder)
  return names
    .flatMap((name) => {
      const found = namePattern.exec(name)?.groups
      const kind = backupKinds.find((one) => one === found?.['kind'])
      if (!found || !kind) return []
      const at = `${(found['at'] ?? '').replace(/T(\d\d)-(\d\d)-(\d\d)$/, 'T$1:$2:$3')}Z`
      const file = path.join(folder, name)
      const bytes = fs.statSync(file, { throwIfNoEntry: false })?.size
      return bytes === undefined ? [] : [{ path: file, at, kind, bytes, computer: found['computer'] ?? '' }]
    })
    .toSorted((a, b) => b.at.localeCompare(a.at))
}

/** What an end cut off. Another computer may be making its own copy in the same folder just now. */
export function removeParts(folder: string, computer: string): void {
  for (const name of fs.readdirSync(folder)) {
    const found = /^sendoff-.*-(?<of>[0-9a-f]{8})\.db\.part(?:-\w+)?$/.exec(name)
    if (found?.groups?.['of'] === computer) fs.rmSync(path.join(folder, name), { force: true })
  }
}

/** Of the newest of each, so many stay. `next`: when so many of those to come have begun at the latest. */
export const periods = [
  { most: 7, nameOf: (at: string) => at.slice(0, 10), next: (now: number, count: number) => now + count * dayMs },
  {
    most: 4,
    // Weeks from Monday: the first day of 1970 was a Thursday.
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
export const mostUpdates = 3

/**
 * Copies that may go: all stay for a day; then the newest of each of the last 7 days that have one, of 4 weeks and of 6
 * months, and the last 3 made before an update. Never the newest, and none of another computer.
 */
export function outdated(copies: readonly CopyFile[], computer: string, now: number): readonly CopyFile[] {
  const own = copies.filter((copy) => copy.computer === computer).toSorted((a, b) => b.at.localeCompare(a.at))
  const stays = new Set<CopyFile>(own.slice(0, 1))
  for (const copy of own) if (now - Date.parse(copy.at) < dayMs) stays.add(copy)
  for (const { most, nameOf } of periods) {
    const seen = new Set<string>()
    for (const copy of own) {
      const name = nameOf(copy.at)
      if (seen.has(name)) continue
      if (seen.size === most) break
      seen.add(name)
      stays.add(copy)
    }
  }
  for (const copy of own.filter(({ kind }) => kind === 'update').slice(0, mostUpdates)) stays.add(copy)
  return own.filter((copy) => !stays.has(copy))
}

/** What a restore put aside stays so long, in case the copy was the wrong one. */
const replacedDays = 30
const replacedPattern = /^replaced-(?:(?<at>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)|unknown)$/

/** The stores restores have put aside, newest first; `goesAt` is when each is removed. */
export function replacedIn(folder: string): readonly (ReplacedStore & { readonly path: string })[] {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : []
  return names
    .flatMap((name) => {
      const found = replacedPattern.exec(name)
      if (!found) return []
      const place = path.join(folder, name)
      const stamp = found.groups?.['at']
      const at = stamp
        ? Date.parse(`${stamp.replace(/T(\d\d)-(\d\d)-(\d\d)$/, 'T$1:$2:$3')}Z`)
        : fs.statSync(place).mtimeMs
      const bytes = fs
        .readdirSync(place)
        .reduce((sum, file) => sum + (fs.statSync(path.join(place, file), { throwIfNoEntry: false })?.size ?? 0), 0)
      const goesAt = new Date(at + replacedDays * dayMs).toISOString()
      return [{ path: place, at: new Date(at).toISOString(), goesAt, bytes }]
    })
    .toSorted((a, b) => b.at.localeCompare(a.at))
}

/** Removes those whose time is over. */
export function removeReplaced(folder: string, now: number): void {
  for (const { path: place, goesAt } of replacedIn(folder)) if (Date.parse(goesAt) <= now) removeAside(place)
}

/** The store goes before its log: where this is cut off, what is left is not taken for an older store. */
export function removeAside(place: string): void {
  fs.rmSync(path.join(place, storeFileName), { force: true })
  fs.rmSync(place, { recursive: true, force: true })
}

/** Null where a folder or its disk is away. */
export function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
