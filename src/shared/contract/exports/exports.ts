import { z } from 'zod'
import type { CopyDifference } from '../../domain/campaigns/copy/compare-copy.ts'
import { type ValueFault, valueFaults } from '../../domain/campaigns/copy/coverage.ts'
import { copyVariant } from '../../domain/campaigns/copy/sequence.ts'
import { typedName } from '../../domain/core/typed-name.ts'
import type { Gate, RecheckedGate } from '../../domain/leads/import/gates.ts'
import type { CheckedSource } from '../../domain/leads/import/lookups.ts'
import type { ErrorCode, Problem } from '../../errors.ts'
import {
  type ExportId,
  exportId,
  type LeadId,
  type ListId,
  listId,
  remoteId,
  type SequenceId,
  sequenceId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { tagChoice } from '../campaigns/campaign-tags.ts'
import { targetCampaign } from '../campaigns/target-campaign.ts'
import { type Page, pageInput } from '../core/page.ts'
import { gateTopics } from '../leads/gate-topics.ts'
import { command, query } from '../route.ts'
import { exportPart, type PartOfList } from './export-part.ts'
import type { ZoneExport } from './export-zones.ts'

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const dateOnly = z.iso.date()

/** When a campaign sends. Any IANA zone is accepted; the closest zone Instantly supports is used. Days: 0 is Sunday. */
export const schedule = z.object({
  timezone: z.string().min(1).max(64),
  from: timeOfDay,
  to: timeOfDay,
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  startDate: dateOnly.nullable(),
  endDate: dateOnly.nullable(),
})
export type Schedule = z.output<typeof schedule>

/**
 * One email of a sequence. `waitDays` is the time before the NEXT one, as Instantly counts it. Without `html`, the body
 * counts as HTML if it contains tags.
 */
export const step = z.object({
  subject: z.string().max(1000),
  body: z.string().min(1).max(50_000),
  waitDays: z.number().int().min(0).max(365),
  html: z.boolean().optional(),
  /** Variants B, C and so on; subject and body above are A. */
  others: z.array(copyVariant).max(25).optional(),
})
export type Step = z.output<typeof step>

/** A date on which to send nothing. `country`: whose holiday it is; null for one of the operator’s own dates. */
const avoidedDates = z
  .array(
    z.object({
      date: dateOnly,
      name: z.string().min(1).max(80),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullable(),
    }),
  )
  .max(400)

/** How a campaign sends and what it tracks, under Instantly's names. Every option is sent, even if off. */
export const campaignOptions = z.object({
  open_tracking: z.boolean(),
  link_tracking: z.boolean(),
  stop_on_reply: z.boolean(),
  stop_on_auto_reply: z.boolean(),
  text_only: z.boolean(),
  /** Minutes between two emails of an account, and the maximum random delay added; null leaves it to Instantly. */
  email_gap: z.number().int().min(0).max(1440).nullable(),
  random_wait_max: z.number().int().min(0).max(1440).nullable(),
})
export type CampaignOptions = z.output<typeof campaignOptions>

export const newCampaign = z.object({
  kind: z.literal('new'),
  name: typedName(200),
  schedule,
  steps: z.array(step).max(20),
  /** Sending accounts, by address. */
  accounts: z.array(z.string().min(3).max(320)).max(2000),
  /** Dates on which to send nothing: the start moves past them, and Sendoff pauses the campaign on them. */
  avoid: avoidedDates.optional(),
  /** Maximum number of emails a day; null leaves it to Instantly. */
  dailyLimit: z.number().int().min(1).max(1_000_000).nullable(),
  /** Absent for exports from before this choice existed; Instantly then decides. */
  options: campaignOptions.optional(),
  /** The sequence template the emails were taken from, as it was then. */
  template: z.object({ id: sequenceId, version: z.number().int().positive(), name: z.string().max(120) }).optional(),
  /** Tags put on the campaign once it is created. */
  tags: z.array(tagChoice).max(20).optional(),
})
const existingCampaign = z.object({ kind: z.literal('existing'), campaignId: remoteId })
/** Lead lists at Instantly. Leads wait there, and nobody is contacted. */
const newLeadList = z.object({ kind: z.literal('new_list'), name: typedName(200) })
const existingLeadList = z.object({ kind: z.literal('existing_list'), leadListId: remoteId })

/** Replaces blank values of a variable, for the leads of one export only. */
const fillRule = z.object({
  // A lead without an address is not a lead.
  variable: z
    .string()
    .min(1)
    .max(100)
    .refine((name) => name !== 'email'),
  value: z
    .string()
    .max(200)
    .refine((value) => value.trim() !== '' && !/[{}|]/.test(value)),
})
const leaveOutRule = z.object({ variable: z.string().min(1).max(100), fault: z.enum(valueFaults) })

export const exportSettings = z.object({
  target: z.discriminatedUnion('kind', [newCampaign, existingCampaign, newLeadList, existingLeadList]),
  /** Makes Instantly leave out leads that are already anywhere in the workspace, and count them. */
  skipIfInWorkspace: z.boolean().default(true),
  /** Leaves out leads of any campaign, or of any lead list. Only if `skipIfInWorkspace`, which precedes, is off. */
  skipIfInCampaign: z.boolean().optional(),
  skipIfInList: z.boolean().optional(),
  activateWhenDone: z.boolean().default(false),
  /** Leaves out leads that are now on a block list; people who opted out are always left out. Default: yes. */
  holdBlocked: z.boolean().optional(),
  /** Leaves out leads who have since been contacted for another client. Default: yes. */
  holdOtherClients: z.boolean().optional(),
  /** Leaves out leads with a matching value under a variable of the copy. */
  leaveOut: z.array(leaveOutRule).max(60).optional(),
  /** Values for leads that have none; the list and the campaign's copy are not changed. */
  fill: z.array(fillRule).max(60).optional(),
  /** Also sends leads with a blank under a variable of the copy that has no fallback. Default: they are left out. */
  sendBlanks: z.boolean().optional(),
  /** Those variables, as the copy was at the start of the export. Written by the backend, which knows the copy. */
  blanksOut: z.array(z.string().max(2000)).max(200).optional(),
  /** Leaves out companies another client contacted recently. Default: no. */
  holdOtherCompanies: z.boolean().optional(),
  /** Leaves out everyone whose address is not verified, including risky, unknown and empty results. Default: no. */
  onlyVerified: z.boolean().optional(),
  /** Contacts left in the Instantly plan: no more leads than that are sent, verified ones first. */
  contactsLeft: z.number().int().min(0).optional(),
  /** Takes only the rows of an earlier export of the list: those of its time zone, or the whole list as it was. */
  ofExport: exportId.optional(),
  /** Creates a campaign for each time zone of the leads; one with fewer ready leads than `smallest` joins another. */
  perZone: z.object({ smallest: z.number().int().min(1).max(100_000) }).optional(),
  /** For one of several campaigns started together: the settings chosen for all of them, where its own differ. */
  press: z
    .object({
      timezone: z.string().max(100),
      dailyLimit: z.number().int().nullable(),
      smallest: z.number().int(),
      avoid: avoidedDates.optional(),
    })
    .optional(),
})
export type ExportSettings = z.output<typeof exportSettings>

/** What leads are exported into: a campaign, or a lead list at Instantly. */
export type TargetKind = 'campaign' | 'list'

export const targetKindOf = ({ kind }: Pick<ExportSettings['target'], 'kind'>): TargetKind =>
  kind === 'new_list' || kind === 'existing_list' ? 'list' : 'campaign'

export const isNewTarget = ({ kind }: Pick<ExportSettings['target'], 'kind'>): boolean =>
  kind === 'new' || kind === 'new_list'

export type CampaignChoice = {
  readonly id: string
  readonly name: string
  /** Instantly's campaign status: 0 draft, 1 active, 2 paused, 3 completed, 4 in subsequences, negative: trouble. */
  readonly status: number
}

export type MailboxChoice = {
  readonly email: string
  readonly name: string
  readonly status: number
  readonly dailyLimit: number | null
  /** 0 paused, 1 on, below 0 banned or landing in spam; null if Instantly does not report it. */
  readonly warmupStatus: number | null
  /** Whether the account has its own tracking domain; `inactive`: set up, but not reported as active. */
  readonly trackingDomain: 'active' | 'inactive' | 'none'
}

/** A lead list at Instantly. */
export type LeadListChoice = { readonly id: string; readonly name: string }

/** The zone Instantly will use instead of the requested one, and how far it differs over the campaign's dates. */
export type ZoneMatch = {
  readonly asked: string
  readonly used: string
  /** 0 if they agree on every day of the campaign. */
  readonly daysOff: number
  readonly minutesOff: number
  readonly firstDayOff: string | null
}

/** The emails a new campaign was created with. */
export type LastEmails = {
  readonly name: string
  readonly steps: readonly Step[]
  readonly template: { readonly id: SequenceId; readonly version: number; readonly name: string } | null
}

/** What an export will do, before it does anything. */
export type ExportPlan = {
  readonly listId: ListId
  readonly listName: string
  readonly rowCount: number
  readonly ready: number
  readonly suggestedName: string
  /** Schedule, accounts and rules as last used in this workspace, never emails or a start date; null the first time. */
  readonly remembered: ExportSettings | null
  /** The emails of the newest export that had any, for reuse on request; null if there is none. */
  readonly lastEmails: LastEmails | null
  /** Number of exports of this client so far, of any list. */
  readonly exportsBefore: number
  readonly earlierExports: readonly {
    readonly exportId: ExportId
    readonly target: TargetKind
    readonly campaignName: string
    readonly uploaded: number
  }[]
}

/** Why a ready lead is left out of an export. */
export const sumReasons = [
  'opted_out',
  'blocked',
  'other_client',
  'claimed_elsewhere',
  'already_uploaded',
  'in_workspace',
  'contacted',
  'other_company',
  'not_verified',
  'blank_variable',
  'flawed_value',
] as const
export type SumReason = (typeof sumReasons)[number]

/** What an export would send: `rows` minus everything left out is `goOut`, the leads Instantly will accept. */
export type ExportSum = {
  /** Rows of the list, and how many of them are outside the chosen part. */
  readonly rows: number
  readonly outside: number
  readonly gates: readonly { readonly gate: Gate; readonly count: number }[]
  readonly held: readonly { readonly reason: SumReason; readonly count: number }[]
  /** Ready leads after the first N. */
  readonly afterFirst: number
  /** Ready leads beyond the contacts left at Instantly, and how many of those are verified. */
  readonly beyondContacts: number
  readonly beyondVerified: number
  readonly goOut: number
  /** The lead mirror of this client: when it was read (null: never) and from when on it counts as old. */
  readonly mirror: { readonly readAt: string | null; readonly oldFrom: string | null }
}

/** What Instantly offers to choose from in the review. Read from Instantly; `readAt` is when. */
export type ExportChoices = {
  readonly campaigns: readonly CampaignChoice[]
  readonly mailboxes: readonly MailboxChoice[]
  readonly contactsLeft: number | null
  readonly readAt: string
}

/**
 * `waiting`: alive but held up by something outside: offline, locked keys, no answer for 10 minutes, a question.
 * `paused`: paused by the operator.
 */
export type ExportState = 'preparing' | 'running' | 'waiting' | 'paused' | 'cancelled' | 'failed' | 'done'

/** What limits the speed: the response time, Instantly's 100 requests a second, or the upload bandwidth. */
export type ExportBound = 'latency' | 'rate' | 'uplink'

export type ExportSummary = {
  readonly id: ExportId
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly listName: string
  readonly target: TargetKind
  /** Null for a lead list, or until the campaign is created. */
  readonly campaignId: string | null
  /** Id of the lead list at Instantly; null for a campaign, or until the list is created. */
  readonly leadListId: string | null
  /** Name of the campaign or the lead list. */
  readonly campaignName: string
  readonly campaignIsNew: boolean
  readonly state: ExportState
  /** Why the export waits or failed. */
  readonly problem: Problem | null
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly durationMs: number | null
  readonly totals: LedgerTotals
  /** Leads the review promised when the export was started; for exports before this was stored, those handed over. */
  readonly promised: number
  /** For an export that uploaded nobody: leads that were already in the workspace. */
  readonly alreadyThere: number
  /** The chosen part of the list; null for the whole list. */
  readonly part: PartOfList | null
  /** Whether its campaign was deleted at Instantly, as far as known here. */
  readonly campaignGone: boolean
  /** State of *activate when done*. */
  readonly activation: Activation
  /** State of the new campaign's tags. */
  readonly tagging: Tagging
  /** Leads deleted at Instantly again by *undo export*. */
  readonly takenBack: number
  /** Whether its leads are being deleted at Instantly again; after a restart that continues by itself. */
  readonly undoing: boolean
}

/**
 * State of starting the campaign. `stopping`: the operator keeps it paused, and Instantly has not confirmed that yet;
 * `kept`: it is confirmed as not started, or as paused again.
 */
export type Activation = 'not_wanted' | 'pending' | 'sent' | 'done' | 'failed' | 'stopping' | 'kept'

export type Tagging = 'not_wanted' | 'pending' | 'done' | 'failed'

/** `rows = uploaded + stayedBehind + refused + failed + waiting`, always. */
export type LedgerTotals = {
  readonly rows: number
  readonly uploaded: number
  readonly stayedBehind: number
  readonly refused: number
  readonly failed: number
  /** Not yet handed over, or with unknown result. 0 when finished (after a cancel: leads never sent). */
  readonly waiting: number
}

/** Live figures of a running export; sent as `export.progress` at most five times a second. */
export type ExportProgress = {
  readonly exportId: ExportId
  readonly target: TargetKind
  readonly state: ExportState
  /** Why the export waits. */
  readonly problem: Problem | null
  /** Leads whose result is known, out of those to hand over. */
  readonly settled: number
  readonly toSend: number
  readonly promised: number
  readonly totals: LedgerTotals
  readonly leadsPerSecond: number | null
  readonly secondsLeft: number | null
  readonly bound: ExportBound | null
}

/** Where a lead ended up; `waiting` until it is known. */
export const outcomes = ['uploaded', 'stayed_behind', 'refused', 'failed', 'waiting', 'taken_back'] as const
export type RowOutcome = (typeof outcomes)[number]

/** Why Instantly refused a lead, under the names of its counters; several if the response leaves it open. */
export const refusals = [
  'in_blocklist',
  'duplicated_leads',
  'skipped_count',
  'invalid_email_count',
  'incomplete_count',
  'duplicate_email_count',
  'plan_limit',
  'unexplained',
] as const
export type Refusal = (typeof refusals)[number]

/** Why a lead was left out: its check, or a reason the export itself found. */
export type LeftOutReason = Gate | SumReason | 'removed'

export type LedgerRow = {
  readonly leadId: LeadId
  readonly position: number
  readonly rowNumber: number
  readonly name: string
  readonly email: string | null
  readonly companyName: string | null
  readonly outcome: RowOutcome
  /** Set if the lead was left out. `already_uploaded`: an earlier report shows it in this campaign or lead list. */
  readonly gate: LeftOutReason | null
  /** Set if the lead was refused: one reason, or all that are possible. */
  readonly refusals: readonly Refusal[]
  readonly error: ErrorCode | null
  readonly remoteLeadId: string | null
  /** Whether the lead waits because it was sent and no response has arrived, rather than because it is unsent. */
  readonly unanswered: boolean
  /** What the last comparison with Instantly found to differ; null if nothing did or there was no comparison. */
  readonly differs: 'missing' | 'uncounted' | null
}

/** Which rows of an export report to return: of one outcome, with a problem, or different at Instantly. */
export const rowsShown = [...outcomes, 'problems', 'all', 'missing', 'uncounted'] as const
export type RowsShown = (typeof rowsShown)[number]

/** The result of comparing an export report with its campaign or lead list at Instantly. */
export type ExportCheck = {
  readonly at: string
  /** Leads in the campaign or lead list, regardless of who added them. */
  readonly there: number
  /** Leads uploaded by this export and found there. */
  readonly agreed: number
  /** Leads uploaded by this export and no longer there. */
  readonly missing: number
  /** Leads found there although the report has them as refused, failed or never sent. */
  readonly uncounted: number
  /** Whether the comparison came so soon after the export that some leads may not be listed yet. */
  readonly mayBeEarly: boolean
}

/** Of an export's leads, those sent an email since (null: no source reports that yet), and those who replied. */
export type LeadsReached = { readonly contacted: number | null; readonly replied: number }

/** One export that reached a lead, and its result for that lead. */
export type LeadSent = Pick<LedgerRow, 'outcome' | 'gate' | 'refusals' | 'error'> & {
  readonly exportId: ExportId
  readonly target: TargetKind
  readonly campaignName: string
  readonly at: string
  /** Whether the export has ended; leads still waiting were then never sent. */
  readonly over: boolean
}

/** An address in a list, with one export that reached it; `sent` is null if none did. */
export type AddressOutcome = {
  readonly leadId: LeadId
  readonly email: string
  readonly name: string
  readonly companyName: string | null
  readonly listId: ListId
  readonly listName: string
  readonly workspaceId: WorkspaceId
  readonly sent: LeadSent | null
}

export type LedgerReason = {
  readonly outcome: RowOutcome
  readonly gate: LeftOutReason | null
  readonly refusals: readonly Refusal[]
  readonly error: ErrorCode | null
  readonly count: number
}

export type Ledger = {
  readonly summary: ExportSummary
  readonly settings: ExportSettings
  readonly zone: ZoneMatch | null
  readonly reasons: readonly LedgerReason[]
  /** Sums over Instantly's responses to /leads/add, under its own counters. */
  readonly answers: Readonly<
    Record<'total_sent' | 'leads_uploaded' | Exclude<Refusal, 'plan_limit' | 'unexplained'>, number>
  >
  /** The time zone whose rows of the list this export covers; null for the whole list. */
  readonly shareOf: string | null
  /** All exports started together, one per time zone, including this one; empty for an export of the whole list. */
  readonly zones: readonly ZoneExport[]
  readonly requests: { readonly batches: number; readonly repeated: number; readonly settledByReading: number }
  /** Whether the new campaign has the copy it was given; null if not checked yet or nothing to check. */
  readonly copy: {
    readonly state: 'same' | 'differs' | 'unread'
    readonly differences: readonly CopyDifference[]
  } | null
  /** Why the new campaign's tags could not be put on it; null if they are on it or nothing went wrong. */
  readonly tagProblem: Problem | null
  /** A question that only the operator can answer; null if there is none. */
  readonly question: ExportQuestion | null
}

/** A campaign or lead list that may be the one this export created. */
export type TargetCandidate = {
  readonly id: string
  readonly name: string
  /** Status of a campaign, as in `CampaignChoice`. */
  readonly status: number | null
}

/** A creation request whose response was lost, and for which none or several matches were found afterwards. */
export type ExportQuestion = {
  readonly kind: 'campaign_creation' | 'list_creation'
  readonly name: string
  readonly candidates: readonly TargetCandidate[]
}

/** What has changed since the list was imported: ready leads left out after all, and the sources of the reasons. */
export type ExportGuard = {
  readonly held: readonly {
    readonly gate: RecheckedGate
    readonly count: number
  }[]
  readonly lookedAt: readonly CheckedSource[]
}

/** A ready lead that is left out after all. */
export type GuardedLead = {
  readonly leadId: LeadId
  readonly email: string
  readonly name: string
  readonly companyName: string | null
  /** For display only: the other client that contacted this person, or this client's campaign that has them. */
  readonly contacts: readonly {
    readonly workspaceName: string
    readonly campaignName: string
    readonly at: string
  }[]
}

/** What leads would see in place of a variable of the copy. */
export type CoveredVariable = {
  /** The name Instantly fills it under. */
  readonly name: string
  /** The spellings used in the copy. */
  readonly written: readonly string[]
  /** Whether a blank would be visible: the variable appears at least once without a fallback. */
  readonly bare: boolean
  /** Key of the list column with its values. */
  readonly column: string
  /** No lead has it and Instantly does not know it: the export is blocked unless the variable always has a fallback. */
  readonly unknown: boolean
  /** The name that was probably meant; null if none is similar. */
  readonly nearest: string | null
  /** Number of leads with each fault; a lead has at most one. */
  readonly faults: Readonly<Record<ValueFault, number>>
}

export type ExportCoverage = {
  /** `unread`: the campaign's copy is not known here and Instantly could not be asked. `none`: there is no copy. */
  readonly state: 'counted' | 'unread' | 'none'
  /** Time the copy of an existing campaign was read; null for copy being written. */
  readonly copyAt: string | null
  /** Ready leads counted, without those that are now left out. */
  readonly leads: number
  readonly variables: readonly CoveredVariable[]
  /** Leads left out by `leaveOut` for reasons other than a blank. */
  readonly leftOut: number
  /** Leads left out for a blank of a variable without a fallback; each counts once, under the first such variable. */
  readonly blanks: readonly { readonly name: string; readonly count: number }[]
  /** The lead that goes out with the least complete email: most faults, then fallbacks; null if all are complete. */
  readonly worst: { readonly leadId: LeadId; readonly faults: number } | null
  /** All names the leads have, fields first; used for completion and comparison. */
  readonly names: readonly string[]
}

export const dryKinds = ['look', 'create', 'create_tag', 'tag', 'add', 'activate'] as const
export type DryKind = (typeof dryKinds)[number]

/** A request exactly as it will be sent, except for the API key, which is added on sending. */
export type DryRequest = {
  readonly what: DryKind
  /** The tag the request concerns. */
  readonly about: string | null
  readonly method: string
  /** The path including the query string. */
  readonly path: string
  readonly bytes: number
  /** The body as text; null if there is none or if `leads` shows it lead by lead. */
  readonly body: string | null
  readonly leads: number
}

export type DryRun = {
  /** The requests before the leads, the requested batch of leads, and the requests after. */
  readonly requests: readonly DryRequest[]
  /** The leads of the batch, in order. */
  readonly leads: readonly {
    readonly position: number
    readonly email: string
    readonly json: string
    /** Variables that had no value and are sent with the export's replacement. */
    readonly filled: readonly string[]
  }[]
  /** Position at which the next batch begins; null for the last one. */
  readonly next: number | null
  /** Leads of the batch that are left out after all. */
  readonly stayBehind: number
  /** Time zones with their own campaign, in order; empty for a single campaign. The requests are those of `zone`. */
  readonly zones: readonly string[]
  readonly zone: string | null
}

const dryRunInput = z.object({
  listId,
  settings: exportSettings,
  part: exportPart.optional(),
  /** Requests the batch after this position of the list. */
  after: z.number().int().min(0).default(0),
  /** Which of several campaigns, by time zone; default: the first. */
  zone: z.string().max(64).nullable().optional(),
})

/** Input for a sum: the rules of the settings, and where the leads are to go. */
export const sumInput = {
  listId,
  part: exportPart.optional(),
  /** Null for a target that does not exist yet. */
  place: z
    .object({ kind: z.enum(['campaign', 'list']), id: remoteId })
    .nullable()
    .default(null),
  /** As for `exports.guard`. */
  campaign: targetCampaign.nullable().default(null),
  rules: exportSettings
    .pick({
      skipIfInWorkspace: true,
      skipIfInCampaign: true,
      skipIfInList: true,
      holdBlocked: true,
      holdOtherClients: true,
      holdOtherCompanies: true,
      leaveOut: true,
      blanksOut: true,
      onlyVerified: true,
      contactsLeft: true,
    })
    .prefault({}),
}

export const exports = {
  /** Returns the review from the local store only: immediately, also offline. */
  'exports.plan': query<ExportPlan>({ reads: ['lists', 'exports'] })(z.object({ listId })),
  /** Checks every ready lead once more, using the local store only. */
  'exports.guard': query<ExportGuard>({ reads: gateTopics })(
    z.object({
      listId,
      /** Where the leads are to go; other parts of the same workspace then count as other clients. */
      campaign: targetCampaign.nullable().default(null),
    }),
  ),
  /** Returns how many leads an export takes and why each of the others is left out. Reads only the local store. */
  'exports.sum': query<ExportSum>({ reads: [...gateTopics, 'remote'] })(z.object(sumInput)),
  /** Returns the leads behind one line of that sum. */
  'exports.sumLeads': query<Page<GuardedLead>>({ reads: gateTopics })(
    z.object({ ...sumInput, reason: z.enum(sumReasons), page: pageInput }),
  ),
  /**
   * Returns what leads would see under each variable of the copy, for the given names or for an existing campaign. The
   * campaign's copy is fetched from Instantly if it was never read; everything else comes from the local store.
   */
  'exports.coverage': query<ExportCoverage>({ reads: gateTopics })(
    z.object({
      listId,
      copy: z.union([
        z.object({
          /** The variable names as written in the copy. */
          names: z.array(z.object({ name: z.string().min(1).max(2000), bare: z.boolean() })).max(200),
        }),
        z.object({ campaignId: remoteId }),
      ]),
      holdBlocked: z.boolean().optional(),
      holdOtherClients: z.boolean().optional(),
      skipIfInWorkspace: z.boolean().optional(),
      /** Where the leads are to go, as for `exports.guard`. */
      campaign: targetCampaign.nullable().optional(),
      holdOtherCompanies: z.boolean().optional(),
      leaveOut: z.array(leaveOutRule).max(60).default([]),
      part: exportPart.optional(),
      onlyVerified: z.boolean().optional(),
      sendBlanks: z.boolean().default(false),
      /** Variables whose blank values this export fills. */
      filled: z.array(z.string().max(100)).max(60).default([]),
    }),
  ),
  /** Returns the exact requests an export would make, built by the code that sends them. Nothing is sent or stored. */
  'exports.dryRun': query<DryRun>({ reads: gateTopics })(
    dryRunInput.extend({
      page: z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(100) }),
    }),
  ),
  /** Returns one of these requests as a curl command line, without the API key. */
  'exports.dryRunCurl': query<string>({ reads: ['lists'] })(
    dryRunInput.extend({ what: z.enum(dryKinds), about: z.string().max(100).nullable().default(null) }),
  ),
  /** Reads campaigns, accounts and contacts left from Instantly. */
  'exports.choices': query<ExportChoices>({ reads: ['workspaces', 'remote'] })(z.object({ workspaceId })),
  /** Reads the lead lists of a workspace from Instantly. */
  'exports.leadLists': query<readonly LeadListChoice[]>({ reads: ['workspaces', 'remote'] })(z.object({ workspaceId })),
  'exports.matchZone': query<ZoneMatch>({ reads: [] })(
    z.object({ timezone: z.string().min(1).max(64), startDate: dateOnly.nullable(), endDate: dateOnly.nullable() }),
  ),
  /** Starts an export. Idempotent: requests with the same `idempotencyKey` start only one export. */
  'exports.start': command<ExportSummary>({ touches: ['exports'] })(
    z.object({
      listId,
      settings: exportSettings,
      part: exportPart.optional(),
      idempotencyKey: z.string().min(8).max(64),
      /** Number of leads the screen promised, so that the list is not counted again before the first is sent. */
      promised: z.int().min(0).optional(),
    }),
  ),
  /**
   * Returns how many leads of the list no export has taken yet, under the rules of the given export; these are the
   * leads `part: { rest: true }` would take.
   */
  'exports.rest': query<{ readonly leads: number }>({ reads: gateTopics })(z.object({ exportId })),
  'exports.list': query<Page<ExportSummary>>({ reads: ['workspaces', 'lists', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable(), listId: listId.optional(), page: pageInput }),
  ),
  'exports.running': query<readonly ExportProgress[]>({ reads: ['exports'] })(z.object({})),
  'exports.ledger': query<Ledger>({ reads: ['lists', 'exports', 'campaigns'] })(z.object({ exportId })),
  'exports.rows': query<Page<LedgerRow>>({ reads: ['lists', 'exports'] })(
    z.object({
      exportId,
      outcome: z.enum(rowsShown).default('problems'),
      search: z.string().max(200).default(''),
      page: pageInput,
    }),
  ),
  /** Returns what happened to an address, or all with this prefix, in every list and export of one client or all. */
  'exports.findAddress': query<readonly AddressOutcome[]>({ reads: ['lists', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable(), search: z.string().min(3).max(320) }),
  ),
  'exports.pause': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  'exports.resume': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  /**
   * Keeps campaigns that were started together from sending. A start that was not requested yet is never requested; one
   * that was is reversed by pausing the campaign. Anything unconfirmed is retried automatically.
   */
  'exports.keepPaused': command<ExportSummary>({ touches: ['exports', 'campaigns'] })(z.object({ exportId })),
  /** Sends again the leads that failed (not those Instantly refused). */
  'exports.retryFailed': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  /** Stops the export; its report stays. */
  'exports.cancel': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  /** Returns the leads whose results are lost if the export is undone. */
  'exports.reached': query<LeadsReached>({ reads: ['exports', 'events', 'lead_mirror'] })(z.object({ exportId })),
  /**
   * Deletes the leads this export uploaded from Instantly again, by their ids, and no others. `missing` leads were
   * already gone; `left` leads are still there because they were moved elsewhere or not deleted.
   */
  'exports.takeBack': command<{ readonly taken: number; readonly missing: number; readonly left: number }>({
    touches: ['exports', 'audit'],
  })(z.object({ exportId })),
  /** Returns the state of a comparison with Instantly: leads read so far (null: none runs) and the last result. */
  'exports.check': query<{ readonly read: number | null; readonly last: ExportCheck | null }>({ reads: ['exports'] })(
    z.object({ exportId }),
  ),
  /** Reads the whole campaign or lead list and compares it with the report. Throws CANCELLED if it was stopped. */
  'exports.compare': command<ExportCheck>({ touches: ['exports'] })(z.object({ exportId })),
  'exports.stopCompare': command({ touches: ['exports'] })(z.object({ exportId })),
  'exports.answer': command<ExportSummary>({ touches: ['exports'] })(
    z.object({
      exportId,
      answer: z.discriminatedUnion('kind', [
        /** Id of one of the candidates. */
        z.object({ kind: z.literal('adopt'), id: remoteId }),
        z.object({ kind: z.literal('create_again') }),
        z.object({ kind: z.literal('cancel') }),
      ]),
    }),
  ),
  /** Tries again to put tags on the new campaign after a failure. Throws Instantly's error. */
  'exports.tagAgain': command<ExportSummary>({ touches: ['exports', 'campaigns'] })(z.object({ exportId })),
  /** Saves problem rows (or the whole export report) as CSV with reasons; returns null if the dialog is cancelled. */
  'exports.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({ exportId, what: z.enum(['problems', 'all']) }),
  ),
  'exports.openCampaign': command({ touches: [] })(z.object({ exportId })),
}
