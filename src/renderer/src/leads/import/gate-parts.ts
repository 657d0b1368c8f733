import type { LeadPreview } from '#shared/contract/leads/imports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { type Gate, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { t } from '../../core/lib/texts.ts'
import type { SumPart } from '../../core/ui/sum-line.tsx'

/** All gates in display order, `ready` first. */
export const gateOrder = Object.keys(gateCodes) as readonly Gate[]

/** Returns the label for leads that no check excludes. Some may have been exported since; each row shows that. */
export const readyLabel = ({ exportCount }: LeadList): string =>
  exportCount === 0 ? t.lists.gates.ready.word : t.lists.list.readyOrExported

/** Returns a list's counts by gate as parts of a sum. */
export const gateParts = (list: LeadList): readonly SumPart[] =>
  gateOrder.map((gate) => ({
    label: gate === 'ready' ? readyLabel(list) : t.lists.gates[gate].word,
    count: list.gates[gate],
    tone: gate === 'ready' ? 'ok' : 'quiet',
  }))

/** Capitalises a label from a sum so that it can stand alone. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The first rows at each gate, as the check of the whole file found them. */
export type RowsAtGates = Readonly<Partial<Record<Gate, readonly number[]>>>

/**
 * Returns the gate of a row shown by itself. Only the check of the whole file knows what other rows say about its
 * person: a duplicate, an opt-out in another row, a heading *Do not contact* above it.
 */
export function gateInFile({ gate, rowNumber, person }: LeadPreview, rowsAt: RowsAtGates | undefined): Gate {
  if (gate !== 'ready' || rowsAt === undefined) return gate
  // A row is also listed at the gate of a second lead made from it.
  return gateOrder.find((other) => person?.gate !== other && rowsAt[other]?.includes(rowNumber)) ?? gate
}
