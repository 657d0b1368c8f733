import type { SubsequenceMove } from '#shared/contract/campaigns/subsequences.ts'
import { t } from '../../core/lib/texts.ts'

/** Describes the requested move in a line. */
export function headingOf({ total, into, undoOf }: SubsequenceMove): string {
  const words = t.subsequences
  if (undoOf !== null) return words.headingBack(total)
  return into ? words.heading(total, into.name) : words.headingOut(total)
}

/** Describes the results so far in a line. */
export function countsLine({ counts }: SubsequenceMove): readonly { readonly words: string; readonly count: number }[] {
  const shown = ['moved', 'already', 'elsewhere', 'refused', 'sent', 'waiting'] as const
  return shown.flatMap((outcome) =>
    counts[outcome] > 0 ? [{ words: t.subsequences.outcomes[outcome], count: counts[outcome] }] : [],
  )
}
