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
