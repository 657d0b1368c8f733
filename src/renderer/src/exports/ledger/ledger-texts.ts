import type { TargetKind } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'

/** Returns the texts of a report for its kind of target, campaign or lead list. */
export function ledgerTexts(target: TargetKind): typeof t.exports.ledger {
  const words = t.exports.ledger
  if (target === 'campaign') return words
  const { duplicated, preparing, check, ...own } = t.exportTargets.ledger
  return {
    ...words,
    ...own,
    check: { ...words.check, ...check },
    waits: { ...words.waits, preparing },
    answersRows: { ...words.answersRows, duplicated_leads: duplicated },
  }
}
