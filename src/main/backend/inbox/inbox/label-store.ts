/** Stores lead labels from any source, refreshes the conversations, and records an opt-out if one is meant. */
import type { Database } from 'better-sqlite3'
import type { LabelClaim } from '#shared/domain/events/lead-label.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { type LabelChange, type LabelPlace, leadLabelsOf } from '../../events/lead-labels/lead-labels.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { createThreadFacts } from './thread-facts.ts'

export type ReportedLabel = { readonly place: LabelPlace; readonly claim: LabelClaim }

const statementsOf = (raw: Database) => ({
  labelled: raw.prepare<[number], { email: string; name: string; at: number }>(
    `select t.lead_email as email, l.name, t.last_at as at from inbox_thread t
       join inbox_label l on l.workspace_id = t.workspace_id and l.value = t.interest
      where t.id = ? and t.lead_email is not null`,
  ),
  labels: raw.prepare<[number], { value: number; name: string }>(
    'select value, name from inbox_label where workspace_id = ?',
  ),
  nameOf: raw
    .prepare<[number, number], string>('select name from inbox_label where workspace_id = ? and value = ?')
    .pluck(),
  leadsOf: raw.prepare<[number, number], { email: string; at: number }>(
    'select email, as_of as at from lead_label where workspace_id = ? and value = ?',
  ),
  threadsOf: raw
    .prepare<[number, string, string], number>(
      `select id from inbox_thread where workspace_id = ? and lead_email = ? and coalesce(campaign_id, '') = ?`,
    )
    .pluck(),
})

/** Creates the label store. `labelled` gets the changes that take effect, in the transaction that stores them. */
export function createLabelStore(
  store: Store,
  facts: Pick<ReturnType<typeof createThreadFacts>, 'refresh'>,
  labelled?: (workspaceId: WorkspaceId, changes: readonly LabelChange[]) => void,
) {
  const labels = leadLabelsOf(store)
  const optOuts = createOptOuts(store)
  const sql = statementsOf(store.raw)

  /** Records an opt-out if the conversation's label means one, however it was set. */
  function recordStop(workspaceId: WorkspaceId, threadId: number): void {
    const found = sql.labelled.get(threadId)
    if (!found || !isStopLabel(found.name)) return
    const { email, name, at } = found
    optOuts.record({ workspaceId, value: email, at, source: 'label', words: name, threadId, standing: true })
  }

  /** Records an opt-out for a lead without a conversation. */
  const recordStopOfLead = (workspaceId: WorkspaceId, email: string, at: number, name: string): void =>
    void optOuts.record({ workspaceId, value: email, at, source: 'label', words: name, standing: true })

  /** Called after the names of a client's own labels were read, possibly after the leads that have them. */
  function namesKnown(workspaceId: WorkspaceId): void {
    for (const { value, name } of sql.labels.all(workspaceId)) {
      if (!isStopLabel(name)) continue
      for (const { email, at } of sql.leadsOf.all(workspaceId, value)) recordStopOfLead(workspaceId, email, at, name)
    }
  }

  /** Refreshes a lead's conversations so that they show its label. */
  function refreshLead(workspaceId: WorkspaceId, { campaignId, email }: LabelPlace): void {
    for (const threadId of sql.threadsOf.all(workspaceId, email, campaignId)) {
      facts.refresh(threadId)
      recordStop(workspaceId, threadId)
    }
  }

  function take(workspaceId: WorkspaceId, reported: readonly ReportedLabel[]): readonly LabelChange[] {
    const changes = reported
      .map(({ place, claim }) => labels.take(workspaceId, place, claim))
      .filter((change) => change !== null)
    for (const change of changes) {
      refreshLead(workspaceId, change)
      const { value, email, since } = change
      const name = value === null ? undefined : sql.nameOf.get(workspaceId, value)
      if (name !== undefined && isStopLabel(name)) recordStopOfLead(workspaceId, email, since, name)
    }
    if (changes.length > 0) labelled?.(workspaceId, changes)
    return changes
  }

  return { recordStop, refreshLead, namesKnown, take }
}
