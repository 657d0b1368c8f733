/** Sends campaigns' mails: within their hours and all limits, and with pauses between the mails of a mailbox. */

import { dayAt, dayMs } from '#shared/domain/core/days.ts'
import { recordEvent } from '../reactions/record-event.ts'
import { isBlocked } from '../state/block-list.ts'
import { drawChance, drawPurposes } from '../state/draws.ts'
import { domainOf, drawNumber } from '../state/lead-life.ts'
import type { FollowUp } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Lead, Mailbox, Workspace } from '../state/world-types.ts'
import { popDue } from '../time/due-queue.ts'
import { scheduleEvent } from '../time/schedule-event.ts'
import { planFollowUp } from './follow-ups.ts'
import { maybeBreakMailbox, sendersOf } from './mailboxes.ts'
import { dayIn, nextMidnight, windowFrom, zoneOf } from './schedule.ts'
import { sendStep } from './send-step.ts'
import { enterSubsequences, sendSubsequenceStep } from './subsequences.ts'

/** Schedules a tick of a campaign; does nothing for one that is not sending. */
export function scheduleTick(world: World, workspace: Workspace, campaign: Campaign, at: number): void {
  if (!isSending(campaign) || campaign.life.tickAt <= at) return
  campaign.life.tickAt = at
  campaign.life.tickOrder = scheduleEvent(world, { kind: 'tick', at, workspace, campaign })
}

function isSending(campaign: Campaign): boolean {
  return campaign.status === 1 || campaign.status === 4
}

/** Sends at most one mail and schedules the next tick. */
export function runTick(world: World, workspace: Workspace, campaign: Campaign, at: number): void {
  campaign.life.tickAt = Number.POSITIVE_INFINITY
  if (!isSending(campaign) || !workspace.paid) return
  const next = sendNext(world, workspace, campaign, at)
  if (next !== null && next < Number.POSITIVE_INFINITY) scheduleTick(world, workspace, campaign, Math.max(next, at + 1))
}

/** Returns when to try again; null: when something changes. */
function sendNext(world: World, workspace: Workspace, campaign: Campaign, at: number): number | null {
  const { life, settings } = campaign
  const schedule = settings['campaign_schedule']
  const window = windowFrom(schedule, at)
  if (!window) return null
  const spread = drawChance(world.state.seed, campaign.stamp, Math.floor(at), drawPurposes.wait)
  if (window.start > at) return window.start + spread * 4 * 60_000
  const zone = zoneOf(schedule)
  const today = dayIn(zone, at)
  if (life.sentDay !== today) {
    life.sentDay = today
    life.sentToday = 0
    life.newLeadsToday = 0
  }
  const { daily_limit: limit, daily_max_leads: newLimit, prioritize_new_leads: newFirst } = settings
  if (typeof limit === 'number' && life.sentToday >= limit) return nextMidnight(zone, at)
  const fresh = nextNewLead(workspace, campaign, at)
  const mayMeet = typeof newLimit !== 'number' || life.newLeadsToday < newLimit
  let next = fresh && !mayMeet ? nextMidnight(zone, at) : Number.POSITIVE_INFINITY
  for (const mailbox of sendersOf(workspace, campaign)) {
    const free = mailboxFreeAt(mailbox, at)
    const due = nextFollowUp(campaign, mailbox)
    const subsequenceDue = nextInSubsequence(campaign)
    const hasWork = (fresh && mayMeet) || (due && due.at <= at) || (subsequenceDue && subsequenceDue.at <= at)
    if (!hasWork) next = Math.min(next, due?.at ?? next, subsequenceDue?.at ?? next)
    else if (free > at) next = Math.min(next, free)
    else if (maybeBreakMailbox(world, workspace, mailbox, at)) next = Math.min(next, at + 60_000)
    else {
      const meets = fresh && mayMeet && (newFirst === true || !due || due.at > at)
      if (meets) sendStepTo(world, workspace, campaign, fresh, mailbox, at)
      else if (due && due.at <= at) {
        popDue(campaign.life.followUps.get(mailbox.email) ?? [])
        sendStepTo(world, workspace, campaign, due.lead, mailbox, at)
      } else if (subsequenceDue) {
        popDue(life.subsequenceDue)
        sendSubsequenceStep(world, workspace, campaign, subsequenceDue.lead, mailbox, at)
      }
      return at + (15 + spread * 60) * 1_000
    }
  }
  // A mailbox that just failed may have stopped the campaign.
  if (isSending(campaign)) settleStatus(world, workspace, campaign, fresh !== null || hasFollowUps(campaign), at)
  return next
}

/** A lead that received the last step and did not reply is completed, which may trigger a subsequence. */
function sendStepTo(...[world, workspace, campaign, lead, mailbox, at]: Parameters<typeof sendStep>): void {
  sendStep(world, workspace, campaign, lead, mailbox, at)
  if (lead.status === 3 && (lead.life?.replies ?? 0) === 0)
    enterSubsequences(world, workspace, lead, { activity: 91 }, at)
}

/** Returns when a mailbox may send again, by its pause and its daily limit. */
function mailboxFreeAt(mailbox: Mailbox, at: number): number {
  const day = dayAt(at)
  if (mailbox.sentDay !== day) {
    mailbox.sentDay = day
    mailbox.sentToday = 0
  }
  const isFull = mailbox.dailyLimit !== null && mailbox.sentToday >= mailbox.dailyLimit
  return isFull ? (day + 1) * dayMs : mailbox.freeAt
}

/** Returns the next lead that was not contacted yet; sets the status of those that must not be contacted. */
function nextNewLead(workspace: Workspace, campaign: Campaign, at: number): Lead | null {
  const { life } = campaign
  for (; life.nextNew < campaign.leads.length; life.nextNew++) {
    const lead = campaign.leads[life.nextNew]
    if (!lead || lead.gone || lead.status !== 1 || (lead.life?.step ?? 0) > 0 || lead.email === null) continue
    if (isBlocked(workspace, lead.email)) lead.status = -3
    else if (life.doneDomains.has(domainOf(lead.email))) lead.status = 3
    else return lead
    lead.updatedAt = at
  }
  return null
}

/** Returns the mailbox's next follow-up; drops those of leads that no longer need one. */
function nextFollowUp(campaign: Campaign, mailbox: Mailbox): FollowUp | undefined {
  const heap = campaign.life.followUps.get(mailbox.email)
  return heap && firstStillDue(campaign, heap)
}

function firstStillDue(campaign: Campaign, heap: FollowUp[]): FollowUp | undefined {
  for (;;) {
    const [first] = heap
    if (!first || isStillDue(campaign, first)) return first
    popDue(heap)
  }
}

function isStillDue(campaign: Campaign, { lead, step }: FollowUp): boolean {
  if (lead.gone || lead.status !== 1 || lead.holder !== campaign || lead.life?.step !== step) return false
  if (!campaign.life.doneDomains.has(domainOf(lead.email))) return true
  lead.status = 3
  return false
}

function nextInSubsequence(campaign: Campaign): FollowUp | undefined {
  const heap = campaign.life.subsequenceDue
  while (heap[0]) {
    const { lead, step } = heap[0]
    const stays = !lead.gone && lead.holder === campaign && lead.life?.subsequence?.status === 1
    if (stays && lead.life?.subsequenceStep === step) break
    popDue(heap)
  }
  return heap[0]
}

/** Sets the status: running, running subsequences only, or completed. */
function settleStatus(world: World, workspace: Workspace, campaign: Campaign, hasMore: boolean, at: number): void {
  if (hasMore) campaign.status = 1
  else if (nextInSubsequence(campaign)) campaign.status = 4
  else completeIfDone(world, workspace, campaign, at)
}

function hasFollowUps(campaign: Campaign): boolean {
  return campaign.life.followUps.values().some((heap) => firstStillDue(campaign, heap) !== undefined)
}

/** Completes a campaign all of whose leads are done, unless it waits for new ones indefinitely. */
function completeIfDone(world: World, workspace: Workspace, campaign: Campaign, at: number): void {
  const { life, settings } = campaign
  if (settings['is_evergreen'] === true || life.sentEver === 0 || sendersOf(workspace, campaign).length === 0) return
  campaign.status = 3
  campaign.updatedAt = at
  life.completedAt = at
  recordEvent(world, workspace, { kind: 'campaign_completed', at, campaign, mailbox: '', step: 0, variant: 0 }, [])
}

/** Plans all follow-ups again from what each lead has received, after steps or mailboxes were changed. */
export function replanFollowUps(world: World, workspace: Workspace, campaign: Campaign, at: number): void {
  campaign.life.followUps.clear()
  campaign.life.nextNew = 0
  const senders = new Set(sendersOf(workspace, campaign, 'any').map((mailbox) => mailbox.email))
  for (const lead of campaign.leads) {
    const life = lead.life
    if (lead.gone || !life || life.step === 0) continue
    // A lead whose mailbox was removed is contacted by another.
    if (life.mailbox && !senders.has(life.mailbox.email)) {
      life.mailbox = sendersOf(workspace, campaign, 'any')[drawNumber(workspace, lead) % (senders.size || 1)] ?? null
    }
    planFollowUp(world, campaign, lead)
  }
  scheduleTick(world, workspace, campaign, at)
}
