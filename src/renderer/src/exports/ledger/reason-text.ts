import type { LedgerReason, LedgerRow, LeftOutReason, TargetKind } from '#shared/contract/exports/exports.ts'
import type { Gate } from '#shared/domain/leads/import/gates.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import type { FlowPart } from '../plan/flow-shapes.ts'

type Why = Pick<LedgerRow, 'gate' | 'refusals' | 'error'>

/** Returns the reason for a row's outcome as a sentence. */
export function whyOf(why: Why, target: TargetKind): string {
  const words = whyWords(why, target)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function whyWords({ gate, refusals, error }: Why, target: TargetKind): string {
  if (gate) return gateWords(gate, target)
  if (refusals.length > 0) return t.ledgerCsv.refused(refusals, target)
  if (error) return t.errors[error]({}).what
  return ''
}

const gateWords = (gate: LeftOutReason, target: TargetKind): string =>
  gate === 'already_uploaded' && target === 'list' ? t.ledgerCsv.ofList[gate] : t.ledgerCsv.gates[gate]

const isListGate = (gate: LeftOutReason): gate is Gate => Object.hasOwn(t.lists.gates, gate)

/** Returns the reason in a few words, for a list of reasons. */
function shortWhy({ gate, refusals, error }: Why, target: TargetKind): string {
  if (gate) return isListGate(gate) ? t.lists.gates[gate].word : gateWords(gate, target)
  const [only] = refusals
  if (only === 'duplicated_leads' && refusals.length === 1 && target === 'list') return t.ledgerCsv.ofList[only]
  if (refusals.length === 1 && only) return t.ledgerCsv.refusals[only]
  if (refusals.length > 1) return t.exports.ledger.severalReasons
  return error ? t.errors[error]({}).what.replace(/\.$/, '') : ''
}

const outcomeOf: Readonly<Partial<Record<FlowPart, LedgerReason['outcome']>>> = {
  stayedBehind: 'stayed_behind',
  refused: 'refused',
  failed: 'failed',
}

/** Lists the reasons of one branch, most frequent first: `118 without address, 64 not verified`. */
export function reasonSummary(part: FlowPart, reasons: readonly LedgerReason[], target: TargetKind): string {
  const own = reasons.filter((reason) => reason.outcome === outcomeOf[part] && reason.count > 0)
  const [only] = own
  if (own.length === 1 && only) return shortWhy(only, target)
  return own
    .toSorted((a, b) => b.count - a.count)
    .map((reason) => `${formatNumber(reason.count)} ${shortWhy(reason, target)}`)
    .join(', ')
}
