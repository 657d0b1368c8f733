import { type WorkspaceId } from '#shared/ids.ts'
import { type OpenParts } from './backend-parts.ts'
import { createArchives } from './campaigns/archives/routes.ts'
import { createCampaignEdits } from './campaigns/campaign-edits/routes.ts'
import { createCampaigns } from './campaigns/campaigns/routes.ts'
import { createMailboxPuller } from './campaigns/mailboxes/pull-mailboxes.ts'
import { createSubsequences } from './campaigns/subsequences/routes.ts'
import { type Foundation } from './foundation.ts'
import { createAccountFacts } from './insights/accounts/account-facts.ts'
import { createAccounts } from './insights/accounts/routes.ts'
import { createAlerts } from './insights/alerts/alerts.ts'
import { createMoney } from './insights/money/routes.ts'
import { createReports } from './insights/reports/routes.ts'
import { createWriteBack } from './insights/write-back/routes.ts'
import { type LeadsArea } from './leads-area.ts'
import { type MailsArea } from './mails-area.ts'

export type CampaignsArea = ReturnType<typeof createCampaignsArea>

/**
 * Creates the area of campaigns, their sending accounts, and the figures of both. `switched`: the operator started or
 * paused a campaign by hand.
 */
export function createCampaignsArea(
  { deps, vault }: Foundation,
  parts: OpenParts,
  { optOuts }: LeadsArea,
  mails: MailsArea,
  switched: (workspaceId: WorkspaceId, remoteId: string) => void,
) {
  const money = createMoney(deps)
  const accountFacts = createAccountFacts(deps, () => alerts.limits())
  const alerts = createAlerts(deps, { costs: money.costOf, accounts: accountFacts })
  const mailboxes = createMailboxPuller(deps, (workspaceId, asked) => {
    alerts.tell(workspaceId)
    if (!asked) accounts.afterPull(workspaceId)
  })
  const campaigns = createCampaigns(deps, {
    read: async (workspaceId) => {
      accounts.campaignsRead(workspaceId)
      alerts.tell(workspaceId)
      void mailboxes.pull(workspaceId)
      await edits.read(workspaceId)
      await subsequences.afterCampaigns(workspaceId)
    },
    listed: (workspaceId, named) => {
      mails.eventIngest.knowCampaigns(workspaceId, named)
      deps.changed('events')
    },
    switched,
  })
  const edits = createCampaignEdits(deps, campaigns, optOuts.keepUnsubscribed, parts.editTimings)
  const accounts = createAccounts(deps, { facts: accountFacts, puller: mailboxes, edits }, parts.accountTimings)
  const subsequences = createSubsequences(deps, campaigns.queries, parts.moveTimings)
  const archives = createArchives(deps, {
    campaigns,
    readFigures: campaigns.readFigures,
    mailIngest: mails.inbox.mailIngest,
    deletions: edits.deletions,
  })
  const reports = createReports(deps, {
    money: money.ofClient,
    alerts: alerts.of,
    accounts: accountFacts.of,
    limits: alerts.limits,
    freshen: campaigns.poller.freshen,
    timings: parts.reportTimings,
    zone: parts.zone,
  })
  const writeBack = createWriteBack(deps, { vault })
  return {
    money,
    accountFacts,
    alerts,
    mailboxes,
    campaigns,
    edits,
    accounts,
    subsequences,
    archives,
    reports,
    writeBack,
  }
}
