import { type Verdict, verdictOf } from '#shared/domain/exports/export-verdict.ts'
import { t } from '../../core/lib/texts.ts'

type Outcome = Parameters<typeof verdictOf>[0]

/** Describes the status of an export in a few words, for a badge or a line. */
export function verdictText(outcome: Outcome): string {
  const { kind, uploaded, promised } = verdictOf(outcome)
  if (kind === 'nothing') return t.exportSum.verdict.nothing
  if (kind === 'partial') return t.exportSum.verdict.partial(uploaded, promised)
  if (kind === 'undone') return t.exportSum.verdict.undone
  return t.exportStates[kind === 'complete' ? 'done' : kind]
}

/** Describes the status with its reason, where there is room for it. */
export function verdictSentence(outcome: Outcome): string {
  const verdict: Verdict = verdictOf(outcome)
  const { kind, promised, alreadyThere } = verdict
  const all = kind === 'nothing' && alreadyThere > 0 && alreadyThere >= promised
  if (all) return t.exportSum.verdict.nothingThere(alreadyThere)
  return verdict.kind === 'undone' ? t.exportSum.verdict.undoneLeads(outcome.takenBack ?? 0) : verdictText(outcome)
}
