import { z } from 'zod'
import type { AccountReason, AccountVerdict } from '../../domain/insights/alerts/evaluate-account.ts'
import type { Problem } from '../../errors.ts'
import { type CampaignId, campaignId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { type Page, pageInput } from '../core/page.ts'
import { command, query } from '../route.ts'
import type { AccountWeek } from './capacity.ts'

export const accountStates = ['sending', 'paused', 'setup', 'maintenance', 'unused'] as const
/** What an account does, independent of its health. `unused`: no running campaign sends with it. */
export type AccountState = (typeof accountStates)[number]

/** DNS results of a domain as last tested; null if never tested, or if the result was not reported. */
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
  /** Trimmed and lower-cased. */
  readonly email: string
  readonly domain: string
  readonly verdict: AccountVerdict
  readonly reasons: readonly AccountReason[]
  readonly state: AccountState
  /** Instantly's number of the email provider. */
  readonly provider: number | null
  readonly warmup: 'on' | 'off' | 'failing' | null
  readonly score: number | null
  /** The scores of the last 14 days, oldest first; null if none was read. */
  readonly scores: readonly (number | null)[]
  readonly sentToday: number
  readonly dailyLimit: number | null
  readonly sendingGap: number | null
  readonly trackingDomain: string | null
  readonly sent7: number
  readonly bounced7: number
  /** Number of running campaigns that send with it. */
  readonly campaigns: number
  /** Instantly's own message, and the time since which every sync has found the account failing. */
  readonly message: string | null
  readonly failingSince: string | null
  readonly readAt: string
  /** The requested change that is still pending. */
  readonly pending: AccountActionKind | null
}

/** The header row of a domain's accounts. */
export type DomainRow = {
  readonly kind: 'domain'
  readonly workspaceId: WorkspaceId
  readonly domain: string
  readonly accounts: number
  readonly verdict: AccountVerdict
  readonly sentToday: number
  /** Null if the limit of an account is not known. */
  readonly dailyLimit: number | null
  readonly sent7: number
  readonly bounced7: number
  readonly vitals: Vitals | null
  readonly emails: readonly string[]
  /** Whether the domain is folded, so that its accounts are not among the rows. */
  readonly folded: boolean
}

export const restKinds = ['sending', 'warming', 'unused'] as const
/** What healthy accounts do: send, warm up, or neither. */
export type RestKind = (typeof restKinds)[number]

/** Healthy accounts of a domain that do the same as one shown above, combined into one row. */
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
  /** Whether accounts are grouped by domain rather than in one list. */
  readonly byDomain: boolean
  readonly counts: Readonly<Record<AccountShow, number>>
  readonly clients: number
  readonly domains: number
  /** Time of the oldest sync among the clients shown; null if there was none. */
  readonly readAt: string | null
  /** Why the last sync of one of these clients failed; null if none did. */
  readonly problem: Problem | null
}

export type AccountCampaign = {
  readonly id: CampaignId
  readonly name: string
  readonly running: boolean
  /** Whether the account sends because of one of its tags rather than being named in the campaign. */
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
  /** The last days on which emails were sent, newest first. */
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
  /** The last requested change and its result. */
  readonly lastAction: AccountOutcome | null
  /** Emails it will send in the next seven days, today first. */
  readonly week: AccountWeek['days']
}

/** All accounts of a domain. */
export type DomainDetail = {
  readonly row: DomainRow
  readonly accounts: readonly AccountRow[]
  /** Summed over its accounts; the score is the mean. */
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
  readonly state: (typeof outcomeStates)[number]
  readonly problem: Problem | null
  /** Whether it was paused when the change was requested. */
  readonly wasPaused: boolean
}
export type AccountAction = {
  readonly id: number
  readonly kind: AccountActionKind
  /** `waiting`: held up by something outside; continues automatically. */
  readonly state: 'running' | 'waiting' | 'done'
  readonly askedAt: string
  readonly problem: Problem | null
  readonly done: number
  readonly failed: number
  readonly open: number
}

/** A campaign as it would be after a replacement. */
export type ReplacementStep = {
  readonly campaignId: CampaignId
  readonly name: string
  readonly running: boolean
  readonly removed: readonly string[]
  readonly added: readonly string[]
  /** Number of senders named in it afterwards; with 0 it would send nothing. */
  readonly left: number
  /** Whether tags also choose senders; those are not counted. */
  readonly hasTags: boolean
  /** `tag`: its senders are chosen by tag only. `edited`: a change to it has not reached Instantly. */
  readonly blocked: 'tag' | 'edited' | null
}
/** An account that an undo returns to its campaigns, with its state then. `gone`: deleted there and left out. */
export type ReturningAccount = {
  readonly email: string
  readonly standing: 'ready' | 'paused' | 'cannot_send' | 'gone'
}
export type Replacement = {
  readonly id: number
  /** Empty unless it is an undo. */
  readonly returning: readonly ReturningAccount[]
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
/** A host name; null for none. */
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

/** Maximum number of accounts kept visible because they are selected. */
export const maxSelectedAccounts = 5_000

export const accounts = {
  /** Returns sending accounts grouped by domain. Reads only local data. */
  'accounts.list': query<AccountList>({ reads: ['accounts', 'campaigns', 'clients', 'remote'] })(
    filter.extend({
      page: pageInput,
      /** Whether to use the operator's arrangement: by domain or as one list, without accounts of folded domains. */
      arranged: z.boolean().default(false),
      /** Selected accounts, which are never combined into one row. */
      kept: z.array(one).max(maxSelectedAccounts).default([]),
    }),
  ),
  /** Groups accounts by domain or shows one list; the choice is remembered. */
  'accounts.arrange': command(topics)(z.object({ byDomain: z.boolean() })),
  /** Folds one domain, or all domains of a client or of all clients; `rest`: only its healthy accounts. Remembered. */
  'accounts.fold': command(topics)(
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
  /** Reads the accounts of one client or of all from Instantly now. */
  'accounts.sync': command<readonly AccountSync[]>(topics)(z.object({ workspaceId: workspaceId.nullable() })),
  /** Queries Instantly about one account: the account itself, its campaigns, its domain's DNS. */
  'accounts.check': command(topics)(one),
  /** Tests the DNS of a client's domains. */
  'accounts.testVitals': command(topics)(
    z.object({ workspaceId, domains: z.array(z.string().min(1).max(255)).min(1).max(100) }),
  ),
  'accounts.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(filter),
  /** Requests a change of accounts. The request is stored first, and goes on by itself, also after a restart. */
  'accounts.act': command<readonly AccountAction[]>(topics)(
    z.object({
      accounts: z.array(one).min(1).max(5_000),
      change: accountChange,
      submission,
    }),
  ),
  /** Returns running, waiting and recently finished changes, newest first. */
  'accounts.actions': query<readonly AccountAction[]>({ reads: ['accounts', 'campaigns', 'clients'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'accounts.outcomes': query<readonly AccountOutcome[]>({ reads: ['accounts', 'campaigns', 'clients'] })(
    z.object({ ids: z.array(z.number().int()).max(5_000) }),
  ),
  /** Returns what these accounts' campaigns would be without them, or with another in their place, from local data. */
  'accounts.planReplacement': query<readonly ReplacementStep[]>({ reads: ['campaigns', 'accounts'] })(
    z.object({ workspaceId, emails: z.array(email).min(1).max(500), withEmail: email.nullable() }),
  ),
  /** Changes the given campaigns one by one; refused ones are reported, and the others are still changed. */
  'accounts.replace': command<Replacement>({ touches: ['accounts', 'campaigns'] })(
    z.object({
      workspaceId,
      emails: z.array(email).min(1).max(500),
      withEmail: email.nullable(),
      campaignIds: z.array(campaignId).min(1).max(500),
      submission,
    }),
  ),
  /** Puts replaced senders back, except those that do not exist at Instantly. Throws ACCOUNT_GONE if none is left. */
  'accounts.undoReplacement': command<Replacement>({ touches: ['accounts', 'campaigns'] })(
    z.object({ id: z.number().int().positive(), submission }),
  ),
}
