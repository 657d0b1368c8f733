/** Moves leads to other gates by what was found out about their addresses; each run is one step that can be undone. */
import type { GateCode } from '#shared/domain/leads/import/gates.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { KnownLead } from '../import/re-import.ts'
import { assertNoImportRunning, exportedRows, prepareLeadWrites } from './lead-writes.ts'

/** A lead as it was when its address was checked. */
export type CheckedLead = { readonly id: LeadId; readonly email: string; readonly gate: GateCode }
export type Regate = (lead: CheckedLead, gate: GateCode) => void

/**
 * `move` runs `work` in one transaction; leads it moves are recorded in the run's step, which begins when the first
 * lead moves. A lead that is gone or has changed is left unchanged.
 */
export function createGateChanges(
  store: Store,
  run: { readonly id: number; readonly listId: ListId },
): { move(at: string, work: (regate: Regate) => void): void } {
  const { raw } = store
  const { listId } = run
  const write = prepareLeadWrites(raw, listId)
  const read = raw.prepare(
    `select d.id, position, gate, email, payload, removed from lead d join list_import i on i.id = d.import_id
     where d.id = ? and d.list_id = ? and i.state = 'ready'`,
  )
  const newest = raw.prepare(
    'select id, run_id as runId, undone_at as undoneAt from list_action where list_id = ? order by id desc limit 1',
  )
  const begin = raw.prepare(
    `insert into list_action (workspace_id, list_id, kind, lead_count, at, run_id)
     select workspace_id, id, 'verify', 0, ?, ? from lead_list where id = ?`,
  )
  const count = raw.prepare('update list_action set lead_count = lead_count + ? where id = ?')
  // A lead that moves twice in a step returns to its state before the first time.
  const note = raw.prepare(
    `insert into lead_change (action_id, lead_id, new_lead_id, gate, email, payload) values (?, ?, ?, ?, ?, ?)
     on conflict do nothing`,
  )
  const lengthen = raw
    .prepare('update lead_list set row_count = row_count + 1 where id = ? returning row_count')
    .pluck()
  const touch = raw.prepare('update lead_list set revision = revision + 1 where id = ?')

  /** Steps are undone in the order of their ids, so the run's own is only continued if nothing came after it. */
  function stepAt(at: string): number {
    const last = newest.get(listId) as { id: number; runId: number | null; undoneAt: string | null } | undefined
    if (last?.runId === run.id && last.undoneAt === null) return last.id
    return Number(begin.run(at, run.id, listId).lastInsertRowid)
  }

  return {
    move: raw.transaction((at: string, work: (regate: Regate) => void): void => {
      const exportedTo = exportedRows(store, listId)
      let step: number | null = null
      let moved = 0
      work((judged, gate) => {
        const lead = read.get(judged.id, listId) as (KnownLead & { readonly removed: number }) | undefined
        if (!lead || lead.removed !== 0 || lead.email !== judged.email || lead.gate !== judged.gate) return
        if (lead.gate === gate) return
        step ??= stepAt(at)
        moved += 1
        let newLeadId: number | null = null
        if (lead.position > exportedTo) write.change(lead, gate, lead.payload)
        else {
          assertNoImportRunning(store, listId)
          const position = lengthen.get(listId) as number
          newLeadId = write.move(lead, { position, gate, email: lead.email, payload: lead.payload }, step)
          write.countAppended(gate)
        }
        note.run(step, lead.id, newLeadId, lead.gate, lead.email, lead.payload)
      })
      if (step === null) return
      count.run(moved, step)
      touch.run(listId)
    }),
  }
}
