import { RefreshCw } from 'lucide-react'
import type { AccountDetail } from '#shared/contract/insights/accounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDate, formatDay, formatList, formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Button, Link } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { reasonText } from '../alerts/alert-text.ts'
import { AccountActions } from './account-actions.tsx'
import { figure, providerName, verdictTone } from './account-text.ts'
import { Dns, PanelPart, WarmupChart } from './panel-parts.tsx'
import { WeekBars } from './week-bars.tsx'

type Props = { workspaceId: WorkspaceId; email: string; onClose: () => void }

/** Details of one account beside the table: its problems with the step that fixes each, its figures, its domain. */
export function AccountPanel({ workspaceId, email, onClose }: Props) {
  const look = useClientLabel()({ workspaceId, partId: null })
  const asked = useQuery('accounts.detail', { workspaceId, email })
  return (
    <SidePanel
      className="account-panel"
      label={t.accounts.panel.label}
      title={email}
      text={
        look && (
          <>
            <WorkspaceSquare colour={look.colour} /> {look.name}
          </>
        )
      }
      closeLabel={t.accounts.panel.close}
      onClose={onClose}
    >
      {asked.error && !asked.data && <ErrorNote error={asked.error} onAction={asked.refetch} />}
      {asked.data && <Detail detail={asked.data} />}
    </SidePanel>
  )
}

function Detail({ detail }: { detail: AccountDetail }) {
  const { row, vitals, campaigns, days, tags, warmupSince, lastAction, week, warmup } = detail
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
        <AccountActions of={[row]} one={row} paused={row.state === 'paused'} />
        <Button label={words.check} size="s" variant="quiet" icon={RefreshCw} action={check} />
      </div>
      {check.error && <ErrorNote error={check.error} />}
      {lastAction?.problem && <ErrorNote error={lastAction.problem} tone="warn" />}
      <PanelPart title={words.facts}>
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
      </PanelPart>
      <PanelPart title={words.campaigns}>
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
      </PanelPart>
      <Dns workspaceId={workspaceId} domain={domain} provider={row.provider} vitals={vitals} />
      <PanelPart title={t.accounts.capacity.title}>
        <WeekBars days={week} label={t.accounts.capacity.title} narrow />
      </PanelPart>
      <WarmupChart workspaceId={workspaceId} warmup={warmup} />
      <PanelPart title={words.days}>
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
      </PanelPart>
    </>
  )
}

function Health({ detail: { row } }: { detail: AccountDetail }) {
  const words = t.accounts
  const paused = row.state === 'paused'
  if (row.reasons.length === 0 && !paused)
    return (
      <p>
        <Badge tone="ok">{words.verdicts.healthy}</Badge> <span className="text-2">{words.healthyText}</span>
      </p>
    )
  return (
    <div className="stack">
      {paused && (
        <Note tone={row.message === null ? 'quiet' : 'bad'} title={words.states.paused}>
          {row.message && words.panel.says(row.message)}
        </Note>
      )}
      {row.reasons.map((reason, at) => (
        <Note
          key={reason.kind}
          tone={verdictTone[reason.verdict]}
          title={`${words.verdicts[reason.verdict]}: ${reasonText(reason)}`}
        >
          {words.steps[reason.kind]}
          {at === 0 && !paused && row.message && <p>{words.panel.says(row.message)}</p>}
          {at === 0 && row.failingSince && <p>{words.panel.since(formatDate(row.failingSince))}</p>}
        </Note>
      ))}
    </div>
  )
}
