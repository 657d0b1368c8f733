/** The operator's actions on leads of a list, each of which can be undone. */

import type { LeadChoice, LeadEdit, ListHistoryStep, ListStep } from '#shared/contract/leads/lists.ts'
import { AppError } from '#shared/errors.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { asProblem } from '../../core/lib/as-problem.ts'
import { createOneAtATime } from '../../core/lib/one-at-a-time.ts'
import type { ListIndex } from '../list-index/list-index.ts'
import { createStepRunner, type RemainingStep } from './carry-out-step.ts'
import { createLeadEdits } from './edit-lead.ts'
import { assertListSettled } from './lead-writes.ts'
import { listStateOf } from './queries.ts'
import { createLeadRemoval } from './set-removed.ts'
import { assertOwnTag, tagByName } from './tags.ts'
import { createTargetLists, type TargetChoice } from './target-list.ts'
import { type ActionRecord, createActionUndo } from './undo-list-action.ts'

const HISTORY_STEPS = 50

/** Creates the function that reads the steps of a list, newest first. */
function createHistory(deps: Deps) {
  const { raw } = deps.store
  return {
    history: (listId: ListId): readonly ListHistoryStep[] => {
      listStateOf(deps.store, listId)
      const rows = raw
        .prepare(
          `select a.id as actionId, kind, lead_count as count, at, undone_at is not null as undone,
             unfinished is not null as unfinished, t.name as tag,
             coalesce(l.name, a.unfinished ->> '$.newList') as target,
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

type StepExtras = { readonly tagId?: number; readonly targetListId?: ListId; readonly newList?: string }

export type ListActions = ReturnType<typeof createListActions>

/** Throws NOT_FOUND. */
function readActionOf(raw: Deps['store']['raw'], actionId: number): ActionRecord {
  const action = raw
    .prepare(
      `select id, list_id as listId, kind, at, undone_at as undoneAt, unfinished, tag_id as tagId,
         target_list_id as targetListId from list_action where id = ?`,
    )
    .get(actionId) as ActionRecord | undefined
  if (!action) throw new AppError('NOT_FOUND', { what: 'action' })
  return action
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
  const { touch, setRemoved } = createLeadRemoval(raw)
  const readAction = (actionId: number): ActionRecord => readActionOf(raw, actionId)

  const edits = createLeadEdits(deps.store, { begin, touch, setRemoved })

  /** One after another, so that two steps over many leads never overlap. */
  const inTurn = createOneAtATime()
  const { targetOf, makeFor } = createTargetLists(deps)
  const carryOut = createStepRunner({ deps, index, setRemoved, touch, readAction, makeFor })

  const writeDown = raw.transaction(
    (listId: ListId, kind: ActionRecord['kind'], rest: RemainingStep, along: StepExtras): number => {
      const actionId = begin(listId, kind, 0)
      raw
        .prepare('update list_action set unfinished = ?, tag_id = ?, target_list_id = ? where id = ?')
        .run(JSON.stringify(rest), along.tagId ?? null, along.targetListId ?? null, actionId)
      return actionId
    },
  )
  const forgetUnbegun = raw.prepare('delete from list_action where id = ? and lead_count = 0')

  async function start(
    listId: ListId,
    kind: ActionRecord['kind'],
    choice: LeadChoice,
    along: StepExtras = {},
  ): Promise<ListStep> {
    const { rowCount } = listStateOf(deps.store, listId)
    assertListSettled(deps.store, listId)
    if (along.targetListId !== undefined) assertListSettled(deps.store, along.targetListId)
    const rest: RemainingStep = {
      choice,
      after: 0,
      rowCount,
      ...(along.newList === undefined ? {} : { newList: along.newList }),
    }
    const actionId = writeDown(listId, kind, rest, along)
    try {
      return await inTurn(() => carryOut(actionId))
    } catch (error) {
      // The operator sees a failure with nothing done, so the step is started again rather than resumed. If this fails
      // on a full disk, the step is kept.
      try {
        forgetUnbegun.run(actionId)
      } catch {
        // It can be resumed, or undone.
      }
      throw error
    }
  }

  const { undo } = createActionUndo({ deps, index, setRemoved, touch, edits, readAction })
  const { history } = createHistory(deps)

  return {
    remove: (listId: ListId, choice: LeadChoice) => start(listId, 'remove', choice),
    tag: (listId: ListId, choice: LeadChoice, name: string) => {
      listStateOf(deps.store, listId)
      return start(listId, 'tag', choice, { tagId: tagByName(deps.store, listId, name) })
    },
    untag: (listId: ListId, choice: LeadChoice, tagId: number) => {
      assertOwnTag(deps.store, listId, tagId)
      return start(listId, 'untag', choice, { tagId })
    },
    transfer: async (listId: ListId, choice: LeadChoice, kind: 'move' | 'copy', into: TargetChoice) => {
      listStateOf(deps.store, listId)
      const step = await start(listId, kind, choice, targetOf(listId, into))
      return { ...step, targetListId: readAction(step.actionId).targetListId as ListId }
    },
    edit: (leadId: LeadId, change: LeadEdit) => edits.edit(leadId, change),
    /** Resumes an interrupted step. */
    finish: (actionId: number) => inTurn(() => carryOut(actionId)),
    /** Takes a step back; idempotent. Returns how many leads were restored. */
    undo: (actionId: number) => inTurn(() => undo(actionId)),
    /** Completes, at start, the undos that were interrupted and are not completed by `finishReImports`. */
    async resumeUndos(): Promise<void> {
      for (const id of raw.prepare("select id from list_action where state = 'undoing'").pluck().all() as number[]) {
        await inTurn(() => undo(id)).catch((error: unknown) => asProblem(error, deps.log('lists')))
        deps.changed('lists', 'exports')
      }
    },
    history,
  }
}
