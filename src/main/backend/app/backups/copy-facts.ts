/** What is in a store, or a copy of one. */
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { readSettingRow, removeSettingRow, writeSettingRow } from '../../core/db/setting-rows.ts'
import { parseJson } from '../../core/lib/parse-json.ts'

/** Whose it is and when it was made; written into every copy. */
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

/** A copy that becomes the store is of this computer and of now: kept aside or copied by an update, it must not say otherwise. */
export const forgetOrigin = (raw: Database): void => removeSettingRow(raw, 0, key)

/** Counts through its indexes; a table an older version did not have counts as empty. */
export function copyFacts(raw: Database): CopyFacts {
  const count = (table: string): number => {
    const known = raw.prepare(`select 1 from sqlite_schema where name = ?`).get(table)
    return known ? (raw.prepare(`select count(*) from "${table}"`).pluck().get() as number) : 0
  }
  return {
    clients: raw.prepare('select count(*) from workspace where demo is null').pluck().get() as number,
    leads: count('lead'),
    events: count('event'),
    origin: originOf(raw),
  }
}

/** Null where it does not say. */
export function originOf(raw: Database): CopyOrigin | null {
  const parsed = origin.safeParse(parseJson(readSettingRow(raw, 0, key) ?? 'null'))
  return parsed.success ? parsed.data : null
}
