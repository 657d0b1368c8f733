/** Compares service figures with their targets. */
import type { ServiceView } from '#shared/contract/background/health.ts'
import type { ServiceTargets } from '#shared/domain/background/targets.ts'
import { formatDuration, formatNumber, formatRate, formatShare, t } from '../core/lib/texts.ts'

export type TargetName = keyof ServiceTargets
export type TargetRow = {
  readonly name: TargetName
  /** Null if there is nothing to measure. */
  readonly reached: string | null
  readonly target: string
  readonly met: boolean | null
}

/** Targets that are a minimum; the others are a maximum. */
const atLeast: ReadonlySet<TargetName> = new Set(['apiSuccess', 'webhookShare', 'exportSuccess'])

type Measured = { readonly value: number; readonly words: string } | null

const rate = (part: number, base: number): Measured =>
  base === 0 ? null : { value: part / base, words: formatRate(part, base) }

function measuredOf(view: ServiceView): Readonly<Record<TargetName, Measured>> {
  const { total, limits, webhook, exports } = view
  const seconds = exports.secondsPer1000
  const use = Math.max(limits.second, limits.minute, limits.emails)
  return {
    apiSuccess: rate(total.calls - total.refused - total.unanswered, total.calls),
    apiP95Ms: total.p95Ms === null ? null : { value: total.p95Ms, words: formatDuration(total.p95Ms) },
    limitUse: total.requests === 0 ? null : { value: use, words: formatShare(use) },
    webhookShare: webhook && rate(webhook.relayed, webhook.relayed + webhook.found),
    duplicates: webhook && rate(webhook.doubled, webhook.relayed + webhook.doubled),
    exportSuccess: rate(exports.done, exports.ended),
    exportSecondsPer1000: seconds === null ? null : { value: seconds, words: formatDuration(seconds * 1_000) },
  }
}

function targetWords(name: TargetName, target: number): string {
  const value =
    name === 'apiP95Ms'
      ? formatDuration(target)
      : name === 'exportSecondsPer1000'
        ? formatDuration(target * 1_000)
        : formatShare(target)
  return atLeast.has(name) ? t.health.service.atLeast(value) : t.health.service.atMost(value)
}

export const targetNames: readonly TargetName[] = [
  'apiSuccess',
  'apiP95Ms',
  'limitUse',
  'webhookShare',
  'duplicates',
  'exportSuccess',
  'exportSecondsPer1000',
]

export function targetRows(view: ServiceView, targets: ServiceTargets): readonly TargetRow[] {
  const measured = measuredOf(view)
  return targetNames.map((name) => {
    const now = measured[name]
    const target = targets[name]
    const met = now === null ? null : atLeast.has(name) ? now.value >= target : now.value <= target
    return { name, reached: now?.words ?? null, target: targetWords(name, target), met }
  })
}

/** Returns the share of calls that succeeded. */
export const successOf = ({ calls, refused, unanswered }: ServiceView['total']): string =>
  calls === 0 ? '–' : formatRate(calls - refused - unanswered, calls)

export const timeOr = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms))
export const countOr = (count: number): string => (count === 0 ? '–' : formatNumber(count))
