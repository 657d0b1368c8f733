import { z } from 'zod'
import { type ExperimentPlan, experimentPlan } from '../../domain/exports/experiments/plan.ts'
import type { Stratified } from '../../domain/exports/experiments/stratified.ts'
import type { VariantVerdict } from '../../domain/insights/analytics/significance.ts'
import { otherColumnKey } from '../../domain/leads/import/list-columns.ts'
import { type ExperimentId, experimentId, type ListId, listId, type WorkspaceId, workspaceId } from '../../ids.ts'
import { type LeadColumn, type OutcomeFigures, ownColumns } from '../insights/breakdowns.ts'
import { command, query } from '../route.ts'

/** `enough`: the result is settled; more leads would not change it much. */
export const experimentStates = ['planned', 'running', 'enough', 'decided'] as const
export type ExperimentState = (typeof experimentStates)[number]

/** Figures of a variant's leads. Each lead is counted once, with the first campaign it went to after the split. */
export type VariantResult = OutcomeFigures & {
  /** Empty if the figures are for a value of a column. */
  readonly name: string
  /** Leads assigned to the variant. */
  readonly leads: number
  readonly uploaded: number
  /** Leads marked as interested or any later status. */
  readonly positive: number
  /** Null if no source reports it. */
  readonly unsubscribed: number | null
}

export type ExperimentCampaign = {
  readonly remoteId: string
  readonly name: string
  /** Leads of the experiment in this campaign that were contacted, according to events. */
  readonly contacted: number
  /** People Instantly counts for the whole campaign but for whom no event is stored here; 0 if none are missing. */
  readonly unknown: number
  readonly gone: boolean
}

export type ExperimentResult = {
  /** Time of the count, ISO. */
  readonly at: string
  /** Time the newest event of this client arrived; null if none ever did. */
  readonly eventsAt: string | null
  readonly variants: readonly VariantResult[]
  /** The verdict by the experiment's goal; null if it is unmeasured opens. Its indexes are those of `variants`. */
  readonly verdict: VariantVerdict | null
  /** The two leading variants compared within strata; null without a stratum column, or until both were contacted. */
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
  /** Time leads were first assigned to variants; null while the experiment is planned. */
  readonly startedAt: string | null
  /** Index of the winning variant; null if none was named. */
  readonly winner: number | null
  readonly decidedAt: string | null
  /** The result as last counted; null if not counted yet. */
  readonly result: ExperimentResult | null
}

export type Experiment = ExperimentRow & {
  /** The variable that holds the name of a lead's variant. */
  readonly mark: string
  readonly seed: string
  /** The operator's reason for the decision. */
  readonly decision: string
  /** Leads assigned to a variant. */
  readonly assigned: number
  /** Approximate number of ready leads added to the list since; 10,000 stands for 10,000 or more. */
  readonly unassigned: number
  /** The last assignment, which can be undone. */
  readonly step: { readonly actionId: number; readonly at: string; readonly count: number } | null
}

export type SplitPreview = {
  /** Ready leads, including those an earlier export already reached; these get the variant for future exports. */
  readonly leads: number
  /** Of these, leads that already have their variant. */
  readonly fixed: number
  /** Of these, leads an earlier export reached; they were sent the values they had then. */
  readonly reached: number
  readonly variants: readonly {
    readonly name: string
    readonly leads: number
    /** Leads with no value under the variable for this variant. */
    readonly empty: number
    /** Leads whose text has a gap because a variable has no value. */
    readonly gaps: number
    /** Leads whose value would be too long; nothing can be applied then. */
    readonly tooLong: number
    readonly examples: readonly { readonly email: string; readonly value: string; readonly gaps: boolean }[]
  }[]
  /** Companies with several leads, kept together, and the largest of them; null if leads are not kept together. */
  readonly companies: { readonly count: number; readonly largest: number } | null
  /** Values of some columns, most common first, counted per variant. */
  readonly balance: readonly {
    readonly values: readonly { readonly value: string; readonly leads: readonly number[] }[]
    /** Number of further values not listed. */
    readonly others: number
  }[]
  /** Whether the column has more values than strata may have; another column must be chosen. */
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
  /** Returns experiments of one client or all, newest first, with the figures last counted; newer ones follow. */
  'experiments.list': query<readonly ExperimentRow[]>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'experiments'],
  })(z.object({ workspaceId: workspaceId.nullable() })),
  /** Returns the experiments of a list. */
  'experiments.ofList': query<readonly ExperimentRow[]>({ reads: ['lists', 'experiments'] })(z.object({ listId })),
  'experiments.get': query<Experiment>({ reads: ['lists', 'exports', 'experiments'] })(one),
  /** Saves an experiment without changing any lead. Once it has begun, only its name and hypothesis change. */
  'experiments.save': command<Experiment>({ touches: ['experiments'] })(
    z.object({ id: experimentId.nullable(), listId, plan: experimentPlan, seed: z.string().min(4).max(40) }),
  ),
  /**
   * Returns what applying the experiment would do to each lead, without changing anything. May take long with many
   * leads; a newer request ends an older one.
   */
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
   * Assigns a variant to every ready lead of the list that has none, as one action. Throws EXPERIMENT_EXPORT_RUNS while
   * an export of the list is under way, LIST_BUSY while the list is being worked on, INVALID_INPUT if a value would be
   * too long.
   */
  'experiments.apply': command<{ readonly actionId: number; readonly count: number }>({
    touches: ['experiments', 'lists', 'exports'],
  })(one),
  /** Counts the result again and stores it. */
  'experiments.result': query<ExperimentResult>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'experiments'],
  })(one),
  'experiments.byColumn': query<ResultOfColumn>({
    reads: ['workspaces', 'labels', 'lists', 'exports', 'events', 'campaigns', 'experiments'],
  })(one.extend({ column, top: z.number().int().min(1).max(50).default(12) })),
  /** Records the winner with the date; with null for none, the experiment continues. */
  'experiments.decide': command<Experiment>({ touches: ['experiments'] })(
    one.extend({
      decided: z.boolean(),
      winner: z.number().int().min(0).max(3).nullable(),
      note: z.string().max(2_000),
    }),
  ),
  /** Removes the experiment; the leads keep their values. `removed: false` restores it. */
  'experiments.remove': command({ touches: ['experiments'] })(one.extend({ removed: z.boolean() })),
  /** Asks for a file and writes each lead's variant to it; returns null if cancelled. */
  'experiments.saveAssignment': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(one),
  'experiments.saveResult': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    one.extend({ column: column.nullable() }),
  ),
}
