/** Subsequences, which leads enter by their activity or status. */

import { planReactions } from '../reactions/plan-reactions.ts'
import { recordEvent } from '../reactions/record-event.ts'
import { lifeOf } from '../state/lead-life.ts'
import type { Subsequence } from '../state/life-types.ts'
import { addMessage } from '../state/messages.ts'
import { listOf, valuesOf } from '../state/values.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Lead, Mailbox, Workspace } from '../state/world-types.ts'
import { pushDue } from '../time/due-queue.ts'
import { waitMs } from './follow-ups.ts'
import { chooseVariant, countSentMail } from './send-step.ts'
import { stepsIn } from './sequence.ts'

type Trigger = { readonly status?: number; readonly activity?: 2 | 4 | 91; readonly words?: string }

/** Adds a lead to the first running subsequence of its campaign whose conditions match the trigger. */
export function enterSubsequences(world: World, workspace: Workspace, lead: Lead, trigger: Trigger, at: number): void {
  if (workspace.subsequences.size === 0 || lead.life?.subsequence) return
  for (const subsequence of workspace.subsequences.values()) {
    if (subsequence.campaign !== lead.holder || subsequence.status !== 1 || !conditionsMet(subsequence, trigger))
      continue
    enterSubsequence(world, lead, subsequence, at)
    return
  }
}

function conditionsMet(subsequence: Subsequence, { status, activity, words }: Trigger): boolean {
  const conditions = valuesOf(subsequence.settings['conditions'])
  if (status !== undefined && listOf(conditions['crm_status']).includes(status)) return true
  if (activity !== undefined && listOf(conditions['lead_activity']).includes(activity)) return true
  const wanted = conditions['reply_contains']
  return (
    typeof wanted === 'string' &&
    wanted !== '' &&
    words !== undefined &&
    words.toLowerCase().includes(wanted.toLowerCase())
  )
}

export function enterSubsequence(world: World, lead: Lead, subsequence: Subsequence, at: number): void {
  const life = lifeOf(lead)
  life.subsequence = subsequence
  life.subsequenceStep = 0
  life.subsequenceAt = at
  subsequence.leadsUpdatedAt = at
  const first = stepsIn(subsequence.settings)[0]
  if (!first || lead.status < 0) return
  const due = at + waitMs(first.preDelay, first.preUnit)
  pushDue(subsequence.campaign.life.subsequenceDue, { at: due, order: world.state.order++, lead, step: 0 })
}

/** Continues a resumed subsequence with its leads: steps due while it was paused are due immediately. */
export function continueSubsequence(world: World, subsequence: Subsequence, at: number): void {
  const steps = stepsIn(subsequence.settings)
  const { campaign } = subsequence
  for (const lead of campaign.leads) {
    const { life } = lead
    if (!life || lead.gone || lead.status < 0 || life.subsequence !== subsequence) continue
    const step = life.subsequenceStep
    const next = steps[step]
    if (!next) continue
    const before = steps[step - 1]
    const due = before
      ? (life.messages.at(-1)?.at ?? at) + waitMs(before.delay, before.unit)
      : life.subsequenceAt + waitMs(next.preDelay, next.preUnit)
    pushDue(campaign.life.subsequenceDue, { at: Math.max(at, due), order: world.state.order++, lead, step })
  }
}

export function sendSubsequenceStep(
  world: World,
  workspace: Workspace,
  campaign: Campaign,
  lead: Lead,
  mailbox: Mailbox,
  at: number,
): void {
  const life = lifeOf(lead)
  const subsequence = life.subsequence
  if (!subsequence) return
  const steps = stepsIn(subsequence.settings)
  const step = life.subsequenceStep
  const { variant, copy } = chooseVariant(world, workspace, lead, steps[step]?.variants ?? [], 100 + step)
  const thread = copy.subject === '' ? (life.messages[0]?.thread ?? life.messages[0] ?? null) : null
  const from = mailbox.email
  const to = lead.email ?? ''
  const mail = { at, lead, campaign, subsequence, mailbox: from, step, variant }
  const message = addMessage(workspace, { ...mail, kind: 1, copy, thread, from, to })
  life.messages.push(message)
  life.subsequenceStep = step + 1
  countSentMail(world, campaign, mailbox, at, false)
  recordEvent(world, workspace, { ...mail, kind: 'email_sent', message, isFirst: false, isFirstOfStep: true }, ['sent'])
  const next = steps[step + 1]
  if (next) {
    const wait = waitMs(steps[step]?.delay ?? 0, steps[step]?.unit ?? 'days')
    const due = { at: at + wait, order: world.state.order++, lead, step: step + 1 }
    pushDue(campaign.life.subsequenceDue, due)
  }
  planReactions(world, workspace, message)
}
