import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import type { VariantVerdict } from '../../domain/insights/analytics/significance.ts'
import { otherColumnKey } from '../../domain/leads/import/list-columns.ts'
import { type CampaignId, campaignId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { daySpan } from '../core/day.ts'
import { command, query } from '../route.ts'
import type { PeriodPlace } from './analytics.ts'

/** Figures of an account over a period. Null: not measured, or not reported by this source. */
export type MailboxFigures = {
  readonly workspaceId: WorkspaceId
  readonly email: string
  /** Instantly's daily figures, or events if it has none (for a single campaign, or an address it does not list). */
  readonly source: 'instantly' | 'events'
  readonly sent: number
  readonly opened: number | null
  readonly clicked: number | null
  readonly replied: number
  readonly automatic: number
  readonly bounced: number | null
}

export type MailboxList = {
  /** Sorted by emails sent. */
  readonly mailboxes: readonly MailboxFigures[]
  /** Time Instantly's account figures were last read, taken from the oldest of the clients; null if never. */
  readonly readAt: string | null
}

export const hourTypes = ['sent', 'opened', 'clicked', 'replied'] as const
export type HourType = (typeof hourTypes)[number]

/** Events by weekday and hour in a time zone. */
export type HourFigures = {
  /** 168 counts, starting Monday 0:00. */
  readonly events: readonly number[]
  /** Emails sent in the same hours, for calculating a rate. */
  readonly sent: readonly number[]
}

/** Where a lead's value comes from: a field or variable of what was sent, or the list or file the lead came from. */
export const ownColumns = ['list', 'source'] as const
/** The same, plus the export that brought the lead into its campaign. */
export const groupingColumns = [...ownColumns, 'export'] as const
const column = z.union([z.enum(groupingColumns), otherColumnKey])
export type LeadColumn = z.output<typeof column>

/** Leads that were contacted, and what they did, each lead counted once. */
export type OutcomeFigures = {
  readonly contacted: number
  /** Of the `openedOf` leads whose campaign tracks opens; null if there are none. */
  readonly opened: number | null
  readonly openedOf: number
  readonly replied: number
  /** Replied automatically but never personally. */
  readonly automatic: number
  /** Null if no source reports bounces. */
  readonly bounced: number | null
}

/** Leads with the same value: those first contacted in the period, and what they have done since. */
export type ValueFigures = OutcomeFigures & {
  readonly value: string
  /** Leads labelled as interested or further; null until all labels are synced. */
  readonly interested: number | null
}

export type ColumnFigures = {
  /** The most common values, sorted by number of leads. */
  readonly values: readonly ValueFigures[]
  /** All other values together; null if there are none. */
  readonly others: (ValueFigures & { readonly values: number }) | null
  /** Leads without a value. */
  readonly empty: ValueFigures | null
  /** Contacted leads that are in no local list. */
  readonly elsewhere: ValueFigures | null
  readonly all: ValueFigures
}

/** One variant of a step, over its campaign's lifetime. */
export type VariantFigures = {
  /** From 0, which is A. */
  readonly variant: number
  readonly sent: number
  readonly replied: number
}

/** The variants of one step, and the verdict on them. */
export type StepTest = {
  readonly campaignId: CampaignId
  readonly name: string
  /** From 1. */
  readonly step: number
  readonly variants: readonly VariantFigures[]
  /** Its indexes are those of `variants`. */
  readonly verdict: VariantVerdict
}

/** A named set of campaigns that are viewed together. */
export type CampaignSet = {
  readonly id: number
  /** Null if it spans several clients. */
  readonly workspaceId: WorkspaceId | null
  readonly name: string
  readonly campaignIds: readonly CampaignId[]
}

const ids = z.array(campaignId).min(1).max(1_000)
const scope = z.object({
  workspaceId: workspaceId.nullable().default(null),
  /** Only these campaigns; null for all of the client, or of all clients. */
  campaignIds: ids.nullable().default(null),
  /** First and last UTC day, YYYY-MM-DD; null for the whole time. */
  days: daySpan.nullable().default(null),
})
export type BreakdownScope = z.output<typeof scope>

export const breakdowns = {
  /** Returns figures by account. */
  'analytics.mailboxes': query<MailboxList>({ reads: ['events', 'campaigns'] })(scope),
  /** Returns one account's figures by day, as counted by Instantly; empty if it reported none. */
  'analytics.mailboxDays': query<readonly PeriodPlace[]>({ reads: ['campaigns'] })(
    daySpan.safeExtend({ workspaceId, email: z.string().max(320) }),
  ),
  /** Returns events by weekday and hour. Throws INVALID_INPUT for a time zone this system does not know. */
  'analytics.hours': query<HourFigures>({ reads: ['events'] })(
    scope.extend({ type: z.enum(hourTypes), zone: z.string().min(1).max(100) }),
  ),
  /** Returns the columns that leads of a client have: fields, variables, and where they come from. */
  'analytics.columns': query<readonly LeadColumn[]>({ reads: ['lists'] })(z.object({ workspaceId })),
  /** Returns figures for a client's leads by the value of a column. May take long, without holding up others. */
  'analytics.byColumn': query<ColumnFigures>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'campaigns'],
  })(scope.extend({ workspaceId, column, top: z.number().int().min(1).max(50).default(12) })),
  /** Returns steps with several variants, and whether one performs better. */
  'analytics.tests': query<readonly StepTest[]>({ reads: ['campaigns', 'clients'] })(scope),
  /** Returns the named sets of one client or of all. */
  'sets.list': query<readonly CampaignSet[]>({ reads: ['campaigns'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Saves a new or changed set. A client's set can only contain campaigns of that client. */
  'sets.save': command<CampaignSet>({ touches: ['campaigns'] })(
    z.object({
      id: z.number().int().positive().nullable(),
      workspaceId: workspaceId.nullable(),
      name: typedName(120),
      campaignIds: ids,
    }),
  ),
  /** Removes only the set; its campaigns stay. */
  'sets.remove': command({ touches: ['campaigns'] })(z.object({ id: z.number().int().positive() })),
  /** Returns the campaigns that exports went into; `unread`: number of exports whose campaign has not been read yet. */
  'sets.ofExports': query<{ readonly campaignIds: readonly CampaignId[]; readonly unread: number }>({
    reads: ['exports', 'campaigns'],
  })(z.object({ exportIds: z.array(z.number().int().positive()).min(1).max(500) })),
}
