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

/** Where an event came from: the relay, Instantly's delivery log, its other responses, the simulator. */
export const eventSources = ['relay', 'delivery_log', 'instantly', 'simulator'] as const
export type EventSourceName = (typeof eventSources)[number]

export type EventRow = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  /** The part of the workspace its campaign belongs to; null for the workspace itself. */
  readonly partId: ClientPartId | null
  /** ISO. */
  readonly at: string
  /** One of Instantly's types, a label's text, or an unknown name; `kind` says which. */
  readonly type: string
  readonly kind: 'known' | 'label' | 'unknown'
  /** Local id of the campaign, as used in filters; null if the event belongs to none. */
  readonly campaignId: number | null
  readonly campaignName: string | null
  readonly lead: string | null
  readonly account: string | null
  readonly step: number | null
  readonly variant: number | null
  readonly sources: readonly EventSourceName[]
}

/** An event with the text of its reply in one line; null if it is not a reply or the text is not known. */
export type EventWithReply = EventRow & {
  readonly replySnippet: string | null
  /** The campaign's page in the app; null if it was never synced. */
  readonly campaignPage: number | null
}

/** Activity without individual events, as Instantly's lead list sums it up for a lead and campaign. */
export type ListedActivity = {
  readonly type: (typeof listedTypes)[ListedCounter]
  readonly times: number
  /** ISO; null if the list has no time. */
  readonly lastAt: string | null
  readonly campaignName: string
}

/** The end of a page. */
const place = z.object({ at: z.number().int().min(0), id: z.number().int().min(1) })
export type EventPlace = z.output<typeof place>

const filter = clientFilter.extend({
  type: z.string().min(1).max(100).nullable().default(null),
  campaignId: z.number().int().min(1).nullable().default(null),
  /** The complete address. */
  lead: z.string().max(320).default(''),
  from: z.iso.datetime().nullable().default(null),
  to: z.iso.datetime().nullable().default(null),
})
export type EventFilter = z.output<typeof filter>

export type EventChoices = {
  /** Types of which there are events. */
  readonly types: readonly { readonly type: string; readonly kind: EventRow['kind']; readonly events: number }[]
  readonly campaigns: readonly {
    readonly id: number
    readonly workspaceId: WorkspaceId
    readonly name: string
    readonly events: number
  }[]
}

export type EventDetail = {
  /** The payload as received, formatted if it is JSON. */
  readonly payload: string
  /** Whether the reply can be opened at Instantly. */
  readonly canOpen: boolean
}

/** The state of receiving events. */
export type EventHealth = {
  readonly events: number
  /** Number of events received again and ignored as duplicates. */
  readonly duplicates: number
  readonly unknownTypes: readonly { readonly type: string; readonly events: number }[]
  /** Campaigns that neither Instantly nor an export has reported. */
  readonly unknownCampaigns: readonly { readonly id: number; readonly name: string; readonly events: number }[]
  readonly dead: number
}

export type DeadEvent = {
  readonly id: number
  readonly source: EventSourceName
  readonly receivedAt: string
  readonly reason: DeadReason
  /** The first 2,000 characters of the payload. */
  readonly text: string
  readonly times: number
}

export type LeadTimeline = {
  readonly workspaceId: WorkspaceId
  readonly score: EngagementScore
  readonly counts: Readonly<Record<Counter, number>>
  /** The latest interest label set by Instantly or a person, as an event type. */
  readonly interest: { readonly type: string; readonly at: string } | null
  readonly optedOutAt: string | null
  /** Newest first, at most 500. */
  readonly events: readonly EventWithReply[]
  /** Newest first. Empty if all activity is known from individual events. */
  readonly listed: readonly ListedActivity[]
  /** Time the client's lead list was last read completely, ISO; null if never. */
  readonly listedAt: string | null
  /** Exports of the client that contained the address, newest first. */
  readonly exports: readonly {
    readonly exportId: number
    readonly target: TargetKind
    readonly campaignName: string
    readonly at: string
    readonly outcome: RowOutcome
  }[]
}

export type LatestOfCampaign = Pick<EventWithReply, 'at' | 'type' | 'kind' | 'lead' | 'replySnippet'> & {
  readonly key: string
  readonly name: string | null
  /** The count in Instantly's lead list, with this as the latest time; null for a single event. */
  readonly times: number | null
}

export type CampaignLife = {
  readonly campaignId: number
  /** Counts by type, highest first; `leads` is null if leads are not counted. */
  readonly types: readonly {
    readonly type: string
    readonly events: number
    readonly leads: number | null
  }[]
  /** Number of leads with each score, from 0 to 4. */
  readonly scores: readonly number[]
  /** The newest 20 at most; `name` as in the local leads. */
  readonly latest: readonly LatestOfCampaign[]
  readonly hottest: readonly {
    readonly email: string
    readonly name: string | null
    readonly score: EngagementScore
  }[]
}

/** How complete figures based on events are: how far emails are synced, and which kinds are reported at all. */
export type EventReading = {
  /** `waiting`: for some client nothing has been synced yet. */
  readonly state: 'waiting' | 'reading' | 'done'
  /** ISO; everything since then is stored. Null if nothing is, or if everything is. */
  readonly backTo: string | null
  /** Synced fraction of the period, from 0 to 1; null if its beginning is not known. */
  readonly share: number | null
  /** Kinds no source has reported individually yet: their figures are unknown, not zero. */
  readonly untold: readonly Counter[]
  /** When the lead list with opens, clicks and bounces was read, ISO; null until it was for every client. */
  readonly listedAt: string | null
}

export type Replayed = {
  readonly replayed: number
  /** Events that are now interpreted differently than on arrival. */
  readonly changed: number
}

const one = z.object({ workspaceId, eventId: z.number().int().min(1) })

export const events = {
  /** Returns a page of the log, newest first. `next` requests the following page; null at the end. */
  'events.log': query<{ readonly rows: readonly EventRow[]; readonly next: EventPlace | null }>({
    reads: ['workspaces', 'events', 'campaigns', 'clients'],
  })(filter.extend({ before: place.nullable().default(null), limit: z.number().int().min(1).max(100).default(100) })),
  /** Returns how many events match a filter, counted up to 10,000. */
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
  /** Returns the timeline of a person by address, or of a lead in a list. */
  'events.timeline': query<LeadTimeline>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'blocklist', 'events', 'campaigns', 'opt_outs'],
  })(z.union([z.object({ workspaceId, email: z.string().min(1).max(320) }), z.object({ leadId })])),
  /** Returns what happened in a campaign, by Instantly's id; null if no event mentions it. */
  'events.campaign': query<CampaignLife | null>({
    reads: ['workspaces', 'lists', 'labels', 'events', 'campaigns', 'inbox'],
  })(z.object({ workspaceId, remoteId: z.string().min(1).max(200) })),
  'events.dead': query<Page<DeadEvent>>({ reads: ['events'] })(
    z.object({ workspaceId: workspaceId.nullable(), page: pageInput }),
  ),
  /** Opens the reply in Instantly's inbox. */
  'events.openReply': command({ touches: [] })(one),
  /** Parses payloads again with the current code; nothing is counted twice. */
  'events.replay': command<Replayed>({ touches: ['events'] })(
    z.object({ workspaceId, eventIds: z.array(z.number().int().min(1)).min(1).max(1_000) }),
  ),
  /** Tries again to parse unreadable events; all of them if no ids are given. */
  'events.retryDead': command<{ readonly taken: number; readonly left: number }>({ touches: ['events'] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(z.number().int().min(1)).max(1_000).nullable() }),
  ),
  /** Permanently deletes unreadable events; all of them if no ids are given. */
  'events.dropDead': command<{ readonly dropped: number }>({ touches: ['events'] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(z.number().int().min(1)).max(1_000).nullable() }),
  ),
  /** Writes unreadable events in full to a file, one JSON object per line. Returns null if no file was chosen. */
  'events.saveDead': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({ workspaceId: workspaceId.nullable(), ids: z.array(z.number().int().min(1)).max(1_000).nullable() }),
  ),
  /** Fetches the client's campaigns from Instantly, so that events of unknown campaigns can be assigned. */
  'events.learnCampaigns': command<{ readonly campaigns: number }>({ touches: ['events'] })(z.object({ workspaceId })),
  'events.save': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    filter.extend({ format: z.enum(['csv', 'jsonl']) }),
  ),
}
