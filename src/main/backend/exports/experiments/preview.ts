/** Computes what a split would do to each lead, without changing anything. */
import type { SplitPreview } from '#shared/contract/exports/experiments.ts'
import { valuesOf } from '#shared/domain/campaigns/copy/fill-copy.ts'
import type { ExperimentPlan, Variant } from '#shared/domain/exports/experiments/plan.ts'
import type { Store } from '../../core/deps.ts'
import { readFields } from '../../leads/lists/queries.ts'
import { VALUE_MAX } from '../../leads/rows/sent-values.ts'
import { currentValue, type VariantOutput, valueOfVariant } from './fill-variant.ts'
import {
  type ColumnNumbers,
  forEachReadyLead,
  gatherLeads,
  type ListSplitRequest,
  type ReadLead,
  splitCooperatively,
} from './gather.ts'

const examplesShown = 5
/** How many of the first leads with a blank are shown. */
const blanksShown = 2
const valuesShown = 12

/** The columns that variants take their values from, and the index of each variant's column among them. */
export function sourceColumns({ variants }: ExperimentPlan) {
  const columns = variants.flatMap(({ value }) => (value.kind === 'column' ? [value.column] : []))
  return {
    columns,
    at: (variant: Variant) => (variant.value.kind === 'column' ? columns.indexOf(variant.value.column) : -1),
  }
}

/** What a variant gives a lead. `pick`: which of several wordings, always the same for the same address. */
export function applyVariantTo(
  plan: ExperimentPlan,
  variant: Variant,
  { email, lead, columns }: Pick<ReadLead, 'email' | 'lead' | 'columns'>,
  pick: number,
): VariantOutput {
  return valueOfVariant(variant.value, {
    before: currentValue(lead, plan.variable),
    column: columns[sourceColumns(plan).at(variant)] ?? '',
    values: variant.value.kind === 'text' ? valuesOf({ email, ...readFields(lead) }) : {},
    pick: pick % 1_000_003,
  })
}

export async function previewSplit(
  store: Store,
  asked: ListSplitRequest,
  rowCount: number,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<SplitPreview> {
  const { plan } = asked
  const found = await gatherLeads(store, asked, rowCount, columns, signal)
  const { input, positions } = found
  const split = await splitCooperatively(input, signal)
  const variants = plan.variants.map(({ name }) => ({
    name,
    leads: 0,
    empty: 0,
    gaps: 0,
    tooLong: 0,
    examples: [] as { email: string; value: string; gaps: boolean }[],
  }))
  let at = 0
  await forEachReadyLead(
    store,
    { listId: asked.listId, rowCount },
    sourceColumns(plan).columns,
    (leads) => {
      for (const lead of leads) {
        while (at < positions.length && (positions[at] as number) < lead.position) at += 1
        if (positions[at] !== lead.position) continue
        const place = split.variants[at] as number
        const [variant, sum] = [plan.variants[place], variants[place]]
        if (!variant || !sum) continue
        const { value, gaps } = applyVariantTo(plan, variant, lead, input.keys[at] as number)
        sum.leads += 1
        if (value === null) sum.empty += 1
        if (gaps) sum.gaps += 1
        if ((value?.length ?? 0) > VALUE_MAX) sum.tooLong += 1
        const shown = sum.examples.length
        if (shown < examplesShown - blanksShown || (gaps && shown < examplesShown)) {
          sum.examples.push({ email: lead.email, value: (value ?? '').slice(0, 500), gaps })
        }
      }
    },
    signal,
  )
  return {
    leads: positions.length,
    fixed: input.fixed.reduce((sum, variant) => sum + (variant >= 0 ? 1 : 0), 0),
    reached: found.reached,
    variants,
    companies: plan.together ? { count: found.companies, largest: split.largest } : null,
    balance: columns.map((_, nth) =>
      balanceOf(found.balance[nth] ?? { values: [], of: new Int32Array(0) }, split.variants, plan.variants.length),
    ),
    tooManyStrata: found.tooManyStrata,
    mark: asked.mark,
  }
}

function balanceOf({ values, of }: ColumnNumbers, variants: Int8Array, width: number) {
  const leads = new Int32Array(values.length * width)
  for (const [at, number] of of.entries()) {
    const cell = number * width + (variants[at] as number)
    leads[cell] = (leads[cell] as number) + 1
  }
  const sums = values.map((value, number) => ({
    value,
    leads: [...leads.subarray(number * width, (number + 1) * width)],
  }))
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  const sorted = sums.toSorted((a, b) => total(b.leads) - total(a.leads) || (a.value < b.value ? -1 : 1))
  return { values: sorted.slice(0, valuesShown), others: Math.max(0, sorted.length - valuesShown) }
}
