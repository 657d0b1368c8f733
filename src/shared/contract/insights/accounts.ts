import { z } from 'zod'
import type { AccountReason, AccountVerdict } from '../../domain/insights/alerts/evaluate-account.ts'
import type { ErrorCode, ErrorData } from '../../errors.ts'
import { type CampaignId, campaignId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { AccountWeek } from './capacity.ts'

type Problem = { readonly code: ErrorCode; readonly data: ErrorData }

export const accountStates = ['sending', 'paused', 'setup', 'maintenance', 'unused'] as const
/** What an account does apart from how well it stands. `unused`: no running campaign sends with it. */
export type AccountState = (typeof accountStates)[number]

/** DNS of a domain as last tested; null where it was never, or was not told. */
export type Vitals = {
  readonly mx: boolean | null
  readonly spf: boolean | null
  readonly dkim: boolean | null
  readonly dmarc: boolean | null
  readonly testedAt: string
}

export const accountActionKinds = [
  'pause',
  'resume',
  'mark_fixed',
  'warmup_on',
  'warmup_off',
  'daily_limit',
  'sending_gap',
  'tracking_domain',
] as const
export type AccountActionKind = (typeof accountActionKinds)[number]

export type AccountRow = {
  readonly kind: 'account'
  readonly workspaceId: WorkspaceId
  /** Trimmed, lower-cased. */
  readonly email: string
  readonly domain: string
  readonly verdict: AccountVerdict
  readonly reasons: readonly AccountReason[]
  readonly state: AccountState
  /** Instantly's number of who runs it. */
  readonly provider: number | null
  readonly warmup: 'on' | 'off' | 'failing' | null
  readonly score: number | null
  /** The scores of the last 14 days, the oldest first; null where none was read. */
  readonly scores: readonly (number | null)[]
  readonly sentToday: number
  readonly dailyLimit: number | null
  readonly sendingGap: number | null
  readonly trackingDomain: string | null
  readonly sent7: number
  readonly bounced7: number
  /** Running campaigns that send with it. */
  readonly campaigns: number
  /** Instantly's own words, and since when each sync found it failing. */
  readonly message: string | null
  readonly failingSince: string | null
  readonly readAt: string
  /** What was asked of it and is not settled. */
  readonly pending: AccountActionKind | null
}

/** The head of a domain's accounts. */
export type DomainRow = {
  readonly kind: 'domain'
  readonly workspaceId: WorkspaceId
  readonly domain: string
  readonly accounts: number
  readonly verdict: AccountVerdict
  readonly sentToday: number
  /** Null where an account's limit is not known. */
  readonly dailyLimit: number | null
  readonly sent7: number
  readonly bounced7: number
  readonly vitals: Vitals | null
  readonly emails: readonly string[]
  /** Its accounts are left out of the rows. */
  readonly folded: boolean
}

export const restKinds = ['sending', 'warming', 'unused'] as const
/** What accounts that are all fine do: send, warm up for it, or neither. */
export type RestKind = (typeof restKinds)[number]

/** Accounts of a domain that are fine and do the same as one shown above, in one line. */
export type CollapsedAccounts = Pick<
  DomainRow,
  'workspaceId' | 'domain' | 'emails' | 'sentToday' | 'dailyLimit' | 'sent7' | 'bounced7' | 'folded'
> & {
  readonly kind: 'rest'
  readonly does: RestKind
}

export const accountShows = ['all', 'trouble', 'watch', 'paused', 'unused'] as const
export type AccountShow = (typeof accountShows)[number]
export const accountSorts = ['account', 'verdict', 'score', 'sentToday', 'bounced', 'campaigns'] as const
export type AccountSort = (typeof accountSorts)[number]

export type AccountList = Page<AccountRow | DomainRow | CollapsedAccounts> & {
  /** Under their domains, not one list. */
  readonly byDomain: boolean
  readonly counts: Readonly<Record<AccountShow, number>>
  readonly clients: number
  readonly domains: number
  /** The oldest sync of the clients shown; null: none yet. */
  readonly readAt: string | null
}

export type AccountCampaign = {
  readonly id: CampaignId
  readonly name: string
  readonly running: boolean
  /** By one of the account's tags: it is not named in the campaign. */
  readonly byTag: boolean
}
export type WarmupPoint = {
  readonly date: string
  readonly score: number | null
  readonly sent: number | null
  readonly inbox: number | null
  readonly spam: number | null
}
export type AccountDetail = {
  readonly row: AccountRow
  readonly campaigns: readonly AccountCampaign[]
  /** The last days with emails, the newest first. */
  readonly days: readonly {
    readonly date: string
    readonly sent: number
    readonly replied: number
    readonly bounced: number
  }[]
  readonly warmup: readonly WarmupPoint[]
  readonly warmupSince: string | null
  readonly tags: readonly string[]
  readonly vitals: Vitals | null
  /** The last thing asked of it, and what came of it. */
  readonly lastAction: AccountOutcome | null
  /** Emails it sends on the next seven days, today first. */
  readonly week: AccountWeek['days']
}

/** All accounts of a domain. */
export type DomainDetail = {
  readonly row: DomainRow
  readonly accounts: readonly AccountRow[]
  /** Summed over its accounts; the score is their mean. */
  readonly warmup: readonly WarmupPoint[]
  readonly week: AccountWeek['days']
}

export type AccountSync = {
  readonly workspaceId: WorkspaceId
  readonly added: number
  readonly updated: number
  readonly gone: number
  readonly problem: Problem | null
}

export const outcomeStates = ['waiting', 'sent', 'following', 'done', 'failed'] as const
export type AccountOutcome = {
  readonly workspaceId: WorkspaceId
  readonly email: string
  readonly kind: AccountActionKind
  readonly state: (typeof outcomeStates)[number]
  readonly askedAt: string
  readonly problem: Problem | null
  /** Whether it was paused when this was asked. */
  readonly wasPaused: boolean
}
export type AccountAction = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly kind: AccountActionKind
  readonly value: string | number | null
  /** `waiting`: something outside holds it, and it goes on by itself. */
  readonly state: 'running' | 'waiting' | 'done'
  readonly askedAt: string
  readonly problem: Problem | null
  readonly done: number
  readonly failed: number
  readonly open: number
}

/** A campaign as a replacement would leave it. */
export type ReplacementStep = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly running: boolean
  readonly removed: readonly string[]
  readonly added: readonly string[]
  /** Senders it names afterwards; 0: it would send nothing. */
  readonly left: number
  /** Tags choose senders too: they are not counted. */
  readonly hasTags: boolean
  /** `tag`: its senders come by tag alone. `edited`: a change of it has not reached Instantly. */
  readonly blocked: 'tag' | 'edited' | null
}
/** An account that an undo gives back to its campaigns, as Instantly then said it is. `gone`: deleted there, and left out. */
export type ReturningAccount = {
  readonly email: string
  readonly standing: 'ready' | 'paused' | 'cannot_send' | 'gone'
}
export type Replacement = {
  readonly id: number
  readonly workspaceId: WorkspaceId
  readonly emails: readonly string[]
  readonly withEmail: string | null
  readonly undoOf: number | null
  readonly undone: boolean
  /** Of an undo alone. */
  readonly returning: readonly ReturningAccount[]
  readonly state: 'running' | 'done'
  readonly askedAt: string
  readonly items: readonly {
    readonly campaignId: CampaignId
    readonly name: string
    readonly state: 'waiting' | 'sent' | 'done' | 'refused'
    readonly problem: Problem | null
  }[]
}

const email = z.string().trim().toLowerCase().min(3).max(320)
const one = z.object({ workspaceId, email })
const submission = z.string().min(8).max(64)
const topics = { touches: ['accounts'] } as const

const filter = clientFilter.extend({
  search: z.string().max(200).default(''),
  show: z.enum(accountShows).default('all'),
  sort: z.enum(accountSorts).default('account'),
  descending: z.boolean().default(false),
})
export type AccountFilter = z.output<typeof filter>

const limit = z.number().int().min(0).max(100_000)
/** A host name, or null for none. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/)
  .nullable()
export const accountChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['pause', 'resume', 'mark_fixed', 'warmup_on', 'warmup_off']) }),
  z.object({ kind: z.literal('daily_limit'), value: limit }),
  z.object({ kind: z.literal('sending_gap'), value: z.number().int().min(0).max(1_440) }),
  z.object({ kind: z.literal('tracking_domain'), value: host }),
])
export type AccountChange = z.output<typeof accountChange>

/** Accounts that stay in sight because they are selected, at most. */
export const mostKept = 5_000

export const accounts = {
  /** Sending accounts, sorted by account under their domains. Local. */
  'accounts.list': query<AccountList>({ reads: ['accounts', 'campaigns', 'clients', 'remote'] })(
    filter.extend({
      page: pageInput,
      /** As the operator arranged it: by domain or as one list, without the accounts of folded domains. */
      arranged: z.boolean().default(false),
      /** Selected: never folded away one by one. */
      kept: z.array(one).max(mostKept).default([]),
    }),
  ),
  /** Under their domains, or as one list; remembered. */
  'accounts.arrange': command<null>(topics)(z.object({ byDomain: z.boolean() })),
  /** Folds a domain, or all of a client or of everybody; `rest`: only those of it that are all fine. Remembered. */
  'accounts.fold': command<null>(topics)(
    z.object({
      workspaceId: workspaceId.nullable(),
      domain: z.string().trim().toLowerCase().min(1).max(255).nullable(),
      folded: z.boolean(),
      rest: z.boolean().default(false),
    }),
  ),
  'accounts.detail': query<AccountDetail>({ reads: ['accounts', 'campaigns', 'clients', 'remote'] })(one),
  'accounts.domain': query<DomainDetail>({ reads: ['accounts', 'campaigns', 'clients', 'remote'] })(
    z.object({ workspaceId, domain: z.string().trim().toLowerCase().min(1).max(255) }),
  ),
  /** Reads them from Instantly now: of one client, or of all. */
  'accounts.sync': command<readonly AccountSync[]>(topics)(z.object({ workspaceId: workspaceId.nullable() })),
  /** Asks Instantly about one account: itself, its campaigns, its domain's DNS. */
  'accounts.check': command<null>(topics)(one),
  /** Tests the DNS of domains of a client. */
  'accounts.testVitals': command<null>(topics)(
    z.object({ workspaceId, domains: z.array(z.string().min(1).max(255)).min(1).max(100) }),
  ),
  'accounts.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(filter),
  /** Asks something of accounts. Written down first; goes on by itself, also after a restart. */
  'accounts.act': command<readonly AccountAction[]>(topics)(
    z.object({
      accounts: z.array(one).min(1).max(5_000),
      change: accountChange,
      submission,
    }),
  ),
  /** What is under way or waits, and what ended not long ago, the newest first. */
  'accounts.actions': query<readonly AccountAction[]>({ reads: ['accounts', 'campaigns', 'clients'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'accounts.outcomes': query<readonly AccountOutcome[]>({ reads: ['accounts', 'campaigns', 'clients'] })(
    z.object({ ids: z.array(z.number().int()).max(5_000) }),
  ),
  /** What the campaigns of these accounts would be without them, or with another in their place. Local. */
  'accounts.planReplacement': query<readonly ReplacementStep[]>({ reads: ['campaigns', 'accounts'] })(
    z.object({ workspaceId, emails: z.array(email).min(1).max(500), withEmail: email.nullable() }),
  ),
  /** Changes the campaigns named, one by one; those that are refused are told, the others done. */
  'accounts.replace': command<Replacement>({ touches: ['accounts', 'campaigns'] })(
    z.object({
      workspaceId,
      emails: z.array(email).min(1).max(500),
      withEmail: email.nullable(),
      campaignIds: z.array(campaignId).min(1).max(500),
      submission,
    }),
  ),
  /** Puts the senders of what was replaced back, but those Instantly no longer has. ACCOUNT_GONE where none is left. */
  'accounts.undoReplacement': command<Replacement>({ touches: ['accounts', 'campaigns'] })(
    z.object({ id: z.number().int().positive(), submission }),
  ),
  'accounts.replacement': query<Replacement>({ reads: ['accounts', 'campaigns', 'clients'] })(
    z.object({ id: z.number().int().positive() }),
  ),
}
