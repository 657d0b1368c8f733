/** What became of a feed entry: moments stored with it, oldest first. Nothing is inferred from figures. */
import type { FeedMoment } from '#shared/contract/app/feed.ts'
import type { DriftKind } from '#shared/contract/campaigns/campaign-edits.ts'
import type { ExportState } from '#shared/contract/exports/exports.ts'
import type { AccountActionKind } from '#shared/contract/insights/accounts.ts'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { changedColumn } from '../../insights/accounts/action-store.ts'
import { hasStepValue, restoresValue } from './undo.ts'

/** At most this many of the first following events; the list shows the rest. */
const maxAfter = 6

/** Steps that change the same property of an account. */
const sameField: Readonly<Record<AccountActionKind, readonly AccountActionKind[]>> = {
  pause: ['pause', 'resume'],
  resume: ['pause', 'resume'],
  mark_fixed: ['mark_fixed'],
  warmup_on: ['warmup_on', 'warmup_off'],
  warmup_off: ['warmup_on', 'warmup_off'],
  daily_limit: ['daily_limit'],
  sending_gap: ['sending_gap'],
  tracking_domain: ['tracking_domain'],
}

type Timed = { readonly at: number | null; readonly moment: FeedMoment['what'] }
type Step = {
  readonly id: number
  readonly kind: AccountActionKind
  readonly value: string | null
  readonly askedAt: number
  readonly endedAt: number | null
}
type Account = {
  readonly email: string
  readonly state: string
  readonly sentAt: number | null
  readonly was: string | number | null
  readonly now: string | number | null
  readonly readAt: number | null
}

/** The moments of an entry by its key. Fewer than two add nothing to the entry itself. */
export function createFeedMoments({ raw }: Store) {
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
  const step = raw.prepare<[number], Step>(
    'select id, kind, value, asked_at as askedAt, ended_at as endedAt from account_action where id = ?',
  )
  const accounts = raw.prepare<[object], Omit<Account, 'was' | 'now'> & { was: string | null; now: string | null }>(
    `select i.email, i.state, i.sent_at as sentAt, i.was, ${changedColumn('@kind')} as now, m.pulled_at as readAt
     from account_action_item i left join mailbox m
       on m.workspace_id = i.workspace_id and m.email = i.email and m.gone_at is null
     where i.action_id = @id order by i.place`,
  )
  const stepsAfter = raw.prepare<[object], Step & { readonly emails: string }>(
    `select x.id, x.kind, x.value, x.asked_at as askedAt, x.ended_at as endedAt, json_group_array(i.email) as emails
     from account_action_item o
       join account_action_item i on i.workspace_id = o.workspace_id and i.email = o.email and i.action_id > @id
         and i.state = 'done'
       join account_action x on x.id = i.action_id
     where o.action_id = @id and o.state = 'done' and x.kind in (select value from json_each(@kinds))
     group by x.id order by x.id`,
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

  function ofCampaign(id: number): readonly Timed[] {
    const first = change.get(id)
    if (!first) return []
    return changesAfter.all({ campaignId: first.campaignId, id }).map(({ at, status, by }) => ({
      at,
      moment: { kind: 'campaign', state: campaignStateOf(status, false), by },
    }))
  }

  function ofEdit(id: number): readonly Timed[] {
    const row = edit.get(id)
    if (!row) return []
    return [
      { at: row.at, moment: { kind: 'asked' } },
      { at: row.sentAt, moment: { kind: 'sent' } },
      { at: row.agreedAt, moment: { kind: 'confirmed' } },
      ...(row.drift === null ? [] : [{ at: row.driftAt, moment: { kind: 'drift', drift: row.drift } as const }]),
    ]
  }

  function ofExport(id: number): readonly Timed[] {
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

  function ofAccounts(id: number): readonly Timed[] {
    const done = step.get(id)
    if (!done) return []
    const { kind } = done
    const all = accounts.all({ id, kind }).map(
      (row): Account => ({
        ...row,
        was: valueOf(row.was),
        now: valueOf(row.now),
      }),
    )
    const confirmed = all.filter(({ state }) => state === 'done')
    const sent = all.flatMap(({ sentAt }) => sentAt ?? [])
    const later = stepsAfter.all({ id, kinds: JSON.stringify(sameField[kind]) })
    const since = new Set(later.flatMap(({ emails }) => JSON.parse(emails) as string[]))
    const value = valueOf(done.value)
    // Instantly's current value, for accounts without a later change.
    const standing =
      kind === 'mark_fixed' ? [] : confirmed.filter(({ email, now }) => !since.has(email) && now !== null)
    const changed = standing.filter(({ now }) => !hasStepValue(kind, value, now))
    const readAt = Math.max(...standing.flatMap(({ readAt: at }) => at ?? []))
    const wasOf = new Map(confirmed.map(({ email, was }) => [email, was]))
    return [
      { at: done.askedAt, moment: { kind: 'asked' } },
      ...(done.endedAt === null
        ? [{ at: sent.length === 0 ? null : Math.max(...sent), moment: { kind: 'sent' } as const }]
        : confirmed.length === 0
          ? []
          : [
              {
                at: done.endedAt,
                moment: { kind: 'confirmed', accounts: confirmed.length, of: all.length } as const,
              },
            ]),
      ...later.slice(0, maxAfter).map(({ askedAt, emails, ...next }): Timed => {
        const those = JSON.parse(emails) as readonly string[]
        const to = valueOf(next.value)
        return {
          at: askedAt,
          moment: {
            kind: 'accounts',
            action: next.kind,
            value: to === null ? null : String(to),
            accounts: those.length,
            of: all.length,
            back: those.every((email) => restoresValue(next.kind, to, wasOf.get(email) ?? null)),
          },
        }
      }),
      // Read after the confirmation; an earlier read is the confirmation itself.
      ...(standing.length > 0 && Number.isFinite(readAt) && readAt > (done.endedAt ?? readAt)
        ? [
            changed.length > 0
              ? { at: readAt, moment: { kind: 'differs', accounts: changed.length, of: all.length } as const }
              : { at: readAt, moment: { kind: 'stands', accounts: standing.length, of: all.length } as const },
          ]
        : []),
    ]
  }

  function ofDeletion(id: number): readonly Timed[] {
    const row = deletion.get(id)
    if (!row) return []
    return [
      { at: row.askedAt, moment: { kind: 'asked' } },
      { at: row.endedAt, moment: { kind: 'confirmed' } },
    ]
  }

  function ofAnswer(id: number): readonly Timed[] {
    const row = send.get(id)
    if (!row || row.sentAt === null) return []
    return [
      { at: row.sentAt, moment: { kind: 'sent' } },
      { at: row.settledBy === 'operator' ? null : row.settledAt, moment: { kind: 'confirmed' } },
      { at: replyAfter.get(row.threadId, row.sentAt) ?? null, moment: { kind: 'replied' } },
    ]
  }

  function ofReply(threadId: number): readonly Timed[] {
    const at = received.get(threadId) ?? null
    if (at === null) return []
    return [
      { at, moment: { kind: 'replied' } },
      ...answersAfter.all({ threadId, at }).map((sentAt): Timed => ({ at: sentAt, moment: { kind: 'answered' } })),
    ]
  }

  const readers = new Map<string, (id: number) => readonly Timed[]>([
    ['campaign', ofCampaign],
    ['edit', ofEdit],
    ['export', ofExport],
    ['accounts', ofAccounts],
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

function valueOf(json: string | null): string | number | null {
  const value = json === null ? null : parseJson(json)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
