/**
 * Matches sent mails and replies that were reported without the mail's id: webhooks may omit it, the mails themselves
 * never do. Each report is at most one mail, and each mail at most one report; those of the same lead, campaign and
 * step that are closest in time are matched first, those whose step both sides name before all others. Matches are
 * undone before more is learned and found again afterwards, so that the result depends on what was reported and not on
 * its order. A webhook reports a reply when it arrives, which may be days after the reply's own date: the arrival of
 * such a reply is stored beside the reports, as one without a source.
 */
import { dayMs } from '#shared/domain/core/days.ts'
import { eventTypes } from '#shared/domain/events/event-types.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { type EventKeys, keyTables } from './event-keys.ts'
import type { LeadCounts } from './lead-counts.ts'
import { mergedReplyType } from './reply-type.ts'
import type { Rollups } from './rollups.ts'

/** A step is sent to a lead once. If the step is not known on both sides, only the time can tell. */
const sameStepMs = dayMs
const sameMailMs = 3_600_000

const sent = eventTypes.email_sent.code
const replies: readonly number[] = [eventTypes.reply_received.code, eventTypes.auto_reply_received.code]
const sourceBits = [1, 2, 4, 8] as const
/** The `sources` of an arrival, which nobody reported. */
const noSource = 0

/** An event as numbers; `hash` of its key. */
export type StoredEvent = {
  readonly contactId: number
  readonly campaignId: number
  readonly type: number
  readonly at: number
  readonly hash: number
  readonly step: number | null
  readonly variant: number | null
  readonly accountId: number | null
  readonly sources: number
}
type Named = StoredEvent & { readonly id: number }
type Unnamed = StoredEvent & {
  readonly eventId: number | null
  readonly matchId: number | null
  readonly matchType: number | null
  readonly matchSources: number | null
  readonly raw: string
}

type Parts = {
  readonly keys: EventKeys
  readonly rollups: Rollups
  readonly leads: LeadCounts
  /** Stores an event with its key and counts; returns its id. */
  readonly add: (workspaceId: WorkspaceId, event: StoredEvent, raw: string) => number
  /** Which of two mailboxes wins, regardless of the order of arrival. */
  readonly mailbox: (a: number | null, b: number | null) => number | null
}

const columns =
  'contact_id as contactId, campaign_id as campaignId, type, at, hash, step, variant, account_id as accountId, sources'

function prepareUnnamed(raw: Store['raw']) {
  const own = 'workspace_id = @workspaceId and contact_id = @contactId and at = @at and type = @type and hash = @hash'
  const anyOfClient = raw.prepare('select 1 from event_unnamed where workspace_id = ? limit 1').pluck()
  const anyOfLead = raw.prepare('select 1 from event_unnamed where workspace_id = ? and contact_id = ? limit 1').pluck()
  const unnamedOf = raw.prepare(
    `select ${columns}, event_id as eventId, match_id as matchId, match_type as matchType,
            match_sources as matchSources, raw from event_unnamed where workspace_id = ? and contact_id = ?`,
  )
  const namedOf = raw.prepare(
    `select e.id, ${columns.replaceAll(/(^|, )(\w)/g, '$1e.$2')}
       from (${keyTables.map((table) => `select event_id from ${table} where workspace_id = @workspaceId and contact_id = @contactId and type in (${[sent, ...replies].join(', ')})`).join(' union all ')}) k
       join event e on e.id = k.event_id`,
  )
  const find = raw.prepare(`select sources, variant, account_id as accountId from event_unnamed where ${own}`)
  const put = raw.prepare(
    `insert into event_unnamed (workspace_id, contact_id, at, type, hash, campaign_id, step, variant, account_id, sources, raw)
       values (@workspaceId, @contactId, @at, @type, @hash, @campaignId, @step, @variant, @accountId, @sources, @raw)
       on conflict do update set sources = excluded.sources, variant = excluded.variant, account_id = excluded.account_id`,
  )
  const place = raw.prepare(
    `update event_unnamed set event_id = @eventId, match_id = @matchId, match_type = @matchType,
            match_sources = @matchSources where ${own}`,
  )
  /** Also one known only by its name, which says too little: names change. */
  const noCampaign = raw
    .prepare(`select 1 from event_campaign where id = ? and (remote_id = '' or remote_id like 'name:%')`)
    .pluck()
  return { anyOfClient, anyOfLead, unnamedOf, namedOf, find, put, place, noCampaign }
}

/** Creates the changes of stored mails that also keep their keys and counts. */
function createMailChanges(raw: Store['raw'], { keys, rollups, leads }: Pick<Parts, 'keys' | 'rollups' | 'leads'>) {
  const read = raw.prepare(`select id, ${columns} from event where id = ?`)
  const change = raw.prepare('update event set type = ?, sources = ? where id = ?')
  const remove = raw.prepare('delete from event where id = ?')

  /** Changes the type and sources of a mail, along with its counts. */
  function alter(workspaceId: WorkspaceId, event: Named, type: number, sources: number): void {
    change.run(type, sources, event.id)
    for (const bit of sourceBits) {
      const by = Number((sources & bit) !== 0) - Number((event.sources & bit) !== 0)
      if (by !== 0) rollups.countSource(bit, event.at, by === 1 ? 1 : -1)
    }
    if (type === event.type) return
    rollups.count(event, -1)
    rollups.count({ ...event, type })
    keys.drop({ ...event, workspaceId })
    keys.add({ ...event, workspaceId, type }, event.id)
    leads.recount(event)
  }

  function drop(workspaceId: WorkspaceId, id: number): void {
    const event = read.get(id) as Named | undefined
    if (!event) return
    remove.run(id)
    keys.drop({ ...event, workspaceId })
    rollups.count(event, -1)
    for (const bit of sourceBits) if (event.sources & bit) rollups.countSource(bit, event.at, -1)
    leads.recount(event)
  }

  return { read, alter, drop }
}

const isStepKnown = (one: StoredEvent, mail: StoredEvent): boolean =>
  one.type === sent && one.step !== null && mail.step !== null

/** The times that a webhook may give a mail: its own, and when Instantly got it. */
type TimesOf = (mail: Named) => readonly number[]

const apartOf = (one: StoredEvent, times: readonly number[]): number =>
  Math.min(...times.map((time) => Math.abs(one.at - time)))

/** Returns the mail of each report, the surest and closest in time first: the same whatever order they arrived in. */
function closestPairs(
  unnamed: readonly Unnamed[],
  mails: readonly Named[],
  timesOf: TimesOf,
  fits: (one: Unnamed, mail: Named, apart: number) => boolean,
): ReadonlyMap<Unnamed, Named> {
  const pairs = unnamed.flatMap((one) =>
    mails
      .map((mail) => ({ one, mail, apart: apartOf(one, timesOf(mail)), sure: isStepKnown(one, mail) }))
      .filter(({ mail, apart }) => fits(one, mail, apart)),
  )
  pairs.sort(
    (a, b) =>
      Number(b.sure) - Number(a.sure) ||
      a.apart - b.apart ||
      a.mail.at - b.mail.at ||
      a.mail.hash - b.mail.hash ||
      a.one.at - b.one.at ||
      a.one.type - b.one.type ||
      a.one.hash - b.one.hash,
  )
  const matched = new Map<Unnamed, Named>()
  const taken = new Set<Named>()
  for (const { one, mail } of pairs) {
    if (matched.has(one) || taken.has(mail)) continue
    matched.set(one, mail)
    taken.add(mail)
  }
  return matched
}

export function createUnnamedMails({ raw }: Store, { keys, rollups, leads, add, mailbox }: Parts) {
  const { anyOfClient, anyOfLead, unnamedOf, namedOf, find, put, place, noCampaign } = prepareUnnamed(raw)
  /** Whether a client has any, so that clients without pay nothing. */
  const clients = new Map<WorkspaceId, boolean>()

  const { read, alter, drop } = createMailChanges(raw, { keys, rollups, leads })

  const all = (workspaceId: WorkspaceId, contactId: number) => unnamedOf.all(workspaceId, contactId) as Unnamed[]

  const fits = (one: Unnamed, mail: Named, apart: number): boolean => {
    if ((one.type === sent) !== (mail.type === sent)) return false
    if (one.campaignId !== mail.campaignId && ![one, mail].some(({ campaignId }) => noCampaign.get(campaignId)))
      return false
    const known = isStepKnown(one, mail)
    if (known && one.step !== mail.step) return false
    return apart <= (known ? sameStepMs : sameMailMs)
  }

  return {
    /** Whether a lead has any. If so, writes for it must happen between `release` and `resolve`. */
    has(workspaceId: WorkspaceId, contactId: number): boolean {
      const known = clients.get(workspaceId) ?? anyOfClient.get(workspaceId) !== undefined
      clients.set(workspaceId, known)
      return known && anyOfLead.get(workspaceId, contactId) !== undefined
    },
    /** Undoes the lead's matches: its mails become what was reported with their ids. */
    release(workspaceId: WorkspaceId, contactId: number): void {
      for (const one of all(workspaceId, contactId)) {
        if (one.matchId === null || one.matchType === null || one.matchSources === null) continue
        const mail = read.get(one.matchId) as Named | undefined
        if (mail) alter(workspaceId, mail, one.matchType, one.matchSources)
        place.run({ ...one, workspaceId, matchId: null, matchType: null, matchSources: null })
      }
    },
    /** Stores a report; returns whether it, or this source of it, is new. */
    take(workspaceId: WorkspaceId, stored: StoredEvent, payload: string): 'added' | 'changed' | 'known' {
      clients.set(workspaceId, true)
      const found = find.get({ ...stored, workspaceId }) as
        | Pick<Unnamed, 'sources' | 'variant' | 'accountId'>
        | undefined
      const merged = {
        ...stored,
        sources: stored.sources | (found?.sources ?? 0),
        variant: least(stored.variant, found?.variant ?? null),
        accountId: mailbox(stored.accountId, found?.accountId ?? null),
      }
      put.run({ ...merged, workspaceId, raw: payload })
      if (!found) return 'added'
      const same = (['sources', 'variant', 'accountId'] as const).every((name) => merged[name] === found[name])
      return same ? 'known' : 'changed'
    },
    /** Stores when Instantly got a reply, if that is not about the time the reply itself gives. */
    arrived(workspaceId: WorkspaceId, reply: StoredEvent, storedAt: number): void {
      if (!replies.includes(reply.type) || Math.abs(storedAt - reply.at) <= sameMailMs) return
      clients.set(workspaceId, true)
      put.run({ ...reply, workspaceId, at: storedAt, sources: noSource, raw: '' })
    },
    /** Finds the mail of each of the lead's reports. A report without a mail is an event of its own. */
    resolve(workspaceId: WorkspaceId, contactId: number): void {
      const stored = all(workspaceId, contactId)
      const unnamed = stored.filter(({ sources }) => sources !== noSource)
      const arrivals = stored.filter(({ sources }) => sources === noSource)
      const timesOf: TimesOf = ({ at, hash }) => [
        at,
        ...arrivals.flatMap((arrival) => (arrival.hash === hash ? [arrival.at] : [])),
      ]
      const alone = new Set(unnamed.map(({ eventId }) => eventId))
      const mails = (namedOf.all({ workspaceId, contactId }) as Named[]).filter(({ id }) => !alone.has(id))
      const matched = closestPairs(unnamed, mails, timesOf, fits)
      for (const one of unnamed) {
        const mail = matched.get(one)
        if (mail) {
          if (one.eventId !== null) drop(workspaceId, one.eventId)
          alter(workspaceId, mail, mergedReplyType(mail, one), mail.sources | one.sources)
          place.run({
            ...one,
            workspaceId,
            eventId: null,
            matchId: mail.id,
            matchType: mail.type,
            matchSources: mail.sources,
          })
          continue
        }
        if (one.eventId !== null) {
          const event = read.get(one.eventId) as Named
          // Updated by what a further source reported.
          if (sameValues(event, one)) continue
          drop(workspaceId, one.eventId)
        }
        place.run({
          ...one,
          workspaceId,
          eventId: add(workspaceId, one, one.raw),
          matchId: null,
          matchType: null,
          matchSources: null,
        })
      }
    },
    forget: (): void => clients.clear(),
  }
}

const sameValues = (a: StoredEvent, b: StoredEvent): boolean =>
  a.sources === b.sources && a.variant === b.variant && a.accountId === b.accountId

/** Returns the smaller number; null counts as unknown. */
export const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)
