import type { ExportProgress, ExportSummary } from '#shared/contract/exports/exports.ts'
import { formatNumber, formatTimeLeft, t } from '../../core/lib/texts.ts'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { ledgerTexts } from './ledger-texts.ts'
import { useIsStalled } from './live-progress.ts'

/** Progress, speed and remaining time of a running export, and the limit on its speed. */
export function LedgerProgress({ progress, summary }: { progress: ExportProgress | null; summary: ExportSummary }) {
  const words = t.exports.ledger
  const { totals, state } = summary
  const all = progress?.toSend ?? totals.rows - totals.stayedBehind
  const settled = progress?.settled ?? totals.uploaded + totals.refused + totals.failed
  const still = useIsStalled(progress)
  const moves = state === 'running' && !still
  const speed = moves ? (progress?.leadsPerSecond ?? null) : null
  const left = moves ? (progress?.secondsLeft ?? null) : null
  const bound = moves ? (progress?.bound ?? null) : null
  return (
    <section className="card ledger-progress" aria-label={words.progress}>
      <div className="ledger-progress-line">
        <span className="tabular">
          <b>{formatNumber(settled)}</b> {words.progressRest(all)}
        </span>
        <ProgressBar
          share={all === 0 ? 1 : settled / all}
          label={words.progress}
          tone={still || state === 'waiting' || state === 'paused' ? 'quiet' : 'accent'}
        />
        <span className="ledger-progress-speed tabular text-2">
          {speed === null ? (still ? t.exports.strip.still : moves ? words.rateUnknown : '') : words.rate(speed)}
        </span>
        <span className="ledger-progress-left tabular text-2">
          {left === null ? '' : words.left(formatTimeLeft(left))}
        </span>
      </div>
      <p className="small text-3 ledger-progress-bound">
        {bound
          ? `${words.boundBy(t.exports.bounds[bound].word)}. ${t.exports.bounds[bound].means}`
          : quietWords(summary, state)}
      </p>
    </section>
  )
}

/** Returns the text for an export whose speed has no known limit. */
function quietWords({ target }: ExportSummary, state: ExportSummary['state']): string {
  const words = ledgerTexts(target)
  if (state === 'preparing') return words.waits.preparing
  return state === 'running' ? words.goesOn : words.waits.keeps
}
