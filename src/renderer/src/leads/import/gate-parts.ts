import { type Gate, type GateCounts, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { t } from '../../core/lib/texts.ts'
import type { SumPart } from '../../core/ui/sum-line.tsx'

/** The gates in their order, `ready` first. */
export const gateOrder = Object.keys(gateCodes) as readonly Gate[]

/** Counts by gate as the parts of a sum. */
export const gateParts = (gates: GateCounts): readonly SumPart[] =>
  gateOrder.map((gate) => ({
    label: t.lists.gates[gate].word,
    count: gates[gate],
    tone: gate === 'ready' ? 'ok' : 'quiet',
  }))

/** A word of a sum as the name of a thing that stands alone. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
