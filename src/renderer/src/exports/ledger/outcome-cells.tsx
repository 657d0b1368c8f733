import type { LedgerRow, RowOutcome, TargetKind } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { ledgerTexts } from './ledger-texts.ts'
import { whyOf } from './reason-text.ts'

type Outcome = Pick<LedgerRow, 'outcome' | 'gate' | 'refusals' | 'error'> &
  Partial<Pick<LedgerRow, 'differs' | 'unanswered'>>

const tones: Readonly<Record<RowOutcome, Tone>> = {
  uploaded: 'ok',
  stayed_behind: 'quiet',
  refused: 'warn',
  failed: 'bad',
  waiting: 'info',
  taken_back: 'quiet',
}

export const OutcomeBadge = ({ outcome }: { outcome: RowOutcome }) => (
  <Badge tone={tones[outcome]}>{t.ledgerCsv.outcomes[outcome]}</Badge>
)

/** Reason for a row's outcome. `over`: the export has ended, so waiting rows were never sent. */
export function OutcomeReason({ of, over, target }: { of: Outcome; over: boolean; target: TargetKind }) {
  const { check } = t.exports.ledger
  const why =
    of.differs === 'missing' ? check.rowMissing : of.differs === 'uncounted' ? check.rowUncounted : whyOf(of, target)
  if (why !== '') {
    return (
      <span className="grid-two" title={why}>
        {why}
      </span>
    )
  }
  return <span className="text-3">{quietWhy(of, over, target)}</span>
}

/** Returns the text for a row whose outcome needs no reason. */
function quietWhy({ outcome, unanswered }: Outcome, over: boolean, target: TargetKind): string {
  const words = ledgerTexts(target)
  switch (outcome) {
    case 'uploaded':
      return words.inCampaign
    case 'taken_back':
      return words.takenBackWhy
    case 'waiting':
      if (unanswered) return words.unansweredWhy
      return over ? words.waitingWhyOver : words.waitingWhy
    case 'stayed_behind':
    case 'refused':
    case 'failed':
      return ''
  }
}
