/** Advances time: runs everything due, in order. */

import { setInterest } from '../reactions/interest.ts'
import { applyReaction, countAutoReply } from '../reactions/react.ts'
import { sendersOf } from '../sending/mailboxes.ts'
import { runTick, scheduleTick } from '../sending/sending.ts'
import type { Due } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import type { Mailbox, Workspace } from '../state/world-types.ts'
import { popDue } from './due-queue.ts'
import { runJob } from './jobs.ts'

/** Runs everything due until `until`; cheap if there is nothing. */
export function runDueEvents(world: World, until: number): void {
  const { due } = world.state
  while (due[0] && due[0].at <= until) {
    const next = popDue(due)
    if (next) runEvent(world, next)
  }
  world.state.livedUntil = Math.max(world.state.livedUntil, until)
}

function runEvent(world: World, due: Due): void {
  switch (due.kind) {
    case 'tick':
      // Otherwise a later tick has replaced this one.
      if (due.campaign.life.tickOrder === due.order) runTick(world, due.workspace, due.campaign, due.at)
      return
    case 'countAutoReply':
      countAutoReply(world, due.workspace, due.reply, due.at)
      return
    case 'interest':
      setInterest(world, due.workspace, due.lead, due.value, due.by, due.at)
      return
    case 'mailboxRecovers':
      recoverMailbox(world, due.workspace, due.mailbox, due.at)
      return
    case 'job':
      runJob(world, due.workspace, due.job, due.at)
      return
    case 'verified':
      due.workspace.verified.set(due.email, { at: due.at, status: verdictOf(due.email) })
      return
    default:
      applyReaction(world, due)
  }
}

/** Restores a mailbox and wakes the campaigns that wait for it. */
export function recoverMailbox(world: World, workspace: Workspace, mailbox: Mailbox, at: number): void {
  if (mailbox.status === 2 && mailbox.error === null) return
  mailbox.status = 1
  mailbox.error = null
  mailbox.updatedAt = at
  wakeSenders(world, workspace, mailbox, at)
}

export function wakeSenders(world: World, workspace: Workspace, mailbox: Mailbox, at: number): void {
  for (const campaign of workspace.campaigns.values()) {
    if (!sendersOf(workspace, campaign).includes(mailbox)) continue
    if (campaign.status === -1) campaign.status = 1
    scheduleTick(world, workspace, campaign, at + 60_000)
  }
}

/** Addresses that contain these words are invalid; all others are verified. */
export function verdictOf(email: string): string {
  return /invalid|bounce/i.test(email) ? 'invalid' : 'verified'
}
