/** Carries out leads' reactions to a mail when they are due. */

import { enterSubsequences } from '../sending/subsequences.ts'
import { drawChance, drawPurposes } from '../state/draws.ts'
import { domainOf, drawNumber, lifeOf } from '../state/lead-life.ts'
import type { Counter, Due, Message, ReplyTone } from '../state/life-types.ts'
import { addMessage, subjectOf } from '../state/messages.ts'
import type { World } from '../state/world.ts'
import type { Lead, Workspace } from '../state/world-types.ts'
import { scheduleEvent } from '../time/schedule-event.ts'
import { drawAttachments } from './attachments.ts'
import { planInterest } from './interest.ts'
import { recordEvent } from './record-event.ts'
import { composeAnswer, composeReply } from './reply-words.ts'

const minute = 60_000
const hour = 60 * minute

/** Tones of replies whose answer continues the conversation. */
const continuingTones: ReadonlySet<ReplyTone> = new Set(['interested', 'meeting', 'question'])

type MailDue = Extract<Due, { readonly message: Message }>

/** Reactions of a lead or campaign deleted meanwhile are dropped. */
export function applyReaction(world: World, due: MailDue): void {
  const { workspace, lead, campaign } = due
  if (lead.gone || !workspace.campaigns.has(campaign.id)) return
  if (due.kind === 'reply') addReply(world, due, due.tone)
  else if (due.kind === 'autoReply') addAutoReply(world, due, due.tone)
  else reactions[due.kind](world, due)
  lead.updatedAt = due.at
}

function placeOf({ at, message, lead, campaign }: MailDue) {
  const { step, variant, mailbox, subsequence } = message
  return { at, step, variant, mailbox, subsequence, message, lead, campaign }
}

/** Sets the step's bit and returns whether it was unset; a subsequence's steps use the upper bits. */
function markFirstOfStep(bits: number, message: Message): { readonly bits: number; readonly isFirst: boolean } {
  const bit = 1 << Math.min(30, message.step + (message.subsequence ? 15 : 0))
  return { bits: bits | bit, isFirst: (bits & bit) === 0 }
}

function countersOf(
  kind: 'opened' | 'clicked' | 'replied' | 'automatic',
  isFirst: boolean,
  isFirstOfStep: boolean,
): readonly Counter[] {
  const counters: Counter[] = [kind]
  if (isFirst) counters.push(`${kind}Unique`)
  if (isFirstOfStep) counters.push(`${kind}ByStep`)
  return counters
}

const reactions: Readonly<
  Record<
    MailDue['kind'] & ('open' | 'click' | 'bounce' | 'unsubscribe' | 'answer'),
    (world: World, due: MailDue) => void
  >
> = {
  open(world, due) {
    const life = lifeOf(due.lead)
    const { bits, isFirst } = markFirstOfStep(life.openedSteps, due.message)
    const first = life.opens === 0
    life.opens++
    life.openedSteps = bits
    life.openedLast = { at: due.at, step: due.message.step, variant: due.message.variant }
    const counters = countersOf('opened', first, isFirst)
    const place = placeOf(due)
    recordEvent(
      world,
      due.workspace,
      { ...place, kind: 'email_opened', isFirst: first, isFirstOfStep: isFirst },
      counters,
    )
    if (first) enterSubsequences(world, due.workspace, due.lead, { activity: 2 }, due.at)
  },
  click(world, due) {
    const life = lifeOf(due.lead)
    const { bits, isFirst } = markFirstOfStep(life.clickedSteps, due.message)
    const first = life.clicks === 0
    life.clicks++
    life.clickedSteps = bits
    life.clickedLast = { at: due.at, step: due.message.step, variant: due.message.variant }
    const counters = countersOf('clicked', first, isFirst)
    recordEvent(
      world,
      due.workspace,
      { ...placeOf(due), kind: 'link_clicked', isFirst: first, isFirstOfStep: isFirst },
      counters,
    )
    if (first) enterSubsequences(world, due.workspace, due.lead, { activity: 4 }, due.at)
  },
  bounce(world, due) {
    const { campaign, workspace } = due
    due.lead.status = -1
    campaign.life.bouncedEver++
    recordEvent(world, workspace, { ...placeOf(due), kind: 'email_bounced', isFirst: true }, ['bounced'])
    const { sentEver, bouncedEver } = campaign.life
    const isTooMuch = sentEver >= 100 && bouncedEver / sentEver > 0.05
    if (isTooMuch && campaign.status === 1 && campaign.settings['disable_bounce_protect'] !== true) {
      campaign.status = -2
      campaign.updatedAt = due.at
    }
  },
  // In the generated history the operator also answers replies; now and then the lead replies again.
  answer(world, due) {
    if (due.kind !== 'answer') return
    const { workspace, lead, campaign, message, at } = due
    const life = lifeOf(lead)
    const { mailbox, step, variant, subsequence } = message
    const isOpen = continuingTones.has(due.tone)
    const words = composeAnswer(lead, life.mailbox, isOpen)
    const thread = message.thread ?? message
    const subject = `Re: ${subjectOf(thread)}`
    const place = { at, lead, campaign, mailbox, step, variant, subsequence, thread }
    life.messages.push(
      addMessage(workspace, { ...place, kind: 3, subject, text: words, from: mailbox, to: message.from }),
    )
    const chance = drawChance(
      world.state.seed,
      drawNumber(workspace, lead),
      life.messages.length,
      drawPurposes.operatorNext,
    )
    if (isOpen && chance < 0.45 && life.replies < 3) {
      scheduleEvent(world, {
        kind: 'reply',
        at: at + (2 + 20 * chance) * hour,
        workspace,
        lead,
        campaign,
        message,
        tone: 'meeting',
      })
    }
  },
  unsubscribe(world, due) {
    if (due.lead.status === -2) return
    unsubscribe(world, due.workspace, due.lead, due)
  },
}

function unsubscribe(world: World, workspace: Workspace, lead: Lead, due: MailDue): void {
  lead.status = -2
  recordEvent(world, workspace, { ...placeOf(due), kind: 'lead_unsubscribed', isFirst: true }, ['unsubscribed'])
  if (workspace.blocksUnsubscribed && lead.email !== null && !workspace.blocked.has(lead.email)) {
    const id = world.newId(workspace)
    workspace.blocked.set(lead.email, { id, value: lead.email, isDomain: false, createdAt: due.at })
  }
}

function addReceivedMessage(world: World, due: MailDue, tone: ReplyTone, automatic: boolean): Message {
  const { workspace, lead, campaign, message, at } = due
  const chance = drawChance(world.state.seed, drawNumber(workspace, lead), message.step, drawPurposes.replyWords)
  const returns = drawChance(world.state.seed, drawNumber(workspace, lead), message.step, drawPurposes.returnDate)
  const subject = subjectOf(message)
  const words = composeReply({ tone, lead, mailbox: lifeOf(lead).mailbox, at, chance, returns, subject })
  const answer = addMessage(workspace, {
    at,
    kind: 2,
    lead,
    campaign,
    subsequence: message.subsequence,
    mailbox: message.mailbox,
    thread: message.thread ?? message,
    step: message.step,
    variant: message.variant,
    subject: words.subject,
    text: words.text,
    from: lead.email ?? '',
    to: message.mailbox,
    automatic,
    files: automatic
      ? []
      : drawAttachments(
          tone,
          drawChance(world.state.seed, drawNumber(workspace, lead), message.step, drawPurposes.attachment),
          at,
        ),
  })
  lifeOf(lead).messages.push(answer)
  return answer
}

function addReply(world: World, due: MailDue, tone: ReplyTone): void {
  const { workspace, lead, campaign, message, at } = due
  if (lead.status === -1 || lead.status === -2) return
  const life = lifeOf(lead)
  const answer = addReceivedMessage(world, due, tone, false)
  const { bits, isFirst } = markFirstOfStep(life.repliedSteps, message)
  const first = life.replies === 0
  life.replies++
  life.repliedSteps = bits
  life.repliedLast = { at, step: message.step, variant: message.variant }
  const counters = countersOf('replied', first, isFirst)
  recordEvent(
    world,
    workspace,
    { ...placeOf(due), message: answer, kind: 'reply_received', isFirst: first, isFirstOfStep: isFirst },
    counters,
  )
  if (campaign.settings['stop_on_reply'] !== false) stopSequence(world, due)
  if (campaign.settings['stop_for_company'] === true) campaign.life.doneDomains.add(domainOf(lead.email))
  enterSubsequences(world, workspace, lead, { words: answer.text }, at)
  planInterest(world, workspace, lead, tone, at)
  const answersAt =
    at +
    (1 +
      5 * drawChance(world.state.seed, drawNumber(workspace, lead), life.messages.length, drawPurposes.operatorDelay)) *
      hour
  if (answersAt > world.state.answersUntil || tone === 'not_interested' || tone === 'unsubscribe') return
  scheduleEvent(world, { kind: 'answer', at: answersAt, workspace, lead, campaign, message: answer, tone })
}

/** An automatic reply is in the inbox immediately; it is recognised as one later, and counted for the day it came. */
function addAutoReply(world: World, due: MailDue, tone: ReplyTone): void {
  const { workspace, lead, campaign, message, at } = due
  if (lead.status === -1 || lead.status === -2) return
  const answer = addReceivedMessage(world, due, tone, true)
  const late = drawChance(world.state.seed, drawNumber(workspace, lead), message.step, drawPurposes.autoReplyCounted)
  scheduleEvent(world, { kind: 'countAutoReply', at: at + (2 + 44 * late) * hour, workspace, reply: answer })
  if (campaign.settings['stop_on_auto_reply'] === true) stopSequence(world, due)
  if (tone === 'out_of_office') planInterest(world, workspace, lead, tone, at)
}

/** Counts an automatic reply for the day it came, which may be long ago. */
export function countAutoReply(world: World, workspace: Workspace, message: Message, knownAt: number): void {
  const { lead, campaign } = message
  if (!lead || lead.gone || !campaign || !workspace.campaigns.has(campaign.id)) return
  const life = lifeOf(lead)
  const { bits, isFirst } = markFirstOfStep(life.automaticSteps, message)
  const first = life.automaticSteps === 0
  life.automaticSteps = bits
  const counters = countersOf('automatic', first, isFirst)
  const { at, step, variant, mailbox, subsequence } = message
  recordEvent(
    world,
    workspace,
    {
      kind: 'auto_reply_received',
      at,
      knownAt,
      step,
      variant,
      mailbox,
      subsequence,
      lead,
      campaign,
      message,
      isFirst: first,
      isFirstOfStep: isFirst,
    },
    counters,
  )
}

function stopSequence(world: World, due: MailDue): void {
  if (due.lead.status !== 1) return
  due.lead.status = 3
  recordEvent(world, due.workspace, { ...placeOf(due), kind: 'lead_completed', isFirst: true }, ['completed'])
}
