/** Decides the reactions to a mail when it is sent, and plans them for their time. */

import { offsetAt, zoneOf } from '../sending/schedule.ts'
import { drawChance, drawPurposes } from '../state/draws.ts'
import { drawNumber } from '../state/lead-life.ts'
import type { Message, ReplyTone } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Workspace } from '../state/world-types.ts'
import { scheduleEvent } from '../time/schedule-event.ts'

const minute = 60_000
const hour = 60 * minute
/** Later steps get fewer replies. */
const byStep = [1, 0.75, 0.55, 0.4, 0.3]

export function planReactions(world: World, workspace: Workspace, message: Message): void {
  const { lead, campaign, at, step } = message
  if (!lead || !campaign) return
  const { seed, rates } = world.state
  const number = drawNumber(workspace, lead)
  const chance = (ask: number) => drawChance(seed, number, step + (message.subsequence ? 100 : 0), ask)
  const temper = 0.6 + 0.9 * drawChance(seed, campaign.stamp, 0, drawPurposes.campaignTemper)
  const mail = { workspace, lead, campaign, message }

  if (step === 0 && !message.subsequence && chance(drawPurposes.bounce) < rates.bounce * temper) {
    scheduleEvent(world, { kind: 'bounce', at: at + (1 + 20 * chance(drawPurposes.bounceDelay)) * minute, ...mail })
    return
  }
  const opensAt = at + (0.05 + 40 * chance(drawPurposes.openDelay) ** 4) * hour
  const opens =
    chance(drawPurposes.opens) < Math.min(0.95, rates.open * (0.8 + 0.4 * temper)) * (byStep[step] ?? 0.3) ** 0.3
  if (opens) planOpens(world, mail, opensAt, chance)
  if (chance(drawPurposes.unsubscribes) < rates.unsubscribe) {
    scheduleEvent(world, {
      kind: 'unsubscribe',
      at: opensAt + 2 * minute + 5 * hour * chance(drawPurposes.unsubscribeDelay),
      ...mail,
    })
    return
  }
  if (chance(drawPurposes.autoReplies) < rates.autoReply * (step === 0 ? 1 : 0.5)) {
    const tone: ReplyTone = chance(drawPurposes.autoReplyKind) < 0.75 ? 'out_of_office' : 'receipt'
    scheduleEvent(world, {
      kind: 'autoReply',
      at: at + (1 + 9 * chance(drawPurposes.autoReplyDelay)) * minute,
      ...mail,
      tone,
    })
  }
  const copy = 0.7 + 0.6 * drawChance(seed, campaign.stamp, step * 32 + message.variant, drawPurposes.variantTemper)
  if (chance(drawPurposes.replies) < rates.reply * temper * copy * (byStep[step] ?? 0.3)) {
    const soon = at + (0.3 + 70 * chance(drawPurposes.replyDelay) ** 3) * hour
    const spread = chance(drawPurposes.replyWords)
    scheduleEvent(world, {
      kind: 'reply',
      at: movedToDaytime(campaign, soon, spread),
      ...mail,
      tone: toneOf(chance(drawPurposes.replyKind)),
    })
  }
}

/** Opens and clicks are recorded only if the campaign tracks them. */
function planOpens(
  world: World,
  mail: {
    readonly workspace: Workspace
    readonly lead: NonNullable<Message['lead']>
    readonly campaign: Campaign
    readonly message: Message
  },
  at: number,
  chance: (ask: number) => number,
): void {
  const { open_tracking: tracksOpens, link_tracking: tracksLinks } = mail.campaign.settings
  if (tracksOpens === true) {
    const times = chance(drawPurposes.reopens) < 0.3 ? 2 + Math.floor(chance(drawPurposes.reopens) * 10) : 1
    for (let time = 0; time < times; time++) scheduleEvent(world, { kind: 'open', at: at + time * 3.3 * hour, ...mail })
  }
  if (tracksLinks === true && chance(drawPurposes.clicks) < world.state.rates.click) {
    scheduleEvent(world, { kind: 'click', at: at + (0.2 + 20 * chance(drawPurposes.clickDelay)) * minute, ...mail })
  }
}

const tones: readonly (readonly [number, ReplyTone])[] = [
  [0.26, 'interested'],
  [0.36, 'meeting'],
  [0.48, 'question'],
  [0.74, 'not_interested'],
  [0.86, 'not_now'],
  [0.93, 'wrong_person'],
  [1, 'unsubscribe'],
]

function toneOf(chance: number): ReplyTone {
  return tones.find(([below]) => chance < below)?.[1] ?? 'question'
}

/** People answer by day: reactions due at night are moved to the morning. */
function movedToDaytime(campaign: Campaign, at: number, spread: number): number {
  const zone = zoneOf(campaign.settings['campaign_schedule'])
  const wall = at + offsetAt(zone, at)
  const timeOfDay = wall - Math.floor(wall / (24 * hour)) * 24 * hour
  if (timeOfDay >= 7 * hour && timeOfDay < 20 * hour) return at
  const untilEight = (timeOfDay < 7 * hour ? 8 * hour : 32 * hour) - timeOfDay
  return at + untilEight + spread * 2 * hour
}
