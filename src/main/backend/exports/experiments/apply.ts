/** Assigns variants to the leads of a list. The assignment is completed or rolled back. */

import { gateCodes } from '#shared/domain/leads/import/gates.ts'
import { AppError } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { createLongWrite } from '../../core/db/long-write.ts'
import type { Store } from '../../core/deps.ts'
import { removeReImport } from '../../leads/import/re-import-steps.ts'
import { assertListSettled, assertNoImportRunning, prepareLeadWrites } from '../../leads/lists/lead-writes.ts'
import { listStateOf } from '../../leads/lists/queries.ts'
import { VALUE_MAX } from '../../leads/rows/sent-values.ts'
import { withVariant } from './fill-variant.ts'
import { forEachReadyLead, gatherLeads, type ListSplitRequest, type ReadLead, splitCooperatively } from './gather.ts'
import { applyVariantTo, sourceColumns } from './preview.ts'

type ApplyHooks = {
  /** Number of leads written so far. */
  readonly onStep: (done: number, total: number) => void
  /** Stops between two steps and leaves the rest to the next start. */
  readonly signal: AbortSignal
}

/**
 * While it runs its action is in state `working`: the list accepts no other change and no export, and the next start
 * rolls back an action still in this state. Throws as `experiments.apply` documents.
 */
export async function assignVariants(
  store: Store,
  asked: ListSplitRequest & { readonly id: number },
  at: string,
  { onStep, signal }: ApplyHooks,
): Promise<{ readonly actionId: number; readonly count: number }> {
  const { raw } = store
  const { listId } = asked
  const { actionId, rowCount } = raw.transaction(() => begin(store, asked, at))()
  try {
    const found = await gatherLeads(store, asked, rowCount, [], signal)
    if (found.tooManyStrata) throw new AppError('INVALID_INPUT', { field: 'stratum', message: 'too many values' })
    const split = await splitCooperatively(found.input, signal)
    const numbers = raw.transaction(() => keepStrata(store, asked.id, found.strata))()
    const write = prepareWrites(store, asked, actionId)
    const total = found.known.reduce((sum, known) => sum + (known === 0 ? 1 : 0), 0)
    const long = createLongWrite(raw)
    let [place, done] = [0, 0]
    await forEachReadyLead(
      store,
      { listId, rowCount },
      sourceColumns(asked.plan).columns,
      async (leads) => {
        let from = 0
        while (from < leads.length) {
          const began = performance.now()
          // One after the other, so that other work gets its turn in between.
          await long.step(
            raw.transaction(() => {
              for (; from < leads.length && performance.now() - began < briefMs; from += 1) {
                const lead = leads[from] as ReadLead
                while (place < found.positions.length && (found.positions[place] as number) < lead.position) place += 1
                if (found.positions[place] !== lead.position || found.known[place] === 1) continue
                const variant = split.variants[place] as number
                write(lead, {
                  key: found.input.keys[place] as number,
                  variant,
                  stratum: numbers[found.input.strata[place] as number] as number,
                  isMarked: (found.input.fixed[place] as number) >= 0,
                })
                done += 1
              }
            }),
          )
          signal.throwIfAborted()
        }
        onStep(done, total)
      },
      signal,
    )
    await long.settle()
    raw.transaction(() => {
      raw.prepare("update list_action set state = 'done', lead_count = ? where id = ?").run(done, actionId)
      raw.prepare('update experiment_step set done = 1, lead_count = ? where action_id = ?').run(done, actionId)
      raw.prepare('update lead_list set revision = revision + 1 where id = ?').run(listId)
    })()
    return { actionId, count: done }
  } catch (error) {
    // When the app is about to end, the rollback is left to the next start.
    if (!signal.aborted) await removeReImport(store, actionId)
    throw error
  }
}

/** Target duration of the transaction that writes a group of leads. */
const briefMs = 10

function begin(store: Store, { id, listId }: ListSplitRequest & { readonly id: number }, at: string) {
  const { raw } = store
  const { rowCount } = listStateOf(store, listId)
  assertListSettled(store, listId)
  assertNoImportRunning(store, listId)
  assertNoExportRuns(store, listId)
  const actionId = Number(
    raw
      .prepare(
        `insert into list_action (workspace_id, list_id, kind, lead_count, at, state)
         select workspace_id, id, 'split', 0, ?, 'working' from lead_list where id = ?`,
      )
      .run(at, listId).lastInsertRowid,
  )
  raw
    .prepare('insert into experiment_step (action_id, experiment_id, at, row_count) values (?, ?, ?, ?)')
    .run(actionId, id, at, rowCount)
  return { actionId, rowCount }
}

/** A running export reads its leads as it goes, so some would be sent with the old value and some with the new one. */
function assertNoExportRuns({ raw }: Store, listId: ListId): void {
  const name = raw
    .prepare(
      `select campaign_name from export_run
       where list_id = ? and state in ('preparing', 'running', 'waiting', 'paused') limit 1`,
    )
    .pluck()
    .get(listId) as string | undefined
  if (name !== undefined) throw new AppError('EXPERIMENT_EXPORT_RUNS', { name })
}

/** Returns the numbers of these values, adding new values after the existing ones. */
function keepStrata({ raw }: Store, id: number, values: readonly string[]): readonly number[] {
  const rows = raw.prepare('select no, value from experiment_stratum where experiment_id = ?').all(id) as {
    no: number
    value: string
  }[]
  const known = new Map(rows.map(({ no, value }) => [value.toLowerCase(), no]))
  const insert = raw.prepare('insert into experiment_stratum (experiment_id, no, value) values (?, ?, ?)')
  return values.map((value) => {
    const key = value.toLowerCase()
    const no = known.get(key) ?? known.size
    if (!known.has(key)) insert.run(id, no, value)
    known.set(key, no)
    return no
  })
}

type Dealt = { readonly key: number; readonly variant: number; readonly stratum: number; readonly isMarked: boolean }

function prepareWrites({ raw }: Store, asked: ListSplitRequest & { readonly id: number }, actionId: number) {
  const { plan, mark, id } = asked
  const leads = prepareLeadWrites(raw, asked.listId)
  const note = raw.prepare(
    'insert into lead_change (action_id, lead_id, new_lead_id, gate, email, payload) values (?, ?, null, ?, ?, ?)',
  )
  // Overwrites what a step left behind that was undone.
  const remember = raw.prepare(
    `insert into experiment_lead (experiment_id, address, variant, stratum, action_id) values (?, ?, ?, ?, ?)
     on conflict do update set variant = excluded.variant, stratum = excluded.stratum, action_id = excluded.action_id`,
  )
  return (lead: ReadLead, { key, variant, stratum, isMarked }: Dealt): void => {
    const of = plan.variants[variant]
    if (!of) throw new Error('a variant nobody made')
    remember.run(id, key, variant, stratum, actionId)
    if (isMarked) return
    const { value } = applyVariantTo(plan, of, lead, key)
    if ((value?.length ?? 0) > VALUE_MAX) {
      throw new AppError('INVALID_INPUT', { field: 'value', message: 'too long' })
    }
    const gate = gateCodes.ready
    const payload = withVariant(lead.lead, { variable: plan.variable, value, mark, name: of.name })
    note.run(actionId, lead.id, gate, lead.email, lead.payload)
    leads.change({ ...lead, gate }, gate, payload)
  }
}
