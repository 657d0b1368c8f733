/** Ingests events from all sources: parses, finds or stores, counts and acts on them, in one transaction. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { eventTypeDetails } from '#shared/domain/events/event-types.ts'
import { type DeadReason, isDeadLetter, type ParsedEvent, parseEvent } from '#shared/domain/events/parse-event.ts'
import { isStopLabel } from '#shared/domain/inbox/replies/stop-label.ts'
import { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { getErasedLookup, mentionsErased } from '../../clients/people/erased.ts'
import type { Deps } from '../../core/deps.ts'
import { createOptOuts } from '../../leads/opt-outs/opt-outs.ts'
import { createDeadEvents } from './dead-events.ts'
import { createEventKeys } from './event-keys.ts'
import { createEventWriter } from './event-writer.ts'
import { createLeadCounts } from './lead-counts.ts'
import { createEventNames } from './names.ts'
import { createPayloads } from './payloads.ts'
import type { ReadEvent, ReceivedEvent } from './received-event.ts'
import { createReplay } from './replay-events.ts'
import { createRollups } from './rollups.ts'

/** `instantly`: derived from its answers about emails and analytics. */
export type EventSource = 'relay' | 'delivery_log' | 'instantly' | 'simulator'

/** The bit of a source in `event.sources`. */
export const sourceBits = { relay: 1, delivery_log: 2, instantly: 4, simulator: 8 } as const satisfies Record<
  EventSource,
  number
>

export type { ReadEvent, ReceivedEvent }

export type Ingested = {
  readonly added: number
  readonly duplicate: number
  /** Added events of a campaign that neither Instantly nor an export has mentioned. They are stored and wait for it. */
  readonly unknownCampaign: number
  /** Added events of a type that is neither Instantly's nor a label. */
  readonly unknownType: number
  readonly dead: number
}

export type IngestHooks = {
  /**
   * Called within the transaction with the events that are new or confirmed by a further source, in the given order. If
   * it throws, the whole transaction is rolled back.
   */
  inTransaction?(workspaceId: WorkspaceId, events: readonly ParsedEvent[]): void
}

/** Most events per transaction. */
const ingestLimit = 1_000

/** Screens are served on this thread, so parsing yields to them after this time. */
const stepMs = 20
export type EventIngest = ReturnType<typeof createEventIngest>

/** `keysWaiting`: see `event-keys.ts`; tests make it small. */
export function createEventIngest(
  deps: Pick<Deps, 'store' | 'changed'>,
  hooks: IngestHooks = {},
  sizes: { readonly keysWaiting?: number | undefined } = {},
) {
  const { store } = deps
  const names = createEventNames(store)
  const rollups = createRollups(store)
  const leads = createLeadCounts(store, rollups)
  const keys = createEventKeys(store, sizes.keysWaiting)
  const payloads = createPayloads(store)
  const dead = createDeadEvents(store)
  const optOuts = createOptOuts(store)
  /** The events stored by the current transaction, with their payloads. */
  let kept: (readonly [number, string])[] = []
  const writer = createEventWriter(store, {
    names,
    keys,
    rollups,
    leads,
    stored: (id, raw) => void kept.push([id, raw]),
  })
  const isLabel = store.raw.prepare('select 1 from event_name where workspace_id = ? and name = ? and label = 1')
  const belongsToOther = store.raw.prepare('select 1 from workspace where remote_id = ? and id <> ? and demo is null')
  const placesOfType = store.raw.prepare(
    `select distinct e.contact_id as contactId, e.campaign_id as campaignId
       from event e join event_contact p on p.id = e.contact_id
      where e.workspace_id = ? and e.type = ? and p.email <> ''`,
  )
  const eventsOfType = store.raw
    .prepare<[number, number], number>('select id from event where workspace_id = ? and type = ? order by id')
    .pluck()
  const toldOfType = store.raw.prepare<[number, number], { value: string; at: number }>(
    `select p.email as value, max(e.at) as at from event e join event_contact p on p.id = e.contact_id
      where e.workspace_id = ? and e.type = ? and p.email <> '' group by p.email`,
  )
  const tally = store.raw.prepare(
    `insert into event_tally
       (workspace_id, source, added, duplicate, unknown_campaign, unknown_type, dead, last_received_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict do update set added = added + excluded.added, duplicate = duplicate + excluded.duplicate,
         unknown_campaign = unknown_campaign + excluded.unknown_campaign,
         unknown_type = unknown_type + excluded.unknown_type, dead = dead + excluded.dead,
         last_received_at = max(last_received_at, excluded.last_received_at)`,
  )

  const writeOptOut = (workspaceId: WorkspaceId, { leadEmail: value, at, label }: OptOutEvent) =>
    optOuts.record({ workspaceId, value, at, source: label === null ? 'event' : 'label', words: label })

  const hasLabel = (workspaceId: WorkspaceId, text: string) => isLabel.get(workspaceId, text) !== undefined

  /**
   * Returns a function that parses a client's events. An event of another client is rejected, whoever delivered it;
   * that is asked once for each workspace named in the page, as asking for every event took a quarter of the time.
   */
  function createReader(workspaceId: WorkspaceId): (one: ReceivedEvent) => ParsedEvent | { readonly dead: DeadReason } {
    const others = new Map<string, boolean>()
    const isOther = (remoteId: string) => {
      const is = others.get(remoteId) ?? belongsToOther.get(remoteId, workspaceId) !== undefined
      others.set(remoteId, is)
      return is
    }
    return ({ raw, receivedAt }) => {
      const parsed = parseEvent(raw, { receivedAt, isLabel: (text) => hasLabel(workspaceId, text) })
      if (isDeadLetter(parsed) || parsed.workspace === null) return parsed
      return isOther(parsed.workspace) ? { dead: 'other_workspace' } : parsed
    }
  }

  function take(workspaceId: WorkspaceId, source: number, received: readonly ReadEvent[], also?: () => void): Ingested {
    also?.()
    const announced: ParsedEvent[] = []
    kept = []
    const result = { added: 0, duplicate: 0, unknownCampaign: 0, unknownType: 0, dead: 0 }
    let watches: boolean | null = null
    for (const one of received) {
      const { event } = one
      if ('dead' in event) {
        dead.keep(workspaceId, source, one, event.dead)
        result.dead++
        continue
      }
      const { outcome, unknownCampaign } = writer.write(workspaceId, event, source)
      if (outcome === 'known') {
        result.duplicate++
        continue
      }
      announced.push(event)
      if (isOptOut(event)) writeOptOut(workspaceId, event)
      else if (event.leadEmail !== null && startsSubsequences.has(event.type)) {
        watches ??= optOuts.watchesSubsequences(workspaceId)
        if (watches) optOuts.lookAgain(workspaceId, event.leadEmail, event.campaignId)
      }
      if (outcome !== 'added') {
        result.duplicate++
        continue
      }
      result.added++
      if (unknownCampaign) result.unknownCampaign++
      if (event.type === 'unknown') result.unknownType++
    }
    names.write()
    if (announced.some(({ campaignId, campaignName }) => campaignId === null && campaignName !== null))
      writer.joinNamedCampaigns(workspaceId)
    payloads.keep(workspaceId, kept)
    keys.settle(workspaceId, kept.length)
    leads.write(workspaceId)
    rollups.write(workspaceId)
    if (announced.length > 0) hooks.inTransaction?.(workspaceId, announced)
    const last = received.reduce((at, one) => Math.max(at, one.receivedAt), 0)
    const { added, duplicate, unknownCampaign, unknownType } = result
    tally.run(workspaceId, source, added, duplicate, unknownCampaign, unknownType, result.dead, last)
    return result
  }
  const inOne = store.raw.transaction(take)

  const replay = createReplay(store, { names, keys, rollups, leads, payloads, isLabel: hasLabel })
  const replayAll = store.raw.transaction((workspaceId: WorkspaceId, ids: readonly number[]) => {
    const anew = replay(workspaceId, ids)
    names.write()
    leads.write(workspaceId)
    rollups.write(workspaceId)
    for (const { event } of anew) if (isOptOut(event)) writeOptOut(workspaceId, event)
    const events = anew.map(({ event }) => event)
    if (events.length > 0) hooks.inTransaction?.(workspaceId, events)
    return { replayed: anew.length, changed: anew.filter(({ changed }) => changed).length }
  })
  const retryAll = store.raw.transaction((workspaceId: WorkspaceId, ids: readonly number[], now: number) => {
    let taken = 0
    const read = createReader(workspaceId)
    for (const one of dead.read(workspaceId, ids)) {
      const event = read(one)
      if ('dead' in event) {
        dead.failedAgain(one.id, event.dead, now)
        continue
      }
      dead.remove(one.id)
      take(workspaceId, one.source, [{ ...one, event }])
      taken++
    }
    return taken
  })

  /** Drops events from before a person was erased, whichever source reports them again. */
  function withoutErased(events: readonly ReadEvent[]): readonly ReadEvent[] {
    const erasedAt = getErasedLookup(store)
    if (erasedAt === null) return events
    return events.filter(({ event, raw }) => {
      // An unreadable event has neither a person nor a time, so anything that names an erased person is not kept for a
      // retry.
      if ('dead' in event) return !mentionsErased(erasedAt, raw)
      if (event.leadEmail === null) return true
      const at = erasedAt(event.leadEmail)
      return at === null || event.at > at
    })
  }

  /** Runs `work` so that a failed transaction leaves nothing in the in-memory caches either. */
  function wholly<T>(work: () => T): T {
    const isPart = store.raw.inTransaction
    try {
      const result = work()
      deps.changed('events')
      // The surrounding transaction may still be rolled back.
      if (isPart) forget()
      return result
    } catch (error) {
      forget()
      leads.drop()
      rollups.drop()
      throw error
    }
  }

  function forget(): void {
    names.forget()
    keys.forget()
    writer.forget()
  }

  function ingest(
    workspaceId: WorkspaceId,
    source: EventSource,
    received: readonly (ReceivedEvent | ReadEvent)[],
    also?: () => void,
  ): Ingested {
    if (received.length > ingestLimit) throw new AppError('INTERNAL', { events: received.length })
    if (received.length === 0) return nothing
    names.forgetUnknownCampaigns()
    const read = createReader(workspaceId)
    const events = withoutErased(received.map((one) => ('event' in one ? one : { ...one, event: read(one) })))
    return wholly(() => inOne.immediate(workspaceId, sourceBits[source], events, also))
  }

  /** Parses events and the mails in them before the transaction, yielding to other work in between. */
  async function readAhead(
    workspaceId: WorkspaceId,
    received: readonly ReceivedEvent[],
  ): Promise<readonly ReadEvent[]> {
    const read = createReader(workspaceId)
    const events: ReadEvent[] = []
    let since = performance.now()
    for (const one of received) {
      events.push({ ...one, event: read(one) })
      if (performance.now() - since < stepMs) continue
      await nextTurn()
      since = performance.now()
    }
    return events
  }

  /** A label may set a lead's stage, so what was counted before the name was known as a label is counted again. */
  const knowLabels = store.raw.transaction((workspaceId: WorkspaceId, labels: readonly string[]) => {
    for (const { code, name } of names.knowLabels(workspaceId, labels)) {
      // These events arrived before it was known that the name is a label, and what it means.
      if (isStopLabel(name)) {
        for (const { value, at } of toldOfType.all(workspaceId, code))
          optOuts.record({ workspaceId, value, at, source: 'label', words: name })
      }
      for (const place of placesOfType.all(workspaceId, code) as { contactId: number; campaignId: number }[]) {
        leads.recount(place)
      }
      const anew = replay(workspaceId, eventsOfType.all(workspaceId, code)).map(({ event }) => event)
      if (anew.length > 0) hooks.inTransaction?.(workspaceId, anew)
    }
    leads.write(workspaceId)
    rollups.write(workspaceId)
  })

  return {
    /** Drops cached words, because some were erased. */
    forget: names.forget,
    /** Instantly listed these campaigns of the client, so their events belong to known campaigns now. */
    knowCampaigns(workspaceId: WorkspaceId, listed: readonly { readonly id: string; readonly name: string }[]): void {
      wholly(
        store.raw.transaction(() => {
          names.knowCampaigns(workspaceId, listed)
          writer.joinNamedCampaigns(workspaceId)
          leads.write(workspaceId)
          rollups.write(workspaceId)
        }),
      )
    },
    /** The client's custom labels at Instantly, which it sends as event types. */
    knowLabels(workspaceId: WorkspaceId, labels: readonly string[]): void {
      wholly(() => knowLabels(workspaceId, labels))
    },
    /** Parses up to `ingestLimit` stored payloads again. Nothing is counted twice. */
    replay: (workspaceId: WorkspaceId, eventIds: readonly number[]) => wholly(() => replayAll(workspaceId, eventIds)),
    /** Retries events that could not be read; returns how many now could. */
    retryDead: (workspaceId: WorkspaceId, ids: readonly number[], now: number): number =>
      wholly(() => retryAll.immediate(workspaceId, ids, now)),
    /** The events that could not be read, complete. */
    readDead: dead.read,
    /** Deletes them permanently; returns how many there were. */
    dropDeadEvents: (workspaceId: WorkspaceId, ids: readonly number[]): number =>
      wholly(() => dead.drop(workspaceId, ids)),
    readPayload: payloads.read,
    createPayloadReader: payloads.createReader,
    /**
     * At most `ingestLimit` events, all on disk when it returns, except in `commitUnsynced`. Repeating it changes only
     * the reception counts. `also` runs in the same transaction, to store how far the source has been read.
     */
    ingest,
    readAhead,
  }
}

const nothing: Ingested = { added: 0, duplicate: 0, unknownCampaign: 0, unknownType: 0, dead: 0 }

/** Events a subsequence can be triggered by. */
const startsSubsequences: ReadonlySet<ParsedEvent['type']> = new Set([
  'email_opened',
  'link_clicked',
  'reply_received',
  'auto_reply_received',
])

type OptOutEvent = ParsedEvent & { readonly leadEmail: string }

/** Whether the event is an unsubscribe, a complaint, or a label that means no more mail. */
function isOptOut(event: ParsedEvent): event is OptOutEvent {
  if (event.leadEmail === null || event.type === 'unknown') return false
  return event.type === 'label' ? isStopLabel(event.label ?? '') : eventTypeDetails(event.type).optOut === true
}
