/**
 * Syncs the labels of a client's leads. Instantly's filters list all labelled leads, a hundred per request, whoever set
 * the label and whenever. Labelled leads that are no longer listed are requested by address: a label that was removed
 * is removed here too, but the label of a deleted lead is kept.
 */
import type { Database } from 'better-sqlite3'
import { dayMs } from '#shared/domain/core/days.ts'
import { ownLabels } from '#shared/domain/events/lead-label.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { RunOutcome } from '../../core/background.ts'
import type { Deps } from '../../core/deps.ts'
import { leadLabelsOf } from '../../events/lead-labels/lead-labels.ts'
import type { MailIngest } from './mail-ingest.ts'
import { createLabelledLeadReader, type LabelRun, type WantedLeads } from './read-labelled.ts'

/** Lists end with a page that is not full. Once a day this is verified by requesting the page after it. */
const verifyEveryMs = dayMs
/** Interval for reading all leads if Instantly ignores the filters. */
const unfilteredEveryMs = 6 * 60 * 60_000
const clientsAtOnce = 4

type SyncRow = {
  readonly firstEndedAt: number | null
  readonly endedAt: number | null
  readonly shortEnds: 0 | 1
  readonly shortSeenAt: number | null
  readonly unfilteredAt: number | null
}

const statementsOf = (raw: Database) => ({
  find: raw.prepare<[number], SyncRow>(
    `select first_ended_at as firstEndedAt, ended_at as endedAt, short_ends as shortEnds, short_seen_at as shortSeenAt,
       unfiltered_at as unfilteredAt from label_sync where workspace_id = ?`,
  ),
  begin: raw.prepare('insert into label_sync (workspace_id) values (?) on conflict do update set read = 0'),
  end: raw.prepare(
    `update label_sync set ended_at = @at, first_ended_at = coalesce(first_ended_at, @at), short_ends = @shortEnds,
       short_seen_at = case when @looked then @at else short_seen_at end, unfiltered_at = @unfilteredAt
     where workspace_id = @workspaceId`,
  ),
  ownTones: raw.prepare<[number], { value: number; tone: 'positive' | 'negative' | 'neutral' }>(
    'select value, tone from inbox_label where workspace_id = ?',
  ),
})

export function createLabelSync(deps: Deps, mailIngest: MailIngest, options: { readonly everyMs: () => number }) {
  const { store, instantly } = deps
  const { raw } = store
  const sql = statementsOf(raw)
  const leadLabels = leadLabelsOf(store)
  const { readOne, lookForMissing } = createLabelledLeadReader(deps, mailIngest)

  /** The lists to read: one for each of Instantly's labels, and those for the client's, if any or if unknown. */
  function lists(workspaceId: WorkspaceId, isFirst: boolean): readonly Exclude<WantedLeads, null>[] {
    const tones = sql.ownTones.all(workspaceId)
    const isOwn = (value: number) => !ownLabels.some((label) => label.value === value)
    const knowsNames = deps.background
      .clients('lead-labels:read')
      .some((one) => one.workspaceId === workspaceId && one.held === null)
    const custom = (['positive', 'negative'] as const)
      // Until the first reading has finished, the names of the client's own labels may not have been read.
      .filter((tone) => isFirst || !knowsNames || tones.some((label) => label.tone === tone))
      .map((tone) => ({ filter: `FILTER_LEAD_CUSTOM_LABEL_${tone.toUpperCase()}`, fits: isOwn }))
    return [
      ...ownLabels
        .filter(({ stage }) => stage !== 0)
        .map(({ filter, value }) => ({ filter, fits: (other: number) => other === value })),
      ...custom,
    ]
  }

  async function sync(workspaceId: WorkspaceId, signal: AbortSignal, asked: boolean): Promise<RunOutcome> {
    const known = sql.find.get(workspaceId)
    const now = () => instantly.now(workspaceId)
    const rests = known !== undefined && known.unfilteredAt !== null && now() - (known.endedAt ?? 0) < unfilteredEveryMs
    if (rests && !asked) return { end: 'cancelled' }
    sql.begin.run(workspaceId)
    const run: LabelRun = {
      workspaceId,
      signal,
      requestContext: { workspaceId, priority: asked ? 'click' : 'poll', requestedBy: 'inbox', signal },
      startedAt: now(),
      // Until this has been verified, a page that is not full may not be the last one.
      look: now() - (known?.shortSeenAt ?? 0) > verifyEveryMs,
      looked: false,
      shortEnds: known?.shortEnds !== 0,
      read: 0,
      changed: 0,
    }
    let isFiltered = true
    for (const wanted of lists(workspaceId, known?.firstEndedAt == null)) {
      isFiltered = await readOne(run, wanted)
      if (!isFiltered) break
    }
    if (!isFiltered) await readOne(run, null)
    await lookForMissing(run)
    raw.transaction(() => leadLabels.countMovedOnce(workspaceId))()
    sql.end.run({
      workspaceId,
      at: now(),
      shortEnds: run.shortEnds ? 1 : 0,
      looked: run.look && run.looked ? 1 : 0,
      unfilteredAt: isFiltered ? null : (known?.unfilteredAt ?? now()),
    })
    if (run.changed > 0 || known?.firstEndedAt == null) deps.changed('labels', 'inbox')
    return { end: 'done', counts: { items: run.read, ...(run.changed > 0 ? { updated: run.changed } : {}) } }
  }

  return deps.background.definePoller({
    kind: 'lead_labels',
    scope: 'leads:read',
    every: options.everyMs,
    jitter: 0.1,
    firstMs: 3_000,
    wakeMs: 2_500,
    atOnce: clientsAtOnce,
    run: sync,
  })
}
