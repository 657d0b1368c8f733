/** Components shared by the panels of an account and of a domain. */
import { Check, Copy, Pause, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { AccountDetail, AccountRow } from '#shared/contract/insights/accounts.ts'
import { type DnsCheck, dnsAdvice, dnsChecks, dnsText } from '#shared/domain/insights/accounts/dns-advice.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatAgo, formatDay, formatNumber, t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Button, Icon } from '../../core/ui/button.tsx'
import { SeriesChart } from '../../core/ui/chart/series-chart.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { accountStateTone } from './account-text.ts'

type DnsProps = Pick<AccountDetail, 'vitals'> & { workspaceId: WorkspaceId; domain: string; provider: number | null }

/** Last known DNS state of a domain, and the changes it needs. */
export function Dns({ workspaceId, domain, provider, vitals }: DnsProps) {
  const words = t.accounts
  const test = useAction(() => call('accounts.testVitals', { workspaceId, domains: [domain] }))
  const records = vitals ? dnsAdvice(domain, vitals, provider) : []
  const untold = (check: DnsCheck) => words.dns.notTold[check]
  return (
    <PanelPart title={words.panel.dns} meta={vitals ? words.panel.tested(formatAgo(vitals.testedAt)) : undefined}>
      {vitals ? <DnsMarks vitals={vitals} /> : <p className="text-2">{words.panel.never}</p>}
      {records.length > 0 && (
        <>
          <p className="account-dns-fix">{words.dns.fix}</p>
          <pre className="account-records selectable">{dnsText(domain, records, untold)}</pre>
        </>
      )}
      <div className="account-acts">
        <Button label={words.panel.test} size="s" action={test} />
        {records.length > 0 && (
          <Button
            label={words.dns.copy}
            size="s"
            icon={Copy}
            onClick={() => copyText(dnsText(domain, records, untold))}
          />
        )}
      </div>
      {test.error && <ErrorNote error={test.error} />}
    </PanelPart>
  )
}

/** Result of a domain's DNS test in one line. */
export function DnsMarks({ vitals }: { vitals: NonNullable<AccountDetail['vitals']> }) {
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

export function WarmupChart({ workspaceId, warmup }: Pick<AccountDetail, 'warmup'> & { workspaceId: WorkspaceId }) {
  const words = t.accounts.panel
  return (
    <SeriesChart
      workspaceId={workspaceId}
      title={words.warmupChart}
      buckets={words.day}
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

type Props = { title: string; meta?: string | undefined; children: ReactNode }

export function PanelPart({ title, meta, children }: Props) {
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

/** Mark before an account's state. A paused account is marked as paused, even if it has other problems. */
export function AccountStateMark({ row }: { row: AccountRow }) {
  const tone = accountStateTone(row)
  if (row.state !== 'paused') return <Dot tone={tone} />
  return <Icon of={Pause} size={12} className={tone === 'bad' || tone === 'warn' ? `is-${tone}` : 'text-3'} />
}
