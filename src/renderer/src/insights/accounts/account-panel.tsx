import { Check, Copy, RefreshCw, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { AccountDetail } from '#shared/contract/insights/accounts.ts'
import { type DnsCheck, dnsAdvice, dnsChecks, dnsText } from '#shared/domain/insights/accounts/dns-advice.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../core/lib/call.ts'
import { formatAgo, formatDate, formatDay, formatList, formatNumber } from '../../core/lib/format.ts'
import { t } from '../../core/lib/texts.ts'
import { useAction } from '../../core/lib/use-action.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLook } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { SeriesChart } from '../../core/ui/chart/series-chart.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { Icon } from '../../core/ui/icon.tsx'
import { Link } from '../../core/ui/link.tsx'
import { Note } from '../../core/ui/note.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { reasonText } from '../alerts/alert-words.ts'
import { AccountActions } from './account-actions.tsx'
import { figure, providerName, verdictTone } from './account-words.ts'

type Props = { workspaceId: WorkspaceId; email: string; onClose: () => void }

/** All of one account beside the table: what is wrong with which step mends it, its figures, its domain. */
export function AccountPanel({ workspaceId, email, onClose }: Props) {
  const words = t.accounts.panel
  const look = useClientLook()({ workspaceId, partId: null })
  const asked = useQuery('accounts.detail', { workspaceId, email })
  return (
    <SidePanel
      className="account-panel"
      label={words.label}
      title={email}
      text={look?.name ?? ''}
      closeLabel={words.close}
      onClose={onClose}
    >
      {asked.error && !asked.data && <ErrorNote error={asked.error} />}
      {asked.data && <Detail detail={asked.data} />}
    </SidePanel>
  )
}

function Detail({ detail }: { detail: AccountDetail }) {
  const { row, vitals, campaigns, days, tags, warmupSince, lastAction } = detail
  const { workspaceId, email, domain } = row
  const words = t.accounts.panel
  const check = useAction(async () => {
    await call('accounts.check', { workspaceId, email })
    showToast(words.checked)
  })
  return (
    <>
      <Health detail={detail} />
      <div className="account-acts">
        <AccountActions of={[row]} one={row} />
        <Button size="s" variant="quiet" icon={RefreshCw} busy={check.busy} onClick={check.run}>
          {words.check}
        </Button>
      </div>
      {check.error && <ErrorNote error={check.error} />}
      {lastAction?.problem && <ErrorNote error={lastAction.problem} tone="warn" />}
      <Part title={words.facts}>
        <DefinitionList
          rows={[
            { term: words.provider, value: providerName(row.provider) },
            { term: words.dailyLimit, value: figure(row.dailyLimit) },
            { term: words.gap, value: row.sendingGap === null ? t.accounts.unknown : words.minutes(row.sendingGap) },
            { term: words.tracking, value: row.trackingDomain ?? words.none },
            ...(tags.length > 0 ? [{ term: words.tags, value: formatList(tags) }] : []),
            {
              term: t.accounts.columns.warmup,
              value: `${t.accounts.warmup[row.warmup ?? 'unknown']}${row.score === null ? '' : `, ${t.accounts.score(figure(row.score))}`}`,
            },
            ...(warmupSince ? [{ term: words.warmupSince, value: formatDate(warmupSince) }] : []),
          ]}
        />
      </Part>
      <Part title={words.campaigns}>
        {campaigns.length === 0 && <p className="text-2">{words.noCampaigns}</p>}
        <ul className="account-campaigns">
          {campaigns.map(({ id, name, running, byTag }) => (
            <li key={id}>
              <Link to={`/campaigns/${id}`} className="ellipsis">
                {name}
              </Link>
              <span className="text-3 small">
                {[byTag ? words.byTag : null, running ? null : words.stopped]
                  .filter((part) => part !== null)
                  .join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Dns workspaceId={workspaceId} domain={domain} provider={row.provider} vitals={vitals} />
      <WarmupChart detail={detail} />
      <Part title={words.days}>
        {days.length === 0 ? (
          <p className="text-2">{words.noDays}</p>
        ) : (
          <table className="account-days">
            <thead>
              <tr>
                <th scope="col">{words.day}</th>
                <th scope="col">{words.sent}</th>
                <th scope="col">{words.replied}</th>
                <th scope="col">{words.bounced}</th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ date, sent, replied, bounced }) => (
                <tr key={date}>
                  <th scope="row">{formatDay(date)}</th>
                  <td>{formatNumber(sent)}</td>
                  <td>{formatNumber(replied)}</td>
                  <td className={bounced > 0 ? 'accounts-bad' : undefined}>{formatNumber(bounced)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Part>
    </>
  )
}

function Health({ detail: { row } }: { detail: AccountDetail }) {
  const words = t.accounts
  if (row.reasons.length === 0)
    return (
      <p>
        <Badge tone="ok">{words.verdicts.healthy}</Badge> <span className="text-2">{words.healthyText}</span>
      </p>
    )
  return (
    <div className="stack">
      {row.reasons.map((reason, at) => (
        <Note
          key={reason.kind}
          tone={verdictTone[reason.verdict]}
          title={`${words.verdicts[reason.verdict]}: ${reasonText(reason)}`}
        >
          {words.steps[reason.kind]}
          {at === 0 && row.message && <p>{words.panel.says(row.message)}</p>}
          {at === 0 && row.failingSince && <p>{words.panel.since(formatDate(row.failingSince))}</p>}
        </Note>
      ))}
    </div>
  )
}

type DnsProps = Pick<AccountDetail, 'vitals'> & { workspaceId: WorkspaceId; domain: string; provider: number | null }

function Dns({ workspaceId, domain, provider, vitals }: DnsProps) {
  const words = t.accounts
  const test = useAction(() => call('accounts.testVitals', { workspaceId, domains: [domain] }))
  const records = vitals ? dnsAdvice(domain, vitals, provider) : []
  const untold = (check: DnsCheck) => words.dns.notTold[check]
  return (
    <Part title={words.panel.dns} meta={vitals ? words.panel.tested(formatAgo(vitals.testedAt)) : undefined}>
      {vitals ? <DnsMarks vitals={vitals} /> : <p className="text-2">{words.panel.never}</p>}
      {records.length > 0 && (
        <>
          <p className="account-dns-fix">{words.dns.fix}</p>
          <pre className="account-records selectable">{dnsText(domain, records, untold)}</pre>
        </>
      )}
      <div className="account-acts">
        <Button size="s" busy={test.busy} onClick={test.run}>
          {words.panel.test}
        </Button>
        {records.length > 0 && (
          <Button size="s" icon={Copy} onClick={() => copyText(dnsText(domain, records, untold))}>
            {words.dns.copy}
          </Button>
        )}
      </div>
      {test.error && <ErrorNote error={test.error} />}
    </Part>
  )
}

/** What a test of a domain's DNS found, in a line. */
function DnsMarks({ vitals }: { vitals: NonNullable<AccountDetail['vitals']> }) {
  const { names, passed, failed, untold } = t.accounts.dns
  return (
    <span className="account-dns">
      {dnsChecks.map((check) => {
        const found = vitals[check]
        return (
          <span key={check} className={found === false ? 'accounts-bad' : 'text-2'}>
            {found !== null && <Icon of={found ? Check : X} size={12} />}
            {names[check]} <span className="sr-only">{found === null ? untold : found ? passed : failed}</span>
          </span>
        )
      })}
    </span>
  )
}

function WarmupChart({ detail: { row, warmup } }: { detail: AccountDetail }) {
  const words = t.accounts.panel
  return (
    <SeriesChart
      workspaceId={row.workspaceId}
      title={words.warmupChart}
      along={words.day}
      kind="lines"
      format={formatNumber}
      whole
      empty={words.noWarmup}
      series={[
        { id: 'sent', label: words.sent },
        { id: 'inbox', label: words.inbox },
        { id: 'spam', label: words.spam },
        { id: 'score', label: words.score },
      ]}
      points={warmup.map(({ date, score, sent, inbox, spam }) => ({
        id: date,
        tick: formatDay(date),
        name: formatDay(date),
        values: { score, sent, inbox, spam },
      }))}
    />
  )
}

function Part({ title, meta, children }: { title: string; meta?: string | undefined; children: ReactNode }) {
  const id = useId()
  return (
    <section className="account-part" aria-labelledby={id}>
      <h3 id={id}>
        {title} {meta && <span className="text-3 small">{meta}</span>}
      </h3>
      {children}
    </section>
  )
}
