/** Caches events of a client by day and UTC hour in memory, 35 KB per type and year. The store stays authoritative. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { hoursRevision } from '../../events/events/rollups.ts'

/**
 * All days from the first to the last one with events, with 24 hours each. Each count includes those of the same
 * weekday before it, so that a span of any length is the difference of two weeks.
 */
export type DayHours = { readonly first: number; readonly last: number; readonly soFar: Uint32Array }

type CachedHours = { readonly rev: number; readonly hours: DayHours | null }

export const hoursOfDay = 24

export function createHourCache(store: Store) {
  const { raw } = store
  const columns = Array.from({ length: hoursOfDay }, (_, hour) => `h${hour}`).join(', ')
  const read = raw
    .prepare<[number, number]>(
      `select day, ${columns} from event_workspace_hour where workspace_id = ? and type = ? order by day`,
    )
    .raw()
  const kept = new Map<string, CachedHours>()

  /** Returns null if there is no event of the type. */
  return (workspaceId: WorkspaceId, type: number): DayHours | null => {
    const rev = hoursRevision(store, workspaceId)
    const key = `${workspaceId}|${type}`
    const known = kept.get(key)
    if (known?.rev === rev) return known.hours
    const hours = toDayHours(read.all(workspaceId, type) as number[][])
    // Not cached inside a transaction, which may be rolled back.
    if (!raw.inTransaction) kept.set(key, { rev, hours })
    return hours
  }
}

function toDayHours(rows: readonly (readonly number[])[]): DayHours | null {
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]]
  if (first === undefined || last === undefined) return null
  const soFar = new Uint32Array((last - first + 1) * hoursOfDay)
  for (const [day = first, ...hours] of rows) soFar.set(hours, (day - first) * hoursOfDay)
  const week = 7 * hoursOfDay
  for (let at = week; at < soFar.length; at++) soFar[at] = (soFar[at] ?? 0) + (soFar[at - week] ?? 0)
  return { first, last, soFar }
}
