/** Summarises the content of a store or backup. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { readSettingRow, removeSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

/** The computer, version and time of a backup, stored in every backup. */
const origin = z.object({ computer: z.string(), version: z.string(), at: z.string() })
export type CopyOrigin = z.output<typeof origin>

export type CopyFacts = {
  readonly clients: number
  readonly leads: number
  readonly events: number
  readonly origin: CopyOrigin | null
}

const key = 'backup.origin'

export function writeOrigin(raw: Database, value: CopyOrigin): void {
  writeSettingRow(raw, 0, key, value, value.at)
}

/** A backup that becomes the store belongs to this computer: later copies must not claim the old origin. */
export const forgetOrigin = (raw: Database): void => removeSettingRow(raw, 0, key)

/** Counts through indexes. A table that did not exist in an older version counts as empty. */
export function readCopyFacts(raw: Database): CopyFacts {
  const count = (table: string): number => {
    const known = raw.prepare(`select 1 from sqlite_schema where name = ?`).get(table)
    return known ? (raw.prepare(`select count(*) from "${table}"`).pluck().get() as number) : 0
  }
  return {
    clients: raw.prepare('select count(*) from workspace where demo is null').pluck().get() as number,
    leads: count('lead'),
    events: count('event'),
    origin: readOrigin(raw),
  }
}

/** Null if the origin is not stored. */
export function readOrigin(raw: Database): CopyOrigin | null {
  const parsed = origin.safeParse(parseJson(readSettingRow(raw, 0, key) ?? 'null'))
  return parsed.success ? parsed.data : null
}
