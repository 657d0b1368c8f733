import type { Fate, LedgerRow, TargetKind } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { whyOf } from './reason-words.ts'
import { ledgerWords } from './target-words.ts'

type Outcome = Pick<LedgerRow, 'fate' | 'gate' | 'refusals' | 'error'> & Partial<Pick<LedgerRow, 'differs'>>

const tones: Readonly<Record<Fate, Tone>> = {
  uploaded: 'ok',
  stayed_behind: 'quiet',
  refused: 'warn',
  failed: 'bad',
  waiting: 'info',
  taken_back: 'quiet',
}

/** Where a lead ended up, in a word. */
export const FateBadge = ({ fate }: { fate: Fate }) => <Badge tone={tones[fate]}>{t.ledgerCsv.fates[fate]}</Badge>

/** Why it is there. `over`: the export has ended, so that what waits was never sent. */
export function FateWhy({ of, over, target }: { of: Outcome; over: boolean; target: TargetKind }) {
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
  return <span className="text-3">{quietWhy(of.fate, over, target)}</span>
}

/** What is said of a row that needs no reason. */
function quietWhy(fate: Fate, over: boolean, target: TargetKind): string {
  const words = ledgerWords(target)
  switch (fate) {
    case 'uploaded':
      return words.inCampaign
    case 'taken_back':
      return words.takenBackWhy
    case 'waiting':
      return over ? words.waitingWhyOver : words.waitingWhy
    case 'stayed_behind':
    case 'refused':
    case 'failed':
      return ''
  }
}
