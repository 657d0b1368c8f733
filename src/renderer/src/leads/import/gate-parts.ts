import type { LeadList } from '#shared/contract/leads/lists.ts'
import { type Gate, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { t } from '../../core/lib/texts.ts'
import type { SumPart } from '../../core/ui/sum-line.tsx'

/** The gates in their order, `ready` first. */
export const gateOrder = Object.keys(gateCodes) as readonly Gate[]

/** What a list's leads are that no check excludes: some of them may be exported by now, which each row tells. */
export const readyWord = ({ exportCount }: LeadList): string =>
  exportCount === 0 ? t.lists.gates.ready.word : t.lists.list.readyOrExported

/** Counts of a list by gate as the parts of a sum. */
export const gateParts = (list: LeadList): readonly SumPart[] =>
  gateOrder.map((gate) => ({
    label: gate === 'ready' ? readyWord(list) : t.lists.gates[gate].word,
    count: list.gates[gate],
    tone: gate === 'ready' ? 'ok' : 'quiet',
  }))

/** A word of a sum as the name of a thing that stands alone. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
