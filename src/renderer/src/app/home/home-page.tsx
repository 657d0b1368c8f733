import './home.css'
import { FileUp } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { needsOf } from '#shared/domain/app/needs.ts'
import { formatDayLong, formatTime, operatorZone } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useAsked, useQuery } from '../../core/lib/use-query.ts'
import { chooseFile } from '../../core/stores/opening-file.ts'
import {
  clientsTogether,
  useClientParts,
  useCurrentClient,
  useCurrentWorkspace,
  useWorkspaces,
} from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { PageHead } from '../../core/ui/page-head.tsx'
import { ClientsCard } from './clients-card.tsx'
import { newestLists } from './home-data.ts'
import { LatestExports, LatestLists } from './latest-cards.tsx'
import { NeedsCard } from './needs-card.tsx'
import { TeachCard } from './teach-card.tsx'

/** What needs the operator today, and where the last work lies. What runs is in the strip below every screen. */
export function HomePage({ firstSteps }: { firstSteps?: ReactNode }) {
  const current = useCurrentWorkspace()
  const all = useWorkspaces()
  const now = useMinute()
  const shown: readonly Workspace[] = current ? [current] : clientsTogether(all ?? [])
  const exports = useQuery('exports.list', { workspaceId: current?.id ?? null, page: { offset: 0, limit: 200 } }).data
  const ids = shown.map((each) => each.id)
  const lists = useAsked(all ? `home.lists ${ids.join(',')}` : null, async (ask) =>
    (await Promise.all(ids.map((id) => ask('lists.all', { workspaceId: id, archived: false })))).flat(),
  ).data
  const client = useCurrentClient()
  const parts = useClientParts()?.length ?? 0
  const replies = useQuery('inbox.counts', client).data
  const alerts = useQuery('alerts.list', client).data
  const jobs = useQuery('jobs.troubled', { workspaceId: client.workspaceId }).data
  const reports = useQuery('reports.failedPlans', client).data
  if (!all || !exports || !lists || !replies || !alerts || !jobs || !reports) return <HomeHead now={now} />

  const needs = needsOf(shown, exports.rows, reports, now.getTime())
  const nothingYet = lists.length === 0 && exports.total === 0
  return (
    <div className="page">
      <HomeHead now={now} {...(nothingYet ? {} : { onChoose: () => chooseFile(all) })} />
      <div className="page-body home-body">
        {firstSteps}
        {nothingYet ? (
          <>
            {needs.length + replies.answer + alerts.length + jobs.length > 0 && (
              <NeedsCard needs={needs} replies={replies} alerts={alerts} jobs={jobs} workspaces={all} />
            )}
            <TeachCard onChoose={() => chooseFile(all)} client={current?.name ?? null} />
          </>
        ) : (
          <>
            <NeedsCard needs={needs} replies={replies} alerts={alerts} jobs={jobs} workspaces={all} />
            <div className="home-halves">
              <LatestLists lists={newestLists(lists, 6)} workspaces={all} showClient={!current} />
              <LatestExports exports={exports.rows.slice(0, 6)} workspaces={all} showClient={!current} />
            </div>
          </>
        )}
        {!current && all.length + parts > 1 && <ClientsCard workspaces={all} exports={exports.rows} />}
      </div>
    </div>
  )
}

/** The day, and the one button where the screen below has none of its own. */
function HomeHead({ now, onChoose }: { now: Date; onChoose?: () => void }) {
  const city = operatorZone().split('/').at(-1)?.replaceAll('_', ' ')
  return (
    <PageHead title={formatDayLong(now)} meta={`${formatTime(now.toISOString())}, ${city}`}>
      {onChoose && (
        <Button variant="primary" icon={FileUp} shortcut="mod+enter" onClick={onChoose}>
          {t.home.dropFile}
        </Button>
      )}
    </PageHead>
  )
}

/** Now, to the minute. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
