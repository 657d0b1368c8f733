import { Check } from 'lucide-react'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import { verdictOf } from '#shared/domain/exports/export-verdict.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { verdictSentence, verdictText } from './verdict-text.ts'

type Props = {
  summary: Pick<ExportSummary, 'state' | 'promised' | 'alreadyThere' | 'totals' | 'takenBack'> &
    Partial<Pick<ExportSummary, 'undoing'>>
  /** Includes the reason, where there is room for it. */
  long?: boolean
}

/** Status of an export, identical on all screens; green only if everything promised has arrived. */
export function VerdictBadge({ summary, long = false }: Props) {
  const { kind, tone } = verdictOf(summary)
  return (
    <span title={long ? undefined : verdictSentence(summary)}>
      <Badge tone={tone} {...(long && kind === 'complete' ? { icon: Check } : {})}>
        {long
          ? verdictSentence(summary)
          : // The figures are in their own columns, or in the title.
            kind === 'partial'
            ? t.exportSum.verdict.partly
            : verdictText(summary)}
      </Badge>
    </span>
  )
}
