import { isOver } from '#shared/domain/exports/export-verdict.ts'
import '../plan/exports.css'
import { Pause, Play } from 'lucide-react'
import type { ExportProgress, ExportSummary } from '#shared/contract/exports/exports.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, formatTimeLeft, t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { DemoBadge } from '../../core/ui/badge.tsx'
import { Button, Link } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { needsTargetChoice } from '../plan/campaign-state.ts'
import { pauseExport, resumePausedExport } from './export-commands.ts'
import { useIsStalled, useLiveProgress } from './live-progress.ts'
import { spokenProgress } from './spoken-progress-text.ts'
import { UnlockButton } from './unlock-button.tsx'

const maxShown = 3

/** Exports in progress, shown above the status line on every screen. */
export function ProgressStrip() {
  const running = useLiveProgress()
  const latest = useQuery('exports.list', { workspaceId: null, page: { offset: 0, limit: 50 } }).data
  const going = (latest?.rows ?? []).filter((row) =>
    isOver(row.state) ? false : row.state === 'paused' ? running.get(row.id)?.state === 'paused' : true,
  )
  const spoken = <SpokenProgress progress={running} exports={latest?.rows ?? []} />
  if (going.length === 0) return spoken
  const shown = going.slice(0, maxShown)
  return (
    <section className="strips" aria-label={t.exports.strip.label}>
      {spoken}
      {shown.map((summary) => (
        <Strip key={summary.id} summary={summary} progress={running.get(summary.id) ?? null} />
      ))}
      {going.length > shown.length && (
        <Link to="/exports" className="strips-more small">
          {t.exports.strip.more(going.length - shown.length)}
        </Link>
      )}
    </section>
  )
}

function Strip({ summary, progress }: { summary: ExportSummary; progress: ExportProgress | null }) {
  const words = t.exports.strip
  const workspace = useWorkspaces()?.find((each) => each.id === summary.workspaceId)
  const state = progress?.state ?? summary.state
  const totals = progress?.totals ?? summary.totals
  const all = progress?.toSend ?? totals.rows - totals.stayedBehind
  const settled = progress?.settled ?? totals.uploaded + totals.refused + totals.failed
  const problem = progress ? progress.problem : summary.problem
  const name = summary.campaignName
  const still = useIsStalled(progress)
  const speed = still ? words.still : speedWords(summary.target, state, progress, problem)
  return (
    <div className="strip">
      <span className="strip-name" title={workspace ? `${workspace.name}: ${name}` : name}>
        <WorkspaceSquare colour={workspace?.colour ?? null} />
        <span className="ellipsis">{name}</span>
        {workspace?.demo && <DemoBadge />}
      </span>
      <ProgressBar
        share={all === 0 ? 1 : settled / all}
        label={name}
        tone={still || state === 'paused' || state === 'waiting' ? 'quiet' : 'accent'}
      />
      <span className="strip-count tabular">
        <b>{formatNumber(settled)}</b> <span className="text-2">{t.exports.ledger.progressRest(all)}</span>
      </span>
      <span className="strip-lost small text-2 tabular">{words.lost(totals.refused, totals.failed)}</span>
      <Cut text={speed} className="strip-speed small text-2 tabular" />
      <span className="strip-actions">
        <StripAction summary={summary} state={state} problem={problem} />
        <Button
          label={words.ledger}
          size="s"
          variant="quiet"
          title={words.ledgerOf(name)}
          onClick={() => go(`/exports/${summary.id}`)}
        />
      </span>
    </div>
  )
}

/** Returns rate and remaining time while the export runs, otherwise the reason why it does not. */
function speedWords(
  target: ExportSummary['target'],
  state: ExportSummary['state'],
  progress: ExportProgress | null,
  problem: ExportSummary['problem'],
): string {
  const words = t.exports.strip
  if (state === 'paused') return words.held
  if (state === 'preparing') return target === 'list' ? t.exportTargets.strip.preparing : words.preparing
  if (state === 'waiting') return (problem && words.waits[problem.code]) ?? words.waitsOther
  const speed = progress?.leadsPerSecond
  const left = progress?.secondsLeft
  return [
    speed === null || speed === undefined ? '' : t.exports.ledger.rate(speed),
    left === null || left === undefined ? '' : t.exports.ledger.left(formatTimeLeft(left)),
  ]
    .filter(Boolean)
    .join(', ')
}

type ActionProps = { summary: ExportSummary; state: ExportSummary['state']; problem: ExportSummary['problem'] }

function StripAction({ summary, state, problem }: ActionProps) {
  const words = t.exports.strip
  const { id, campaignName } = summary
  if (state === 'waiting' && problem?.code === 'KEYS_LOCKED') return <UnlockButton />
  if (state === 'waiting' && needsTargetChoice(problem)) {
    return <Button label={words.decide} size="s" onClick={() => go(`/exports/${id}`)} />
  }
  if (state === 'paused' || (state === 'waiting' && problem?.code === 'EXPORT_TIMEOUT')) {
    return (
      <Button
        label={words.goOn}
        size="s"
        icon={Play}
        title={words.goOnOf(campaignName)}
        onClick={() => resumePausedExport(id)}
      />
    )
  }
  return (
    <Button
      label={words.hold}
      size="s"
      icon={Pause}
      title={words.holdOf(campaignName)}
      onClick={() => pauseExport(id)}
    />
  )
}

type Props = {
  progress: ReadonlyMap<number, ExportProgress>
  exports: readonly Pick<ExportSummary, 'id' | 'campaignName'>[]
}

/** Progress for screen readers; each line is announced when its words change. */
function SpokenProgress({ progress, exports }: Props) {
  return (
    <div className="sr-only" role="log" aria-label={t.spoken.label}>
      {exports.map(({ id, campaignName }) => {
        const own = progress.get(id)
        return own && <p key={id}>{spokenProgress(campaignName, own)}</p>
      })}
    </div>
  )
}
