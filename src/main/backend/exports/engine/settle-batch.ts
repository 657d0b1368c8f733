/** Stores the outcome of a batch: each lead's id at Instantly, and a reason for each lead that was rejected. */
import type { Database } from 'better-sqlite3'
import type { Refusal } from '#shared/contract/exports/exports.ts'
import type { AddLeadsAnswer, AddLeadsCounts } from '../../core/instantly/types.ts'
import type { LeadBodies, Slice } from './lead-body.ts'
import { refusalsOf } from './refusals.ts'
import { packRemoteIds } from './remote-ids.ts'
import type { Run } from './run-store.ts'

/** What reading the campaign or lead list showed for one lead of a batch. */
export type RemoteLeadOutcome =
  | { readonly kind: 'uploaded'; readonly remoteId: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }

type SentSlice = Slice & { readonly id: number }

export function createBatchSettlement(db: Database, bodies: LeadBodies) {
  const addProblem = db.prepare(`
    insert into export_problem (workspace_id, export_id, position, lead_id, outcome, reason) values (?, ?, ?, ?, ?, ?)
    on conflict (export_id, position) do update set outcome = excluded.outcome, reason = excluded.reason`)
  const settle = db.prepare(`
    update export_batch set state = 'done', uploaded = ?, refused = ?, failed = 0, settled_at = ?, settled_by = ?, answer = ?,
      remote_ids = ? where id = ?`)
  const progress = db.prepare('update export_run set last_progress_at = ? where id = ?')

  const settleWithAnswer = (run: Run, batch: SentSlice, answer: AddLeadsAnswer, at: string): void => {
    const ids: (string | null)[] = Array.from({ length: batch.leadCount }, () => null)
    for (const created of answer.created) {
      if (created.index >= 0 && created.index < ids.length) ids[created.index] = created.id
    }
    const uploaded = ids.reduce((count, id) => (id === null ? count : count + 1), 0)
    const refused = batch.leadCount - uploaded
    if (refused > 0) {
      const reason = refusalsOf(answer.counts, refused).join(',')
      const members = bodies.members({ listId: run.listId, exportId: run.id, ...batch })
      members.forEach((member, index) => {
        if (ids[index] === null) {
          addProblem.run(run.workspaceId, run.id, member.position, member.id, 'refused', reason)
        }
      })
    }
    settle.run(uploaded, refused, at, 'answer', JSON.stringify(answer.counts), packRemoteIds(ids), batch.id)
    progress.run(at, run.id)
  }
  const reconcileByReading = db.transaction(
    (run: Run, batch: SentSlice, outcomes: readonly RemoteLeadOutcome[], counts: AddLeadsCounts | null, at: string) => {
      const members = bodies.members({ listId: run.listId, exportId: run.id, ...batch })
      let uploaded = 0
      const ids = members.map((member, index) => {
        const outcome = outcomes[index]
        if (!outcome) throw new Error('a lead without an outcome')
        if (outcome.kind === 'uploaded') {
          uploaded += 1
          return outcome.remoteId
        }
        addProblem.run(run.workspaceId, run.id, member.position, member.id, 'refused', outcome.refusals.join(','))
        return null
      })
      settle.run(
        uploaded,
        batch.leadCount - uploaded,
        at,
        'reading',
        counts ? JSON.stringify(counts) : null,
        packRemoteIds(ids),
        batch.id,
      )
      progress.run(at, run.id)
    },
  )

  return {
    settleWithAnswer,
    reconcileByReading: (
      run: Run,
      batch: SentSlice,
      outcomes: readonly RemoteLeadOutcome[],
      counts: AddLeadsCounts | null,
      at: string,
    ): void => reconcileByReading(run, batch, outcomes, counts, at),
  }
}
