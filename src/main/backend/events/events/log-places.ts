/**
 * Where the events a filter means stand in an index, newest first. Every combination the log offers is one walk down an
 * index, or several merged: a filter without its index would read through millions of rows.
 */
import type { Database, Statement } from 'better-sqlite3'
import { keyTables } from './event-keys.ts'
import { createIndexScans, type IndexScan } from './log-index-scans.ts'

/** Numbers of the words a filter names. */
export type FilterIds = {
  /** Whose events: the filter's client, or all that are meant. */
  readonly workspaces: readonly number[]
  /** All there is in the store belongs to `workspaces`. */
  readonly everyWorkspace: boolean
  /** Null for any. Several where clients have a label of the same name: each has its number. */
  readonly types: readonly SoughtType[] | null
  /** Null for any. Several where a client is asked for that is a part of a workspace. */
  readonly campaigns: readonly number[] | null
  /** Null for any; one in each client that knows the address. */
  readonly contacts: readonly SoughtContact[] | null
  /** Epoch ms, both included. */
  readonly from: number
  readonly to: number
}

export type SoughtContact = { readonly id: number; readonly workspaceId: number }

/** `workspaceId`: the only client that has it; null for a type of Instantly's. */
export type SoughtType = { readonly code: number; readonly workspaceId: number | null }

export type Place = { readonly at: number; readonly id: number }

/** SQLite takes no more than 500 in one statement. */
const scansAtOnce = 250

export function createLogPlaces(raw: Database) {
  const statements = new Map<string, Statement>()
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql)
    if (known) return known
    if (statements.size > 200) statements.clear()
    const made = raw.prepare(sql)
    statements.set(sql, made)
    return made
  }
  const scansOf = createIndexScans(raw)

  /**
   * Of very many walks those that can give one of the first `limit` places: as each gives one at its newest event, the
   * others are all older.
   */
  function newestScans(scans: readonly IndexScan[], to: number, limit: number): readonly IndexScan[] {
    if (scans.length <= scansAtOnce || scans.some(({ from }) => from !== 'event_of_campaign')) return scans
    const pairs = JSON.stringify(scans.map(({ equal }) => [equal['campaign_id'], equal['type']]))
    const newest = prepared(
      `select (select max(at) from event indexed by event_of_campaign
         where campaign_id = j.value ->> 0 and type = j.value ->> 1 and at <= ?) from json_each(?) j`,
    )
      .pluck()
      .all(to, pairs) as (number | null)[]
    // What lies at `to` itself may have been on the page before.
    const older = newest.filter((at) => at !== null && at < to).toSorted((a, b) => Number(b) - Number(a))
    const last = older[limit - 1] ?? Number.NEGATIVE_INFINITY
    return scans.filter((_, place) => {
      const at = newest[place] ?? null
      return at !== null && at >= last
    })
  }

  return {
    /** Up to `limit` places older than `before`, newest first. */
    page(filterIds: FilterIds, before: Place | null, limit: number): readonly Place[] {
      const to = before ? Math.min(before.at, filterIds.to) : filterIds.to
      // Of the moment of `before` only what has a smaller id.
      const id = before && before.at <= filterIds.to ? before.id : Number.MAX_SAFE_INTEGER
      const found: Place[] = []
      const scans = newestScans(scansOf(filterIds), to, limit)
      for (let first = 0; first < scans.length; first += scansAtOnce) {
        const some = scans.slice(first, first + scansAtOnce)
        const sql = `${some.map(scanSql).join(' union all ')} order by 1 desc, 2 desc limit ?`
        const values = some.flatMap((scan) => [...Object.values(scan.equal), filterIds.from, to, to, id])
        found.push(...(prepared(sql).all(...values, limit) as Place[]))
      }
      if (scans.length <= scansAtOnce) return found
      return found.toSorted((a, b) => b.at - a.at || b.id - a.id).slice(0, limit)
    },
    /** How many there are, counted no further than `most`. */
    count(filterIds: FilterIds, most: number): number {
      let count = 0
      for (const scan of scansOf(filterIds)) {
        if (count >= most) return most
        const sql = `select count(*) as n from (select 1 ${fromSql(scan)} where ${whereSql(scan)} limit ?)`
        const row = prepared(sql).get(...Object.values(scan.equal), filterIds.from, filterIds.to, most - count)
        count += (row as { n: number }).n
      }
      return count
    },
  }
}

const whereSql = (scan: IndexScan) =>
  [...Object.keys(scan.equal).map((column) => `${column} = ?`), 'at >= ?', 'at <= ?', scan.also]
    .filter(Boolean)
    .join(' and ')

const isKey = ({ from }: IndexScan) => (keyTables as readonly string[]).includes(from)
const idOf = (scan: IndexScan) => (isKey(scan) ? 'event_id' : 'id')
const fromSql = (scan: IndexScan) => (isKey(scan) ? `from ${scan.from}` : `from event indexed by ${scan.from}`)

const scanSql = (scan: IndexScan) =>
  `select at, ${idOf(scan)} as id ${fromSql(scan)} where ${whereSql(scan)} and (at < ? or ${idOf(scan)} < ?)`
