/** Events of a client by day and UTC hour, kept in memory: 35 KB for a type and year. The store stays what counts. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { hoursRevision } from '../../events/events/rollups.ts'

/**
 * All days from the first with events on; for each 24 hours, summed with those of the same weekday before it: a span of any
 * length is seven days less seven.
 */
export type DayHours = { readonly first: number; readonly last: number; readonly soFar: Uint32Array }

type Kept = { readonly rev: number; readonly hours: DayHours | null }

export const hoursOfDay = 24

export function createKeptHours(store: Store) {
  const { raw } = store
  const columns = Array.from({ length: hoursOfDay }, (_, hour) => `h${hour}`).join(', ')
  const read = raw
    .prepare<[number, number]>(
      `select day, ${columns} from event_workspace_hour where workspace_id = ? and type = ? order by day`,
    )
    .raw()
  const kept = new Map<string, Kept>()

  /** Null where there is no event of the type. */
  return (workspaceId: WorkspaceId, type: number): DayHours | null => {
    const rev = hoursRevision(store, workspaceId)
    const key = `${workspaceId}|${type}`
    const known = kept.get(key)
    if (known?.rev === rev) return known.hours
    const hours = inOne(read.all(workspaceId, type) as number[][])
    // What a transaction wrote may yet be taken back.
    if (!raw.inTransaction) kept.set(key, { rev, hours })
    return hours
  }
}

function inOne(rows: readonly (readonly number[])[]): DayHours | null {
  const [first, last] = [rows[0]?.[0], rows.at(-1)?.[0]]
  if (first === undefined || last === undefined) return null
  const soFar = new Uint32Array((last - first + 1) * hoursOfDay)
  for (const [day = first, ...hours] of rows) soFar.set(hours, (day - first) * hoursOfDay)
  const week = 7 * hoursOfDay
  for (let at = week; at < soFar.length; at++) soFar[at] = (soFar[at] ?? 0) + (soFar[at - week] ?? 0)
  return { first, last, soFar }
}
