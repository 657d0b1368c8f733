/** Tags: an operator's labels for leads. They are stored by position, with the step that added or removed them. */
import type { ListHistoryStep, Tag } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { type PositionRange, stepAlongList } from './step-along-list.ts'

/** Returns all tags of the client a list belongs to. */
export const tagNames = ({ raw }: Store, listId: ListId): readonly Omit<Tag, 'leads'>[] =>
  raw
    .prepare(
      `select id, name from tag where workspace_id = (select workspace_id from lead_list where id = ?)
       order by name_order(name), name`,
    )
    .all(listId) as Omit<Tag, 'leads'>[]

/** Positions counted in one step, which takes some ms. */
const COUNT_PLACES = 10_000

/** Returns the same with the number of the list's leads for each. */
export async function countedTags(store: Store, listId: ListId): Promise<readonly Tag[]> {
  const tags = tagNames(store, listId)
  const leads = new Map<number, number>()
  const count = store.raw.prepare(
    `select t.tag_id as id, count(*) as leads
     from lead_tag t join lead l on l.list_id = t.list_id and l.position = t.position
     where t.list_id = ? and t.position between ? and ? and t.removed_by = 0 and l.removed = 0 group by t.tag_id`,
  )
  if (tags.length > 0) {
    await stepAlongList(store, listId, COUNT_PLACES, ([first, last]) => {
      const found = count.all(listId, first, last) as { id: number; leads: number }[]
      for (const one of found) leads.set(one.id, (leads.get(one.id) ?? 0) + one.leads)
      return found.length
    })
  }
  return tags.map((tag) => ({ ...tag, leads: leads.get(tag.id) ?? 0 }))
}

/** Returns the id of a tag by name, ignoring case; creates it if there is none. */
export function tagByName({ raw }: Store, listId: ListId, name: string): number {
  const found = raw
    .prepare(
      `select id from tag where workspace_id = (select workspace_id from lead_list where id = ?) and name = ? collate nocase`,
    )
    .pluck()
    .get(listId, name) as number | undefined
  if (found !== undefined) return found
  return Number(
    raw
      .prepare('insert into tag (workspace_id, name) select workspace_id, ? from lead_list where id = ?')
      .run(name, listId).lastInsertRowid,
  )
}

/** Throws NOT_FOUND for a tag of another client. */
export function assertOwnTag({ raw }: Store, listId: ListId, tagId: number): void {
  const own = raw
    .prepare('select 1 from tag t join lead_list l on l.workspace_id = t.workspace_id where t.id = ? and l.id = ?')
    .get(tagId, listId)
  if (!own) throw new AppError('NOT_FOUND', { what: 'tag' })
}

type TagStep = { readonly listId: ListId; readonly tagId: number; readonly actionId: number }

/** Adds a tag to some leads; returns how many did not have it. */
export function tagLeads({ raw }: Store, { listId, tagId, actionId }: TagStep, positions: readonly number[]): number {
  return raw
    .prepare(
      `insert into lead_tag (tag_id, list_id, position, added_by)
       select :tagId, :listId, value, :actionId from json_each(:positions) where true
       on conflict do update set added_by = :actionId, removed_by = 0 where removed_by <> 0`,
    )
    .run({ tagId, listId, actionId, positions: JSON.stringify(positions) }).changes
}

export function untagLeads({ raw }: Store, { listId, tagId, actionId }: TagStep, positions: readonly number[]): number {
  return raw
    .prepare(
      `update lead_tag set removed_by = :actionId
       where tag_id = :tagId and list_id = :listId and removed_by = 0
         and position in (select value from json_each(:positions))`,
    )
    .run({ tagId, listId, actionId, positions: JSON.stringify(positions) }).changes
}

/** Moves a lead's tags, and the steps that added and removed them, to another row of its list. */
export function prepareTagMove(raw: Store['raw']): (listId: number, from: number, to: number) => void {
  const clear = raw.prepare('delete from lead_tag where list_id = ? and position = ?')
  const copy = raw.prepare(
    `insert into lead_tag (tag_id, list_id, position, added_by, removed_by)
     select tag_id, list_id, :to, added_by, removed_by from lead_tag where list_id = :listId and position = :from`,
  )
  return (listId, from, to) => {
    clear.run(listId, to)
    copy.run({ listId, from, to })
  }
}

/** Takes back what a step did with a tag in a range of positions; returns the number of leads. */
export function undoTagging(
  { raw }: Store,
  kind: Extract<ListHistoryStep['kind'], 'tag' | 'untag'>,
  { listId, tagId, actionId }: TagStep,
  [first, last]: PositionRange,
): number {
  const sql =
    kind === 'tag'
      ? 'delete from lead_tag where tag_id = ? and list_id = ? and added_by = ? and removed_by = 0'
      : 'update lead_tag set removed_by = 0 where tag_id = ? and list_id = ? and removed_by = ?'
  return raw.prepare(`${sql} and position between ? and ?`).run(tagId, listId, actionId, first, last).changes
}
