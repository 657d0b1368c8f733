import { useState } from 'react'
import type { ExportProgress, ExportSummary } from '#shared/contract/exports.ts'
import type { Workspace } from '#shared/contract/workspaces.ts'
import type { ExportId } from '#shared/ids.ts'
import { formatNumber, formatTimeLeft } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { useEvent } from '../../lib/use-event.ts'
import { useQuery } from '../../lib/use-query.ts'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'

type Props = { exports: readonly ExportSummary[]; workspaces: readonly Workspace[] }

/** Exports under way, with their figures as they change. */
export function RunningCard({ exports, workspaces }: Props) {
  const asked = useQuery('exports.running', {}, ['exports']).data ?? []
  const [live, setLive] = useState<ReadonlyMap<ExportId, ExportProgress>>(new Map())
  useEvent('export.progress', (progress) => setLive((before) => new Map(before).set(progress.exportId, progress)))
  return (
    <Card title={t.home.running} meta={formatNumber(exports.length)} pad={false}>
      <ul className="needs">
        {exports.map((each) => {
          const progress = live.get(each.id) ?? asked.find((one) => one.exportId === each.id)
          const workspace = workspaces.find((one) => one.id === each.workspaceId)
          return (
            <li key={each.id} className="need running">
              <div className="row">
                <WorkspaceSquare colour={workspace?.colour ?? null} />
                <Link to={`/exports/${each.id}`} className="running-name ellipsis" title={each.campaignName}>
                  {each.campaignName}
                </Link>
              </div>
              <ProgressBar
                share={progress && progress.toSend > 0 ? progress.settled / progress.toSend : null}
                label={each.campaignName}
              />
              <span className="text-2 small tabular running-figures">
                {progress && progress.toSend > 0
                  ? t.home.runningOf(formatNumber(progress.settled), formatNumber(progress.toSend))
                  : t.exportStates[each.state]}
                {progress?.secondsLeft !== null && progress?.secondsLeft !== undefined
                  ? `, ${formatTimeLeft(progress.secondsLeft)}`
                  : ''}
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
