import type { LedgerReason, LedgerRow } from '#shared/contract/exports.ts'
import { formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import type { FlowPart } from './flow.ts'

type Why = Pick<LedgerRow, 'gate' | 'refusals' | 'error'>

/** Why a row is where it is, as a sentence of its own. */
export function whyOf(why: Why): string {
  const words = whyWords(why)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function whyWords({ gate, refusals, error }: Why): string {
  if (gate) return t.ledgerCsv.gates[gate]
  if (refusals.length > 0) return t.ledgerCsv.refused(refusals)
  if (error) return t.errors[error]({}).what
  return ''
}

/** The same in a few words, for a list of reasons. */
function shortWhy({ gate, refusals, error }: Why): string {
  if (gate === 'already_uploaded' || gate === 'removed' || gate === 'flawed_value' || gate === 'other_company') {
    return t.ledgerCsv.gates[gate]
  }
  if (gate) return t.lists.gates[gate].word
  const [only] = refusals
  if (refusals.length === 1 && only) return t.ledgerCsv.refusals[only]
  if (refusals.length > 1) return t.exports.ledger.severalReasons
  return error ? t.errors[error]({}).what.replace(/\.$/, '') : ''
}

const fateOf: Readonly<Partial<Record<FlowPart, LedgerReason['fate']>>> = {
  stayedBehind: 'stayed_behind',
  refused: 'refused',
  failed: 'failed',
}

/** The reasons of one branch, the most frequent first: `118 without address, 64 not verified`. */
export function reasonSummary(part: FlowPart, reasons: readonly LedgerReason[]): string {
  const own = reasons.filter((reason) => reason.fate === fateOf[part] && reason.count > 0)
  const [only] = own
  if (own.length === 1 && only) return shortWhy(only)
  return own
    .toSorted((a, b) => b.count - a.count)
    .map((reason) => `${formatNumber(reason.count)} ${shortWhy(reason)}`)
    .join(', ')
}
