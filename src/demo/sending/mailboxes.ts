import { dayAt } from '#shared/domain/core/days.ts'
import { recordEvent } from '../reactions/record-event.ts'
import { drawChance, drawPurposes } from '../state/draws.ts'
import { textsOf } from '../state/values.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Mailbox, Workspace } from '../state/world-types.ts'
import { scheduleEvent } from '../time/schedule-event.ts'

/** Returns the mailboxes a campaign sends with, by name and by tag; by default only those that can send now. */
export function sendersOf(workspace: Workspace, campaign: Campaign, which: 'ready' | 'any' = 'ready'): Mailbox[] {
  const { email_list: list, email_tag_list: tags } = campaign.settings
  const names = Array.isArray(list) ? list : []
  const tagged = (textsOf(tags) ?? []).flatMap((id) => [...(workspace.tags.get(id)?.resources.keys() ?? [])])
  const found: Mailbox[] = []
  for (const mailbox of workspace.mailboxes) {
    if (which === 'ready' && mailbox.status !== 1) continue
    if (names.includes(mailbox.email) || tagged.includes(mailbox.email)) found.push(mailbox)
  }
  return found.toSorted((a, b) => a.freeAt - b.freeAt)
}

/** Once a day a sending mailbox may lose its connection; it recovers automatically within about a day. */
export function maybeBreakMailbox(world: World, workspace: Workspace, mailbox: Mailbox, at: number): boolean {
  if (mailbox.sentToday > 0) return false
  const day = dayAt(at)
  const { seed, rates } = world.state
  if (drawChance(seed, mailbox.stamp, day, drawPurposes.mailboxFails) >= rates.mailboxError) return false
  breakMailbox(world, workspace, mailbox, at)
  const hours = 4 + 26 * drawChance(seed, mailbox.stamp, day, drawPurposes.mailboxRecovers)
  scheduleEvent(world, { kind: 'mailboxRecovers', at: at + hours * 3_600_000, workspace, mailbox })
  return true
}

/** Sets a connection error on the mailbox; campaigns left without any mailbox stop as unhealthy. */
export function breakMailbox(world: World, workspace: Workspace, mailbox: Mailbox, at: number): void {
  mailbox.status = -1
  mailbox.error = 'Authentication failed: the password or app password was not accepted'
  mailbox.updatedAt = at
  const own = [...workspace.campaigns.values()].filter((campaign) =>
    sendersOf(workspace, campaign, 'any').includes(mailbox),
  )
  const running = own.find((campaign) => campaign.status === 1) ?? own[0]
  recordEvent(
    world,
    workspace,
    { kind: 'account_error', at, campaign: running ?? null, mailbox: mailbox.email, step: 0, variant: 0 },
    [],
  )
  for (const campaign of own) {
    if (campaign.status === 1 && sendersOf(workspace, campaign).length === 0) {
      campaign.status = -1
      campaign.updatedAt = at
    }
  }
}
