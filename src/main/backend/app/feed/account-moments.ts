/** What became of a step that changed accounts: when it was sent and confirmed, later steps, Instantly's value now. */
import type { FeedMoment } from '#shared/contract/app/feed.ts'
import type { AccountActionKind } from '#shared/contract/insights/accounts.ts'
import type { Store } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { changedColumn } from '../../insights/accounts/action-store.ts'
import { hasStepValue, restoresValue } from './undo.ts'

export type TimedMoment = { readonly at: number | null; readonly moment: FeedMoment['what'] }

/** At most this many of the first following events; the list shows the rest. */
export const maxAfter = 6

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

export function createAccountMoments({ raw }: Store) {
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

  return (id: number): readonly TimedMoment[] => {
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
      ...later.slice(0, maxAfter).map(({ askedAt, emails, ...next }): TimedMoment => {
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
}

function valueOf(json: string | null): string | number | null {
  const value = json === null ? null : parseJson(json)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
