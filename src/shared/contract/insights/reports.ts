import { z } from 'zod'
import { dayOfDate } from '../../domain/core/days.ts'
import { reportPeriods } from '../../domain/insights/reports/period.ts'
import type { VerdictLevel } from '../../domain/insights/reports/verdict.ts'
import type { ErrorCode, ErrorData, Problem } from '../../errors.ts'
import { type ClientPartId, clientPartId, type ReportId, reportId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { languages } from '../../language.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { daySpan } from '../core/day.ts'
import { command, query } from '../route.ts'

export const reportFormats = ['pdf', 'html', 'xlsx', 'csv'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Sections of a report that can be left out; the verdict and the figures are always included. */
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
/** Sections included by default. Account health and costs are the operator's own business until chosen. */
export const firstReportSections: readonly ReportSection[] = reportSections.filter(
  (one) => one !== 'accounts' && one !== 'money',
)

/** The client of a report: a workspace, or a part of one. */
export type ReportClient = { readonly workspaceId: WorkspaceId; readonly partId: ClientPartId | null }

const share = z.number().min(0.001).max(1)

/** Appearance and contents of a client's reports. */
export const reportSettings = z.object({
  language: z.enum(languages),
  /** Name of the client in reports; empty to use its usual name. */
  name: z.string().trim().max(120),
  /** Name of the operator's own business, shown in the footer; empty for none. */
  from: z.string().trim().max(120),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  sections: z.array(z.enum(reportSections)).max(reportSections.length),
  /** The operator's own text at the end. */
  closing: z.string().trim().max(2_000),
  /** Target for replies ÷ people contacted, as agreed with the client; null: Instantly's benchmark. */
  replyTarget: share.nullable(),
})
export type ReportSettings = z.output<typeof reportSettings>

/** A logo as stored: a raster image. */
export type ReportLogo = {
  /** `data:image/png;base64,…` */
  readonly data: string
  readonly width: number
  readonly height: number
}

/** A reply that may be quoted. */
export type QuotableReply = {
  /** Id of the message. */
  readonly id: number
  readonly name: string
  readonly company: string | null
  readonly campaignName: string | null
  readonly at: string
  /** The person's own text, without quoted parts. */
  readonly text: string
}

export type ReportPreview = {
  readonly from: string
  readonly to: string
  readonly verdict: VerdictLevel
  /** The page without its style sheet; all text in it is escaped. */
  readonly page: string
  readonly style: string
}

export type ReportFile = { readonly format: ReportFormat; readonly name: string; readonly bytes: number }

/** A report that was created, or failed. */
export type ReportMade = ReportClient & {
  readonly id: ReportId
  readonly from: string
  readonly to: string
  readonly requestedBy: 'operator' | 'plan'
  /** `cut_off`: the app ended before the report was complete. */
  readonly state: 'making' | 'done' | 'failed' | 'cut_off'
  readonly startedAt: string
  readonly formats: readonly ReportFormat[]
  readonly folder: string
  readonly files: readonly ReportFile[]
  readonly problem: Problem | null
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

/** The schedule for automatic reports. Days are in the operator's calendar, minutes of the day in local time. */
export type ReportPlan = z.output<typeof rhythm> &
  ReportClient & {
    readonly formats: readonly ReportFormat[]
    readonly on: boolean
    /** Null while the schedule is off. */
    readonly nextAt: string | null
    readonly problem: {
      readonly code: ErrorCode
      readonly data: ErrorData
      readonly at: string
      readonly retryAt: string
    } | null
  }

/** A schedule whose report could not be created, and why. Without `on`, it is not retried automatically. */
export type FailedReportPlan = ReportClient & {
  /** Name of the client in reports. */
  readonly name: string
  readonly problem: NonNullable<ReportPlan['problem']>
}

/** A client's newest report of the last seven days, ready to be sent to the client. */
export type RecentReport = ReportClient & {
  /** Name of the client. */
  readonly name: string
  readonly from: string
  readonly to: string
}

/** Ten years, because each day is a row of the workbook. */
const maxDays = 3_660
const client = z.object({
  workspaceId,
  /** Null: the whole workspace, including its parts. */
  partId: clientPartId.nullable().default(null),
})
const asked = client.extend({
  /** A named period relative to today, or first and last day, UTC, YYYY-MM-DD. */
  period: z.union([
    z.enum(reportPeriods),
    daySpan.refine(({ from, to }) => dayOfDate(to) - dayOfDate(from) < maxDays, {
      path: ['to'],
      message: 'too long',
    }),
  ]),
})
const withQuotes = asked.extend({
  /** Ids of the replies the operator chose to quote. */
  quotes: z.array(z.number().int().positive()).max(20).default([]),
})
export const reports = {
  'reports.settings': query<ReportSettings>({ reads: ['settings', 'reports'] })(client),
  'reports.saveSettings': command<ReportSettings>({ touches: ['reports'] })(
    client.extend({ settings: reportSettings }),
  ),
  'reports.logo': query<ReportLogo | null>({ reads: ['reports'] })(client),
  /** Asks for a picture: PNG or JPEG, at most 1 MB. Returns null if the operator cancels. */
  'reports.chooseLogo': command<ReportLogo | null>({ touches: ['reports'] })(client),
  'reports.removeLogo': command({ touches: ['reports'] })(client),
  /** Copies the workspace's logo to one of its parts. Throws NOT_FOUND if the workspace has none. */
  'reports.takeLogo': command<ReportLogo>({ touches: ['reports'] })(client),
  /** Returns replies of the period that were written by people and were not refusals, newest first; at most 50. */
  'reports.quotable': query<readonly QuotableReply[]>({
    reads: ['workspaces', 'labels', 'lists', 'inbox', 'campaigns', 'clients'],
  })(asked),
  /** Returns the report as it would be now. Reads only local data. */
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
  /** Creates the files in the client's folder; asks for one the first time, or with `elsewhere`. Null if cancelled. */
  'reports.make': command<ReportMade | null>({ touches: ['reports'] })(
    withQuotes.extend({ formats, elsewhere: z.boolean().default(false) }),
  ),
  /** Creates the same report with current figures, next to the old one. */
  'reports.again': command<ReportMade>({ touches: ['reports'] })(z.object({ reportId })),
  /** Returns the reports of one client, newest first, at most 100. */
  'reports.history': query<readonly ReportMade[]>({ reads: ['reports'] })(client),
  /** Returns each client's newest report of the last seven days, by client name; Home shows their number. */
  'reports.recent': query<readonly RecentReport[]>({ reads: ['workspaces', 'clients', 'reports'] })(clientFilter),
  /** Returns the schedules of clients in use whose last attempt failed; Home shows them until they succeed. */
  'reports.failedPlans': query<readonly FailedReportPlan[]>({ reads: ['workspaces', 'clients', 'reports'] })(
    clientFilter,
  ),
  /** Opens a file of a report in its default program. Throws FILE_NOT_FOUND. */
  'reports.open': command({ touches: [] })(z.object({ reportId, format: z.enum(reportFormats) })),
  /** Shows the files of a report in the system's file manager. Throws FILE_NOT_FOUND. */
  'reports.show': command({ touches: [] })(z.object({ reportId })),
  /** Returns the folder of a client's reports; null if none was chosen yet. */
  'reports.folder': query<{ readonly folder: string | null }>({ reads: ['reports'] })(client),
  /** Asks for the folder. Returns null if the operator cancels. */
  'reports.chooseFolder': command<{ readonly folder: string } | null>({ touches: ['reports'] })(client),
  /** Shows the folder in the system's file manager. Throws FILE_NOT_FOUND. */
  'reports.openFolder': command({ touches: [] })(client),
  'reports.plan': query<ReportPlan | null>({ reads: ['reports'] })(client),
  /** Schedules a client's reports. Throws NOT_FOUND if no folder was chosen. */
  'reports.savePlan': command<ReportPlan>({ touches: ['reports'] })(
    client.extend({ rhythm, formats, on: z.boolean() }),
  ),
  /** Retries a failed scheduled report now. */
  'reports.retryPlan': command<ReportPlan | null>({ touches: ['reports'] })(client),
}
