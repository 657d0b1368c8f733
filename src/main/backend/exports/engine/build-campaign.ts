import type { z } from 'zod'
import type { CampaignOptions, newCampaign, Step } from '#shared/contract/exports/exports.ts'
import { resolveCopyNames } from '#shared/domain/campaigns/copy/copy-names.ts'
import { utcDate } from '#shared/domain/core/days.ts'
import { startAfterAvoided } from '#shared/domain/exports/forecast/avoid.ts'
import { bodyHtml } from '../../campaigns/sequences/body-html.ts'
import { matchZone, offsetMinutes } from '../../core/instantly/match-zone.ts'
import type { CreateCampaignBody } from '../../core/instantly/types.ts'

type NewCampaign = z.output<typeof newCampaign>

/**
 * Builds the request that creates a campaign, as the official document requires: one of Instantly's time zones, all
 * seven days named (the meaning of a missing day is not documented), `<br/>` for line breaks, and variables in the
 * texts under Instantly's names. `variables` are the leads' own ones, which win over other meanings of a name.
 */
export function buildCampaignBody(
  campaign: NewCampaign,
  nowMs: number,
  variables: ReadonlySet<string>,
): CreateCampaignBody {
  const { schedule } = campaign
  const zone = matchZone(schedule.timezone, schedule, nowMs)
  const startDate = startOf(campaign, nowMs)
  const on = (day: number) => schedule.days.includes(day)
  return {
    name: campaign.name,
    campaign_schedule: {
      ...(startDate ? { start_date: startDate } : {}),
      ...(schedule.endDate ? { end_date: schedule.endDate } : {}),
      schedules: [
        {
          name: 'Sending hours',
          timing: { from: schedule.from, to: schedule.to },
          days: { 0: on(0), 1: on(1), 2: on(2), 3: on(3), 4: on(4), 5: on(5), 6: on(6) },
          timezone: zone.used,
        },
      ],
    },
    ...(campaign.steps.length > 0
      ? { sequences: [{ steps: campaign.steps.map((step) => buildStep(step, variables)) }] }
      : {}),
    ...(campaign.accounts.length > 0 ? { email_list: campaign.accounts } : {}),
    ...(campaign.dailyLimit === null ? {} : { daily_limit: campaign.dailyLimit }),
    ...(campaign.options ? optionsOf(campaign.options) : {}),
    insert_unsubscribe_header: true,
  }
}

/** Sets every switch explicitly, as the document names no defaults to rely on. */
function optionsOf({ email_gap, random_wait_max, ...switches }: CampaignOptions) {
  return {
    ...switches,
    ...(email_gap === null ? {} : { email_gap }),
    ...(random_wait_max === null ? {} : { random_wait_max }),
  }
}

/** First day the campaign may send, after dates to avoid. Needed without a start date, too, if today is one. */
function startOf({ schedule, avoid = [] }: NewCampaign, nowMs: number): string | null {
  if (avoid.length === 0) return schedule.startDate
  const today = utcDate(nowMs + offsetMinutes(schedule.timezone, nowMs) * 60_000)
  const wished = schedule.startDate !== null && schedule.startDate > today ? schedule.startDate : today
  const moved = startAfterAvoided(wished, schedule.endDate, avoid)
  return moved === wished ? schedule.startDate : moved
}

function buildStep(step: Step, variables: ReadonlySet<string>) {
  return {
    type: 'email' as const,
    delay: step.waitDays,
    delay_unit: 'days' as const,
    variants: [step, ...(step.others ?? [])].map(({ subject, body }) => ({
      subject: resolveCopyNames(subject.trim(), variables),
      body: bodyHtml(resolveCopyNames(body, variables), step.html),
    })),
  }
}
