/** Determines how a step of the operator can be undone, for accounts that are still as the step left them. */
import type { FeedUndo } from '#shared/contract/app/feed.ts'
import type { AccountActionKind, AccountChange } from '#shared/contract/insights/accounts.ts'
import { type CampaignState, isSwitchedOn } from '#shared/domain/campaigns/campaign-state.ts'

/** An account in a step: its value before and now, as Instantly's number or the value itself. */
type Item = {
  readonly email: string
  readonly done: 0 | 1
  readonly was: string | number | null
  readonly now: string | number | null
}

export const parseAccountItems = (json: string): readonly Item[] => JSON.parse(json) as Item[]

const paused = 2

export function campaignUndo(stands: boolean, was: CampaignState, state: CampaignState): FeedUndo | null {
  return stands && isSwitchedOn(was) !== isSwitchedOn(state) ? { kind: 'campaign', active: isSwitchedOn(was) } : null
}

/** The previous value of an account, worded for the feed. */
export function shownBefore(kind: AccountActionKind, was: Item['was']): string | null {
  if (was === null) return null
  switch (kind) {
    case 'pause':
    case 'resume':
      return was === paused ? 'pause' : 'resume'
    case 'warmup_on':
    case 'warmup_off':
      return was === 1 ? 'warmup_on' : was === 0 ? 'warmup_off' : null
    default:
      return String(was)
  }
}

export function hasStepValue(kind: AccountActionKind, value: Item['now'], now: Item['now']): boolean {
  switch (kind) {
    case 'pause':
      return now === paused
    case 'resume':
      return now !== paused
    case 'warmup_on':
      return now === 1
    case 'warmup_off':
      return now === 0
    case 'mark_fixed':
      return true
    default:
      return now === value
  }
}

/** Whether a later step restored the value an account had before the earlier one. */
export const restoresValue = (kind: AccountActionKind, value: Item['now'], was: Item['was']): boolean =>
  was !== null && kind !== 'mark_fixed' && hasStepValue(kind, value, was)

/** Groups accounts by the value to restore, so that each group is changed together. */
export function accountsUndo(kind: AccountActionKind, value: unknown, items: readonly Item[]): FeedUndo | null {
  const groups = new Map<string, { readonly change: AccountChange; readonly emails: string[] }>()
  for (const item of items) {
    const change = item.done === 1 ? undoChangeOf(kind, value, item) : null
    if (change === null) continue
    const key = JSON.stringify(change)
    const group = groups.get(key) ?? { change, emails: [] }
    group.emails.push(item.email)
    groups.set(key, group)
  }
  return groups.size === 0 ? null : { kind: 'accounts', changes: [...groups.values()] }
}

/** Null if the step changed nothing, the value was changed since, or the previous value is unknown. */
function undoChangeOf(kind: AccountActionKind, value: unknown, { was, now }: Item): AccountChange | null {
  switch (kind) {
    case 'pause':
      return now === paused && was !== null && was !== paused ? { kind: 'resume' } : null
    case 'resume':
      return now !== null && now !== paused && was === paused ? { kind: 'pause' } : null
    case 'warmup_on':
      return now === 1 && was === 0 ? { kind: 'warmup_off' } : null
    case 'warmup_off':
      return now === 0 && was === 1 ? { kind: 'warmup_on' } : null
    case 'mark_fixed':
      return null
    case 'tracking_domain':
      return typeof was === 'string' && now === value && was !== value ? { kind, value: was } : null
    default:
      return typeof was === 'number' && now === value && was !== value ? { kind, value: was } : null
  }
}
