/** How an export stands, told by what arrived: the one place that decides it for every screen, notice and voice. */
import type { ExportState } from '../../contract/exports/exports.ts'

export type VerdictKind = Exclude<ExportState, 'done'> | 'complete' | 'partial' | 'nothing'
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
}

/** Green only where what arrived is what was promised. */
export function verdictOf({ state, promised, alreadyThere, totals: { uploaded } }: Told): Verdict {
  const kind =
    state !== 'done' ? state : uploaded === 0 ? 'nothing' : uploaded < promised ? 'partial' : ('complete' as const)
  return { kind, tone: tones[kind], uploaded, promised, alreadyThere }
}
