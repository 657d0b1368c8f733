import { z } from 'zod'
import { dayOfDate } from '../../domain/core/days.ts'
import { reportPeriods } from '../../domain/insights/reports/period.ts'
import type { VerdictLevel } from '../../domain/insights/reports/verdict.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { type ClientPartId, clientPartId, type ReportId, reportId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { languages } from '../../language.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { daySpan } from '../core/day.ts'
import { command, query } from '../route.ts'

export const reportFormats = ['pdf', 'html', 'xlsx', 'csv'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Parts of a report that can be left out; the verdict and the figures are always there. */
export const reportSections = [
  'timeline',
  'next',
  'money',
  'chart',
  'campaigns',
  'steps',
  'quotes',
  'accounts',
] as const
export type ReportSection = (typeof reportSections)[number]
/** Those a report begins with: how accounts stand and what the work costs is the operator's own until they choose to tell it. */
export const firstReportSections: readonly ReportSection[] = reportSections.filter(
  (one) => one !== 'accounts' && one !== 'money',
)

/** Whose a report is: a workspace's, or that of a part of it. */
export type ReportClient = { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null }

const share = z.number().min(0.001).max(1)

/** How a client's reports look and what is in them. */
export const reportSettings = z.object({
  language: z.enum(languages),
  /** Empty: the client's name as everywhere. */
  name: z.string().trim().max(120),
  /** Of the operator's own business, in the foot; empty for none. */
  from: z.string().trim().max(120),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  sections: z.array(z.enum(reportSections)),
  /** Own words at the end. */
  closing: z.string().trim().max(2_000),
  /** Replies ÷ people written to, as agreed with the client; null: Instantly's benchmark. */
  replyTarget: share.nullable(),
})
export type ReportSettings = z.output<typeof reportSettings>

/** A logo as it is stored: a raster picture. */
export type ReportLogo = {
  /** `data:image/png;base64,…` */
  readonly data: string
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** A reply that may be quoted. */
export type QuotableReply = {
  /** Of the message. */
  readonly id: number
  readonly name: string
  readonly company: string | null
  readonly campaignName: string | null
  readonly at: string
  /** What the person wrote, without what it repeats. */
  readonly text: string
}

export type ReportPreview = {
  readonly from: string
  readonly to: string
  readonly verdict: VerdictLevel
  /** The page without its style, every text in it escaped. */
  readonly page: string
  readonly style: string
}

export type ReportFile = { readonly format: ReportFormat; readonly name: string; readonly bytes: number }

/** One report that was made, or failed. */
export type ReportMade = ReportClient & {
  readonly id: ReportId
  readonly from: string
  readonly to: string
  readonly requestedBy: 'operator' | 'plan'
  /** `cut_off`: the app ended before it was whole. */
  readonly state: 'making' | 'done' | 'failed' | 'cut_off'
  readonly startedAt: string
  readonly formats: readonly ReportFormat[]
  readonly folder: string
  readonly files: readonly ReportFile[]
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
}

const rhythm = z.discriminatedUnion('every', [
  z.object({
    every: z.literal('week'),
    day: z.number().int().min(0).max(6),
    minute: z.number().int().min(0).max(1439),
  }),
  z.object({
    every: z.literal('month'),
    day: z.number().int().min(1).max(31),
    minute: z.number().int().min(0).max(1439),
  }),
])
const formats = z.array(z.enum(reportFormats)).min(1).max(reportFormats.length)

/** When reports are made by themselves. Days are of the operator's calendar, minutes of the day by the clock on the wall. */
export type ReportPlan = z.output<typeof rhythm> &
  ReportClient & {
    readonly formats: readonly ReportFormat[]
    readonly on: boolean
    /** Null while it is off. */
    readonly nextAt: string | null
    readonly problem: {
      readonly code: ErrorCode
      readonly data: ErrorData
      readonly at: string
      readonly retryAt: string
    } | null
  }

/** A plan whose report could not be made, and why. Without `on` it is not tried by itself. */
export type FailedReportPlan = ReportClient & {
  /** As reports name the client. */
  readonly name: string
  readonly problem: NonNullable<ReportPlan['problem']>
}

/** A client's newest report of the last seven days: made, and to be sent to the client. */
export type RecentReport = ReportClient & {
  readonly id: ReportId
  /** The client's. */
  readonly name: string
  readonly from: string
  readonly to: string
}

/** Ten years: each day is a row of the workbook. */
const mostDays = 3_660
const client = z.object({
  workspaceId,
  /** Null: the workspace whole, its parts included. */
  partId: clientPartId.nullable().default(null),
})
const asked = client.extend({
  /** By name, seen from today; or first and last day, UTC, YYYY-MM-DD. */
  period: z.union([
    z.enum(reportPeriods),
    daySpan.refine(({ from, to }) => dayOfDate(to) - dayOfDate(from) < mostDays, {
      path: ['to'],
      message: 'too long',
    }),
  ]),
})
const withQuotes = asked.extend({
  /** Ids of replies to quote, as the operator ticked them. */
  quotes: z.array(z.number().int().positive()).max(20).default([]),
})
export const reports = {
  'reports.settings': query<ReportSettings>({ reads: ['settings', 'reports'] })(client),
  'reports.saveSettings': command<ReportSettings>({ touches: ['reports'] })(
    client.extend({ settings: reportSettings }),
  ),
  'reports.logo': query<ReportLogo | null>({ reads: ['reports'] })(client),
  /** Asks for a picture: PNG or JPEG, at most 1 MB. Null where the operator cancels. */
  'reports.chooseLogo': command<ReportLogo | null>({ touches: ['reports'] })(client),
  'reports.removeLogo': command<null>({ touches: ['reports'] })(client),
  /** Gives a part the logo its workspace has. NOT_FOUND where it has none. */
  'reports.takeLogo': command<ReportLogo>({ touches: ['reports'] })(client),
  /** Replies of the period that people wrote and that were no refusal, the newest first; at most 50. */
  'reports.quotable': query<readonly QuotableReply[]>({
    reads: ['workspaces', 'labels', 'lists', 'inbox', 'campaigns', 'clients'],
  })(asked),
  /** The report as it would be now. Everything is local. */
  'reports.preview': query<ReportPreview>({
    reads: [
      'labels',
      'workspaces',
      'exports',
      'settings',
      'events',
      'inbox',
      'crm',
      'accounts',
      'remote',
      'campaigns',
      'money',
      'clients',
      'reports',
    ],
  })(withQuotes),
  /** Makes the files in the client's folder, asking for one the first time, or when `elsewhere`. Null where the operator cancels. */
  'reports.make': command<ReportMade | null>({ touches: ['reports'] })(
    withQuotes.extend({ formats, elsewhere: z.boolean().default(false) }),
  ),
  /** The same report with today's figures, beside the old one. */
  'reports.again': command<ReportMade>({ touches: ['reports'] })(z.object({ reportId })),
  /** Of one client, the newest first, at most 100. */
  'reports.history': query<readonly ReportMade[]>({ reads: ['reports'] })(client),
  /** The newest report of each client in use that has one of the last seven days, by its name: what Home counts. */
  'reports.recent': query<readonly RecentReport[]>({ reads: ['workspaces', 'clients', 'reports'] })(clientFilter),
  /** Plans of clients in use whose last try failed: what Home shows until they worked. */
  'reports.failedPlans': query<readonly FailedReportPlan[]>({ reads: ['workspaces', 'clients', 'reports'] })(
    clientFilter,
  ),
  /** Opens a file of a report in its own program. FILE_NOT_FOUND. */
  'reports.open': command<null>({ touches: [] })(z.object({ reportId, format: z.enum(reportFormats) })),
  /** Shows the files of a report in the system's file manager. FILE_NOT_FOUND. */
  'reports.show': command<null>({ touches: [] })(z.object({ reportId })),
  /** Where a client's reports go; null: not chosen yet. */
  'reports.folder': query<{ readonly folder: string | null }>({ reads: ['reports'] })(client),
  /** Asks for the folder. Null where the operator cancels. */
  'reports.chooseFolder': command<{ readonly folder: string } | null>({ touches: ['reports'] })(client),
  /** Shows the folder in the system's file manager. FILE_NOT_FOUND. */
  'reports.openFolder': command<null>({ touches: [] })(client),
  'reports.plan': query<ReportPlan | null>({ reads: ['reports'] })(client),
  /** Plans a client's reports. Needs a folder: NOT_FOUND without one. */
  'reports.savePlan': command<ReportPlan>({ touches: ['reports'] })(
    client.extend({ rhythm, formats, on: z.boolean() }),
  ),
  /** Tries a planned report that failed again now. */
  'reports.retryPlan': command<ReportPlan | null>({ touches: ['reports'] })(client),
}
