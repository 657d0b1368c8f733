/** Whether all goes well: what runs by itself, what was given up, and how well Instantly, webhooks and exports serve. */
import { z } from 'zod'
import { serviceTargets } from '../../domain/background/targets.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

type Problem = { readonly code: ErrorCode; readonly data: ErrorData }
type OfWorkspace = { readonly workspaceId: ReturnType<typeof workspaceId.parse> | null }

/** Everything Sendoff does by itself. */
export const jobKinds = [
  'campaigns',
  'accounts',
  'inbox',
  'inbox_back',
  'sent_mails',
  'labels',
  'lead_labels',
  'relay',
  'webhooks',
  'gaps',
  'blocklist',
  'opt_outs',
  'shared_memory',
  'lead_mirror',
  'exports',
  'verification',
  'crm',
  'deals',
  'model',
  'purge',
  'list_index',
  'supabase',
  'checkpoint',
  'blackout_dates',
  'backup',
  'write_back',
] as const
export type JobKind = (typeof jobKinds)[number]

/** What a run brought. `items` is what its kind counts. */
export type JobCounts = Partial<Readonly<Record<'items' | 'added' | 'updated' | 'gone' | 'failed', number>>>

export type JobState = 'done' | 'partly' | 'failed'

/** A run, or several in a row that ended alike. Times are ISO, durations ms. */
export type JobRunRow = {
  readonly state: JobState
  readonly startedAt: string
  readonly durationMs: number
  readonly runs: number
  readonly firstAt: string
  readonly counts: JobCounts | null
  readonly problem: Problem | null
}

/** Why a job does not go by itself at the moment. */
export type JobHeld = 'no_key' | 'offline' | 'off' | 'locked' | 'paused'

/** How a job of a client stands; `workspaceId` null: a job of the app. */
export type JobRow = OfWorkspace & {
  readonly kind: JobKind
  readonly running: boolean
  readonly last: JobRunRow | null
  readonly lastGoodAt: string | null
  readonly nextAt: string | null
  readonly held: JobHeld | null
  /** Runs that failed in a row. */
  readonly failures: number
  readonly failingSince: string | null
  /** It failed often enough that the operator is told. */
  readonly troubled: boolean
  readonly canRun: boolean
}

/** What is given up, by where it is kept. */
export const deadLetterKinds = ['event', 'crm', 'campaign', 'mail', 'export'] as const
export type DeadLetterKind = (typeof deadLetterKinds)[number]

/** `why` is of the kind's own words, or the code of an error. */
export type DeadLetter = {
  readonly kind: DeadLetterKind
  readonly id: number
  readonly workspaceId: ReturnType<typeof workspaceId.parse>
  /** When it was given up; ISO. */
  readonly at: string
  /** Whom or what it is about: an address, a campaign, the beginning of a payload. */
  readonly about: string
  /** A second line: the CRM, the subject. Empty where there is none. */
  readonly detail: string
  readonly why:
    | { readonly of: 'error'; readonly code: ErrorCode; readonly data: ErrorData }
    | { readonly of: 'event' | 'crm'; readonly reason: string; readonly status: number | null }
    | { readonly of: 'rows'; readonly refused: number; readonly failed: number }
  /** Where it is seen whole. */
  readonly route: string
  readonly canRetry: boolean
  readonly canDrop: boolean
}

const letter = z.object({ kind: z.enum(deadLetterKinds), id: z.number().int().positive() })
export type DeadLetterRef = z.output<typeof letter>
/** Some by name, or all of a kind or of every kind. */
const letters = z.object({
  workspaceId: workspaceId.nullable(),
  kind: z.enum(deadLetterKinds).nullable().default(null),
  only: z.array(letter).min(1).max(200).nullable(),
})

export const spans = ['day', 'week', 'month'] as const
export type ServiceSpan = (typeof spans)[number]

/** Kinds of calls to Instantly. */
export const callKinds = [
  'campaigns',
  'figures',
  'leads',
  'emails',
  'answers',
  'events',
  'verification',
  'accounts',
  'blocklist',
] as const
export type CallKind = (typeof callKinds)[number]

export type CallFigures = {
  readonly calls: number
  /** Answered with an error, after all repeating. */
  readonly refused: number
  readonly unanswered: number
  readonly requests: number
  /** Requests answered with 429. */
  readonly limited: number
  /** Half of the answers came in this time, and 19 of 20; ms, to 5 %. Null where nothing was answered. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

/** The highest share of each limit of Instantly that was used, 0 to 1 and more. */
export type LimitUse = { readonly second: number; readonly minute: number; readonly emails: number }

/** Events of a client with a webhook. */
export type WebhookFigures = {
  readonly relayed: number
  readonly doubled: number
  /** Found by a later check only. */
  readonly found: number
}

export type ExportFigures = {
  /** Exports that ended, and of them those that ended well. */
  readonly ended: number
  readonly done: number
  readonly leads: number
  /** From start to end. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  /** Over exports of 100 leads and more; half of them were faster. */
  readonly secondsPer1000: number | null
}

export type ServiceClient = CallFigures & {
  readonly workspaceId: ReturnType<typeof workspaceId.parse>
  readonly limits: LimitUse
  /** Null for a client without a webhook that was counted. */
  readonly webhook: WebhookFigures | null
  readonly exports: ExportFigures
}

export type ServiceView = {
  readonly span: ServiceSpan
  readonly from: string
  readonly to: string
  /** The oldest that was measured in it; null where nothing was. */
  readonly measuredFrom: string | null
  readonly total: CallFigures
  readonly limits: LimitUse
  readonly webhook: WebhookFigures | null
  readonly exports: ExportFigures
  readonly clients: readonly ServiceClient[]
  readonly kinds: readonly (CallFigures & { readonly kind: CallKind })[]
  /** By hour of a day, else by UTC day; every place of the span, oldest first. */
  readonly points: readonly {
    readonly at: string
    readonly calls: number
    readonly bad: number
    readonly p95Ms: number | null
  }[]
}

const one = z.object({ kind: z.enum(jobKinds), workspaceId: workspaceId.nullable() })

export const health = {
  /** Every job of a client, or of all with those of the app. */
  'jobs.list': query<readonly JobRow[]>({ reads: ['workspaces', 'settings', 'jobs'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Only those the operator was to be told of. */
  'jobs.troubled': query<readonly JobRow[]>({ reads: ['workspaces', 'settings', 'jobs'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** The last runs of a job, newest first. */
  'jobs.history': query<readonly JobRunRow[]>({ reads: ['jobs'] })(one),
  /** Does a job now and answers how it went. Throws NOT_FOUND for one that cannot be begun by hand. */
  'jobs.run': command<JobRow>({ touches: ['jobs'] })(one),
  /** Newest first. */
  'givenUp.list': query<Page<DeadLetter>>({
    reads: ['workspaces', 'exports', 'events', 'inbox', 'crm', 'campaigns', 'jobs'],
  })(
    z.object({
      workspaceId: workspaceId.nullable(),
      kind: z.enum(deadLetterKinds).nullable().default(null),
      page: pageInput,
    }),
  ),
  'givenUp.counts': query<Readonly<Record<DeadLetterKind, number>>>({
    reads: ['workspaces', 'exports', 'events', 'inbox', 'crm', 'campaigns', 'jobs'],
  })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Tries again; `done` went through or are on their way, `left` could not be tried or failed at once. */
  'givenUp.retry': command<{ readonly done: number; readonly left: number }>({
    touches: ['events', 'crm', 'campaigns', 'inbox', 'exports', 'jobs'],
  })(letters),
  /** Throws away for good what is only kept here (events, mails); what is kept elsewhere too is hidden. */
  'givenUp.drop': command<{ readonly dropped: number }>({ touches: ['events', 'crm', 'inbox', 'exports', 'jobs'] })(
    letters,
  ),
  'service.view': query<ServiceView>({ reads: ['workspaces', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable(), span: z.enum(spans) }),
  ),
  'service.targets': query<z.output<typeof serviceTargets>>({ reads: ['settings'] })(z.object({})),
  'service.saveTargets': command<z.output<typeof serviceTargets>>({ touches: ['settings'] })(serviceTargets),
}
