import { z } from 'zod'
import { namedPeriods } from '../../domain/insights/analytics/period.ts'
import { maxCents } from '../../domain/insights/money/amounts.ts'
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

/** An amount in the smallest unit of a currency. */
const cents = z.number().int().min(0).max(maxCents)
export const currencyCode = z.string().regex(/^[A-Z]{3}$/)

const dated = { message: 'before from', path: ['to'] }
/** A cost as entered. `workspaceId` null: shared among the clients in `share`. Days are UTC, YYYY-MM-DD. */
export const costInput = z
  .object({
    workspaceId: workspaceId.nullable(),
    kind: z.enum(costKinds),
    label: z.string().trim().max(200).default(''),
    basis: z.enum(costBases),
    cents,
    /** Number of leads or credits the amount is for. */
    per: z.number().int().min(1).max(1_000_000).default(1),
    /** Number of accounts. */
    quantity: z.number().int().min(1).max(100_000).default(1),
    /** Only for a shared cost; a client's own cost is in the client's currency. */
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
  /** Currency of the amount. */
  readonly currency: string
  /** Name of what it is for; null if it is for the whole client. */
  readonly about: string | null
}

export type MoneySource = {
  readonly importId: number
  readonly fileName: string
  readonly rows: number
  /** The day it was imported, YYYY-MM-DD. */
  readonly day: string
}
/** What a cost can be assigned to: lists of a client with their files, and campaigns. */
export type CostTargets = {
  readonly lists: readonly { readonly id: ListId; readonly name: string; readonly files: readonly MoneySource[] }[]
  readonly campaigns: readonly { readonly id: CampaignId; readonly name: string }[]
}

/** Value of results. Null: not set; for a campaign: same as the client's. */
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
  /** Campaigns with their own values. */
  readonly campaigns: readonly { readonly campaignId: CampaignId; readonly name: string; readonly values: Values }[]
}

/** What Instantly reports that a client has and pays: suggested as costs, never counted. Null: not reported or read. */
export type PulledCosts = {
  readonly mailboxes: { readonly count: number; readonly at: string } | null
  readonly plan: {
    readonly name: string | null
    /** In cents of US dollars. */
    readonly cents: number
    readonly interval: 'day' | 'week' | 'month' | 'year' | null
    /** Last day of the paid period, YYYY-MM-DD. */
    readonly until: string | null
    readonly at: string
  } | null
}

const period = z.union([z.enum(namedPeriods), daySpan])
const asked = clientFilter.extend({ period })
export type MoneyRequest = z.output<typeof asked>

/** Figures of a campaign or, with `id` null, of everything that belongs to no campaign. */
export type MoneyRow = MoneyFigures & {
  readonly id: CampaignId | null
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly source: ValueSource
}

/** Figures in one currency; amounts in different currencies are never added. */
export type MoneyGroup = {
  readonly currency: string
  /** The operator's target for the cost of a meeting, for the client or for all. */
  readonly targetCents: number | null
  readonly sums: MoneyFigures
  /** Sorted by cost, highest first; they add up to `sums`, to the cent. */
  readonly rows: readonly MoneyRow[]
}

export type MoneyOverview = {
  readonly from: string
  readonly to: string
  readonly groups: readonly MoneyGroup[]
  /** Costs and deals in a currency other than their client's; they are not part of any sum. */
  readonly others: readonly { readonly currency: string; readonly costCents: number; readonly revenueCents: number }[]
  /** Number of clients without any cost yet. */
  readonly withoutCosts: number
  /** Time of the oldest figures; null if never read. */
  readonly readAt: string | null
}

/** One line of a sum. `cents` is counted here, `wholeCents` the amount over all campaigns in the period. */
export type CostLine = {
  readonly costId: CostId
  readonly workspaceId: WorkspaceId
  readonly kind: CostKind
  readonly label: string
  readonly about: string | null
  readonly basis: CostInput['basis']
  /** The price as entered, with its date. */
  readonly price: { readonly cents: number; readonly per: number; readonly quantity: number; readonly asOf: string }
  /** Number of leads or credits paid for. */
  readonly count: number | null
  readonly shared: boolean
  readonly wholeCents: number
  readonly cents: number
}
export type RevenueLine = {
  readonly campaignId: CampaignId | null
  readonly campaignName: string
  readonly source: ValueSource
  readonly stage: Stage | null
  /** The stage these leads had when they were moved here: they count with what the further stage adds to its value. */
  readonly cameWith: Stage | null
  /** Number of leads, deals or opportunities, and the value of each; null if the values differ. */
  readonly count: number
  readonly eachCents: number | null
  readonly cents: number
  /** For a deal: the person it was made with. */
  readonly email: string | null
}
/** The individual lines a figure is made up of. */
export type MoneySum = {
  readonly currency: string
  readonly figures: MoneyFigures
  readonly costs: readonly CostLine[]
  readonly revenue: readonly RevenueLine[]
  /** Won deals without an amount; they are not part of any sum. */
  readonly dealsWithoutAmount: number
}

/** A part of the total: a list, a source file, or the leads with the same value in a column. */
export type MoneyPart = MoneyFigures & {
  readonly key: string
  /** Null for leads that did not come from a local list. */
  readonly name: string | null
  readonly workspaceId: WorkspaceId | null
}
export type MoneyBreakdown = {
  readonly currency: string
  /** Sorted by number of leads; the remaining `rest` parts are the last one, with name null and the key `rest`. */
  readonly parts: readonly MoneyPart[]
  readonly rest: number
  readonly sums: MoneyFigures
}

/** One line of a part's sum: `cents` is the fraction `weight` / `ofWeight` of `wholeCents`. */
export type PartLine = {
  readonly kind: 'campaign' | 'list' | 'qualified' | 'deal'
  /** Name of a campaign or list; null if it belongs to none. For a deal: the person it was made with. */
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

/** What an export of a list would cost, as far as known on this computer; the screen does the calculation. */
export type ExportCostPlan = {
  readonly currency: string
  readonly listCents: number
  readonly verificationCents: number
  /** Credits Instantly charged for addresses of this list, and whether their price is known. */
  readonly credits: number
  readonly creditsPriced: boolean
  /** Assumptions from this client's past figures; null if there are too few. */
  readonly measured: CostAssumptions
  /** The operator's changes; null: as measured. */
  readonly own: CostAssumptions
}

/** The cost stored with an export when it was started. */
export type ExportCostRecord = {
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
  /** Reads only local data. */
  'money.pulled': query<PulledCosts>({ reads: ['workspaces', 'campaigns'] })(z.object({ workspaceId })),
  'money.addCost': command<{ readonly id: CostId }>({ touches: ['money'] })(costInput),
  /** Adds all of them or none. */
  'money.addCosts': command<{ readonly ids: readonly CostId[] }>({ touches: ['money'] })(
    z.object({ costs: z.array(costInput).min(1).max(5_000) }),
  ),
  /** Replaces a cost; returns its previous version, for undo. */
  'money.changeCost': command<CostInput>({ touches: ['money'] })(z.object({ id: costId, cost: costInput })),
  /** Removes a cost, or restores it. */
  'money.removeCost': command({ touches: ['money'] })(z.object({ id: costId, removed: z.boolean() })),
  'money.settings': query<MoneySettings>({ reads: ['campaigns', 'money'] })(z.object({ workspaceId })),
  /** Changes the currency. Amounts are not converted; the same numbers are then in the new currency. */
  'money.saveCurrency': command({ touches: ['money'] })(z.object({ workspaceId, currency: currencyCode })),
  /** Saves values of the client or, with `campaignId`, of a campaign; all null: the client's apply again. */
  'money.saveValues': command({ touches: ['money'] })(
    z.object({ workspaceId, campaignId: campaignId.nullable(), values: valuesInput }),
  ),
  /** Saves the target for the cost of a meeting, for one client (its parts share it) or for all; null: no target. */
  'money.saveTarget': command({ touches: ['money'] })(
    z.object({ workspaceId: workspaceId.nullable(), currency: currencyCode, cents: cents.min(1).nullable() }),
  ),
  /** Returns costs, revenue and results, by campaign. Reads only local data. */
  'money.overview': query<MoneyOverview>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked),
  /** Returns the lines of a figure, for one client or all, or one campaign (`campaignId` null: for no campaign). */
  'money.sum': query<MoneySum>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked.extend({ currency: currencyCode, campaignId: campaignId.nullable().optional() })),
  /**
   * Returns the same figures by list, source file or lead column. Reads every exported lead, which takes seconds, so do
   * not call it on a mere click.
   */
  'money.breakdown': query<readonly MoneyBreakdown[]>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'events', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked.extend({ by })),
  /** Saves the campaigns of the overview as CSV; returns null if the operator cancels. */
  'money.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(asked),
  /** Returns the lines a part of a breakdown is made up of. Reads every lead again. */
  'money.partSum': query<PartSum>({
    reads: ['labels', 'workspaces', 'lists', 'exports', 'events', 'inbox', 'crm', 'campaigns', 'money', 'clients'],
  })(asked.extend({ by, currency: currencyCode, key: z.string().max(6_000) })),
  /** Returns the keys of the lead columns available for a breakdown, taken from exported lists. */
  'money.columns': query<readonly string[]>({ reads: ['lists', 'exports'] })(
    z.object({ workspaceId: workspaceId.nullable() }),
  ),
  'money.exportPlan': query<ExportCostPlan>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'verification', 'inbox', 'crm', 'campaigns', 'money'],
  })(z.object({ listId })),
  'money.saveAssumptions': command({ touches: ['money'] })(z.object({ workspaceId, assumptions: costAssumptions })),
  'money.exportCost': query<ExportCostRecord | null>({ reads: ['exports'] })(z.object({ exportId })),
  /** Opens Instantly's pricing page in the browser. */
  'money.openPricing': command({ touches: [] })(z.object({})),
}
