/** Why a campaign sends or does not send, in Instantly's codes. */

import { dayAt } from '#shared/domain/core/days.ts'
import type { Call } from '../api/http-types.ts'
import type { Subsequence } from '../state/life-types.ts'
import type { Campaign } from '../state/world-types.ts'
import { isoTime } from '../time/clock.ts'
import { sendersOf } from './mailboxes.ts'
import { dayIn, windowFrom, zoneOf } from './schedule.ts'

const idle: Readonly<Record<number, string>> = {
  0: 'campaign_draft',
  2: 'campaign_paused',
  3: 'campaign_completed',
  4: 'campaign_running_subsequences',
  [-1]: 'campaign_accounts_unhealthy',
  [-2]: 'campaign_bounce_protect',
  [-99]: 'campaign_account_suspended',
}

const messages: Readonly<Record<string, string>> = {
  campaign_draft: 'The campaign has not been started',
  campaign_paused: 'The campaign is paused',
  campaign_completed: 'Every lead has had every step',
  campaign_running_subsequences: 'Only subsequences are left to send',
  campaign_accounts_unhealthy: 'None of the sending accounts can connect',
  campaign_bounce_protect: 'Stopped because too many mails bounced',
  campaign_account_suspended: 'The account is suspended',
  out_of_schedule: 'Outside the hours of the schedule',
  waiting_for_leads: 'There is no lead to write to',
  daily_limit_met: 'The daily limit of the campaign is reached',
  account_daily_limit_met: 'All sending accounts have reached their daily limit',
  new_lead_limit_met: 'The daily limit of new leads is reached',
  no_accounts_available: 'No sending account is connected',
  follow_up_delay_not_met: 'The next follow-up is not due yet',
  healthy: 'Sending',
}

type Facts = ReturnType<typeof factsOf>

function factsOf({ workspace, nowMs }: Call, campaign: Campaign) {
  const { settings, life } = campaign
  const schedule = settings['campaign_schedule']
  const window = windowFrom(schedule, nowMs)
  const day = dayAt(nowMs)
  const isToday = life.sentDay === dayIn(zoneOf(schedule), nowMs)
  const connected = sendersOf(workspace, campaign, 'any')
  const ready = sendersOf(workspace, campaign)
  const full = ready.filter(
    (mailbox) => mailbox.dailyLimit !== null && mailbox.sentDay === day && mailbox.sentToday >= mailbox.dailyLimit,
  )
  const limit = typeof settings['daily_limit'] === 'number' ? settings['daily_limit'] : null
  const newLimit = typeof settings['daily_max_leads'] === 'number' ? settings['daily_max_leads'] : null
  const fresh = campaign.leads.some(
    (lead, at) => at >= life.nextNew && !lead.gone && lead.status === 1 && (lead.life?.step ?? 0) === 0,
  )
  let followUps = 0
  let nextAt = Number.POSITIVE_INFINITY
  for (const heap of life.followUps.values()) {
    followUps += heap.length
    nextAt = Math.min(nextAt, heap[0]?.at ?? nextAt)
  }
  const sent = isToday ? life.sentToday : 0
  const met = isToday ? life.newLeadsToday : 0
  const inSchedule = window !== null && window.start <= nowMs
  return { inSchedule, connected, ready, full, limit, newLimit, fresh, followUps, nextAt, sent, met, nowMs }
}

function codeOf(facts: Facts): string {
  const { inSchedule, ready, full, limit, newLimit, fresh, followUps, nextAt, sent, met, nowMs } = facts
  if (!inSchedule) return 'out_of_schedule'
  if (ready.length === 0) return 'no_accounts_available'
  if (limit !== null && sent >= limit) return 'daily_limit_met'
  if (full.length === ready.length) return 'account_daily_limit_met'
  if (nextAt <= nowMs) return 'healthy'
  if (!fresh) return followUps > 0 ? 'follow_up_delay_not_met' : 'waiting_for_leads'
  return newLimit !== null && met >= newLimit ? 'new_lead_limit_met' : 'healthy'
}

export function sendingStatus(call: Call, campaign: Campaign): unknown {
  const last = campaign.life.lastSentAt
  const lastSend = last > 0 ? { last_healthy_send_at: isoTime(last) } : {}
  const status = idle[campaign.status]
  // A campaign that is not running has no diagnostics, only the reason.
  if (status) return { diagnostics: null, summary: { status, status_message: messages[status] ?? status, ...lastSend } }
  const facts = factsOf(call, campaign)
  const code = codeOf(facts)
  const { connected, ready, full, limit, newLimit, sent, met, followUps, nextAt, nowMs } = facts
  const diagnostics = {
    campaign_id: campaign.id,
    last_updated: isoTime(nowMs),
    status: code,
    accounts_summary: {
      total_connected: connected.length,
      available: ready.length - full.length,
      unavailable: { daily_limit_hit: full.length, disconnected: connected.length - ready.length },
    },
    schedule_status: { in_schedule: facts.inSchedule },
    // Outside the schedule most fields are missing.
    ...(facts.inSchedule
      ? {
          campaign_daily_limit: {
            ...(limit === null ? {} : { limit }),
            sent,
            limit_hit: limit !== null && sent >= limit,
          },
          new_lead_limit: {
            enabled: newLimit !== null,
            ...(newLimit === null ? {} : { limit: newLimit }),
            contacted: met,
            limit_hit: newLimit !== null && met >= newLimit,
          },
          follow_ups_waiting: {
            count: followUps,
            ...(followUps > 0 ? { earliest_wait_time_seconds: Math.max(0, Math.round((nextAt - nowMs) / 1000)) } : {}),
          },
        }
      : {}),
  }
  return { diagnostics, summary: { status: code, status_message: messages[code] ?? code, ...lastSend } }
}

/** Status of a subsequence: from its own state and hours, its campaign's mailboxes, and whether any lead is in it. */
export function subsequenceSendingStatus(call: Call, one: Subsequence): unknown {
  const { nowMs } = call
  const status = idle[one.status] ?? idle[one.campaign.status === 2 ? 2 : Number.NaN]
  if (status) return { diagnostics: null, summary: { status, status_message: messages[status] ?? status } }
  const { ready, connected } = factsOf(call, one.campaign)
  const window = windowFrom(one.settings['subsequence_schedule'] ?? one.campaign.settings['campaign_schedule'], nowMs)
  const waiting = one.campaign.life.subsequenceDue.filter(({ lead }) => lead.life?.subsequence === one)
  const nextAt = Math.min(...waiting.map(({ at }) => at))
  const code =
    window === null || window.start > nowMs
      ? 'out_of_schedule'
      : ready.length === 0
        ? 'no_accounts_available'
        : waiting.length === 0
          ? 'waiting_for_leads'
          : nextAt > nowMs
            ? 'follow_up_delay_not_met'
            : 'healthy'
  const diagnostics = {
    campaign_id: one.campaign.id,
    subsequence_id: one.id,
    last_updated: isoTime(nowMs),
    status: code,
    issue_tracking: { current_status_code: code },
    ...(code === 'out_of_schedule'
      ? {}
      : {
          accounts_summary: { total_connected: connected.length, available: ready.length },
          follow_ups_waiting: {
            count: waiting.length,
            ...(waiting.length > 0
              ? { earliest_wait_time_seconds: Math.max(0, Math.round((nextAt - nowMs) / 1000)) }
              : {}),
          },
        }),
  }
  return { diagnostics, summary: { status: code, status_message: messages[code] ?? code } }
}

const numbers: Readonly<Record<string, number>> = {
  out_of_schedule: 1,
  waiting_for_leads: 2,
  follow_up_delay_not_met: 2,
  new_lead_limit_met: 3,
  daily_limit_met: 3,
  account_daily_limit_met: 4,
  no_accounts_available: 99,
}

/** The campaign's own field for the reason; null while it sends, and while it is not running. */
export function notSendingStatus(call: Call, campaign: Campaign): number | null {
  return campaign.status === 1 ? (numbers[codeOf(factsOf(call, campaign))] ?? null) : null
}
