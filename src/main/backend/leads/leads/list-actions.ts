/** What an operator does to leads of a list, each as a step that can be taken back. */
import type { LeadChoice, LeadEdit, ListHistoryStep, ListStep } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { createRest } from '../../core/db/rest.ts'
import type { Deps } from '../../core/deps.ts'
import { copyLeads } from './copy-leads.ts'
import { createLeadEdits } from './edit-lead.ts'
import { assertListSettled } from './lead-writes.ts'
import type { ListIndex } from './list-index.ts'
import { chosenPositions, stateOf } from './queries.ts'
import { assertOwnTag, tagByName, tagLeads, untagLeads } from './tags.ts'
import { createTargets, type Into } from './target-list.ts'
import { type ActionRecord, createActionUndo, STEP_LEADS } from './undo-list-action.ts'

/** What a step has still to do: the chosen leads behind a place, of the rows there were when it began. */
type Rest = { readonly choice: LeadChoice; readonly after: number; readonly rowCount: number }
type Target = { readonly tagId?: number; readonly targetListId?: ListId }

const HISTORY_STEPS = 50

/** The places, rising, that a step has still to do. */
function leftOf(chosen: Uint32Array, { after, rowCount }: Rest): Uint32Array {
  const first = chosen.findIndex((position) => position > after)
  return chosen.subarray(Math.max(0, first), first === -1 ? 0 : chosen.findLastIndex((at) => at <= rowCount) + 1)
}

export function createListActions(deps: Deps, index: ListIndex) {
  const { raw } = deps.store
  const at = () => new Date(deps.clock.now()).toISOString()
  const begin = (listId: ListId, kind: ActionRecord['kind'], leads: number): number =>
    Number(
      raw
        .prepare(
          `insert into list_action (workspace_id, list_id, kind, lead_count, at)
           select workspace_id, id, ?, ?, ? from lead_list where id = ?`,
        )
        .run(kind, leads, at(), listId).lastInsertRowid,
    )
  const touch = (listId: ListId): void =>
    void raw.prepare('update lead_list set revision = revision + 1 where id = ?').run(listId)
  const countRemoved = raw.prepare(`
    update list_gate_count set removed = removed + ? where list_id = ? and gate = ?`)

  /** Takes leads in or out, with the counts of the list. Returns how many. */
  const setRemoved = raw.transaction((listId: ListId, positions: readonly number[], from: number, to: number) => {
    // A list is gone through wholly for the few leads a step took: no commit where there are none.
    if (positions.length === 0) return 0
    const ids = JSON.stringify(positions)
    const gates = raw
      .prepare(
        `select gate, count(*) as n from lead
         where list_id = ? and removed = ? and position in (select value from json_each(?)) group by gate`,
      )
      .all(listId, from, ids) as { gate: number; n: number }[]
    raw
      .prepare(
        `update lead set removed = ? where list_id = ? and removed = ? and position in (select value from json_each(?))`,
      )
      .run(to, listId, from, ids)
    for (const { gate, n } of gates) countRemoved.run(to === 0 ? -n : n, listId, gate)
    const count = gates.reduce((sum, { n }) => sum + n, 0)
    touch(listId)
    return count
  })

  const edits = createLeadEdits(deps.store, { begin, touch, setRemoved })

  /** One after another: no two steps over many leads meet. */
  let queue: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(work, work)
    queue = mine.catch(() => undefined)
    return mine
  }

  /** What a step does to some leads, in a transaction with how far it is. */
  function doStep(action: ActionRecord, positions: readonly number[]): number {
    const { id: actionId, listId, tagId, targetListId } = action
    switch (action.kind) {
      case 'remove':
        return setRemoved(listId, positions, 0, actionId)
      case 'tag':
      case 'untag': {
        touch(listId)
        return (action.kind === 'tag' ? tagLeads : untagLeads)(
          deps.store,
          { listId, tagId: tagId as number, actionId },
          positions,
        )
      }
      case 'copy':
      case 'move': {
        const count = copyLeads(deps.store, { actionId, from: listId, to: targetListId as ListId }, positions)
        if (action.kind === 'move') setRemoved(listId, positions, 0, actionId)
        return count
      }
      default:
        throw new AppError('INVALID_INPUT', { field: 'action' })
    }
  }

  const commitStep = raw.transaction((action: ActionRecord, rest: Rest, positions: readonly number[]) => {
    const count = doStep(action, positions)
    const next: Rest = { ...rest, after: positions.at(-1) ?? rest.after }
    raw
      .prepare('update list_action set lead_count = lead_count + ?, unfinished = ? where id = ?')
      .run(count, JSON.stringify(next), action.id)
    return count
  })

  /** Does what is left of a step. */
  async function carryOut(actionId: number): Promise<ListStep> {
    const action = readAction(actionId)
    if (action.undoneAt !== null || action.unfinished === null) return { actionId, count: 0 }
    assertListSettled(deps.store, action.listId)
    const rest = JSON.parse(action.unfinished) as Rest
    const list = stateOf(deps.store, action.listId)
    const chosen = await chosenPositions(deps.store, index, list, rest.choice)
    assertListSettled(deps.store, action.listId)
    const positions = leftOf(chosen, rest)
    const pause = createRest(raw)
    let count = 0
    for (let from = 0; from < positions.length; from += STEP_LEADS) {
      count += commitStep(action, rest, [...positions.subarray(from, from + STEP_LEADS)])
      await pause()
    }
    raw.prepare('update list_action set unfinished = null where id = ?').run(actionId)
    return { actionId, count }
  }

  function start(
    listId: ListId,
    kind: ActionRecord['kind'],
    choice: LeadChoice,
    target: Target = {},
  ): Promise<ListStep> {
    const { rowCount } = stateOf(deps.store, listId)
    assertListSettled(deps.store, listId)
    if (target.targetListId !== undefined) assertListSettled(deps.store, target.targetListId)
    const actionId = begin(listId, kind, 0)
    const rest: Rest = { choice, after: 0, rowCount }
    raw
      .prepare('update list_action set unfinished = ?, tag_id = ?, target_list_id = ? where id = ?')
      .run(JSON.stringify(rest), target.tagId ?? null, target.targetListId ?? null, actionId)
    return inTurn(() => carryOut(actionId))
  }
  const targetOf = createTargets(deps)

  function readAction(actionId: number): ActionRecord {
    const action = raw
      .prepare(
        `select id, list_id as listId, kind, at, undone_at as undoneAt, unfinished, tag_id as tagId,
           target_list_id as targetListId from list_action where id = ?`,
      )
      .get(actionId) as ActionRecord | undefined
    if (!action) throw new AppError('NOT_FOUND', { what: 'action' })
    return action
  }
  const { undo } = createActionUndo({ deps, index, setRemoved, touch, edits, readAction })

  return {
    remove: (listId: ListId, choice: LeadChoice) => start(listId, 'remove', choice),
    tag: (listId: ListId, choice: LeadChoice, name: string) => {
      stateOf(deps.store, listId)
      return start(listId, 'tag', choice, { tagId: tagByName(deps.store, listId, name) })
    },
    untag: (listId: ListId, choice: LeadChoice, tagId: number) => {
      assertOwnTag(deps.store, listId, tagId)
      return start(listId, 'untag', choice, { tagId })
    },
    transfer: async (listId: ListId, choice: LeadChoice, kind: 'move' | 'copy', into: Into) => {
      stateOf(deps.store, listId)
      const targetListId = targetOf(listId, into)
      return { ...(await start(listId, kind, choice, { targetListId })), targetListId }
    },
    edit: (leadId: LeadId, change: LeadEdit) => edits.edit(leadId, change),
    /** Goes on with a step something ended halfway. */
    finish: (actionId: number) => inTurn(() => carryOut(actionId)),
    /** Takes a step back; taking it back twice is once. Returns how many leads are as before. */
    undo: (actionId: number) => inTurn(() => undo(actionId)),
    history: (listId: ListId): readonly ListHistoryStep[] => {
      stateOf(deps.store, listId)
      const rows = raw
        .prepare(
          `select a.id as actionId, kind, lead_count as count, at, undone_at is not null as undone,
             unfinished is not null as unfinished, t.name as tag, l.name as target,
             (select x.plan ->> '$.name' from experiment_step s join experiment x on x.id = s.experiment_id
               where s.action_id = a.id) as experiment
           from list_action a left join tag t on t.id = a.tag_id left join lead_list l on l.id = a.target_list_id
           where a.list_id = ? and (lead_count > 0 or unfinished is not null) order by a.id desc limit ${HISTORY_STEPS}`,
        )
        .all(listId) as (Omit<ListHistoryStep, 'undone' | 'unfinished'> & { undone: number; unfinished: number })[]
      return rows.map((row) => ({ ...row, undone: row.undone !== 0, unfinished: row.unfinished !== 0 }))
    },
  }
}
