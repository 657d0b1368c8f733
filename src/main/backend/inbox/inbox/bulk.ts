/** One step for many conversations, and its way back. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { type BulkAct, type BulkDone, mostByRequest, type Selection } from '#shared/contract/inbox/inbox.ts'
import { AppError } from '#shared/errors.ts'
import type { OptOutId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { chunk } from '../../core/lib/chunk.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { type Changed, createBulkParts, isLocal, type LocalAct } from './bulk-parts.ts'
import type { Intake } from './intake.ts'
import { createJoinedThreads } from './joined-threads.ts'
import type { createLabelSteps, PendingLabel } from './label-steps.ts'
import type { createInboxQueries } from './queries.ts'
import { createStepStore, type OpenStep } from './step-store.ts'
import type { createThreadWork } from './thread-work.ts'

/** A transaction's: few enough that nobody waits for it. */
const threadsPerStep = 500
/** Steps that can be undone. */
const mostSteps = 20

/** What a step changes of a conversation, as it was. */
type Before = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly leadEmail: string | null
  readonly lastAt: number
  readonly unread: number
  readonly interest: number | null
  readonly archivedAt: number | null
  readonly snoozedUntil: number | null
  readonly followUpOf: number | null
  readonly followUpText: string | null
  readonly assignedTo: string | null
  readonly sorted: string | null
  readonly sortedFixed: number
  readonly sortedModel: string | null
  readonly modelWish: number
  readonly optOutEntryId: OptOutId | null
}

/** What a step that touches nothing else leaves out. */
type Kept = Omit<Before, 'workspaceId' | 'leadEmail' | 'lastAt' | 'unread' | 'interest'>

type Step = { readonly act: BulkAct; readonly before: readonly Before[]; readonly entries: readonly OptOutId[] }

const statementsOf = (raw: Database) => ({
  readBefore: raw.prepare<[string], Before>(
    `select id, workspace_id as workspaceId, lead_email as leadEmail, last_at as lastAt, unread, interest,
       archived_at as archivedAt, snoozed_until as snoozedUntil, follow_up_of as followUpOf,
       follow_up_text as followUpText, assigned_to as assignedTo, sorted, sorted_fixed as sortedFixed,
       sorted_model as sortedModel, model_wish as modelWish, opt_out_entry_id as optOutEntryId
     from inbox_thread where id in (select value from json_each(?))`,
  ),
  // As `thread-facts.ts` would leave them, in one statement: nothing newer than `last_at` can have come.
  setDone: raw.prepare(
    `update inbox_thread set archived_at = max(@now, last_at), snoozed_until = null, follow_up_of = null,
       follow_up_text = null, box = 'done' where id in (select value from json_each(@ids))`,
  ),
  undoDone: raw.prepare(
    `update inbox_thread set archived_at = @archivedAt, snoozed_until = @snoozedUntil, follow_up_of = @followUpOf,
       follow_up_text = @followUpText where id = @id and archived_at is not null`,
  ),
  setSnoozed: raw.prepare('update inbox_thread set snoozed_until = ?, archived_at = null where id = ?'),
  undoSnoozed: raw.prepare(
    `update inbox_thread set snoozed_until = @snoozedUntil, archived_at = @archivedAt
     where id = @id and snoozed_until is not null`,
  ),
  setAssigned: raw.prepare('update inbox_thread set assigned_to = ? where id in (select value from json_each(?))'),
  assignOne: raw.prepare('update inbox_thread set assigned_to = ? where id = ?'),
  setOptedOut: raw.prepare(
    `update inbox_thread set sorted = 'unsubscribe', sorted_fixed = 1, sorted_model = null, model_wish = 0,
       opt_out_entry_id = coalesce(?, opt_out_entry_id) where id = ?`,
  ),
  undoOptedOut: raw.prepare(
    `update inbox_thread set sorted = @sorted, sorted_fixed = @sortedFixed, sorted_model = @sortedModel,
       model_wish = @modelWish, opt_out_entry_id = @optOutEntryId where id = @id`,
  ),
  existing: raw.prepare<[number], 1>('select 1 from inbox_thread where id = ?').pluck(),
})

export function createBulk(
  deps: Deps,
  parts: {
    readonly intake: Intake
    readonly queries: Pick<ReturnType<typeof createInboxQueries>, 'idsOf'>
    readonly work: Pick<ReturnType<typeof createThreadWork>, 'markRead'>
    readonly labels: Pick<ReturnType<typeof createLabelSteps>, 'run' | 'takeBack'>
  },
) {
  const { store, clock } = deps
  const { raw } = store
  const optOuts = createOptOuts(store)
  const disk = createBulkParts<Before>(store)
  const kept = createStepStore(store)
  const joined = createJoinedThreads(raw)
  const steps = new Map<number, Step>()
  /** Of steps under way: the operator waits for them. */
  const underWay = new Set<number>()
  let lastStep = 0

  const sql = statementsOf(raw)

  const refresh = (id: number): void => {
    if (sql.existing.get(id)) parts.intake.facts.refresh(id)
  }

  function idsOf(selection: Selection): readonly number[] {
    if ('threadIds' in selection) return selection.threadIds
    const except = new Set(selection.except)
    return parts.queries.idsOf(selection.filter).filter((id) => !except.has(id))
  }

  function remember(step: Step): number {
    lastStep += 1
    steps.set(lastStep, step)
    const [oldest] = steps.keys()
    if (steps.size > mostSteps && oldest !== undefined) steps.delete(oldest)
    return lastStep
  }

  /** Piece by piece, each in one transaction, with room for who asks in between. */
  async function piecewise<T>(all: readonly T[], work: (some: T) => void): Promise<void> {
    for (const [index, some] of all.entries()) {
      if (index > 0) await nextTurn()
      if (!raw.open) throw new AppError('CANCELLED')
      raw.transaction(() => work(some))()
    }
  }

  /** What is kept here alone, of some conversations. `at`: when the operator said so. */
  function actOn(act: LocalAct, some: readonly number[], at: number): Changed<Before> {
    const ids = JSON.stringify(some)
    const before = sql.readBefore.all(ids)
    const entries: OptOutId[] = []
    if (act.kind === 'done') sql.setDone.run({ now: at, ids })
    else if (act.kind === 'assign') sql.setAssigned.run(act.to || null, ids)
    else if (act.kind === 'snooze') {
      for (const { id } of before) {
        sql.setSnoozed.run(Date.parse(act.until), id)
        refresh(id)
      }
    } else for (const row of before) entries.push(...optOut(row, at))
    return { before, entries }
  }

  /** In one transaction where that is enough; else it is written down first what is to be done. */
  async function here(act: LocalAct, ids: readonly number[]): Promise<Changed<Before>> {
    const at = clock.now()
    const pieces = chunk(ids, threadsPerStep)
    if (pieces.length < 2) return raw.transaction(() => actOn(act, ids, at))()
    const { id, partIds } = disk.begin(
      act,
      at,
      pieces.map((some) => ({ ids: some })),
    )
    return under(id, async () => {
      const before: Before[] = []
      const entries: OptOutId[] = []
      await piecewise(
        pieces.map((some, index) => [some, partIds[index] ?? 0] as const),
        ([some, partId]) => {
          const changed = actOn(act, some, at)
          disk.done(partId, act.kind, changed)
          before.push(...changed.before)
          entries.push(...changed.entries)
        },
      )
      return { before, entries }
    })
  }

  /** A step on disk while the operator waits for it; what fails of it is gone on with after the next start. */
  async function under<T>(id: number, work: () => Promise<T>): Promise<T> {
    underWay.add(id)
    const result = await work()
    disk.over(id)
    underWay.delete(id)
    return result
  }

  function undoSome(act: LocalAct, some: readonly Kept[]): void {
    for (const row of some) {
      if (act.kind === 'done') sql.undoDone.run(bound(row))
      else if (act.kind === 'snooze') sql.undoSnoozed.run(bound(row))
      else if (act.kind === 'assign') sql.assignOne.run(row.assignedTo, row.id)
      else sql.undoOptedOut.run(bound(row))
      if (act.kind !== 'assign') refresh(row.id)
    }
  }

  async function undoHere(act: LocalAct, { before, entries }: Changed<Before>): Promise<void> {
    const pieces = chunk(before, threadsPerStep)
    const takeBack = (of: readonly OptOutId[]) => void (of.length > 0 && optOuts.undo(of, true, clock.now()))
    if (pieces.length < 2) {
      raw.transaction(() => {
        undoSome(act, before)
        takeBack(entries)
      })()
      return
    }
    const back = pieces.map((some, index) => ({ before: some, entries: index === 0 ? entries : [] }))
    const { id, partIds } = disk.begin(
      act,
      clock.now(),
      back.map((one) => ({ ids: [], back: one })),
    )
    await under(id, () =>
      piecewise(
        back.map((one, index) => [one, partIds[index] ?? 0] as const),
        ([one, partId]) => {
          undoSome(act, one.before)
          takeBack(one.entries)
          disk.done(partId, act.kind, null)
        },
      ),
    )
  }

  /** Goes on with a step that an end of the app cut off, and keeps its way back. */
  async function goOn(step: OpenStep<LocalAct>): Promise<void> {
    const { act, at, undo } = step
    const { done, left } = disk.partsOf(step)
    let count = done.reduce((sum, part) => sum + (part.changed?.before.length ?? 0), 0)
    await piecewise(left, (part) => {
      if (undo) {
        const { before, entries } = part.changed ?? { before: [], entries: [] }
        undoSome(act, before.map(current))
        if (entries.length > 0) optOuts.undo(entries, true, clock.now())
        disk.done(part.id, act.kind, null)
        return
      }
      const some = actOn(act, [...new Set(part.ids.map(joined.current))], at)
      disk.done(part.id, act.kind, some)
      count += some.before.length
    })
    if (undo) disk.over(step.id)
    else kept.keep(step.id, count)
    deps.changed('inbox', 'opt_outs')
  }

  const current = <Row extends { readonly id: number }>(row: Row): Row => ({ ...row, id: joined.current(row.id) })

  deps.background.defineJob<OpenStep<LocalAct>>({
    kind: 'bulk_steps',
    recovery: 'resume',
    network: false,
    atOnce: 1,
    next: () => ({ due: disk.open().filter(({ id }) => !underWay.has(id)) }),
    of: ({ id }) => ({ key: id, client: null }),
    run: async (step) => {
      await goOn(step)
      return { end: 'done' }
    },
  })

  /** Writes the wish down as said by hand; gives the opt-out where there was none before. */
  function optOut({ id, workspaceId, leadEmail }: Before, at: number): readonly OptOutId[] {
    if (leadEmail === null) return []
    const known = optOuts.find(workspaceId, leadEmail)
    const entry = optOuts.record({ workspaceId, value: leadEmail, at, source: 'hand', threadId: id })
    sql.setOptedOut.run(entry, id)
    refresh(id)
    return entry === null || known?.state === 'on' ? [] : [entry]
  }

  /** Told to Instantly lead by lead; gives those that were. */
  async function label(
    step: { readonly act: Extract<BulkAct, { kind: 'label' }>; readonly undo: boolean },
    rows: readonly Before[],
    of: (row: Before) => Pick<PendingLabel, 'interest' | 'was'>,
  ) {
    const { told, problem } = await parts.labels.run(
      step,
      rows.map((row) => ({ threadId: row.id, workspaceId: row.workspaceId, ...of(row) })),
    )
    const labelled = new Set(told)
    return { labelled: rows.filter(({ id }) => labelled.has(id)), problem }
  }

  return {
    async run(selection: Selection, act: BulkAct): Promise<BulkDone> {
      const ids = idsOf(selection)
      if ((act.kind === 'label' || act.kind === 'read') && ids.length > mostByRequest) {
        throw new AppError('INVALID_INPUT', { field: 'selection', most: mostByRequest })
      }
      if (act.kind === 'label') {
        const rows = sql.readBefore
          .all(JSON.stringify(ids))
          .filter(({ interest, leadEmail }) => leadEmail !== null && interest !== act.interest)
        const { labelled, problem } = await label({ act, undo: false }, rows, ({ interest: was }) => ({
          interest: act.interest,
          was,
        }))
        const step = remember({ act, before: labelled, entries: [] })
        return {
          step,
          count: labelled.length,
          left: rows.length - labelled.length,
          problem: problem && { code: problem.code, data: problem.data },
        }
      }
      if (act.kind === 'read') {
        const before = sql.readBefore.all(JSON.stringify(ids)).filter(({ unread }) => unread > 0 === act.read)
        parts.work.markRead(
          before.map(({ id }) => id),
          act.read,
        )
        return { step: remember({ act, before, entries: [] }), count: before.length, left: 0, problem: null }
      }
      const done = await here(act, ids)
      return { step: remember({ act, ...done }), count: done.before.length, left: 0, problem: null }
    },
    async undo(id: number): Promise<number> {
      const step = steps.get(id)
      if (!step) throw new AppError('NOT_FOUND', { what: 'step' })
      steps.delete(id)
      const { act, before, entries } = step
      if (act.kind === 'label') {
        const { labelled, problem } = await label(
          { act, undo: true },
          withLabel(before, act.interest),
          ({ interest }) => ({ interest, was: act.interest }),
        )
        if (problem && labelled.length === 0) throw problem
        return labelled.length
      }
      if (act.kind === 'read') {
        parts.work.markRead(
          before.map((row) => row.id),
          !act.read,
        )
        return before.length
      }
      await undoHere(act, { before, entries })
      return before.length
    },
    /** Steps that went on after an end of the app, until they are undone or let be. */
    resumed: kept.resumed,
    /** Undoes one of them; what an end of the app leaves of that is undone after it. Labels follow at Instantly's pace. */
    async undoResumed(id: number): Promise<number> {
      const step = kept.resumedOne(id)
      if (!step) throw new AppError('NOT_FOUND', { what: 'step' })
      if (!isLocal(step)) {
        parts.labels.takeBack(id)
        return step.count
      }
      underWay.add(id)
      disk.turnBack(id)
      await goOn({ ...step, undo: true })
      underWay.delete(id)
      return step.count
    },
    letBe(id: number): void {
      if (kept.resumedOne(id)) kept.over(id)
    },
  }

  /** As they were, but for the label the step gave them: who has got another since keeps it. */
  function withLabel(before: readonly Before[], given: number | null): readonly Before[] {
    const now = new Map(
      sql.readBefore.all(JSON.stringify(before.map(({ id }) => id))).map((row) => [row.id, row.interest]),
    )
    return before.filter((row) => now.get(row.id) === given)
  }
}

const bound = (row: Kept): Record<string, unknown> => ({ ...row })
