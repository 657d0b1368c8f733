/**
 * Stores bulk steps that take more than one transaction until they are finished. If the app quits during a step, the
 * rest is done after the next start, and no part twice.
 */
import type { BulkAction } from '#shared/contract/inbox/inbox.ts'
import type { OptOutId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createStepStore, type OpenStep } from './step-store.ts'

/** Steps that only change the local store. */
export type LocalAct = Extract<BulkAction, { kind: 'done' | 'snooze' | 'assign' | 'optOut' }>

export const isLocalStep = (step: OpenStep): step is OpenStep<LocalAct> =>
  step.act.kind !== 'label' && step.act.kind !== 'read'

/** A conversation's id, and the number of its messages when the operator started the step. */
export type Seen = readonly [id: number, messageCount: number]

/** What a part changed, for undoing it: the previous values of the columns that the step changes. */
export type StepChanges<Row> = { readonly before: readonly Row[]; readonly entries: readonly OptOutId[] }

type Part<Row> = { readonly id: number; readonly seen: readonly Seen[]; readonly changed: StepChanges<Row> | null }

/** Columns that each kind of step changes and undo needs. */
const columnsOfStep = {
  done: ['archivedAt', 'snoozedUntil', 'followUpOf', 'followUpText'],
  snooze: ['archivedAt', 'snoozedUntil'],
  assign: ['assignedTo'],
  optOut: ['sorted', 'sortedFixed', 'sortedModel', 'modelWish', 'optOutEntryId', 'sortedMessageId', 'wasAsked'],
} as const satisfies Record<LocalAct['kind'], readonly string[]>

type StepColumn = (typeof columnsOfStep)[LocalAct['kind']][number]
/** Previous values of a conversation's columns that the step changes. */
export type ColumnsBefore = { readonly id: number } & { readonly [Key in StepColumn]: string | number | null }

/** `Row`: a conversation's state before the step. */
export function createBulkParts<Row extends ColumnsBefore>({ raw }: Pick<Store, 'raw'>) {
  const steps = createStepStore({ raw })
  const add = raw.prepare('insert into inbox_step_part (step_id, ids, changed, is_done) values (?, ?, ?, 0)')
  const parts = raw.prepare<[number], { id: number; ids: string; changed: string | null; isDone: 0 | 1 }>(
    'select id, ids, changed, is_done as isDone from inbox_step_part where step_id = ? order by id',
  )
  const done = raw.prepare('update inbox_step_part set is_done = 1, changed = coalesce(?, changed) where id = ?')
  const undone = raw.prepare('update inbox_step_part set is_done = 0 where step_id = ?')

  const written = (kind: LocalAct['kind'], { before, entries }: StepChanges<Row>): string =>
    JSON.stringify({
      // Most values are null, and there may be half a million rows.
      before: before.map((row) => ({
        id: row.id,
        ...Object.fromEntries(columnsOfStep[kind].flatMap((key) => (row[key] === null ? [] : [[key, row[key]]]))),
      })),
      entries,
    })
  // Written only by this file.
  const read = (kind: LocalAct['kind'], text: string) => {
    // Written only by this file.
    const { before, entries } = JSON.parse(text) as { before: Record<string, unknown>[]; entries: OptOutId[] }
    const nothing = Object.fromEntries(columnsOfStep[kind].map((key) => [key, null]))
    // Written only by this file.
    return { before: before.map((row) => ({ ...nothing, ...row })) as unknown as readonly Row[], entries }
  }

  return {
    /** Stores what is to be done. Returns the ids of the step and its parts. */
    begin(
      act: LocalAct,
      at: number,
      todo: readonly { readonly seen: readonly Seen[]; readonly back?: StepChanges<Row> }[],
    ): { readonly id: number; readonly partIds: readonly number[] } {
      return raw.transaction(() => {
        const undo = todo.some(({ back }) => back !== undefined)
        const id = steps.begin(act, undo, at)
        const partIds = todo.map(({ seen, back }) =>
          Number(add.run(id, JSON.stringify(seen), back ? written(act.kind, back) : null).lastInsertRowid),
        )
        return { id, partIds }
      })()
    },
    /** Called in the transaction that carried out the part. */
    done: (partId: number, kind: LocalAct['kind'], changed: StepChanges<Row> | null): void =>
      void done.run(changed && written(kind, changed), partId),
    over: steps.over,
    open: (): readonly OpenStep<LocalAct>[] => steps.open().filter(isLocalStep),
    /** Marks all parts to be undone, one after the other. */
    turnBack(stepId: number): void {
      raw.transaction(() => {
        steps.turnBack(stepId)
        undone.run(stepId)
      })()
    },
    /** Returns the finished and the remaining parts of a step interrupted by the app quitting. */
    partsOf({ id, act }: OpenStep<LocalAct>): {
      readonly done: readonly Part<Row>[]
      readonly left: readonly Part<Row>[]
    } {
      const all = parts.all(id).map((part) => ({
        id: part.id,
        // Written only by this file. Older versions wrote ids alone: of those, none is hidden.
        seen: (JSON.parse(part.ids) as (Seen | number)[]).map((one) =>
          typeof one === 'number' ? ([one, -1] as const) : one,
        ),
        changed: part.changed === null ? null : read(act.kind, part.changed),
        isDone: part.isDone === 1,
      }))
      return { done: all.filter(({ isDone }) => isDone), left: all.filter(({ isDone }) => !isDone) }
    },
  }
}
