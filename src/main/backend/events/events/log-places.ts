/**
 * Finds the positions of a filter's events, newest first. Every combination the log offers is one index scan, or
 * several merged; a filter without an index would read millions of rows.
 */
import type { Database, Statement } from 'better-sqlite3'
import { keyTables } from './event-keys.ts'
import { createIndexScans, type IndexScan } from './log-index-scans.ts'

/** A filter translated to numbers. */
export type FilterIds = {
  /** The filter's client, or all clients included. */
  readonly workspaces: readonly number[]
  /** Whether `workspaces` covers everything in the store. */
  readonly everyWorkspace: boolean
  /** Null for any. Several if clients share the name of a label, as each has its own number. */
  readonly types: readonly SoughtType[] | null
  /** Null for any. Several if the client is a part of a workspace. */
  readonly campaigns: readonly number[] | null
  /** Null for any; one for each client that knows the address. */
  readonly contacts: readonly SoughtContact[] | null
  /** Epoch ms, both included. */
  readonly from: number
  readonly to: number
}

export type SoughtContact = { readonly id: number; readonly workspaceId: number }

/** `workspaceId`: the only client that has it; null for Instantly's own types. */
export type SoughtType = { readonly code: number; readonly workspaceId: number | null }

export type Place = { readonly at: number; readonly id: number }

/** Kept well under SQLite's limit of 500 terms in a compound select. */
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
   * Reduces very many scans to those that can contribute to the first `limit` positions: each contributes at least its
   * newest event, so scans with an older newest event are not needed.
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
    // Events exactly at `to` may have been on the previous page.
    const older = newest.filter((at) => at !== null && at < to).toSorted((a, b) => Number(b) - Number(a))
    const last = older[limit - 1] ?? Number.NEGATIVE_INFINITY
    return scans.filter((_, place) => {
      const at = newest[place] ?? null
      return at !== null && at >= last
    })
  }

  return {
    /** Up to `limit` positions older than `before`, newest first. */
    page(filterIds: FilterIds, before: Place | null, limit: number): readonly Place[] {
      const to = before ? Math.min(before.at, filterIds.to) : filterIds.to
      // At the exact time of `before`, only events with a smaller id.
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
    /** The number of events, counted up to `most`. */
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
