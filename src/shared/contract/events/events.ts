import { z } from 'zod'
import type { EngagementScore } from '../../domain/events/engagement.ts'
import type { Counter } from '../../domain/events/event-types.ts'
import type { ListedCounter, listedTypes } from '../../domain/events/lead-activity.ts'
import type { DeadReason } from '../../domain/events/parse-event.ts'
import { type ClientPartId, leadId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { type Page, pageInput } from '../core/page.ts'
import type { RowOutcome, TargetKind } from '../exports/exports.ts'
import { command, query } from '../route.ts'

/** Who told an event: the relay, Instantly's delivery log, its other answers, the simulator. */
export const eventSources = ['relay', 'delivery_log', 'instantly', 'simulator'] as const
export type EventSourceName = (typeof eventSources)[number]

export type EventRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  /** The client its campaign belongs to within the workspace; null: the workspace itself. */
  readonly partId: ClientPartId | null
  /** ISO. */
  readonly at: string
  /** One of Instantly's types, a label's text, or a name nobody knows: `kind` says which. */
  readonly type: string
  readonly kind: 'known' | 'label' | 'unknown'
  /** Our number of it, which filters take; null where the event is of none. */
  readonly campaignId: number | null
  readonly campaignName: string | null
  readonly lead: string | null
  readonly account: string | null
  readonly step: number | null
  readonly variant: number | null
  readonly sources: readonly EventSourceName[]
}

/** An event with what its reply says, in a line; null for what is no reply, or where its words are not known. */
export type ToldEvent = EventRow & {
  readonly said: string | null
  /** The campaign's page here; null where it was never synced. */
  readonly campaignPage: number | null
}

/** What no event tells one by one, as Instantly's lead list sums it up for a lead and campaign. */
export type ListedActivity = {
  readonly type: (typeof listedTypes)[ListedCounter]
  readonly times: number
  /** ISO; null where the list does not say when. */
  readonly lastAt: string | null
  readonly campaignName: string
}

/** Where a page ends. */
const place = z.object({ at: z.number().int().min(0), id: z.number().int().min(1) })
export type EventPlace = z.output<typeof place>

const filter = clientFilter.extend({
  type: z.string().min(1).max(100).nullable().default(null),
  campaignId: z.number().int().min(1).nullable().default(null),
  /** The whole address. */
  lead: z.string().max(320).default(''),
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
})
export type EventFilter = z.output<typeof filter>

export type EventChoices = {
  /** Types there are events of. */
  readonly types: readonly { readonly type: string; readonly kind: EventRow['kind']; readonly events: number }[]
  readonly campaigns: readonly {
    readonly id: number
    readonly workspaceId: WorkspaceId
    readonly name: string
    readonly events: number
  }[]
}

export type EventDetail = {
  readonly event: EventRow
  /** The payload as received, laid out for reading where it is JSON. */
  readonly payload: string
  /** Whether its reply can be opened at Instantly. */
  readonly canOpen: boolean
}

/** How the receiving of events stands. */
export type EventHealth = {
  /** Events stored. */
  readonly events: number
  /** Came again and were known. */
  readonly duplicates: number
  readonly lastReceivedAt: string | null
  readonly unknownTypes: readonly { readonly type: string; readonly events: number }[]
  /** Campaigns that neither Instantly nor an export has told of. */
  readonly unknownCampaigns: readonly { readonly id: number; readonly name: string; readonly events: number }[]
  readonly dead: number
  /** Mailboxes with an error in the last week, the newest first. */
  readonly troubled: readonly { readonly account: string; readonly workspaceId: WorkspaceId; readonly at: string }[]
}

export type DeadEvent = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly source: EventSourceName
  readonly receivedAt: string
  readonly reason: DeadReason
  /** Its first 2,000 characters. */
  readonly text: string
  readonly times: number
  readonly retriedAt: string | null
}

export type LeadTimeline = {
  readonly workspaceId: WorkspaceId
  readonly score: EngagementScore
  readonly counts: Readonly<Record<Counter, number>>
  /** Where the newest word of Instantly's or a person's puts it, as an event's type. */
  readonly interest: { readonly type: string; readonly at: string } | null
  readonly optedOutAt: string | null
  /** Newest first, at most 500. */
  readonly events: readonly ToldEvent[]
  /** Newest first. Where events tell of all of it there is none. */
  readonly listed: readonly ListedActivity[]
  /** As of when the client's lead list was last read whole, ISO; null: it never was. */
  readonly listedAt: string | null
  /** Exports of the client that had the address, newest first. */
  readonly exports: readonly {
    readonly exportId: number
    readonly target: TargetKind
    readonly campaignName: string
    readonly at: string
    readonly outcome: RowOutcome
  }[]
}

export type LatestOfCampaign = Pick<ToldEvent, 'at' | 'type' | 'kind' | 'lead' | 'said'> & {
  readonly key: string
  readonly name: string | null
  /** So often by Instantly's lead list, this being the last; null: an event. */
  readonly times: number | null
}

export type CampaignLife = {
  readonly campaignId: number
  /** By type, most first; `leads` where they are counted, else null. */
  readonly types: readonly {
    readonly type: string
    readonly kind: EventRow['kind']
    readonly events: number
    readonly leads: number | null
  }[]
  /** How many leads have each score, from 0 to 4. */
  readonly scores: readonly number[]
  /** The newest, at most 20; `name` as the leads here have it. */
  readonly latest: readonly LatestOfCampaign[]
  readonly hottest: readonly {
    readonly email: string
    readonly name: string | null
    readonly score: EngagementScore
    readonly lastAt: string
  }[]
}

/** What figures made of events can say so far: how far emails are synced, and which kinds of events anyone tells. */
export type EventReading = {
  /** `waiting`: of some client nothing was synced yet. */
  readonly state: 'waiting' | 'reading' | 'done'
  /** ISO; from then on all is here. Null where nothing is, or all is. */
  readonly backTo: string | null
  /** Of the time to be synced, from 0 to 1; null where the beginning is not known. */
  readonly share: number | null
  /** Kinds no source has told of one by one yet: their figures are not zero but unknown. */
  readonly untold: readonly Counter[]
  /** As of when the lead list was read, which sums up opens, clicks and bounces by lead, ISO; null: not of every client yet. */
  readonly listedAt: string | null
}

export type Replayed = {
  readonly replayed: number
  /** Were read otherwise than when they came. */
  readonly changed: number
}

const one = z.object({ workspaceId, eventId: z.number().int().min(1) })

export const events = {
  /** A page of the log, newest first. `next` asks for the one after it; null at the end. */
  'events.log': query<{ readonly rows: readonly EventRow[]; readonly next: EventPlace | null }>({
    reads: ['workspaces', 'events', 'campaigns', 'clients'],
  })(filter.extend({ before: place.nullable().default(null), limit: z.number().int().min(1).max(100).default(100) })),
  /** How many events a filter means, counted up to 10,000. */
  'events.count': query<{ readonly count: number; readonly more: boolean }>({
    reads: ['workspaces', 'events', 'campaigns', 'clients'],
  })(filter),
  'events.choices': query<EventChoices>({ reads: ['exports', 'events', 'campaigns', 'clients'] })(clientFilter),
  'events.detail': query<EventDetail>({ reads: ['events', 'campaigns'] })(one),
  'events.health': query<EventHealth>({ reads: ['exports', 'events', 'campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'events.reading': query<EventReading>({ reads: ['workspaces', 'events', 'inbox', 'relay', 'campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Of a person by the address, or of a lead of a list. */
  'events.timeline': query<LeadTimeline>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'blocklist', 'events', 'campaigns', 'opt_outs'],
  })(z.union([z.object({ workspaceId, email: z.string().min(1).max(320) }), z.object({ leadId })])),
  /** What became of a campaign, by Instantly's id of it; null where no event spoke of it. */
  'events.campaign': query<CampaignLife | null>({
    reads: ['workspaces', 'lists', 'labels', 'events', 'campaigns', 'inbox'],
  })(z.object({ workspaceId, remoteId: z.string().min(1).max(200) })),
  'events.dead': query<Page<DeadEvent>>({ reads: ['events'] })(
    z.object({ workspaceId: workspaceId.nullable(), page: pageInput }),
  ),
  /** Opens the reply in Instantly's inbox. */
  'events.openReply': command<null>({ touches: [] })(one),
  /** Reads payloads anew, by what is known today; nothing is counted twice. */
  'events.replay': command<Replayed>({ touches: ['events'] })(
    z.object({ workspaceId, eventIds: z.array(z.number().int().min(1)).min(1).max(1_000) }),
  ),
  /** Reads what could not be read anew; all of it where no ids are given. */
  'events.retryDead': command<{ readonly taken: number; readonly left: number }>({ touches: ['events'] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(z.number().int().min(1)).max(1_000).nullable() }),
  ),
  /** Deletes what could not be read for good; all of it where no ids are given. */
  'events.dropDead': command<{ readonly dropped: number }>({ touches: ['events'] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(z.number().int().min(1)).max(1_000).nullable() }),
  ),
  /** Writes what could not be read to a file the operator chooses, whole, one JSON object a line. Null if none was chosen. */
  'events.saveDead': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(z.number().int().min(1)).max(1_000).nullable() }),
  ),
  /** Asks Instantly for the client's campaigns, so that events of unknown ones find their place. */
  'events.learnCampaigns': command<{ readonly campaigns: number }>({ touches: ['events'] })(z.object({ workspaceId })),
  'events.save': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    filter.extend({ format: z.enum(['csv', 'jsonl']) }),
  ),
}
