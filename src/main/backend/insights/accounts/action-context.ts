import type { AccountActionKind } from '#shared/contract/insights/accounts.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { createMailboxStore } from '../../campaigns/mailboxes/mailbox-store.ts'
import { writtenAddress } from '../../clients/workspaces/written-address.ts'
import type { Deps } from '../../core/deps.ts'
import type { RemoteMailbox } from '../../core/instantly/types.ts'
import type { AccountFacts } from './account-facts.ts'
import type { AccountTimings } from './action-runner.ts'
import type { ActionItem, ActionStore } from './action-store.ts'

export function hasRequestedValue(kind: AccountActionKind, value: unknown, there: RemoteMailbox): boolean {
  switch (kind) {
    case 'pause':
      return there.status === 2
    case 'resume':
      return there.status !== 2
    case 'mark_fixed':
      return there.status > 0
    case 'warmup_on':
      return there.warmupStatus === 1
    case 'warmup_off':
      return there.warmupStatus === 0
    case 'daily_limit':
      return there.dailyLimit === value
    case 'sending_gap':
      return there.sendingGap === value
    case 'tracking_domain':
      return (there.trackingDomainName?.toLowerCase() ?? null) === value
    default:
      return kind satisfies never
  }
}

export type ActionContext = ReturnType<typeof createActionContext>

/** Creates the context: accounts as last read, and the state of each action. */
export function createActionContext(deps: Deps, actions: ActionStore, facts: AccountFacts, timings: AccountTimings) {
  const { clock, instantly, store } = deps
  const kept = createMailboxStore(store)
  const written = (workspaceId: WorkspaceId, { email }: Pick<ActionItem, 'email'>) =>
    writtenAddress(store.raw, workspaceId, email)
  return { timings, clock, instantly, actions, kept, facts, deps, written }
}
