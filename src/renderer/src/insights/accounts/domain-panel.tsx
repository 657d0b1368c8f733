import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useClientLabel } from '../../core/stores/workspaces.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { Link } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'
import { AccountActions } from './account-actions.tsx'
import { standing, verdictTone } from './account-text.ts'
import { AccountStateMark, Dns, PanelPart, WarmupChart } from './panel-parts.tsx'
import { WeekBars } from './week-bars.tsx'

type Props = { workspaceId: WorkspaceId; domain: string; onClose: () => void }

/** Details of one domain beside the table, as reputation is lost per domain. */
export function DomainPanel({ workspaceId, domain, onClose }: Props) {
  const words = t.accounts
  const look = useClientLabel()({ workspaceId, partId: null })
  const { data, error } = useQuery('accounts.domain', { workspaceId, domain })
  return (
    <SidePanel
      className="account-panel"
      label={words.panel.domain}
      title={domain}
      text={
        look && (
          <>
            <WorkspaceSquare colour={look.colour} /> {look.name}
          </>
        )
      }
      closeLabel={words.panel.close}
      onClose={onClose}
    >
      {error && !data && <ErrorNote error={error} />}
      {data && (
        <>
          <p>
            <Badge tone={data.row.verdict === 'healthy' ? 'ok' : verdictTone[data.row.verdict]}>
              {words.verdicts[data.row.verdict]}
            </Badge>
          </p>
          <div className="account-acts">
            <AccountActions
              of={data.accounts}
              one={null}
              paused={data.accounts.every(({ state }) => state === 'paused')}
            />
          </div>
          <Dns
            workspaceId={workspaceId}
            domain={domain}
            provider={data.accounts[0]?.provider ?? null}
            vitals={data.row.vitals}
          />
          <PanelPart title={words.panel.accounts}>
            <ul className="account-campaigns">
              {data.accounts.map((row) => (
                <li key={row.email}>
                  <Link to={accountPath(workspaceId, row.email)} className="ellipsis" title={row.email}>
                    {row.email.slice(0, row.email.lastIndexOf('@') + 1)}
                  </Link>
                  <span className="accounts-standing small" title={standing(row)}>
                    <AccountStateMark row={row} />
                    <span className="ellipsis text-2">{standing(row)}</span>
                  </span>
                </li>
              ))}
            </ul>
          </PanelPart>
          <PanelPart title={words.capacity.title}>
            <WeekBars days={data.week} label={words.capacity.title} narrow />
          </PanelPart>
          <WarmupChart workspaceId={workspaceId} warmup={data.warmup} />
        </>
      )}
    </SidePanel>
  )
}
