import type { ShownAlert } from '#shared/contract/insights/alerts.ts'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import type { AlertKind } from '#shared/domain/insights/alerts/evaluate-campaign.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'

type Mend = keyof typeof t.alerts.mend

/** The part of a campaign that needs a change. */
const mends: Readonly<Partial<Record<AlertKind, Mend>>> = {
  bounce: 'accounts',
  stopped: 'accounts',
  finished: 'leads',
  target_cost: 'costs',
}

/** Button that leads to the fix for an alert. `here`: on the campaign's own page, so a link there is no fix. */
export function AlertAct({ alert, here = false }: { alert: ShownAlert; here?: boolean }) {
  const words = t.alerts
  const { about, workspaceId, kind } = alert
  const [label, path] = ((): readonly [string, string] => {
    if (about.kind === 'mailbox')
      return about.emails.length === 1
        ? [words.openAccount, accountPath(workspaceId, about.email)]
        : [words.openAccounts, accountPath(workspaceId, `@${about.domain}`)]
    if (about.kind === 'asked') return [words.answer, '/opted-out']
    if (about.kind !== 'campaign') return [words.openClient, `/settings/workspaces/${workspaceId}`]
    if (!here) return [words.open, `/campaigns/${about.campaignId}`]
    const mend = mends[kind] ?? 'edit'
    const edit = `/campaigns/${about.campaignId}/edit`
    const paths = { accounts: '/accounts', edit, leads: '/lists', costs: '/analytics/money/costs' }
    return [words.mend[mend], paths[mend]]
  })()
  return <Button label={label} size="s" onClick={() => go(path)} />
}
