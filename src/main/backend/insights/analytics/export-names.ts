/**
 * Finds the export that brought a lead into a campaign by the lead's position in the list, so that two exports into one
 * campaign are told apart.
 */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { isWithin, mergeIntoRanges } from '../../leads/lists/place-ranges.ts'

type Run = {
  readonly id: number
  readonly eventId: number
  readonly listId: number
  readonly listName: string
  /** ISO. */
  readonly createdAt: string
  readonly isUndone: 0 | 1
}

type NamedRun = Run & { readonly name: string }

/**
 * Creates a lookup that names an export by its list and day (UTC), numbered if there are several; empty if no export
 * brought the lead. It is made for a single use and does not see later exports.
 */
export function createExportNames({ raw }: Store, workspaceId: WorkspaceId) {
  const runs = raw.prepare<[WorkspaceId], Run>(
    `select r.id, e.id as eventId, r.list_id as listId, l.name as listName, r.created_at as createdAt,
       r.taken_back_at is not null as isUndone from export_run r
       join event_campaign e on e.workspace_id = r.workspace_id and e.remote_id = r.campaign_id
       join lead_list l on l.id = r.list_id
      where r.workspace_id = ? order by r.id`,
  )
  const batches = raw
    .prepare<[number], readonly [number, number]>(
      `select first_position, last_position from export_batch where export_id = ? and state = 'done' order by first_position`,
    )
    .raw()
  // Leads that were refused or left behind came with another export.
  const isProblem = raw.prepare('select 1 from export_problem where export_id = ? and position = ?').pluck()
  const times = new Map<string, number>()
  const byPlace = new Map<string, NamedRun[]>()
  for (const run of runs.all(workspaceId)) {
    const plain = `${run.listName}, ${run.createdAt.slice(0, 10)}`
    const time = (times.get(plain) ?? 0) + 1
    times.set(plain, time)
    const name = time === 1 ? plain : `${plain} (${time})`
    const key = `${run.eventId} ${run.listId}`
    const known = byPlace.get(key) ?? []
    known.push({ ...run, name })
    byPlace.set(key, known)
  }
  // A lead in both an undone and a standing export came with the standing one; a lead in none that stands came with the
  // undone one, before it was undone.
  for (const known of byPlace.values()) known.sort((a, b) => a.isUndone - b.isUndone)
  /** Read on demand, because reading an export touches each of its batches. */
  const sent = new Map<number, readonly number[]>()
  const sentBy = (id: number): readonly number[] => {
    const known = sent.get(id) ?? mergeIntoRanges(batches.all(id))
    sent.set(id, known)
    return known
  }
  return (eventId: number, listId: number, position: number): string =>
    byPlace
      .get(`${eventId} ${listId}`)
      ?.find((run) => isWithin(sentBy(run.id), position) && isProblem.get(run.id, position) === undefined)?.name ?? ''
}
