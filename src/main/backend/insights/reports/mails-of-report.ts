/** Selects the emails shown in a report. */

import type { AnalyticsOverview } from '#shared/contract/insights/analytics.ts'
import { enoughPeople } from '#shared/domain/insights/analytics/performers.ts'
import type { CampaignQueries } from '../../campaigns/campaigns/queries.ts'
import type { BestMail } from './gather.ts'

/** Number of campaigns searched for the best mails: those that sent the most. */
const campaignsSearched = 30

const maxMails = 6

export function createReportMails(campaigns: Pick<CampaignQueries, 'steps' | 'stepsWithSubjects'>) {
  function mailsOf(overview: AnalyticsOverview): readonly BestMail[] {
    const best = overview.campaigns
      .slice(0, campaignsSearched)
      .flatMap(({ id, name }) => {
        const steps = campaigns.steps(id)
        return steps.flatMap(({ step, variant, sent, repliedUnique }) => {
          if (step === null || sent < enoughPeople || repliedUnique === 0) return []
          const alone = steps.filter((other) => other.step === step).length === 1
          return [{ id, campaign: name, step, variant, alone, sent, replied: repliedUnique }]
        })
      })
      .toSorted((a, b) => b.replied / b.sent - a.replied / a.sent)
      .slice(0, maxMails)
    const subjects = new Map(best.map(({ id }) => [id, campaigns.stepsWithSubjects(id)]))
    return best.map(({ id, alone, ...mail }): BestMail => {
      const same = subjects.get(id)?.find(({ step, variant }) => step === mail.step && variant === mail.variant)
      return { ...mail, variant: alone ? null : mail.variant, subject: same?.subject ?? null }
    })
  }
  return mailsOf
}
