import { BellRing, X } from 'lucide-react'
import { useState } from 'react'
import type { CampaignAlert } from '#shared/contract/alerts.ts'
import type { Workspace } from '#shared/contract/workspaces.ts'
import { call } from '../../lib/call.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { tellFailure } from '../../stores/tell-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'
import { alertText, alertTitle, alertTone } from './alert-words.ts'

type Props = { alerts: readonly CampaignAlert[]; workspaces: readonly Workspace[] }

/** More than these are folded: the lists below stay in sight. */
const mostShown = 3

/** Alerts as lines of what needs the operator, the worst first. */
export function AlertNeeds({ alerts, workspaces }: Props) {
  const [open, setOpen] = useState(false)
  const shown = open ? alerts : alerts.slice(0, mostShown)
  return (
    <>
      {shown.map((alert) => (
        <AlertNeed
          key={`${alert.campaignId} ${alert.kind}`}
          alert={alert}
          workspace={workspaces.find(({ id }) => id === alert.workspaceId)}
        />
      ))}
      {shown.length < alerts.length && (
        <li className="need">
          <Button size="s" variant="quiet" onClick={() => setOpen(true)}>
            {t.home.showAll(alerts.length)}
          </Button>
        </li>
      )}
    </>
  )
}

function AlertNeed({ alert, workspace }: { alert: CampaignAlert; workspace: Workspace | undefined }) {
  const words = t.alerts
  const title = alertTitle(alert)
  const { campaignId, campaignName, kind } = alert
  return (
    <li className="need">
      <Icon of={BellRing} className={`is-${alertTone[alert.level]}`} />
      <div className="grow">
        <b>
          {campaignName}: {title}
        </b>
        <p className="text-2 small">
          {workspace && (
            <>
              <WorkspaceSquare colour={workspace.colour} /> {workspace.name}:{' '}
            </>
          )}
          {alertText(alert)}
        </p>
      </div>
      <Button size="s" onClick={() => go(`/campaigns/${campaignId}`)}>
        {words.open}
      </Button>
      <IconButton
        size="s"
        icon={X}
        label={words.asideOf(title, campaignName)}
        onClick={() => {
          call('alerts.dismiss', { campaignId, kind }).catch(tellFailure)
        }}
      />
    </li>
  )
}
