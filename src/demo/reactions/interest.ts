/** Interest statuses, set by Instantly's AI, by the operator sorting the inbox, or through the API. */

import { enterSubsequences } from '../sending/subsequences.ts'
import { drawChance, drawPurposes } from '../state/draws.ts'
import { drawNumber, interestOf, lifeOf } from '../state/lead-life.ts'
import type { Counter, ReplyTone } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import type { Lead, Workspace } from '../state/world-types.ts'
import { scheduleEvent } from '../time/schedule-event.ts'
import { recordEvent } from './record-event.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Changes within this time after a change are not counted again. */
const settlesMs = 10 * minute

/** Only these are set automatically. */
const interestByAi: Partial<Record<ReplyTone, number>> = { interested: 1, meeting: 1, out_of_office: 0 }
const interestByHand: Partial<Record<ReplyTone, number>> = {
  meeting: 2,
  not_interested: -1,
  wrong_person: -2,
  unsubscribe: -1,
}

/** Plans the lead's status after a reply; changes by hand occur only in the generated history. */
export function planInterest(world: World, workspace: Workspace, lead: Lead, tone: ReplyTone, at: number): void {
  const { seed, operatorUntil } = world.state
  const chance = (ask: number) => drawChance(seed, drawNumber(workspace, lead), lifeOf(lead).messages.length, ask)
  const automatic = interestByAi[tone]
  if (automatic !== undefined) {
    const after = (3 + 40 * chance(drawPurposes.labelDelay)) * minute
    scheduleEvent(world, { kind: 'interest', at: at + after, workspace, lead, value: automatic, by: 'ai' })
  }
  const value = interestByHand[tone]
  const by = 'operator'
  const when = at + (1 + 28 * chance(drawPurposes.operatorDelay)) * hour
  if (value === undefined || when > operatorUntil || chance(drawPurposes.operatorLabels) > 0.8) return
  scheduleEvent(world, { kind: 'interest', at: when, workspace, lead, value, by })
  if (value !== 2) return
  const next = chance(drawPurposes.operatorNext)
  const met = when + 6 * day
  const outcome = next < 0.15 ? -4 : 3
  if (next < 0.85 && met <= operatorUntil)
    scheduleEvent(world, { kind: 'interest', at: met, workspace, lead, value: outcome, by })
  const closed = met + 14 * day
  if (next > 0.3 && next < 0.75 && closed <= operatorUntil) {
    scheduleEvent(world, { kind: 'interest', at: closed, workspace, lead, value: next < 0.5 ? 4 : -3, by })
  }
}

const counterOfInterest: Readonly<Record<number, Counter>> = {
  1: 'interested',
  2: 'meetingBooked',
  3: 'meetingCompleted',
  4: 'won',
}

/** Sets a lead's interest status; null clears it. Setting a status stops the sequence, except out of office. */
export function setInterest(
  world: World,
  workspace: Workspace,
  lead: Lead,
  value: number | null,
  by: 'ai' | 'operator' | 'api',
  at: number,
): void {
  const life = lifeOf(lead)
  const before = interestOf(lead)
  if (lead.gone || before === value) return
  if (by === 'ai' && (life.fixedInterest || (before !== null && before !== 0))) return
  const { lt_interest_status: _, ...core } = lead.fields?.core ?? {}
  const custom = lead.fields?.custom ?? {}
  lead.fields = { core: value === null ? core : { ...core, lt_interest_status: value }, custom }
  lead.updatedAt = at
  for (const message of life.messages) if (message.kind === 2) message.interest = value
  const settled = at - life.interestAt >= settlesMs
  life.interestAt = at
  if (value !== null && value !== 0 && lead.status === 1) lead.status = 3
  if (lead.holder.kind !== 'campaign' || lead.holder.id === '' || !settled) return
  const mark = life.repliedLast ?? { step: Math.max(0, life.step - 1), variant: life.variant }
  const isFirst = value !== null && !life.counted.includes(value)
  const counters: Counter[] = []
  if (value !== null && isFirst) {
    life.counted.push(value)
    const counter = counterOfInterest[value]
    if (counter) counters.push(counter)
  }
  if (isPositive(workspace, value) && !life.opportunity) {
    life.opportunity = true
    counters.push('opportunities')
  }
  const { step, variant } = mark
  const mailbox = life.mailbox?.email ?? ''
  const campaign = lead.holder
  const place = { at, campaign, lead, mailbox, step, variant }
  recordEvent(world, workspace, { ...place, kind: 'lead_interest', isFirst, interest: value }, counters)
  if (value !== null) enterSubsequences(world, workspace, lead, { status: value }, at)
}

function isPositive(workspace: Workspace, value: number | null): boolean {
  if (value === null) return false
  if (value >= 1 && value <= 4) return true
  return [...workspace.labels.values()].some((label) => label.value === value && label.tone === 'positive')
}
