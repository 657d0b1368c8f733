import { dayMs } from '#shared/domain/core/days.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Lead } from '../state/world-types.ts'
import { pushDue } from '../time/due-queue.ts'
import { stepsOf } from './sequence.ts'

const unitMs: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000, days: dayMs }

export function waitMs(size: number, unit: string): number {
  return size * (unitMs[unit] ?? dayMs)
}

/** Plans a lead's next step: a step's delay is the wait before the next one. */
export function planFollowUp(world: World, campaign: Campaign, lead: Lead): void {
  const life = lead.life
  if (!life?.mailbox || lead.status !== 1) return
  const steps = stepsOf(campaign)
  const sent = steps[life.step - 1]
  if (!sent || life.step >= steps.length) return
  const heap = campaign.life.followUps.get(life.mailbox.email) ?? []
  campaign.life.followUps.set(life.mailbox.email, heap)
  const at = life.sentAt + waitMs(sent.delay, sent.unit)
  pushDue(heap, { at, order: world.state.order++, lead, step: life.step })
}
