import { z } from 'zod'
import type { Verdict } from '../../domain/insights/analytics/significance.ts'
import { otherColumnKey } from '../../domain/leads/import/list-columns.ts'
import { type CampaignId, campaignId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { daySpan } from '../core/day.ts'
import { command, query } from '../route.ts'
import type { PeriodPlace } from './analytics.ts'

/** A mailbox over a period. Null: not measured, or not told by this source. */
export type MailboxFigures = {
  readonly workspaceId: WorkspaceId
  readonly email: string
  /** Instantly's figures by day; where it gives none (one campaign, an address it does not name), events. */
  readonly source: 'instantly' | 'events'
  readonly sent: number
  readonly contacted: number | null
  readonly opened: number | null
  readonly clicked: number | null
  readonly replied: number
  readonly automatic: number
  readonly bounced: number | null
}

export type MailboxList = {
  /** By mails sent. */
  readonly mailboxes: readonly MailboxFigures[]
  /** When Instantly's figures of mailboxes were last read, the oldest of the clients; null: never. */
  readonly readAt: string | null
}

export const hourTypes = ['sent', 'opened', 'clicked', 'replied'] as const
export type HourType = (typeof hourTypes)[number]

/** Events by weekday and hour of a zone. */
export type HourFigures = {
  readonly zone: string
  /** 168 of them, from Monday 0:00 on. */
  readonly events: readonly number[]
  /** Mails sent in the same hours, for a rate. */
  readonly sent: readonly number[]
}

/** Where a lead's value stands: a field or variable of what was sent, or the list or file it came from. */
export const ownColumns = ['list', 'source'] as const
/** With the export that brought the lead into its campaign. */
export const tellingColumns = [...ownColumns, 'export'] as const
const column = z.union([z.enum(tellingColumns), otherColumnKey])
export type LeadColumn = z.output<typeof column>

/** Leads of one value: of those first written to in the period, what they did since. */
export type ValueFigures = {
  readonly value: string
  readonly contacted: number
  /** Of campaigns that track opens; null where none does. */
  readonly opened: number | null
  readonly openedOf: number
  readonly replied: number
  /** Replied automatically and never by themselves. */
  readonly automatic: number
  /** Null where no source tells of bounces. */
  readonly bounced: number | null
  /** Labelled interested or further; null until all labels were synced. */
  readonly interested: number | null
}

export type ColumnFigures = {
  /** The most common values, by leads. */
  readonly values: readonly ValueFigures[]
  /** All other values together; null where there are none. */
  readonly others: (ValueFigures & { readonly values: number }) | null
  /** Leads without a value. */
  readonly empty: ValueFigures | null
  /** Leads written to that no list here has. */
  readonly elsewhere: ValueFigures | null
  readonly all: ValueFigures
}

/** One variant of a step, over the life of its campaign. */
export type VariantFigures = {
  /** From 0, which is A. */
  readonly variant: number
  readonly sent: number
  readonly replied: number
}

/** Variants of one step, and what can be said of them. */
export type StepTest = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly name: string
  /** From 1. */
  readonly step: number
  readonly variants: readonly VariantFigures[]
  /** Places in it are those of `variants`. */
  readonly verdict: Verdict
}

/** Campaigns that are looked at together. */
export type CampaignSet = {
  readonly id: number
  /** Null: of several clients. */
  readonly workspaceId: WorkspaceId | null
  readonly name: string
  readonly campaignIds: readonly CampaignId[]
}

const ids = z.array(campaignId).min(1).max(1_000)
const scope = z.object({
  workspaceId: workspaceId.nullable().default(null),
  /** Only these campaigns; null for all of the client, or of all clients. */
  campaignIds: ids.nullable().default(null),
  /** First and last UTC day, YYYY-MM-DD; null for all there are. */
  days: daySpan.nullable().default(null),
})
export type BreakdownScope = z.output<typeof scope>

export const breakdowns = {
  /** Figures by mailbox. */
  'analytics.mailboxes': query<MailboxList>({ reads: ['events', 'campaigns'] })(scope),
  /** One mailbox by day, as Instantly counts; empty where it gave nothing. */
  'analytics.mailboxDays': query<readonly PeriodPlace[]>({ reads: ['campaigns'] })(
    daySpan.safeExtend({ workspaceId, email: z.string().max(320) }),
  ),
  /** Events by weekday and hour. Throws INVALID_INPUT for a zone this system does not know. */
  'analytics.hours': query<HourFigures>({ reads: ['events'] })(
    scope.extend({ type: z.enum(hourTypes), zone: z.string().min(1).max(100) }),
  ),
  /** Columns that leads of a client have: fields, variables, and where they come from. */
  'analytics.columns': query<readonly LeadColumn[]>({ reads: ['lists'] })(z.object({ workspaceId })),
  /** Leads of one client by the value of a column. Takes its time with many leads; others are answered meanwhile. */
  'analytics.byColumn': query<ColumnFigures>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'campaigns'],
  })(scope.extend({ workspaceId, column, top: z.number().int().min(1).max(50).default(12) })),
  /** Steps with several variants, and whether one does better. */
  'analytics.tests': query<readonly StepTest[]>({ reads: ['campaigns', 'clients'] })(scope),
  /** Named sets of a client, or of all clients. */
  'sets.list': query<readonly CampaignSet[]>({ reads: ['campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Keeps a set, new or changed. A set of a client takes only campaigns of that client. */
  'sets.save': command<CampaignSet>({ touches: ['campaigns'] })(
    z.object({
      id: z.number().int().positive().nullable(),
      workspaceId: workspaceId.nullable(),
      name: z.string().trim().min(1).max(120),
      campaignIds: ids,
    }),
  ),
  /** The campaigns stay; only the set goes. */
  'sets.remove': command<null>({ touches: ['campaigns'] })(z.object({ id: z.number().int().positive() })),
  /** The campaigns that exports went into; `unread`: exports whose campaign was not read yet. */
  'sets.ofExports': query<{ readonly campaignIds: readonly CampaignId[]; readonly unread: number }>({
    reads: ['exports', 'campaigns'],
  })(z.object({ exportIds: z.array(z.number().int().positive()).min(1).max(500) })),
}
