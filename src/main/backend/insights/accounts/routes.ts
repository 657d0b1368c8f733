import type { accounts } from '#shared/contract/insights/accounts.ts'
import type { capacity } from '#shared/contract/insights/capacity.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { localDate } from '#shared/domain/core/days.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { CampaignEdits } from '../../campaigns/campaign-edits/routes.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import type { MailboxPuller } from '../../campaigns/mailboxes/pull-mailboxes.ts'
import { createClientNames } from '../../clients/workspaces/client-names.ts'
import { saveRows } from '../../clients/workspaces/save-rows.ts'
import type { Deps } from '../../core/deps.ts'
import { assertWorkspaceOpen } from '../../leads/lists/queries.ts'
import type { AccountFacts } from './account-facts.ts'
import { createAccountList, saveAccountsCsv } from './account-list.ts'
import { type AccountTimings, accountTimings, createActionRunner } from './action-runner.ts'
import { createActionStore } from './action-store.ts'
import { createAccountCapacity } from './capacity.ts'
import { createPageArrangement } from './page-arrangement.ts'
import { createReplacements } from './replacements.ts'
import { createAccountSync } from './sync-accounts.ts'

/** Creates the sending accounts feature: the state of accounts, and actions on them. */
export function createAccounts(
  deps: Deps,
  parts: { readonly facts: AccountFacts; readonly puller: MailboxPuller; readonly edits: CampaignEdits },
  timings: AccountTimings = accountTimings,
) {
  const { store, clock } = deps
  const { facts } = parts
  const actions = createActionStore(store)
  const weeks = createAccountCapacity(deps, facts)
  const arrangement = createPageArrangement(store, clock.now)
  const list = createAccountList({
    store,
    facts,
    lastAction: actions.last,
    weeks: weeks.weeks,
    arrangement,
    problemOf: parts.puller.problemOf,
  })
  const sync = createAccountSync(deps, facts, parts.puller)
  const runner = createActionRunner(deps, actions, facts, timings)
  const replacements = createReplacements(deps, parts.edits, sync)
  const mailboxes = createMailboxStore(store)
  const nameOf = createClientNames(store.raw)

  const routes: Handlers<typeof accounts & typeof capacity> = {
    'capacity.view': (client) => weeks.view(client),
    'capacity.more': ({ workspaceId, campaignId, leads }) => weeks.more(workspaceId, campaignId, leads),
    'capacity.accounts': ({ workspaceId }) => weeks.weeks(workspaceId),
    'accounts.list': (filter) => list.page(filter),
    'accounts.arrange': ({ byDomain }) => arrangement.setByDomain(byDomain),
    'accounts.fold': ({ workspaceId: only, domain, folded, rest }) => {
      for (const workspaceId of facts.workspacesOf({ workspaceId: only })) {
        const domains = [...new Set(facts.of({ workspaceId, partId: null }).map((one) => one.domain))]
        const meant = domain === null ? domains : [domain]
        const put = (there: boolean) => (known: Set<string>) => {
          for (const one of meant)
            if (there) known.add(one)
            else known.delete(one)
        }
        if (!rest) arrangement.fold(workspaceId, domains, put(folded))
        // Unfolding everything also shows the collapsed accounts.
        if (rest || domain === null) arrangement.showRest(workspaceId, domains, put(!folded))
      }
    },
    'accounts.detail': ({ workspaceId, email }) => list.detail(workspaceId, email),
    'accounts.domain': ({ workspaceId, domain }) => list.domain(workspaceId, domain),
    'accounts.sync': ({ workspaceId }) => sync.now(workspaceId),
    'accounts.check': ({ workspaceId, email }) => sync.check(workspaceId, email),
    'accounts.testVitals': ({ workspaceId, domains }) => sync.testDomains(workspaceId, domains),
    'accounts.saveCsv': (filter) => {
      const rows = list.found(filter)
      const workspaces = rows.map(({ workspaceId }) => workspaceId)
      return saveRows(deps, workspaces, `accounts ${localDate(clock.now())}.csv`, (path) =>
        saveAccountsCsv(path, rows, nameOf),
      )
    },
    'accounts.act': ({ accounts: asked, change, submission }) => {
      for (const workspaceId of new Set(asked.map((one) => one.workspaceId))) assertWorkspaceOpen(store, workspaceId)
      const ids = actions.add(asked, change, submission, clock.now())
      for (const id of ids) if (actions.find(id).state !== 'done') runner.run(id)
      return ids.map((id) => actions.shown(id))
    },
    'accounts.actions': ({ workspaceId }) => actions.recent(workspaceId, clock.now()),
    'accounts.outcomes': ({ ids }) => actions.outcomes(ids),
    'accounts.planReplacement': ({ workspaceId, emails, withEmail }) =>
      replacements.plan(workspaceId, emails, withEmail),
    'accounts.replace': (asked) => replacements.replace(asked),
    'accounts.undoReplacement': ({ id, submission }) => replacements.undo(id, submission),
  }
  return {
    routes,
    /** Called after a client's accounts were read by a timer. */
    afterPull: sync.afterPull,
    /** Called after a client's campaigns were read, as the accounts that send for them may have changed. */
    campaignsRead(workspaceId: WorkspaceId): void {
      mailboxes.relink(workspaceId)
      sync.afterCampaigns(workspaceId)
      replacements.resumeAll()
    },
    resumeReplacements: replacements.resumeAll,
    stop: replacements.stop,
  }
}
