/** What became of a feed entry: moments stored with it, oldest first. Nothing is inferred from figures. */
import type { FeedMoment } from '#shared/contract/app/feed.ts'
import type { DriftKind } from '#shared/contract/campaigns/campaign-edits.ts'
import type { ExportState } from '#shared/contract/exports/exports.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import type { Store } from '../../core/deps.ts'
import { createAccountMoments, maxAfter, type TimedMoment } from './account-moments.ts'

/** The moments of an entry by its key. Fewer than two add nothing to the entry itself. */
export function createFeedMoments(store: Store) {
  const { raw } = store
  const change = raw.prepare<[number], { campaignId: number; at: number; status: number; by: string }>(
    'select campaign_id as campaignId, at, status, changed_by as "by" from campaign_change where id = ?',
  )
  const changesAfter = raw.prepare<[object], { at: number; status: number; by: 'operator' | 'blackout' | 'instantly' }>(
    `select at, status, changed_by as "by" from campaign_change where campaign_id = @campaignId and id >= @id
     order by id limit ${maxAfter + 1}`,
  )
  const edit = raw.prepare<
    [number],
    { at: number; sentAt: number | null; agreedAt: number | null; drift: DriftKind | null; driftAt: number | null }
  >(
    `select changed_at as at, sent_at as sentAt, agreed_at as agreedAt, drift, drift_at as driftAt from campaign_edit
     where campaign_id = ?`,
  )
  const deletion = raw.prepare<[number], { askedAt: number; endedAt: number | null }>(
    'select asked_at as askedAt, ended_at as endedAt from campaign_deletion where id = ?',
  )
  const run = raw.prepare<
    [number],
    { asked: string; started: string | null; finished: string | null; back: string | null; state: ExportState }
  >(
    `select created_at as asked, started_at as started, finished_at as finished, taken_back_at as back, state
     from export_run where id = ?`,
  )
  const send = raw.prepare<
    [number],
    { threadId: number; sentAt: number | null; settledAt: number | null; settledBy: string | null }
  >(
    `select thread_id as threadId, sent_at as sentAt, settled_at as settledAt, settled_by as settledBy
     from inbox_send where id = ?`,
  )
  const replyAfter = raw
    .prepare<[number, number], number | null>(
      `select min(at) from inbox_message where thread_id = ? and at > ? and direction = 'received'`,
    )
    .pluck()
  const received = raw
    .prepare<[number], number | null>('select last_received_at from inbox_thread where id = ?')
    .pluck()
  const answersAfter = raw
    .prepare<[object], number>(
      `select sent_at from inbox_send where thread_id = @threadId and sent_at > @at and state in ('sent', 'done')
       order by sent_at limit ${maxAfter}`,
    )
    .pluck()

  function ofCampaign(id: number): readonly TimedMoment[] {
    const first = change.get(id)
    if (!first) return []
    return changesAfter.all({ campaignId: first.campaignId, id }).map(({ at, status, by }) => ({
      at,
      moment: { kind: 'campaign', state: campaignStateOf(status, false), by },
    }))
  }

  function ofEdit(id: number): readonly TimedMoment[] {
    const row = edit.get(id)
    if (!row) return []
    return [
      { at: row.at, moment: { kind: 'asked' } },
      { at: row.sentAt, moment: { kind: 'sent' } },
      { at: row.agreedAt, moment: { kind: 'confirmed' } },
      ...(row.drift === null ? [] : [{ at: row.driftAt, moment: { kind: 'drift', drift: row.drift } as const }]),
    ]
  }

  function ofExport(id: number): readonly TimedMoment[] {
    const row = run.get(id)
    if (!row) return []
    const ms = (iso: string | null) => (iso === null ? null : Date.parse(iso))
    return [
      { at: ms(row.asked), moment: { kind: 'asked' } },
      { at: ms(row.started), moment: { kind: 'started' } },
      { at: ms(row.finished), moment: { kind: 'ended', state: row.state } },
      { at: ms(row.back), moment: { kind: 'undone' } },
    ]
  }

  function ofDeletion(id: number): readonly TimedMoment[] {
    const row = deletion.get(id)
    if (!row) return []
    return [
      { at: row.askedAt, moment: { kind: 'asked' } },
      { at: row.endedAt, moment: { kind: 'confirmed' } },
    ]
  }

  function ofAnswer(id: number): readonly TimedMoment[] {
    const row = send.get(id)
    if (!row || row.sentAt === null) return []
    return [
      { at: row.sentAt, moment: { kind: 'sent' } },
      { at: row.settledBy === 'operator' ? null : row.settledAt, moment: { kind: 'confirmed' } },
      { at: replyAfter.get(row.threadId, row.sentAt) ?? null, moment: { kind: 'replied' } },
    ]
  }

  function ofReply(threadId: number): readonly TimedMoment[] {
    const at = received.get(threadId) ?? null
    if (at === null) return []
    return [
      { at, moment: { kind: 'replied' } },
      ...answersAfter
        .all({ threadId, at })
        .map((sentAt): TimedMoment => ({ at: sentAt, moment: { kind: 'answered' } })),
    ]
  }

  const readers = new Map<string, (id: number) => readonly TimedMoment[]>([
    ['campaign', ofCampaign],
    ['edit', ofEdit],
    ['export', ofExport],
    ['accounts', createAccountMoments(store)],
    ['deletion', ofDeletion],
    ['answer', ofAnswer],
    ['reply', ofReply],
  ])

  return (key: string): readonly FeedMoment[] => {
    const [kind = '', id = ''] = key.split(' ')
    const timed = readers.get(kind)?.(Number(id)) ?? []
    const known = timed.flatMap(({ at, moment }) => (at === null ? [] : [{ at, moment }]))
    if (known.length < 2) return []
    return known
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, moment }) => ({ at: new Date(at).toISOString(), what: moment }))
  }
}
