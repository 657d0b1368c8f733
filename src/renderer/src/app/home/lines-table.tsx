/** Tables of clients, or of one client's campaigns: a row each, with the same figures. */

import type { CampaignLine, ClientLine, HomeCampaigns, HomeClients, Weeks } from '#shared/contract/app/home.ts'
import { shareOf } from '#shared/domain/campaigns/rates.ts'
import { ClientMark } from '../../clients/clients/client-mark.tsx'
import { PausedBadge } from '../../clients/clients/paused-badge.tsx'
import { useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatDay, formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { chooseClient, useClientLabel } from '../../core/stores/workspaces.ts'
import { Link } from '../../core/ui/button.tsx'
import { column, type TableColumn } from '../../core/ui/column.ts'
import { count } from '../../core/ui/count.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Spark } from '../../core/ui/spark.tsx'
import { LeadsLast } from '../../insights/accounts/leads-last.tsx'

const none = <span className="zero">–</span>

type Limits = Pick<HomeClients, 'bounceAmber' | 'bounceRed'>
/** Fewer emails say nothing about the bounce rate. */
const leastForBounces = 50

function Bounced({ bounced, sent, limits }: { bounced: number; sent: number; limits: Limits }) {
  if (sent === 0) return none
  const share = bounced / sent
  const isTold = sent >= leastForBounces
  const tone = isTold && share > limits.bounceRed ? 'is-bad' : isTold && share > limits.bounceAmber ? 'is-warn' : ''
  return <span className={tone}>{formatShare(share)}</span>
}

function ReplyRate({ sums: { contacted, repliedUnique } }: Pick<Weeks, 'sums'>) {
  const share = shareOf(repliedUnique, contacted)
  if (share === null) return repliedUnique > 0 ? count(repliedUnique) : none
  return (
    <>
      {formatShare(share)} <span className="text-3">{t.format.of(formatNumber(contacted))}</span>
    </>
  )
}

function Trend({ replyRates }: Pick<Weeks, 'replyRates'>) {
  const known = replyRates.filter((rate) => rate !== null)
  const label = t.home.trend(formatShare(known[0] ?? 0), formatShare(known.at(-1) ?? 0))
  return <Spark values={replyRates} label={label} width={72} />
}

const rateColumns = <Line extends Weeks>(
  isPaused: (line: Line) => boolean = () => false,
): readonly TableColumn<Line>[] => [
  column('rate', t.home.replyRate, { width: 124, align: 'right' }, (line) => <ReplyRate {...line} />),
  column('weeks', t.home.weeks, { width: 96, quiet: true }, (line) =>
    isPaused(line) ? <span className="text-3">{t.home.paused}</span> : <Trend {...line} />,
  ),
  // Interest cannot be counted before all labels are synced.
  column('interested', t.home.interested, { width: 104, align: 'right' }, ({ sums: { interested } }) =>
    interested === null ? none : count(interested),
  ),
]

function ClientName({ line: { workspaceId, partId } }: { line: ClientLine }) {
  return (
    <span className={partId === null ? 'row' : 'row home-part'}>
      <button type="button" className="home-client ellipsis" onClick={() => chooseClient({ workspaceId, partId })}>
        <ClientMark of={{ workspaceId, partId }} />
      </button>
      {partId === null && <PausedBadge workspaceId={workspaceId} narrow />}
    </span>
  )
}

function SentToday({ sentToday, dailyLimit, accounts }: Pick<ClientLine, 'sentToday' | 'dailyLimit' | 'accounts'>) {
  // No accounts means that nothing was synced yet.
  if (accounts.all === 0) return none
  return (
    <span className="home-sent">
      {dailyLimit !== null && dailyLimit > 0 && <ProgressBar share={sentToday / dailyLimit} label={t.home.sentToday} />}
      <span className="home-sent-words">
        {count(sentToday)}{' '}
        {dailyLimit !== null && dailyLimit > 0 && (
          <span className="text-3">{t.format.of(formatNumber(dailyLimit))}</span>
        )}
      </span>
    </span>
  )
}

function Accounts({ accounts: { all, inTrouble } }: Pick<ClientLine, 'accounts'>) {
  if (all === 0) return none
  const tone = inTrouble === 0 ? undefined : inTrouble * 4 > all ? 'is-bad' : 'is-warn'
  return <span className={tone}>{t.home.healthy(formatNumber(all - inTrouble), formatNumber(all))}</span>
}

const clientColumns = (limits: Limits): readonly TableColumn<ClientLine>[] => [
  column('name', t.home.client, {}, (line) => <ClientName line={line} />),
  column('answer', t.home.toAnswer, { width: 84, align: 'right' }, ({ toAnswer }) =>
    toAnswer === null ? none : count(toAnswer),
  ),
  column('sent', t.home.sentToday, { width: 136, align: 'right' }, (line) => <SentToday {...line} />),
  ...rateColumns<ClientLine>(({ campaigns: { all, running } }) => all > 0 && running === 0),
  column('bounced', t.home.bounced, { width: 80, align: 'right' }, ({ bounces }) =>
    bounces === null ? none : <Bounced {...bounces} limits={limits} />,
  ),
  column('accounts', t.home.accounts, { width: 84, align: 'right' }, (line) => <Accounts {...line} />),
  column('leads', t.home.leadsLast, { width: 112, align: 'right', quiet: true }, (line) => <ClientLeads {...line} />),
]

/** How many days the leads of a client's running campaigns will last. */
function ClientLeads({ workspaceId, partId }: Pick<ClientLine, 'workspaceId' | 'partId'>) {
  const { data } = useQuery('capacity.view', { workspaceId, partId })
  const [known] = data?.clients ?? []
  if (!data || !known || data.campaigns.length === 0) return none
  return <LeadsLast leads={known.leads} sends={known.first + known.followUps > 0} mostDays={data.mostDays} />
}

const sumOf = (lines: readonly ClientLine[], of: (line: ClientLine) => number) =>
  lines.reduce((sum, line) => sum + of(line), 0)

/** One row per client; the parts of a workspace are below it and included in its figures. */
export function ClientsTable({ data }: { data: HomeClients }) {
  const look = useClientLabel()
  const whole = data.lines.filter(({ partId }) => partId === null)
  const all = (of: (line: ClientLine) => number) => sumOf(whole, of)
  const total: Pick<ClientLine, 'sentToday' | 'dailyLimit' | 'accounts'> & { readonly rate: Pick<Weeks, 'sums'> } = {
    sentToday: all(({ sentToday }) => sentToday),
    dailyLimit: whole.some(({ dailyLimit }) => dailyLimit === null) ? null : all(({ dailyLimit }) => dailyLimit ?? 0),
    accounts: { all: all(({ accounts }) => accounts.all), inTrouble: all(({ accounts }) => accounts.inTrouble) },
    rate: {
      sums: {
        ...(whole[0]?.sums as Weeks['sums']),
        contacted: all(({ sums }) => sums.contacted),
        repliedUnique: all(({ sums }) => sums.repliedUnique),
      },
    },
  }
  return (
    <section aria-labelledby="home-clients">
      <TableTitle id="home-clients" title={t.home.clients} from={data.from} to={data.to} />
      <div className="card home-table">
        <PlainTable
          label={t.home.clients}
          rows={data.lines}
          rowId={({ workspaceId, partId }) => `${workspaceId} ${partId ?? ''}`}
          columns={clientColumns(data)}
          onRename={({ workspaceId }) => go(`/settings/workspaces/${workspaceId}`)}
          peek={{ title: (line) => look(line)?.name ?? '' }}
          foot={
            whole.length > 1 && (
              <tr>
                <td>{t.home.allClients}</td>
                <td className="num">
                  {whole.some(({ toAnswer }) => toAnswer === null) ? none : count(all(({ toAnswer }) => toAnswer ?? 0))}
                </td>
                <td className="num">
                  <SentToday {...total} />
                </td>
                <td className="num">
                  <ReplyRate {...total.rate} />
                </td>
                <td className="plain-quiet" />
                <td className="num">
                  {whole.some(({ sums }) => sums.interested === null)
                    ? none
                    : count(all(({ sums }) => sums.interested ?? 0))}
                </td>
                <td className="num">
                  <Bounced
                    sent={all(({ bounces }) => bounces?.sent ?? 0)}
                    bounced={all(({ bounces }) => bounces?.bounced ?? 0)}
                    limits={data}
                  />
                </td>
                <td className="num">
                  <Accounts {...total} />
                </td>
                <td className="plain-quiet" />
              </tr>
            )
          }
        />
      </div>
    </section>
  )
}

const campaignColumns = (limits: Limits): readonly TableColumn<CampaignLine>[] => [
  column('name', t.home.campaign, {}, ({ id, name }) => (
    <Link to={`/campaigns/${id}`} className="grid-two" title={name}>
      {name}
    </Link>
  )),
  column('state', t.home.state, { width: 112 }, ({ state }) => (
    <span className={state === 'running' ? 'grid-two' : 'grid-two text-2'}>{t.campaigns.states[state]}</span>
  )),
  column('sent', t.home.sent, { width: 96, align: 'right' }, ({ sums }) => count(sums.sent)),
  ...rateColumns<CampaignLine>(),
  column('bounced', t.home.bouncedEver, { width: 140, align: 'right' }, ({ life }) => (
    <Bounced {...life} limits={limits} />
  )),
]

/** Maximum number of campaigns shown; more are on the campaigns page. */
const maxCampaigns = 12

/** Campaigns of the current client. */
export function CampaignsTable({ data }: { data: HomeCampaigns }) {
  if (data.lines.length === 0) return null
  return (
    <section aria-labelledby="home-campaigns">
      <TableTitle id="home-campaigns" title={t.clients.campaigns} from={data.from} to={data.to}>
        {data.lines.length > maxCampaigns && (
          <Link to="/campaigns">{t.home.allCampaigns(formatNumber(data.lines.length))}</Link>
        )}
      </TableTitle>
      <div className="card home-table">
        <PlainTable
          label={t.clients.campaigns}
          rows={data.lines.slice(0, maxCampaigns)}
          rowId={({ id }) => id}
          to={({ id }) => `/campaigns/${id}`}
          columns={campaignColumns(data)}
          onRename={({ id }) => go(`/campaigns/${id}/edit`)}
          peek={{ title: ({ name }) => name }}
        />
      </div>
    </section>
  )
}

type Props = {
  id: string
  title: string
  from: string
  to: string
  children?: React.ReactNode
}

function TableTitle({ id, title, from, to, children }: Props) {
  return (
    <header className="home-table-title">
      <h2 id={id}>{title}</h2>
      <span className="text-3 small">{t.home.lastDays(formatDay(from), formatDay(to))}</span>
      <span className="push">{children}</span>
    </header>
  )
}
