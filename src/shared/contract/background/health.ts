/** Whether everything works: background jobs, items given up, and how reliable Instantly, webhooks and exports are. */
import { z } from 'zod'
import { serviceTargets } from '../../domain/background/targets.ts'
import type { ErrorCode, ErrorData, Problem } from '../../errors.ts'
import { workspaceId } from '../../ids.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'

type OfWorkspace = { readonly workspaceId: ReturnType<typeof workspaceId.parse> | null }

/** Everything Sendoff does in the background. */
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

/** The result of a run. What `items` counts depends on the job kind. */
export type JobCounts = Partial<Readonly<Record<'items' | 'added' | 'updated' | 'gone' | 'failed', number>>>

export type JobState = 'done' | 'partly' | 'failed'

/** A run, or several consecutive runs with the same result. Times are ISO, durations ms. */
export type JobRunRow = {
  readonly state: JobState
  readonly startedAt: string
  readonly durationMs: number
  readonly runs: number
  readonly firstAt: string
  readonly counts: JobCounts | null
  readonly problem: Problem | null
}

/** Why a job does not run automatically at the moment. */
export type JobWaitReason = 'no_key' | 'offline' | 'off' | 'locked' | 'paused'

/** The state of a client's job; `workspaceId` null: a job of the app. */
export type JobRow = OfWorkspace & {
  readonly kind: JobKind
  readonly running: boolean
  readonly last: JobRunRow | null
  readonly lastGoodAt: string | null
  readonly nextAt: string | null
  readonly held: JobWaitReason | null
  /** Number of consecutive failed runs. */
  readonly failures: number
  readonly failingSince: string | null
  /** Whether it has failed often enough that the operator is notified. */
  readonly troubled: boolean
  readonly canRun: boolean
}

/** Kinds of items that were given up, by where they are stored. */
export const deadLetterKinds = ['event', 'crm', 'campaign', 'mail', 'export'] as const
export type DeadLetterKind = (typeof deadLetterKinds)[number]

/** `why` is a reason specific to the kind, or an error code. */
export type DeadLetter = {
  readonly kind: DeadLetterKind
  readonly id: number
  readonly workspaceId: ReturnType<typeof workspaceId.parse>
  /** Time it was given up, ISO. */
  readonly at: string
  /** What it concerns: an address, a campaign, the beginning of a payload. */
  readonly about: string
  /** A second line: the CRM, the subject. Empty if there is none. */
  readonly detail: string
  readonly why:
    | { readonly of: 'error'; readonly code: ErrorCode; readonly data: ErrorData }
    | { readonly of: 'event' | 'crm'; readonly reason: string; readonly status: number | null }
    | { readonly of: 'rows'; readonly refused: number; readonly failed: number }
  /** The page that shows it in full. */
  readonly route: string
}

const letter = z.object({ kind: z.enum(deadLetterKinds), id: z.number().int().positive() })
export type DeadLetterRef = z.output<typeof letter>
/** Selects individual items, all of one kind, or all of every kind. */
const letters = z.object({
  workspaceId: workspaceId.nullable(),
  kind: z.enum(deadLetterKinds).nullable().default(null),
  only: z.array(letter).min(1).max(200).nullable(),
})

export const spans = ['day', 'week', 'month'] as const
export type ServiceSpan = (typeof spans)[number]

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
  /** Calls answered with an error after all retries. */
  readonly refused: number
  readonly unanswered: number
  readonly requests: number
  /** Requests answered with 429. */
  readonly limited: number
  /** Median and 95th percentile of the response time; ms, to 5 %. Null if nothing was answered. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

/** The highest fraction used of each of Instantly's rate limits, from 0; may exceed 1. */
export type LimitUse = { readonly second: number; readonly minute: number; readonly emails: number }

/** Events of a client with a webhook. */
export type WebhookFigures = {
  readonly relayed: number
  readonly doubled: number
  /** Events found only by a later check. */
  readonly found: number
}

export type ExportFigures = {
  /** Exports that ended, and how many of them succeeded. */
  readonly ended: number
  readonly done: number
  /** Median over exports of 100 leads or more. */
  readonly secondsPer1000: number | null
}

export type ServiceClient = CallFigures & {
  readonly workspaceId: ReturnType<typeof workspaceId.parse>
  readonly limits: LimitUse
  /** Null for a client without a counted webhook. */
  readonly webhook: WebhookFigures | null
  readonly exports: ExportFigures
}

export type ServiceView = {
  readonly span: ServiceSpan
  /** Time of the oldest measurement in the span; null if there is none. */
  readonly measuredFrom: string | null
  readonly total: CallFigures
  readonly limits: LimitUse
  readonly webhook: WebhookFigures | null
  readonly exports: ExportFigures
  readonly clients: readonly ServiceClient[]
  readonly kinds: readonly (CallFigures & { readonly kind: CallKind })[]
  /** One point per hour for a day, otherwise per UTC day; complete over the span, oldest first. */
  readonly points: readonly {
    readonly at: string
    readonly calls: number
    readonly bad: number
  }[]
}

const one = z.object({ kind: z.enum(jobKinds), workspaceId: workspaceId.nullable() })

export const health = {
  /** Returns every job of a client, or of all clients including the app's own jobs. */
  'jobs.list': query<readonly JobRow[]>({ reads: ['workspaces', 'settings', 'jobs'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Returns only the jobs the operator should be notified about. */
  'jobs.troubled': query<readonly JobRow[]>({ reads: ['workspaces', 'settings', 'jobs'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  /** Returns the last runs of a job, newest first. */
  'jobs.history': query<readonly JobRunRow[]>({ reads: ['jobs'] })(one),
  /** Runs a job now and returns its result. Throws NOT_FOUND for a job that cannot be started manually. */
  'jobs.run': command<JobRow>({ touches: ['jobs'] })(one),
  /** Returns the items that were given up, newest first. */
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
  /** Retries items; `done` succeeded or are on their way, `left` could not be retried or failed immediately. */
  'givenUp.retry': command<{ readonly done: number; readonly left: number }>({
    touches: ['events', 'crm', 'campaigns', 'inbox', 'exports', 'jobs'],
  })(letters),
  /** Permanently deletes events; discards or hides the others, which `undo` brings back (null if there are none). */
  'givenUp.drop': command<{ readonly dropped: number; readonly undo: number | null }>({
    touches: ['events', 'crm', 'inbox', 'exports', 'jobs'],
  })(letters),
  /** Brings back what was dropped, except events. Throws NOT_FOUND after a restart or many later drops. */
  'givenUp.undoDrop': command({ touches: ['crm', 'inbox', 'exports', 'jobs'] })(
    z.object({ undo: z.number().int().positive() }),
  ),
  'service.view': query<ServiceView>({ reads: ['workspaces', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable(), span: z.enum(spans) }),
  ),
  'service.targets': query<z.output<typeof serviceTargets>>({ reads: ['settings'] })(z.object({})),
  'service.saveTargets': command<z.output<typeof serviceTargets>>({ touches: ['settings'] })(serviceTargets),
}
