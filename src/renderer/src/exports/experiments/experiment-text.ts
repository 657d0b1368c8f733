/** Texts about experiments that several screens share. */
import type {
  ExperimentResult,
  ExperimentRow,
  ExperimentState,
  VariantResult,
} from '#shared/contract/exports/experiments.ts'
import { performanceOf } from '#shared/domain/exports/experiments/goal-performance.ts'
import type { Goal, Variant } from '#shared/domain/exports/experiments/plan.ts'
import { formatNumber, formatRate, formatShare, t } from '../../core/lib/texts.ts'
import type { Tone } from '../../core/ui/badge.tsx'
import { leadColumnName } from '../../insights/analytics/by-column.tsx'

export const stateTones: Readonly<Record<ExperimentState, Tone>> = {
  planned: 'quiet',
  running: 'info',
  enough: 'ok',
  decided: 'accent',
}

/** Returns the conclusion in plain words; `names` are the names of the variants. */
export function verdictText(result: ExperimentResult | null, names: readonly string[]): string {
  const words = t.experiments.page
  if (!result) return words.notCounted
  if (result.variants.every(({ contacted }) => contacted === 0)) return words.notSent
  const { verdict } = result
  const name = (at: number) => names[at] ?? ''
  switch (verdict?.kind) {
    case undefined:
      return words.notMeasured
    case 'better':
      return words.better(name(verdict.at), name(verdict.against))
    case 'open':
    case 'few':
      return words.open(formatNumber(verdict.more))
    case 'same':
      return words.same
    case 'alone':
      return words.alone
    default:
      return verdict satisfies never
  }
}

/** Returns how certain the lead of a variant is; null if nothing was compared. */
export function sureWords({ verdict }: ExperimentResult, names: readonly string[]): string | null {
  if (verdict?.kind !== 'better' && verdict?.kind !== 'open') return null
  const { at, against, sure } = verdict
  return t.experiments.page.sure(names[at] ?? '', names[against] ?? '', formatShare(sure))
}

/** Returns the rate that the experiment is judged by, with its base. */
export function goalRate(of: VariantResult, goal: Goal): string {
  if (goal === 'opened' && of.opened === null) return t.breakdowns.notMeasured
  const { part, base } = performanceOf(of, goal)
  return formatRate(part, base)
}

/** Describes the value a variant puts into the variable. */
export function variantValueText({ value }: Variant): string {
  const { values } = t.experiments.form
  switch (value.kind) {
    case 'unchanged':
    case 'empty':
      return values[value.kind]
    case 'column':
      return `${values.column}: ${leadColumnName(value.column)}`
    case 'text':
      return value.text
    default:
      return value satisfies never
  }
}

/** Returns the winner's name, or that there is none. */
export const decisionText = ({ winner, plan }: Pick<ExperimentRow, 'winner' | 'plan'>): string =>
  winner === null ? t.experiments.page.decidedNone : t.experiments.page.decided(plan.variants[winner]?.name ?? '')
