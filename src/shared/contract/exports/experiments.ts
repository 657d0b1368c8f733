import { z } from 'zod'
import { type ExperimentPlan, experimentPlan } from '../../domain/exports/experiments/plan.ts'
import type { Stratified } from '../../domain/exports/experiments/stratified.ts'
import type { Verdict } from '../../domain/insights/analytics/significance.ts'
import { otherColumnKey } from '../../domain/leads/import/list-columns.ts'
import { type ExperimentId, experimentId, type ListId, listId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type LeadColumn, ownColumns } from '../insights/breakdowns.ts'
import { command, query } from '../route.ts'

/** `enough`: what can be said is said; more leads would not change it much. */
export const experimentStates = ['planned', 'running', 'enough', 'decided'] as const
export type ExperimentState = (typeof experimentStates)[number]

/** A variant's leads, each counted once, with the campaign it went to first after the split. */
export type VariantResult = {
  /** Empty where it stands for a value of a column. */
  readonly name: string
  /** Leads that have the variant. */
  readonly leads: number
  readonly uploaded: number
  readonly contacted: number
  /** Of campaigns that track opens; null where none does. */
  readonly opened: number | null
  readonly openedOf: number
  /** By themselves. */
  readonly replied: number
  /** Automatically, and never by themselves. */
  readonly automatic: number
  /** Marked as interested or further. */
  readonly positive: number
  /** Null, as below, where no source tells of it. */
  readonly bounced: number | null
  readonly unsubscribed: number | null
}

export type ExperimentCampaign = {
  readonly remoteId: string
  readonly name: string
  /** Leads of the experiment in it that were written to, as events tell. */
  readonly contacted: number
  /** People Instantly counts for the whole campaign that events here know nothing of; 0: none are missing. */
  readonly unknown: number
  readonly gone: boolean
}

export type ExperimentResult = {
  /** When it was counted. */
  readonly at: string
  /** When the newest event of this client came in; null: none ever did. */
  readonly eventsAt: string | null
  readonly variants: readonly VariantResult[]
  /** By the goal; null where opens are the goal and were not measured. Its places are those of `variants`. */
  readonly verdict: Verdict | null
  /** The two variants that lead, compared within strata; null without a stratum column or before both were written to. */
  readonly within: (Stratified & { readonly a: number; readonly b: number }) | null
  readonly campaigns: readonly ExperimentCampaign[]
}

export type ExperimentRow = {
  readonly id: ExperimentId
  readonly workspaceId: WorkspaceId
  readonly listId: ListId
  readonly listName: string
  readonly plan: ExperimentPlan
  readonly state: ExperimentState
  readonly createdAt: string
  /** When leads first got their variants; null while it is planned. */
  readonly startedAt: string | null
  /** The place of the winner; null: none was named. */
  readonly winner: number | null
  readonly decidedAt: string | null
  /** As it was last counted; null: not yet. */
  readonly result: ExperimentResult | null
}

export type Experiment = ExperimentRow & {
  /** The variable that holds the name of a lead's variant. */
  readonly mark: string
  readonly seed: string
  /** Why it was decided so, in the operator's words. */
  readonly decision: string
  /** Leads that have a variant. */
  readonly assigned: number
  /** Ready leads that came into the list since, about; 10,000 stands for that many or more. */
  readonly unassigned: number
  /** The last step that gave variants, to take it back. */
  readonly step: { readonly actionId: number; readonly at: string; readonly count: number } | null
}

export type SplitPreview = {
  /** Ready leads; those an export reached already are among them, and get the variant for exports to come. */
  readonly leads: number
  /** Of these, have their variant already. */
  readonly fixed: number
  /** Of these, an export reached before: they were sent what they had then. */
  readonly reached: number
  readonly variants: readonly {
    readonly name: string
    readonly leads: number
    /** Leads that have nothing under the variable with it. */
    readonly empty: number
    /** Leads whose text has a blank for a variable they have not. */
    readonly gaps: number
    /** Longer than a value may be: nothing can be applied. */
    readonly tooLong: number
    readonly examples: readonly { readonly email: string; readonly value: string; readonly gaps: boolean }[]
  }[]
  /** Companies of several leads that stay together, and the biggest of them; null where nobody is kept together. */
  readonly companies: { readonly count: number; readonly largest: number } | null
  /** Values of some columns, the most common first, each by variant. */
  readonly balance: readonly {
    readonly column: string
    readonly values: readonly { readonly value: string; readonly leads: readonly number[] }[]
    /** Values beyond those. */
    readonly others: number
  }[]
  /** More values than a stratum may have: choose another column. */
  readonly tooManyStrata: boolean
  readonly mark: string
}

export type ResultOfColumn = {
  /** The most common values, each with the figures of every variant. */
  readonly values: readonly { readonly value: string; readonly variants: readonly VariantResult[] }[]
  readonly others: { readonly values: number; readonly variants: readonly VariantResult[] } | null
  readonly empty: { readonly variants: readonly VariantResult[] } | null
}

const one = z.object({ id: experimentId })
const column = z.union([z.enum(ownColumns), otherColumnKey])

export type { LeadColumn }

export const experiments = {
  /** Experiments of a client or of all, the newest first; figures are those counted last, newer ones follow by themselves. */
  'experiments.list': query<readonly ExperimentRow[]>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'experiments'],
  })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Experiments of a list. */
  'experiments.ofList': query<readonly ExperimentRow[]>({ reads: ['lists', 'experiments'] })(z.object({ listId })),
  'experiments.get': query<Experiment>({ reads: ['lists', 'exports', 'experiments'] })(one),
  /** Writes an experiment down; leads stay as they are. Once it began only its name and hypothesis change. */
  'experiments.save': command<Experiment>({ touches: ['experiments'] })(
    z.object({ id: experimentId.nullable(), listId, plan: experimentPlan, seed: z.string().min(4).max(40) }),
  ),
  /** What applying would do, lead by lead, changing nothing. Takes its time with many leads; a newer question ends an older. */
  'experiments.preview': query<SplitPreview>({ reads: ['lists', 'exports', 'events', 'campaigns', 'experiments'] })(
    z.object({
      id: experimentId.nullable(),
      listId,
      plan: experimentPlan,
      seed: z.string().min(4).max(40),
      columns: z.array(otherColumnKey).max(5).default([]),
    }),
  ),
  /**
   * Gives every ready lead of the list without a variant its variant, as one step. Throws EXPERIMENT_EXPORT_RUNS while an
   * export of the list is under way, LIST_BUSY while it is worked on, INVALID_INPUT where a value would be too long.
   */
  'experiments.apply': command<{ readonly actionId: number; readonly count: number }>({
    touches: ['experiments', 'lists', 'exports'],
  })(one),
  /** Counts anew and keeps what it counted. */
  'experiments.result': query<ExperimentResult>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'experiments'],
  })(one),
  'experiments.byColumn': query<ResultOfColumn>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'campaigns', 'experiments'],
  })(one.extend({ column, top: z.number().int().min(1).max(50).default(12) })),
  /** Notes the winner with the date; null for none: it goes on. */
  'experiments.decide': command<Experiment>({ touches: ['experiments'] })(
    one.extend({
      decided: z.boolean(),
      winner: z.number().int().min(0).max(3).nullable(),
      note: z.string().max(2_000),
    }),
  ),
  /** The leads keep their values. `removed: false` brings it back. */
  'experiments.remove': command<null>({ touches: ['experiments'] })(one.extend({ removed: z.boolean() })),
  /** Asks where, then writes which lead has which variant; null when cancelled. */
  'experiments.saveAssignment': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(one),
  'experiments.saveResult': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    one.extend({ column: column.nullable() }),
  ),
}
