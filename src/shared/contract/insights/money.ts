import { z } from 'zod'
import { namedPeriods } from '../../domain/insights/analytics/period.ts'
import { mostCents } from '../../domain/insights/money/amounts.ts'
import type { CostAssumptions } from '../../domain/insights/money/export-cost.ts'
import { type MoneyFigures, type Stage, type ValueSource, valueSources } from '../../domain/insights/money/figures.ts'
import { basesOf, type CostKind, costBases, costKinds } from '../../domain/insights/money/spread.ts'
import { otherColumnKey } from '../../domain/leads/import/list-columns.ts'
import {
  type CampaignId,
  type CostId,
  campaignId,
  costId,
  exportId,
  type ListId,
  listId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { day, daySpan } from '../core/day.ts'
import { command, query } from '../route.ts'

/** Money in the smallest unit of a currency. */
const cents = z.number().int().min(0).max(mostCents)
export const currencyCode = z.string().regex(/^[A-Z]{3}$/)

const dated = { message: 'before from', path: ['to'] }
/** A cost as it is entered. `workspaceId` null: shared among the clients in `share`. Days are UTC, YYYY-MM-DD. */
export const costInput = z
  .object({
    workspaceId: workspaceId.nullable(),
    kind: z.enum(costKinds),
    label: z.string().trim().max(200).default(''),
    basis: z.enum(costBases),
    cents,
    /** The amount is for so many leads or credits. */
    per: z.number().int().min(1).max(1_000_000).default(1),
    /** So many mailboxes. */
    quantity: z.number().int().min(1).max(100_000).default(1),
    /** Of a shared cost; a client's own cost is in the client's currency. */
    currency: currencyCode.nullable().default(null),
    from: day,
    to: day.nullable().default(null),
    asOf: day,
    campaignId: campaignId.nullable().default(null),
    listId: listId.nullable().default(null),
    /** One source file of the list. */
    importId: z.number().int().positive().nullable().default(null),
    share: z
      .object({
        by: z.enum(['contacts', 'sends', 'hand']),
        of: z
          .array(z.object({ workspaceId, weight: z.number().int().min(0).max(1_000_000) }))
          .min(1)
          .max(500),
      })
      .nullable()
      .default(null),
  })
  .refine(({ from, to }) => to === null || from <= to, dated)
  .refine((cost) => basesOf[cost.kind].includes(cost.basis), { message: 'not of this kind', path: ['basis'] })
  .refine((cost) => (cost.kind === 'list') === (cost.listId !== null) || cost.kind === 'own', {
    message: 'a list cost is of a list',
    path: ['listId'],
  })
  .refine(({ importId, listId: list }) => importId === null || list !== null, {
    message: 'of a list',
    path: ['importId'],
  })
  .refine(({ campaignId: campaign, listId: list }) => campaign === null || list === null, { path: ['campaignId'] })
  .refine(
    (cost) =>
      cost.workspaceId === null
        ? cost.share !== null && cost.currency !== null && cost.campaignId === null && cost.listId === null
        : cost.share === null,
    { message: 'shared costs have clients and a currency', path: ['share'] },
  )
  .refine((cost) => cost.basis !== 'credit' || cost.workspaceId !== null, { path: ['workspaceId'] })
  .refine(({ share }) => share?.by !== 'hand' || share.of.some(({ weight }) => weight > 0), { path: ['share'] })
export type CostInput = z.output<typeof costInput>

export type Cost = CostInput & {
  readonly id: CostId
  /** The one its amount is in. */
  readonly currency: string
  /** What it is about, by name; null where it is of the whole client. */
  readonly about: string | null
}

export type MoneySource = {
  readonly importId: number
  readonly fileName: string
  readonly rows: number
  /** The day it was imported, YYYY-MM-DD. */
  readonly day: string
}
/** Lists of a client with their files, and the campaigns: what a cost can be of. */
export type CostTargets = {
  readonly lists: readonly { readonly id: ListId; readonly name: string; readonly files: readonly MoneySource[] }[]
  readonly campaigns: readonly { readonly id: CampaignId; readonly name: string }[]
}

/** What results are worth. Null: not said; of a campaign: as the client has it. */
export const valuesInput = z.object({
  source: z.enum(valueSources).nullable(),
  interestedCents: cents.nullable(),
  meetingCents: cents.nullable(),
  wonCents: cents.nullable(),
})
export type Values = z.output<typeof valuesInput>

export type MoneySettings = {
  readonly currency: string
  readonly values: Values
  /** Campaigns with values of their own. */
  readonly campaigns: readonly { readonly campaignId: CampaignId; readonly name: string; readonly values: Values }[]
}

/** What Instantly says a client has and pays: proposed for its costs, never counted by itself. Null: not told, or not read. */
export type PulledCosts = {
  readonly mailboxes: { readonly count: number; readonly at: string } | null
  readonly plan: {
    readonly name: string | null
    /** In US dollars. */
    readonly cents: number
    readonly interval: 'day' | 'week' | 'month' | 'year' | null
    /** The last day of the period that is paid for, YYYY-MM-DD. */
    readonly until: string | null
    readonly at: string
  } | null
}

const period = z.union([z.enum(namedPeriods), daySpan])
const asked = clientFilter.extend({ period })
export type MoneyAsked = z.output<typeof asked>

/** A campaign's figures, or (`id` null) of what no campaign has a part in. */
export type MoneyRow = MoneyFigures & {
  readonly id: CampaignId | null
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly source: ValueSource
}

/** Figures in one currency; amounts of different ones are never added. */
export type MoneyGroup = {
  readonly currency: string
  /** What a meeting may cost, as the operator said, of the client or of all. */
  readonly targetCents: number | null
  readonly sums: MoneyFigures
  /** By cost, the most first; their sum is `sums`, to the cent. */
  readonly rows: readonly MoneyRow[]
}

export type MoneyOverview = {
  readonly from: string
  readonly to: string
  readonly groups: readonly MoneyGroup[]
  /** Costs and deals in a currency other than their client's: in no sum. */
  readonly others: readonly { readonly currency: string; readonly costCents: number; readonly revenueCents: number }[]
  /** Clients without any cost yet. */
  readonly withoutCosts: number
  /** How old the oldest figures are; null: never read. */
  readonly readAt: string | null
}

/** One line of a sum. `cents` is what counts here, `wholeCents` what the line is of all campaigns in the period. */
export type CostLine = {
  readonly costId: CostId
  readonly workspaceId: WorkspaceId
  readonly kind: CostKind
  readonly label: string
  readonly about: string | null
  readonly basis: CostInput['basis']
  /** Price, as written down, with its date. */
  readonly price: { readonly cents: number; readonly per: number; readonly quantity: number; readonly asOf: string }
  /** Leads or credits that were paid for. */
  readonly count: number | null
  readonly shared: boolean
  readonly wholeCents: number
  readonly cents: number
}
export type RevenueLine = {
  readonly workspaceId: WorkspaceId
  readonly campaignId: CampaignId | null
  readonly campaignName: string
  readonly source: ValueSource
  readonly stage: Stage | null
  /** Leads, deals or opportunities, and what each is worth; null where they differ. */
  readonly count: number
  readonly eachCents: number | null
  readonly cents: number
  /** Of a deal: whose it is. */
  readonly email: string | null
}
/** The very lines a figure is made of. */
export type MoneySum = {
  readonly currency: string
  readonly figures: MoneyFigures
  readonly costs: readonly CostLine[]
  readonly revenue: readonly RevenueLine[]
  /** Won deals without an amount: in no sum. */
  readonly dealsWithoutAmount: number
}

/** A part of what was done: a list, a source file, or the leads with one value in a column. */
export type MoneyPart = MoneyFigures & {
  readonly key: string
  /** Null: leads that did not come from a list here. */
  readonly name: string | null
  readonly workspaceId: WorkspaceId | null
}
export type MoneyBreakdown = {
  readonly currency: string
  readonly from: string
  readonly to: string
  /** The most leads first; `rest` parts are together in the last one, named null with the key `rest`. */
  readonly parts: readonly MoneyPart[]
  readonly rest: number
  readonly sums: MoneyFigures
}

/** One line of a part's sum: `cents` are `weight` of `ofWeight` of `wholeCents`. */
export type PartLine = {
  readonly kind: 'campaign' | 'list' | 'qualified' | 'deal'
  /** Of a campaign or list; null for what is of none. Of a deal: whose it is. */
  readonly name: string | null
  readonly weight: number
  readonly ofWeight: number
  readonly wholeCents: number
  readonly cents: number
}
export type PartSum = {
  readonly currency: string
  readonly figures: MoneyFigures
  readonly costs: readonly PartLine[]
  readonly revenue: readonly PartLine[]
}

const by = z.union([z.enum(['list', 'file']), z.object({ column: otherColumnKey })])
export type BreakdownBy = z.output<typeof by>

const share = z.number().int().min(0).max(1000).nullable()
export const costAssumptions = z.object({
  mailsPerLead: z.number().int().min(1).max(1000).nullable(),
  centsPerThousandMails: cents.nullable(),
  replyShare: share,
  qualifiedShare: share,
  qualifiedCents: cents.nullable(),
}) satisfies z.ZodType<CostAssumptions>

/** What an export of a list would cost, as far as this computer knows; the screen calculates with it. */
export type ExportCostPlan = {
  readonly currency: string
  readonly listCents: number
  readonly verificationCents: number
  /** Taken by Instantly for addresses of this list, and whether a price for them is known. */
  readonly credits: number
  readonly creditsPriced: boolean
  /** What past figures of this client say; null where there are too few. */
  readonly measured: CostAssumptions
  /** What the operator changed; null: as measured. */
  readonly own: CostAssumptions
}

/** The cost kept with an export when it was started. */
export type KeptExportCost = {
  readonly currency: string
  readonly leads: number
  readonly contactsLeft: number | null
  readonly listCents: number
  readonly verificationCents: number
  readonly credits: number
  readonly sendingCents: number | null
  readonly totalCents: number
  readonly repliesToBreakEven: number | null
  readonly assumptions: CostAssumptions
  readonly at: string
}

export const money = {
  'money.costs': query<readonly Cost[]>({ reads: ['lists', 'campaigns', 'money'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'money.targets': query<CostTargets>({ reads: ['lists', 'campaigns'] })(z.object({ workspaceId })),
  /** Local. */
  'money.pulled': query<PulledCosts>({ reads: ['workspaces', 'campaigns'] })(z.object({ workspaceId })),
  'money.addCost': command<{ readonly id: CostId }>({ touches: ['money'] })(costInput),
  /** All of them or none. */
  'money.addCosts': command<{ readonly ids: readonly CostId[] }>({ touches: ['money'] })(
    z.object({ costs: z.array(costInput).min(1).max(5_000) }),
  ),
  /** Writes a cost anew; the answer is how it was, for undo. */
  'money.changeCost': command<CostInput>({ touches: ['money'] })(z.object({ id: costId, cost: costInput })),
  /** Takes a cost away, or brings it back. */
  'money.removeCost': command<null>({ touches: ['money'] })(z.object({ id: costId, removed: z.boolean() })),
  'money.settings': query<MoneySettings>({ reads: ['campaigns', 'money'] })(z.object({ workspaceId })),
  /** Amounts stay the figures they are: they are read in the new currency. */
  'money.saveCurrency': command<null>({ touches: ['money'] })(z.object({ workspaceId, currency: currencyCode })),
  /** Of the client, or (`campaignId`) of one campaign; all null of a campaign: as the client has it again. */
  'money.saveValues': command<null>({ touches: ['money'] })(
    z.object({ workspaceId, campaignId: campaignId.nullable(), values: valuesInput }),
  ),
  /** What a meeting may cost, of a client (a part has its client's) or of all; null: no target. */
  'money.saveTarget': command<null>({ touches: ['money'] })(
    z.object({ workspaceId: workspaceId.nullable(), currency: currencyCode, cents: cents.min(1).nullable() }),
  ),
  /** Costs, revenue and what they brought, by campaign. Everything is local. */
  'money.overview': query<MoneyOverview>({
    reads: ['labels', 'workspaces', 'exports', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked),
  /** What a figure is made of: of a client or all, of one campaign (`campaignId` null: of none). */
  'money.sum': query<MoneySum>({
    reads: ['labels', 'workspaces', 'exports', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked.extend({ currency: currencyCode, campaignId: campaignId.nullable().optional() })),
  /** The same figures by list, source file or lead column. Reads every lead that was exported: seconds, not at a click. */
  'money.breakdown': query<readonly MoneyBreakdown[]>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'events', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked.extend({ by })),
  /** The campaigns of the overview as CSV; null where the operator cancels. */
  'money.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(asked),
  /** What a part of a breakdown is made of. Reads every lead again. */
  'money.partSum': query<PartSum>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'events', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked.extend({ by, currency: currencyCode, key: z.string().max(6_000) })),
  /** Keys of the lead columns a breakdown can be by: of lists that were exported. */
  'money.columns': query<readonly string[]>({ reads: ['lists', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'money.exportPlan': query<ExportCostPlan>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'verification', 'inbox', 'crm', 'campaigns', 'money'],
  })(z.object({ listId })),
  'money.saveAssumptions': command<null>({ touches: ['money'] })(
    z.object({ workspaceId, assumptions: costAssumptions }),
  ),
  'money.exportCost': query<KeptExportCost | null>({ reads: ['exports'] })(z.object({ exportId })),
  /** Instantly's page of prices, in the browser. */
  'money.openPricing': command<null>({ touches: [] })(z.object({})),
}
