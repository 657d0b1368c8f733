import './home.css'
import { FileUp, Inbox } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { ClientFilter } from '#shared/contract/clients/client-filter.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { MailsRead } from '#shared/contract/inbox/inbox.ts'
import { needsOf } from '#shared/domain/app/needs.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatDayLong, formatTime, operatorZone, t } from '../../core/lib/texts.ts'
import { showsDemo } from '../../core/stores/demo.ts'
import { chooseFile } from '../../core/stores/opening-file.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { clientsTogether, useCurrentClient, useCurrentWorkspace, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Card, PageHead } from '../../core/ui/page.tsx'
import { inboxCommands } from '../../inbox/commands.ts'
import { RecentReports } from '../../insights/reports/recent-reports.tsx'
import { OpenImports } from '../../leads/import/open-imports.tsx'
import { CampaignsTable, ClientsTable } from './lines-table.tsx'
import { NeedsCard } from './needs-card.tsx'
import { RepliesCard, repliesShown } from './replies-card.tsx'

/** Home: replies to answer, what needs the operator, how clients are doing. Running work is in every screen's strip. */
export function HomePage({ firstSteps }: { firstSteps?: ReactNode }) {
  const current = useCurrentWorkspace()
  const all = useWorkspaces()
  const demo = useQuery('demo.state', {}).data
  const clock = useMinute()
  // The demo lives on its own date.
  const now = demo?.now && all && showsDemo(current, all) ? new Date(demo.now) : clock
  const client = useCurrentClient()
  const shown: readonly Workspace[] = current ? [current] : clientsTogether(all ?? [])
  const exports = useQuery('exports.list', { workspaceId: current?.id ?? null, page: { offset: 0, limit: 200 } }).data
  const digits = Math.min(9, all?.length ?? 0)
  useScreenKeys([
    ...(digits > 1 ? ([[`mod+1–${digits}`, t.frame.keys.client]] as const) : []),
    ['mod+k', t.frame.keys.search],
  ])
  const counts = useQuery('inbox.counts', client).data
  const threads = useQuery('inbox.threads', { ...client, order: 'hot', page: { offset: 0, limit: repliesShown } }).data
  // Rendered last but requested with the rest: the figures of all clients are the slowest part of a start.
  useQuery('home.clients', current ? null : {})
  const alerts = useQuery('alerts.list', client).data
  const jobs = useQuery('jobs.troubled', { workspaceId: client.workspaceId }).data
  const reports = useQuery('reports.failedPlans', client).data
  if (!all || !exports || !counts || !threads || !alerts || !jobs || !reports) return <HomeHead now={now} />

  const needs = needsOf(shown, exports.rows, reports, now.getTime())
  const nothingYet = shown.every(({ listCount }) => listCount === 0) && exports.total === 0
  const isQuiet =
    nothingYet && counts.answer + stillToCome(counts.mails) + needs.length + alerts.length + jobs.length === 0
  return (
    <div className="page">
      <HomeHead
        now={now}
        client={client}
        answer={counts.mails.known ? counts.answer : 0}
        onAnswer={() => go(`/inbox/${threads.rows[0]?.id ?? ''}`)}
        {...(nothingYet ? {} : { onChoose: () => chooseFile(all) })}
      />
      <div className="page-body stack">
        {firstSteps}
        <OpenImports workspaceIds={shown.map(({ id }) => id)} />
        {!isQuiet && (
          <div className="home-halves">
            <RepliesCard client={client} threads={threads.rows} count={counts.answer} mails={counts.mails} />
            <NeedsCard needs={needs} alerts={alerts} jobs={jobs} workspaces={all} />
          </div>
        )}
        {nothingYet && <TeachCard onChoose={() => chooseFile(all)} client={current?.name ?? null} />}
        {current ? <Campaigns client={client} /> : <Clients />}
      </div>
    </div>
  )
}

/** Returns the number of conversations the first sync is still expected to bring. */
const stillToCome = (mails: MailsRead): number => (mails.known ? 0 : (mails.of ?? 0))

function Clients() {
  const data = useQuery('home.clients', {}).data
  const [only] = data?.lines ?? []
  if (!data || !only) return null
  // A single client cannot be compared with others, so its campaigns are shown.
  if (data.lines.length === 1) return <Campaigns client={{ workspaceId: only.workspaceId, partId: only.partId }} />
  return <ClientsTable data={data} />
}

function Campaigns({ client }: { client: ClientFilter }) {
  const data = useQuery('home.campaigns', client).data
  return data && data.lines.length > 0 ? <CampaignsTable data={data} /> : null
}

type Props = {
  now: Date
  /** Client whose weekly reports are listed; omitted until the data has loaded. */
  client?: ClientFilter
  answer?: number
  onAnswer?: () => void
  onChoose?: () => void
}

/** The date, and the button for screens that have none of their own below. */
function HomeHead({ now, client, answer = 0, onAnswer, onChoose }: Props) {
  const city = operatorZone().split('/').at(-1)?.replaceAll('_', ' ')
  return (
    <PageHead title={formatDayLong(now)} meta={`${formatTime(now.toISOString())}, ${city}`}>
      {client && <RecentReports client={client} />}
      {onChoose && (
        <Button
          label={t.home.dropFile}
          variant={answer > 0 ? 'secondary' : 'primary'}
          icon={FileUp}
          shortcut="mod+enter"
          onClick={onChoose}
        />
      )}
      {answer > 0 && onAnswer && (
        <Button
          label={t.home.answerReplies(answer)}
          variant="primary"
          icon={Inbox}
          keysShown={inboxCommands.reply.keys}
          onClick={onAnswer}
        />
      )}
    </PageHead>
  )
}

/** Returns the current time, updated every minute. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Home before the first file: how to start, and one button for it. The first steps are in their own strip. */
function TeachCard({ onChoose, client }: { onChoose: () => void; client: string | null }) {
  return (
    <Card>
      <div className="teach">
        <h2>{client ? t.drop.title(client) : t.home.emptyTitle}</h2>
        <p className="text-2">{t.home.emptyText}</p>
        <Button
          label={t.home.dropFile}
          variant="primary"
          size="l"
          icon={FileUp}
          shortcut="mod+enter"
          onClick={onChoose}
        />
      </div>
    </Card>
  )
}
