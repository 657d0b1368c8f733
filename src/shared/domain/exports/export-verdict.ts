/**
 * The verdict on an export, based on what was uploaded. This is the only place that decides it, for every screen,
 * notification and screen reader text.
 */
import type { ExportState } from '../../contract/exports/exports.ts'

/** Whether the export is over and nothing more will happen. */
export const isOver = (state: ExportState): boolean => state === 'done' || state === 'failed' || state === 'cancelled'

export type VerdictKind = Exclude<ExportState, 'done'> | 'complete' | 'partial' | 'nothing' | 'undoing' | 'undone'
export type VerdictTone = 'ok' | 'warn' | 'bad' | 'info' | 'quiet'

export type Verdict = {
  readonly kind: VerdictKind
  readonly tone: VerdictTone
  readonly uploaded: number
  readonly promised: number
  readonly alreadyThere: number
}

const tones: Readonly<Record<VerdictKind, VerdictTone>> = {
  preparing: 'info',
  running: 'info',
  waiting: 'warn',
  paused: 'warn',
  cancelled: 'quiet',
  undoing: 'info',
  undone: 'quiet',
  failed: 'bad',
  nothing: 'warn',
  partial: 'warn',
  complete: 'ok',
}

type ExportOutcome = {
  readonly state: ExportState
  /** Leads the review promised when the export was started. */
  readonly promised: number
  /** Of the leads that were not uploaded, those that were already there. */
  readonly alreadyThere: number
  readonly totals: { readonly uploaded: number }
  /** Leads removed from Instantly when the export was undone. */
  readonly takenBack?: number
  readonly undoing?: boolean
}

/** Returns the verdict. It is green only if everything promised was uploaded. */
export function verdictOf(outcome: ExportOutcome): Verdict {
  const { promised, alreadyThere, totals } = outcome
  const kind = verdictKindOf(outcome)
  return { kind, tone: tones[kind], uploaded: totals.uploaded, promised, alreadyThere }
}

function verdictKindOf({ state, promised, totals: { uploaded }, takenBack = 0, undoing }: ExportOutcome): VerdictKind {
  if (undoing) return 'undoing'
  // What was uploaded has been removed again, so the state no longer matters.
  if (takenBack > 0) return 'undone'
  if (state !== 'done') return state
  if (uploaded === 0) return 'nothing'
  return uploaded < promised ? 'partial' : 'complete'
}
