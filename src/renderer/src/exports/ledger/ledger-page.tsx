import { isOver } from '#shared/domain/exports/export-verdict.ts'
import '../plan/exports.css'
import './ledger.css'
import { ArrowUpRight, Download, Ellipsis, Link2, List, Pause, Play, RotateCcw, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import type { ExportSummary, Ledger, LedgerTotals } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { t } from '../../core/lib/texts.ts'
import { useSmallWindow } from '../../core/lib/use-small-window.ts'
import { copyLink } from '../../core/stores/copy.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { DemoBadge } from '../../core/ui/badge.tsx'
import { Button, IconButton, Link } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Card, PageHead, PageWithout } from '../../core/ui/page.tsx'
import { SumLine, type SumPart } from '../../core/ui/sum-line.tsx'
import { Time } from '../../core/ui/time.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { CampaignLife } from '../../events/events/campaign-life.tsx'
import { StoredExportCost } from '../../insights/money/stored-cost.tsx'
import { exportCommands } from '../commands.ts'
import { needsTargetChoice } from '../plan/campaign-state.ts'
import { FlowDrawing } from '../plan/flow-drawing.tsx'
import { RepeatChooser } from '../plan/repeat-chooser.tsx'
import { repeatExport } from '../plan/repeat-export.ts'
import { CompareCard } from './compare-card.tsx'
import { useComparing } from './comparing.ts'
import { cancelExport, openCampaign, pauseExport, resumePausedExport, saveCsv } from './export-commands.ts'
import { LedgerAnswers } from './ledger-answers.tsx'
import { LedgerBlackoutDates } from './ledger-blackout-dates.tsx'
import { LedgerChecked } from './ledger-checked.tsx'
import { LedgerNotes } from './ledger-notes.tsx'
import { LedgerPart } from './ledger-part.tsx'
import { LedgerProgress } from './ledger-progress.tsx'
import { LedgerRows } from './ledger-rows.tsx'
import { LedgerSettings } from './ledger-settings.tsx'
import { LedgerZones } from './ledger-zones.tsx'
import { useIsAlive, useProgressOf } from './live-progress.ts'
import { TakeBackDialog } from './take-back-dialog.tsx'
import { TargetMark } from './target-mark.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

/** Report on every lead of one export, during and after the run. */
export function LedgerPage({ exportId }: { exportId: ExportId }) {
  // A cancelled export still waits for unanswered requests.
  const alive = useIsAlive(exportId)
  const ledger = useQuery('exports.ledger', { exportId }, alive ? { everyMs: 2000 } : {})
  if (ledger.data) return <Shown key={exportId} ledger={ledger.data} alive={alive} />
  const up = { label: t.exports.title, to: '/exports' }
  return <PageWithout queries={[ledger]} goneTitle={t.exports.ledger.goneTitle} up={up} />
}

function Shown({ ledger, alive }: { ledger: Ledger; alive: boolean }) {
  const words = t.exports.ledger
  const small = useSmallWindow()
  const progress = useProgressOf(ledger.summary.id)
  // While the export runs, announced figures are newer than queried ones.
  const fresh = progress && (alive || !isOver(ledger.summary.state)) ? progress : null
  const summary: ExportSummary = fresh
    ? { ...ledger.summary, state: fresh.state, totals: fresh.totals, problem: fresh.problem }
    : ledger.summary
  const { totals, state } = summary
  const comparing = useComparing(summary.id)
  const isPart = ledger.shareOf !== null || summary.part !== null
  const settling = alive && isOver(state)
  const isBusy = settling || summary.undoing
  const canCheck =
    isOver(state) &&
    !isBusy &&
    (summary.campaignId ?? summary.leadListId) !== null &&
    summary.takenBack === 0 &&
    totals.uploaded > 0 &&
    !summary.campaignGone
  const [takingBack, setTakingBack] = useState(false)
  const workspace = useWorkspaces()?.find((each) => each.id === summary.workspaceId)
  return (
    <div className="page">
      <PageHead
        title={summary.listName}
        // In a small window the name of the list gets a line to itself.
        crumbs={[
          { label: t.exports.title, to: '/exports' },
          ...(small && workspace ? [{ label: workspace.name }] : []),
          { label: words.crumb(summary.id) },
        ]}
        meta={
          <>
            <VerdictBadge summary={summary} long />
            {workspace && (
              <span className="row ledger-client">
                <WorkspaceSquare colour={workspace.colour} />{' '}
                <span className={small ? 'sr-only' : 'ellipsis'}>{workspace.name}</span>
                {workspace.demo && <DemoBadge />}
              </span>
            )}
          </>
        }
      >
        <Actions
          summary={summary}
          isBusy={isBusy}
          inDemo={workspace?.demo ?? false}
          onTakeBack={() => setTakingBack(true)}
        />
      </PageHead>
      <div className="page-body stack ledger-body">
        <LedgerNotes ledger={ledger} summary={summary} settling={settling} onTakeBack={() => setTakingBack(true)} />
        <LedgerPart summary={summary} />
        {!isOver(state) && !ledger.question && <LedgerProgress progress={fresh} summary={summary} />}
        <Card
          pad={false}
          title={totals.waiting === 0 && isOver(state) ? words.accounted : words.flowTitle}
          meta={<FlowMeta ledger={ledger} />}
        >
          <FlowDrawing
            totals={totals}
            reasons={ledger.reasons}
            target={summary.target}
            over={isOver(state)}
            takenBack={summary.takenBack > 0}
            isPart={isPart}
          />
          <div className="ledger-sum">
            <SumLine
              total={{ label: partLabel(ledger), count: totals.rows }}
              parts={sumParts(totals, summary)}
              aside={canCheck && <LedgerChecked comparing={comparing} />}
            />
          </div>
        </Card>
        <LedgerRows summary={summary} />
        <LedgerZones ledger={ledger} />
        {summary.campaignId && <CampaignLife workspaceId={summary.workspaceId} remoteId={summary.campaignId} />}
        {canCheck && <CompareCard summary={summary} settings={ledger.settings} comparing={comparing} />}
        <div className="ledger-pair">
          <LedgerSettings ledger={ledger} />
          <LedgerAnswers ledger={ledger} />
          <StoredExportCost exportId={summary.id} />
          <LedgerBlackoutDates exportId={summary.id} />
        </div>
      </div>
      <RepeatChooser />
      {takingBack && <TakeBackDialog summary={summary} onClose={() => setTakingBack(false)} />}
    </div>
  )
}

const partLabel = ({ shareOf, summary }: Ledger): string =>
  shareOf !== null
    ? t.exportZones.ledgerPart
    : summary.part !== null
      ? t.exportSum.part.inIt
      : t.exports.ledger.inTheListPart

function sumParts(totals: LedgerTotals, summary: ExportSummary): readonly SumPart[] {
  const words = t.exports.ledger
  return [
    { label: summary.takenBack > 0 ? words.takenBackPart : words.uploadedPart, count: totals.uploaded },
    { label: words.stayedBehind, count: totals.stayedBehind },
    { label: words.refused, count: totals.refused },
    { label: words.failed, count: totals.failed },
    { label: isOver(summary.state) ? words.waitingCancelled : words.waiting, count: totals.waiting },
  ]
}

function FlowMeta({ ledger }: { ledger: Ledger }) {
  const { summary } = ledger
  const { workspaceId, campaignId } = summary
  const campaign = useQuery('campaigns.find', campaignId === null ? null : { workspaceId, remoteId: campaignId }).data
  return (
    <span className="ledger-meta">
      <span className="ellipsis" title={campaign?.name ?? summary.campaignName}>
        {campaign ? (
          <Link to={`/campaigns/${campaign.id}`}>{t.exports.ledger.flowTo(summary.campaignName)}</Link>
        ) : (
          t.exports.ledger.flowTo(summary.campaignName)
        )}
      </span>
      <TargetMark target={summary.target} />
      <span>
        , <Time iso={summary.finishedAt ?? summary.createdAt} />
      </span>
    </span>
  )
}

type ActionsProps = { summary: ExportSummary; isBusy: boolean; inDemo: boolean; onTakeBack: () => void }

function Actions({ summary, isBusy, inDemo, onTakeBack }: ActionsProps) {
  const words = t.exports.ledger
  const { id, state, target, campaignId, totals, takenBack } = summary
  const goes = state === 'running' || state === 'preparing' || state === 'waiting'
  // A question has its own buttons.
  const decides = state === 'waiting' && needsTargetChoice(summary.problem)
  const canTakeBack = isOver(state) && !isBusy && totals.uploaded > 0 && takenBack === 0 && !summary.campaignGone
  const hasProblems = totals.stayedBehind + totals.refused + totals.failed > 0
  useCommand(exportCommands.saveProblems, hasProblems ? () => saveCsv(id, 'problems') : null)
  useCommand(exportCommands.saveLedger, () => saveCsv(id, 'all'))
  useCommand(exportCommands.repeatOther, () => repeatExport(id, 'choose'))
  useCommand(exportCommands.takeBack, canTakeBack ? onTakeBack : null)
  return (
    <>
      {!isOver(state) && !decides && (
        <Button
          label={words.cancel}
          variant="quiet"
          icon={X}
          command={exportCommands.cancel}
          title={words.cancelling}
          onClick={() => cancelExport(id)}
        />
      )}
      <Menu
        trigger={<IconButton icon={Ellipsis} label={words.more} />}
        items={[
          ...(hasProblems
            ? [{ label: words.saveProblems, icon: Download, onSelect: () => saveCsv(id, 'problems') }]
            : []),
          { label: words.saveAll, icon: Download, onSelect: () => saveCsv(id, 'all') },
          { label: t.exportHistory.repeatOther, icon: List, onSelect: () => repeatExport(id, 'choose') },
          { label: t.desktop.copyLink, icon: Link2, onSelect: () => copyLink(`/exports/${id}`) },
          ...(canTakeBack
            ? ([
                'line',
                { label: words.takeBack(totals.uploaded), icon: Undo2, danger: true, onSelect: onTakeBack },
              ] as const)
            : []),
        ]}
      />
      {isOver(state) && (
        <Button
          label={t.exportHistory.repeat}
          icon={RotateCcw}
          command={exportCommands.repeat}
          title={t.exportHistory.repeatHint}
          onClick={() => repeatExport(id)}
        />
      )}
      {target === 'campaign' && (
        <Button
          label={words.openCampaign}
          icon={ArrowUpRight}
          command={exportCommands.openCampaign}
          disabled={campaignId === null || inDemo}
          title={inDemo ? t.demo.noRealPage : campaignId === null ? words.noCampaign : undefined}
          onClick={() => openCampaign(id)}
        />
      )}
      {goes && !decides && (
        <Button label={words.pause} icon={Pause} command={exportCommands.hold} onClick={() => pauseExport(id)} />
      )}
      {state === 'paused' && (
        <Button
          label={words.resume}
          variant="primary"
          icon={Play}
          command={exportCommands.goOn}
          onClick={() => resumePausedExport(id)}
        />
      )}
    </>
  )
}
