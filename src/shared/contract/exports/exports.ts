import { z } from 'zod'
import type { CopyDifference } from '../../domain/campaigns/copy/compare-copy.ts'
import { type ValueFault, valueFaults } from '../../domain/campaigns/copy/coverage.ts'
import { copyVariant } from '../../domain/campaigns/copy/sequence.ts'
import type { Gate, GateNow } from '../../domain/leads/import/gates.ts'
import type { LookedAt } from '../../domain/leads/import/lookups.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
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

/** When a campaign sends: any IANA zone, the closest of Instantly's is found for it. Days: 0 is Sunday. */
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
 * One mail of a sequence. `waitDays` is the time before the NEXT one, as Instantly counts it. `html` not said: the body is
 * HTML where it has tags.
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

/** A date to send nothing on. `country`: whose holiday it is; null for one of the operator’s own. */
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

/** How a campaign sends and what it measures, by Instantly's names; each is said in the request, also where it is off. */
export const campaignOptions = z.object({
  open_tracking: z.boolean(),
  link_tracking: z.boolean(),
  stop_on_reply: z.boolean(),
  stop_on_auto_reply: z.boolean(),
  text_only: z.boolean(),
  /** Minutes between two emails of an account, and at most so many more by chance; null leaves it to Instantly. */
  email_gap: z.number().int().min(0).max(1440).nullable(),
  random_wait_max: z.number().int().min(0).max(1440).nullable(),
})
export type CampaignOptions = z.output<typeof campaignOptions>

export const newCampaign = z.object({
  kind: z.literal('new'),
  name: z.string().trim().min(1).max(200),
  schedule,
  steps: z.array(step).max(20),
  /** Sending accounts, by address. */
  accounts: z.array(z.string().min(3).max(320)).max(2000),
  /** Dates to send nothing on: the start moves past them, and Sendoff pauses the campaign on them. */
  avoid: avoidedDates.optional(),
  /** Most mails a day; null leaves it to Instantly. */
  dailyLimit: z.number().int().min(1).max(1_000_000).nullable(),
  /** Not said: exports of before there was a choice; Instantly then decides. */
  options: campaignOptions.optional(),
  /** The template of the library the mails were taken from, as it was then. */
  template: z.object({ id: sequenceId, version: z.number().int().positive(), name: z.string().max(120) }).optional(),
  /** Put on the campaign once it is made. */
  tags: z.array(tagChoice).max(20).optional(),
})
const existingCampaign = z.object({ kind: z.literal('existing'), campaignId: remoteId })
/** Lead lists at Instantly: leads wait there, and nobody is written to. */
const newLeadList = z.object({ kind: z.literal('new_list'), name: z.string().trim().min(1).max(200) })
const existingLeadList = z.object({ kind: z.literal('existing_list'), leadListId: remoteId })

/** Stands for blank values under a variable, in the leads of one export alone. */
const fillRule = z.object({
  // Without its address a lead is none.
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
  /** Instantly leaves out leads already anywhere in the workspace, and counts them. */
  skipIfInWorkspace: z.boolean().default(true),
  /** Only without the one above, which comes before them: leaves out leads of any campaign, of any lead list. */
  skipIfInCampaign: z.boolean().optional(),
  skipIfInList: z.boolean().optional(),
  activateWhenDone: z.boolean().default(false),
  /** Leaves out who is on a block list by now; who opted out always stays behind. Not said: yes. */
  holdBlocked: z.boolean().optional(),
  /** Leaves out who was written to for another client meanwhile. Not said: yes. */
  holdOtherClients: z.boolean().optional(),
  /** Leads with such a value under a variable of the copy stay behind. */
  leaveOut: z.array(leaveOutRule).max(60).optional(),
  /** Values for leads that have none; the list and the campaign's copy stay as they are. */
  fill: z.array(fillRule).max(60).optional(),
  /** Leads with a blank under a variable of the copy that has no fallback go out too. Not said: they stay behind. */
  sendBlanks: z.boolean().optional(),
  /** Those variables, as the copy was when the export was started: written by the backend, which alone knows the copy. */
  blanksOut: z.array(z.string().max(2000)).max(200).optional(),
  /** Leaves out companies another client wrote to lately. Not said: no. */
  holdOtherCompanies: z.boolean().optional(),
  /** Leaves out everyone whose address nobody verified: risky, unknown and empty too. Not said: no. */
  onlyVerified: z.boolean().optional(),
  /** Contacts left of the plan at Instantly: no more leads go out than that, verified ones first. */
  contactsLeft: z.number().int().min(0).optional(),
  /** Only the rows this earlier export of the same list answered for: those of its time zone, or the whole list as it was. */
  ofExport: exportId.optional(),
  /** A campaign of its own for each time zone of the leads; a zone with fewer ready leads than `smallest` joins another. */
  perZone: z.object({ smallest: z.number().int().min(1).max(100_000) }).optional(),
  /** Of one of several campaigns of a press: what was chosen for all of them, where its own is another. */
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

/** What leads go into: a campaign, or a lead list at Instantly. */
export type TargetKind = 'campaign' | 'list'

export const targetKindOf = ({ kind }: Pick<ExportSettings['target'], 'kind'>): TargetKind =>
  kind === 'new_list' || kind === 'existing_list' ? 'list' : 'campaign'

export const isNewTarget = ({ kind }: Pick<ExportSettings['target'], 'kind'>): boolean =>
  kind === 'new' || kind === 'new_list'

export type CampaignChoice = {
  readonly id: string
  readonly name: string
  /** Instantly's campaign status: 0 draft, 1 active, 2 paused, 3 completed, 4 running subsequences, negative: trouble. */
  readonly status: number
}

export type MailboxChoice = {
  readonly email: string
  readonly name: string
  readonly status: number
  readonly dailyLimit: number | null
  /** 0 paused, 1 on, below 0 banned or landing in spam; null where Instantly does not say. */
  readonly warmupStatus: number | null
  /** A tracking domain of its own; `inactive`: set up, and Instantly does not call it active. */
  readonly trackingDomain: 'active' | 'inactive' | 'none'
}

/** A lead list at Instantly. */
export type LeadListChoice = { readonly id: string; readonly name: string }

/** The zone Instantly will use instead of the one asked for, and how far it is off over the campaign's dates. */
export type ZoneMatch = {
  readonly asked: string
  readonly used: string
  /** 0 when they agree on every day of the campaign. */
  readonly daysOff: number
  readonly minutesOff: number
  readonly firstDayOff: string | null
}

/** Emails a new campaign was made with. */
export type LastEmails = {
  /** Of that campaign. */
  readonly name: string
  readonly steps: readonly Step[]
  readonly template: { readonly id: SequenceId; readonly version: number; readonly name: string } | null
}

/** What will happen, before anything does. */
export type ExportPlan = {
  readonly listId: ListId
  readonly listName: string
  readonly rowCount: number
  readonly ready: number
  readonly gates: readonly { readonly gate: Gate; readonly count: number }[]
  readonly suggestedName: string
  /** Schedule, accounts and rules as last used in this workspace, never emails or a start; null the first time. */
  readonly remembered: ExportSettings | null
  /** The emails of the newest export that had some, to be used again on request; null where there is none. */
  readonly lastEmails: LastEmails | null
  /** Exports of this client so far, of any list. */
  readonly exportsBefore: number
  readonly earlierExports: readonly {
    readonly exportId: ExportId
    readonly target: TargetKind
    readonly campaignName: string
    readonly uploaded: number
    readonly at: string
  }[]
}

/** Why a ready lead does not go out with an export. */
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

/** What a press of Export comes to: `rows` less all that stays out is `goOut`, which Instantly will accept. */
export type ExportSum = {
  /** Rows of the list, and of those the ones outside the part that was chosen. */
  readonly rows: number
  readonly outside: number
  readonly gates: readonly { readonly gate: Gate; readonly count: number }[]
  readonly held: readonly { readonly reason: SumReason; readonly count: number }[]
  /** Ready ones after the first N. */
  readonly afterFirst: number
  /** Ready ones beyond the contacts left at Instantly, and how many of those are verified. */
  readonly beyondContacts: number
  readonly beyondVerified: number
  readonly goOut: number
  /** The mirror of this client's leads at Instantly: when it was read (null: never) and from when on it is old. */
  readonly mirror: { readonly readAt: string | null; readonly oldFrom: string | null }
}

/** What Instantly can be asked for while planning. Freshly read; `readAt` is its age. */
export type ExportChoices = {
  readonly campaigns: readonly CampaignChoice[]
  readonly mailboxes: readonly MailboxChoice[]
  readonly contactsLeft: number | null
  readonly readAt: string
}

/**
 * `waiting` is alive but held by something outside: offline, locked keys, no answer for 10 minutes, a question.
 * `paused` is the operator's own.
 */
export type ExportState = 'preparing' | 'running' | 'waiting' | 'paused' | 'cancelled' | 'failed' | 'done'

/** What the speed runs into: the answer time, Instantly's 100 requests a second, or the line's upload. */
export type ExportBound = 'latency' | 'rate' | 'uplink'

export type ExportSummary = {
  readonly id: ExportId
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly listName: string
  readonly target: TargetKind
  /** Null for a lead list, or until it is made. */
  readonly campaignId: string | null
  /** The lead list at Instantly; null for a campaign, or until it is made. */
  readonly leadListId: string | null
  /** Of the campaign or the lead list. */
  readonly campaignName: string
  readonly campaignIsNew: boolean
  readonly state: ExportState
  /** Why it waits or failed. */
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly durationMs: number | null
  readonly totals: LedgerTotals
  /** Leads the plan promised at the press; for exports from before this was kept, those it handed over. */
  readonly promised: number
  /** Of an export that brought nobody: leads that were in the workspace already. */
  readonly alreadyThere: number
  /** What was chosen of the list; null for all of it. */
  readonly part: PartOfList | null
  /** Its campaign was deleted at Instantly, as far as known here. */
  readonly campaignGone: boolean
  /** What became of *activate when done*. */
  readonly activation: Activation
  /** What became of the new campaign's tags. */
  readonly tagging: Tagging
  /** Leads deleted at Instantly again by *take back*. */
  readonly takenBack: number
}

/**
 * Starting the campaign. `stopping`: the operator keeps it paused, which Instantly has not confirmed; `kept`: it is not
 * started, or paused again, for certain.
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
  /** Not yet handed over, or handed over and not yet known. 0 when finished (after a cancel: what was never sent). */
  readonly waiting: number
}

/** Live figures of a running export; sent as `export.progress` at most five times a second. */
export type ExportProgress = {
  readonly exportId: ExportId
  readonly workspaceId: WorkspaceId
  readonly target: TargetKind
  readonly state: ExportState
  /** Why it waits. */
  readonly problem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  /** Leads settled, of those to hand over. */
  readonly settled: number
  readonly toSend: number
  readonly promised: number
  readonly totals: LedgerTotals
  readonly leadsPerSecond: number | null
  readonly secondsLeft: number | null
  readonly bound: ExportBound | null
}

/** Where a lead ended up. `waiting` until it is known. */
export const outcomes = ['uploaded', 'stayed_behind', 'refused', 'failed', 'waiting', 'taken_back'] as const
export type RowOutcome = (typeof outcomes)[number]

/** Why Instantly did not take a lead, as its counts name it; more than one when its answer leaves it open. */
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

/** Why a lead stayed behind: its gate, or what the export itself found. */
export type HeldGate = Gate | SumReason | 'removed'

export type LedgerRow = {
  readonly leadId: LeadId
  readonly position: number
  readonly rowNumber: number
  readonly name: string
  readonly email: string | null
  readonly companyName: string | null
  readonly outcome: RowOutcome
  /** Set when it stayed behind. `already_uploaded`: our own ledger has it in this campaign or lead list. */
  readonly gate: HeldGate | null
  /** Set when refused: one reason, or all that are possible. */
  readonly refusals: readonly Refusal[]
  readonly error: ErrorCode | null
  readonly remoteLeadId: string | null
  /** It waits, but not to be sent: it was, and no answer has come yet. */
  readonly unanswered: boolean
  /** What the last comparison with Instantly found otherwise; null where it agreed or there was none. */
  readonly differs: 'missing' | 'uncounted' | null
}

/** Which rows of a ledger are wanted: of one outcome, those with a problem, or those that differ at Instantly. */
export const rowsShown = [...outcomes, 'problems', 'all', 'missing', 'uncounted'] as const
export type RowsShown = (typeof rowsShown)[number]

/** A comparison of a ledger with its campaign or lead list at Instantly. */
export type ExportCheck = {
  readonly at: string
  /** Leads in the campaign or lead list, whoever brought them. */
  readonly there: number
  /** Uploaded by this export, and there. */
  readonly agreed: number
  /** Uploaded by this export, and not there any more. */
  readonly missing: number
  /** There, though the ledger has them as refused, failed or never sent. */
  readonly uncounted: number
  /** So soon after the export that some may not be listed yet. */
  readonly mayBeEarly: boolean
}

/** Leads an export uploaded that got an email since (null: nothing tells of that yet), and those who answered. */
export type LeadsReached = { readonly contacted: number | null; readonly replied: number }

/** One export that reached a lead, and what became of it there. */
export type LeadSent = Pick<LedgerRow, 'outcome' | 'gate' | 'refusals' | 'error'> & {
  readonly exportId: ExportId
  readonly target: TargetKind
  readonly campaignName: string
  readonly at: string
  /** The export has ended: what waits was never sent. */
  readonly over: boolean
}

/** An address in a list, with one export that reached it; `sent` is null where none did. */
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
  readonly gate: HeldGate | null
  readonly refusals: readonly Refusal[]
  readonly error: ErrorCode | null
  readonly count: number
}

export type Ledger = {
  readonly summary: ExportSummary
  readonly settings: ExportSettings
  readonly zone: ZoneMatch | null
  readonly reasons: readonly LedgerReason[]
  /** Sums over Instantly's answers to /leads/add, as it counted. */
  readonly answers: Readonly<
    Record<'total_sent' | 'leads_uploaded' | Exclude<Refusal, 'plan_limit' | 'unexplained'>, number>
  >
  /** The time zone whose rows of the list it answers for; null for the whole list. */
  readonly shareOf: string | null
  /** All exports of the press, one for each time zone, this one among them; empty for one of the whole list. */
  readonly zones: readonly ZoneExport[]
  readonly requests: { readonly batches: number; readonly repeated: number; readonly settledByReading: number }
  /** Whether the new campaign has the copy it was given; null: not looked yet, or there was nothing to look at. */
  readonly copy: {
    readonly state: 'same' | 'differs' | 'unread'
    readonly differences: readonly CopyDifference[]
  } | null
  /** Why the new campaign's tags are not on it; null where they are, or nothing went wrong. */
  readonly tagProblem: { readonly code: ErrorCode; readonly data: ErrorData } | null
  /** A question only the operator can answer; null when there is none. */
  readonly question: ExportQuestion | null
}

/** A campaign, or a lead list, that may be the one this export made. */
export type TargetCandidate = {
  readonly id: string
  readonly name: string
  /** Of a campaign, as `CampaignChoice` has it. */
  readonly status: number | null
}

/** A creation whose answer was lost, with none or several matches afterwards. */
export type ExportQuestion = {
  readonly kind: 'campaign_creation' | 'list_creation'
  readonly name: string
  readonly candidates: readonly TargetCandidate[]
}

/** What came true since the list was made: ready leads that stay behind after all, and which sources say so. */
export type ExportGuard = {
  readonly held: readonly {
    readonly gate: GateNow
    readonly count: number
  }[]
  readonly lookedAt: readonly LookedAt[]
}

/** A ready lead that stays behind after all. */
export type GuardedLead = {
  readonly leadId: LeadId
  readonly email: string
  readonly name: string
  readonly companyName: string | null
  /** For the screen alone: which other client wrote to this person, or which campaign of this one has it. */
  readonly contacts: readonly {
    readonly workspaceName: string
    readonly campaignName: string
    readonly at: string
  }[]
}

/** What leads would see where the copy has this variable. */
export type CoveredVariable = {
  /** As Instantly fills it. */
  readonly name: string
  /** As the copy writes it. */
  readonly written: readonly string[]
  /** A blank would be seen: it stands at least once without a fallback. */
  readonly bare: boolean
  /** Key of the list's column with its values. */
  readonly column: string
  /** No lead has it, and Instantly does not know it: the export is blocked unless it always has a fallback. */
  readonly unknown: boolean
  /** The name that may have been meant; null where none is near. */
  readonly nearest: string | null
  /** Leads with each fault; a lead has one at most. */
  readonly faults: Readonly<Record<ValueFault, number>>
}

export type ExportCoverage = {
  /** `unread`: the copy of the campaign is not known here and Instantly could not be asked. `none`: there is no copy. */
  readonly state: 'counted' | 'unread' | 'none'
  /** When the copy of an existing campaign was read; null for one that is being written. */
  readonly copyAt: string | null
  /** Ready leads counted: without those held back by now. */
  readonly leads: number
  readonly variables: readonly CoveredVariable[]
  /** Leads that stay behind by `leaveOut`, and not for a blank. */
  readonly leftOut: number
  /** Leads that stay behind for a blank under a variable without a fallback; each counted once, under the first. */
  readonly blanks: readonly { readonly name: string; readonly count: number }[]
  /** Of those that go out, the lead whose mail is furthest from whole: faults, then fallbacks; null where all are whole. */
  readonly worst: { readonly leadId: LeadId; readonly faults: number } | null
  /** All names the leads have, fields first: for completing and comparing. */
  readonly names: readonly string[]
}

export const dryKinds = ['look', 'create', 'create_tag', 'tag', 'add', 'activate'] as const
export type DryKind = (typeof dryKinds)[number]

/** A request as it will be sent; the key is added when it is. */
export type DryRequest = {
  readonly what: DryKind
  /** The tag it is about. */
  readonly about: string | null
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly bytes: number
  /** The body as text; null for none, or where `leads` shows it lead by lead. */
  readonly body: string | null
  /** Leads in it. */
  readonly leads: number
}

export type DryRun = {
  /** Those before the leads, the batch of leads asked for, those after. */
  readonly requests: readonly DryRequest[]
  /** Leads of the batch, as they stand in it. */
  readonly leads: readonly {
    readonly position: number
    readonly email: string
    readonly json: string
    /** Variables that had no value and go out with that of the export. */
    readonly filled: readonly string[]
  }[]
  /** Where the next batch begins; null at the last. */
  readonly next: number | null
  /** Leads of the batch that stay behind after all. */
  readonly stayBehind: number
  /** Time zones with a campaign of their own, in their order; empty for one campaign. These are the requests of `zone`. */
  readonly zones: readonly string[]
  readonly zone: string | null
}

const dryRunInput = z.object({
  listId,
  settings: exportSettings,
  part: exportPart.optional(),
  /** The batch after this position of the list. */
  after: z.number().int().min(0).default(0),
  /** Which of several campaigns, by time zone; not said: the first. */
  zone: z.string().max(64).nullable().optional(),
})

/** What a sum is asked about: the rules of the settings, and where the leads are to go. */
export const sumInput = {
  listId,
  part: exportPart.optional(),
  /** Null for a target that is still to be made. */
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
  /** From the local store only: immediate, also offline. */
  'exports.plan': query<ExportPlan>({ reads: ['lists', 'exports'] })(z.object({ listId })),
  /** Looks at every ready lead once more, from the local store only. */
  'exports.guard': query<ExportGuard>({ reads: gateTopics })(
    z.object({
      listId,
      /** Where the leads are to go: other parts of the same workspace are then other clients. */
      campaign: targetCampaign.nullable().default(null),
    }),
  ),
  /** How many leads an export takes, and why each other one stays out; from the local store only. */
  'exports.sum': query<ExportSum>({ reads: [...gateTopics, 'remote'] })(z.object(sumInput)),
  /** The leads behind a line of that sum. */
  'exports.sumLeads': query<Page<GuardedLead>>({ reads: gateTopics })(
    z.object({ ...sumInput, reason: z.enum(sumReasons), page: pageInput }),
  ),
  /**
   * What leads would see under each variable of the copy: of these names, or of an existing campaign, whose copy is read
   * where it was not. From the local store otherwise.
   */
  'exports.coverage': query<ExportCoverage>({ reads: gateTopics })(
    z.object({
      listId,
      copy: z.union([
        z.object({
          /** As the copy writes them. */
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
  /** The exact requests an export would make, built by what sends them. Nothing is sent and nothing is kept. */
  'exports.dryRun': query<DryRun>({ reads: gateTopics })(
    dryRunInput.extend({
      page: z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(100) }),
    }),
  ),
  /** One of them as a command line, without the key. */
  'exports.dryRunCurl': query<string>({ reads: ['lists'] })(
    dryRunInput.extend({ what: z.enum(dryKinds), about: z.string().max(100).nullable().default(null) }),
  ),
  /** Reads campaigns, mailboxes and contacts left from Instantly. */
  'exports.choices': query<ExportChoices>({ reads: ['workspaces', 'remote'] })(z.object({ workspaceId })),
  /** Reads the lead lists of a workspace from Instantly. */
  'exports.leadLists': query<readonly LeadListChoice[]>({ reads: ['workspaces', 'remote'] })(z.object({ workspaceId })),
  'exports.matchZone': query<ZoneMatch>({ reads: [] })(
    z.object({ timezone: z.string().min(1).max(64), startDate: dateOnly.nullable(), endDate: dateOnly.nullable() }),
  ),
  /** The one click. `idempotencyKey` makes it repeatable: the same id starts one export, however often it arrives. */
  'exports.start': command<ExportSummary>({ touches: ['exports'] })(
    z.object({
      listId,
      settings: exportSettings,
      part: exportPart.optional(),
      idempotencyKey: z.string().min(8).max(64),
      /** Leads the screen said would go out: a whole list is not counted once more before its first lead leaves. */
      promised: z.int().min(0).optional(),
    }),
  ),
  /** Leads of a list that no export took yet, by the rules of the one given; what `part: { rest: true }` would take. */
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
  /** What became of an address, or of those that begin so: in every list and every export, of a client or of all. */
  'exports.findAddress': query<readonly AddressOutcome[]>({ reads: ['lists', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable(), search: z.string().min(3).max(320) }),
  ),
  'exports.pause': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  'exports.resume': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  /**
   * Keeps the campaigns of a press from sending: a start that was not asked for yet is never asked for, one that was is
   * taken back by pausing. What could not be confirmed is carried on by itself.
   */
  'exports.keepPaused': command<ExportSummary>({ touches: ['exports', 'campaigns'] })(z.object({ exportId })),
  /** Sends again what failed (not what Instantly refused). */
  'exports.retryFailed': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  /** Stops; the ledger stays. */
  'exports.cancel': command<ExportSummary>({ touches: ['exports'] })(z.object({ exportId })),
  /** Whose results go with them when it is undone. */
  'exports.reached': query<LeadsReached>({ reads: ['exports', 'events', 'lead_mirror'] })(z.object({ exportId })),
  /**
   * Deletes the uploaded leads of this export at Instantly again, by their ids, never more. `missing` were gone before;
   * `left` are still there, moved elsewhere or not deleted.
   */
  'exports.takeBack': command<{ readonly taken: number; readonly missing: number; readonly left: number }>({
    touches: ['exports', 'audit'],
  })(z.object({ exportId })),
  /** How a comparison with Instantly stands: leads read so far (null: none runs), and what the last one found. */
  'exports.check': query<{ readonly read: number | null; readonly last: ExportCheck | null }>({ reads: ['exports'] })(
    z.object({ exportId }),
  ),
  /** Reads the whole campaign or lead list and compares it with the ledger. Throws CANCELLED when it was ended. */
  'exports.compare': command<ExportCheck>({ touches: ['exports'] })(z.object({ exportId })),
  'exports.stopCompare': command<null>({ touches: ['exports'] })(z.object({ exportId })),
  'exports.answer': command<ExportSummary>({ touches: ['exports'] })(
    z.object({
      exportId,
      answer: z.discriminatedUnion('kind', [
        /** One of the candidates. */
        z.object({ kind: z.literal('adopt'), id: remoteId }),
        z.object({ kind: z.literal('create_again') }),
        z.object({ kind: z.literal('cancel') }),
      ]),
    }),
  ),
  /** Puts the tags on the new campaign that could not be put on it. Throws what Instantly answered. */
  'exports.tagAgain': command<ExportSummary>({ touches: ['exports', 'campaigns'] })(z.object({ exportId })),
  /** Saves problem rows (or the whole ledger) as CSV with reasons; null when the dialog is cancelled. */
  'exports.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({ exportId, what: z.enum(['problems', 'all']) }),
  ),
  'exports.openCampaign': command<null>({ touches: [] })(z.object({ exportId })),
}
