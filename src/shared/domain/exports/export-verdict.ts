/** How an export stands, told by what arrived: the one place that decides it for every screen, notice and voice. */
import type { ExportState } from '../../contract/exports/exports.ts'

export type VerdictKind = Exclude<ExportState, 'done'> | 'complete' | 'partial' | 'nothing' | 'undone'
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
  undone: 'quiet',
  failed: 'bad',
  nothing: 'warn',
  partial: 'warn',
  complete: 'ok',
}

type Told = {
  readonly state: ExportState
  /** Leads the plan promised at the press. */
  readonly promised: number
  /** Of those that did not arrive, the ones that were there before. */
  readonly alreadyThere: number
  readonly totals: { readonly uploaded: number }
  /** Leads removed from Instantly again when the export was undone. */
  readonly takenBack?: number
}

/** Green only where what arrived is what was promised. */
export function verdictOf(told: Told): Verdict {
  const { promised, alreadyThere, totals } = told
  const kind = kindOf(told)
  return { kind, tone: tones[kind], uploaded: totals.uploaded, promised, alreadyThere }
}

function kindOf({ state, promised, totals: { uploaded }, takenBack = 0 }: Told): VerdictKind {
  // What arrived is not there any more, whatever it was.
  if (takenBack > 0) return 'undone'
  if (state !== 'done') return state
  if (uploaded === 0) return 'nothing'
  return uploaded < promised ? 'partial' : 'complete'
}
