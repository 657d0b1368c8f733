/** Which export brought a lead into a campaign, told by its place in the list: two exports into one campaign are two. */
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { isWithin, rangesOf } from '../../leads/lists/place-ranges.ts'

type Run = {
  readonly id: number
  readonly eventId: number
  readonly listId: number
  readonly listName: string
  /** ISO. */
  readonly createdAt: string
  readonly isUndone: 0 | 1
}

type Brought = Run & { readonly name: string }

/**
 * Tells an export by its list and day (UTC), numbered where there were several. Empty where no export brought the lead. Made
 * for one look: what exports bring later it does not know.
 */
export function createBroughtBy({ raw }: Store, workspaceId: WorkspaceId) {
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
  // Who was refused, or stayed behind, came by another one.
  const isProblem = raw.prepare('select 1 from export_problem where export_id = ? and position = ?').pluck()
  const times = new Map<string, number>()
  const byPlace = new Map<string, Brought[]>()
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
  // Who is in one that was undone and in one that stands came with that; in none that stands, before it was undone.
  for (const known of byPlace.values()) known.sort((a, b) => a.isUndone - b.isUndone)
  /** Read when an export is met first: to read it, each of its batches is touched. */
  const sent = new Map<number, readonly number[]>()
  const sentBy = (id: number): readonly number[] => {
    const known = sent.get(id) ?? rangesOf(batches.all(id))
    sent.set(id, known)
    return known
  }
  return (eventId: number, listId: number, position: number): string =>
    byPlace
      .get(`${eventId} ${listId}`)
      ?.find((run) => isWithin(sentBy(run.id), position) && isProblem.get(run.id, position) === undefined)?.name ?? ''
}
