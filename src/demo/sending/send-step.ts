import { planReactions } from '../reactions/plan-reactions.ts'
import { recordEvent } from '../reactions/record-event.ts'
import { drawChance, drawPurposes } from '../state/draws.ts'
import { drawNumber, lifeOf } from '../state/lead-life.ts'
import type { StepCopy } from '../state/life-types.ts'
import { addMessage } from '../state/messages.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Lead, Mailbox, Workspace } from '../state/world-types.ts'
import { planFollowUp } from './follow-ups.ts'
import { stepsOf } from './sequence.ts'

export function sendStep(
  world: World,
  workspace: Workspace,
  campaign: Campaign,
  lead: Lead,
  mailbox: Mailbox,
  at: number,
): void {
  const steps = stepsOf(campaign)
  const life = lifeOf(lead)
  const step = life.step
  const { variant, copy } = chooseVariant(world, workspace, lead, steps[step]?.variants ?? [], step)
  const message = addMessage(workspace, {
    at,
    kind: 1,
    lead,
    campaign,
    mailbox: mailbox.email,
    step,
    variant,
    copy,
    // A step without a subject continues the thread.
    thread: copy.subject === '' ? (life.messages[0]?.thread ?? life.messages[0] ?? null) : null,
    from: mailbox.email,
    to: lead.email ?? '',
  })
  life.messages.push(message)
  life.step = step + 1
  life.sentAt = at
  life.mailbox = mailbox
  life.variant = variant
  lead.updatedAt = at
  countSentMail(world, campaign, mailbox, at, step === 0)
  const place = { at, campaign, lead, mailbox: mailbox.email, step, variant, message }
  const isFirst = step === 0
  recordEvent(
    world,
    workspace,
    { ...place, kind: 'email_sent', isFirst, isFirstOfStep: true },
    isFirst ? ['sent', 'newContacted'] : ['sent'],
  )
  if (step + 1 >= steps.length) {
    lead.status = 3
    recordEvent(world, workspace, { ...place, kind: 'lead_completed', isFirst: true }, ['completed'])
  }
  planFollowUp(world, campaign, lead)
  planReactions(world, workspace, message)
}

/** Draws one of the variants that are on; `draw` makes the draw its own. */
export function chooseVariant(
  world: World,
  workspace: Workspace,
  lead: Lead,
  variants: readonly (StepCopy | null)[],
  draw: number,
): { readonly variant: number; readonly copy: StepCopy } {
  const on = variants.flatMap((variant, at) => (variant === null ? [] : [at]))
  const chance = drawChance(world.state.seed, drawNumber(workspace, lead), draw, drawPurposes.variant)
  const variant = on[Math.floor(chance * on.length)] ?? 0
  return { variant, copy: variants[variant] ?? { subject: '', body: '' } }
}

/** Counts a mail against every limit and sets the mailbox's pause. */
export function countSentMail(
  world: World,
  campaign: Campaign,
  mailbox: Mailbox,
  at: number,
  isNewLead: boolean,
): void {
  const { life, settings } = campaign
  life.sentToday++
  life.sentEver++
  life.lastSentAt = at
  if (isNewLead) life.newLeadsToday++
  mailbox.sentToday++
  const gap = typeof settings['email_gap'] === 'number' ? settings['email_gap'] : 10
  const random = typeof settings['random_wait_max'] === 'number' ? settings['random_wait_max'] : 5
  const extra = random * drawChance(world.state.seed, mailbox.stamp, Math.floor(at), drawPurposes.wait)
  mailbox.freeAt = at + (Math.max(gap, mailbox.sendingGap) + extra) * 60_000
}
