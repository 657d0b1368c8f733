import { describe, expect, it } from 'vitest'
import {
  type CampaignFacts,
  defaultAlertRules,
  evaluateCampaign,
} from '#shared/domain/insights/alerts/evaluate-campaign.ts'

const nothing = { sent: 0, replied: 0 }
const facts = (change: Partial<CampaignFacts>): CampaignFacts => ({
  state: 'running',
  sent: 1_000,
  bounced: 0,
  quietDays: 0,
  late: nothing,
  before: nothing,
  period: { sent: 0, contacted: 0, opened: null, replied: 0, interested: null, costCents: null },
  life: { contacted: 1_000, unsubscribed: 0 },
  ...change,
})
const told = (change: Partial<CampaignFacts>, rules = defaultAlertRules) =>
  evaluateCampaign(facts(change), rules).map(({ kind, level }) => `${kind} ${level}`)

describe('a campaign has an alert', () => {
  it('if more than 2 % of its mails bounce, and in red above 5 %', () => {
    expect(told({ bounced: 20 })).toEqual([])
    expect(told({ bounced: 21 })).toEqual(['bounce amber'])
    expect(told({ bounced: 50 })).toEqual(['bounce amber'])
    expect(told({ bounced: 51 })).toEqual(['bounce red'])
    expect(evaluateCampaign(facts({ bounced: 51 }), defaultAlertRules)[0]).toMatchObject({
      share: 0.051,
      base: 1_000,
      against: 0.05,
    })
  })

  it('by the operator’s own limits', () => {
    expect(told({ bounced: 20 }, { ...defaultAlertRules, bounceAmber: 0.01 })).toEqual(['bounce amber'])
    expect(told({ bounced: 60, state: 'unhealthy' }, { ...defaultAlertRules, kinds: ['stopped'] })).toEqual([
      'stopped red',
    ])
  })

  it('if Instantly stopped it, the worst first', () => {
    expect(told({ state: 'bounce_protect', bounced: 30 })).toEqual(['stopped red', 'bounce amber'])
    expect(told({ state: 'paused' })).toEqual([])
  })

  it('if it runs and sent nothing for four days, not for a weekend and a day', () => {
    expect(told({ quietDays: 3 })).toEqual([])
    expect(told({ quietDays: 4 })).toEqual(['stalled amber'])
    expect(told({ quietDays: 4, state: 'paused' })).toEqual([])
    expect(told({ quietDays: null })).toEqual([])
  })

  it('if it gets significantly fewer replies', () => {
    const before = { sent: 1_000, replied: 60 }
    expect(told({ before, late: { sent: 500, replied: 10 } })).toEqual(['reply_drop amber'])
    expect(told({ before, late: { sent: 500, replied: 24 } })).toEqual([])
    expect(told({ before, late: { sent: 199, replied: 0 } })).toEqual([])
  })

  it('if it is done, for a week', () => {
    expect(told({ state: 'completed', quietDays: 2, bounced: 80 })).toEqual(['finished info'])
    expect(told({ state: 'completed', quietDays: 8 })).toEqual([])
  })
})

describe('a campaign has no alert', () => {
  it('for a few bounces of a few mails', () => {
    expect(told({ sent: 49, bounced: 20 })).toEqual([])
    expect(told({ sent: 50, bounced: 20 })).toEqual(['bounce red'])
  })
})

describe('the operator’s target', () => {
  const targets = { open: null, reply: 0.05, interested: 0.02, unsubscribe: 0.01, costPerReplyCents: 5_000 }
  const period = { sent: 3_000, contacted: 1_000, opened: null, replied: 50, interested: null, costCents: null }
  const missed = (change: Partial<CampaignFacts>) =>
    evaluateCampaign(facts(change), defaultAlertRules, { targets, minPeople: 100 }).map(
      ({ kind, level }) => `${kind} ${level}`,
    )

  it('has an alert if it is missed, and says whether that may be chance', () => {
    expect(missed({ period })).toEqual([])
    expect(missed({ period: { ...period, replied: 45 } })).toEqual(['target_reply info'])
    expect(missed({ period: { ...period, replied: 20 } })).toEqual(['target_reply amber'])
    expect(missed({ period, life: { contacted: 1_000, unsubscribed: 40 } })).toEqual(['target_unsubscribe amber'])
  })

  it('for interested people has one if labels are known', () => {
    expect(missed({ period: { ...period, interested: 20 } })).toEqual([])
    expect(missed({ period: { ...period, interested: 18 } })).toEqual(['target_interested info'])
    expect(missed({ period: { ...period, interested: 2 } })).toEqual(['target_interested amber'])
  })

  it('is not evaluated with too little data, for resting campaigns, or without a measure', () => {
    expect(
      missed({ period: { ...period, contacted: 99, replied: 0 }, life: { contacted: 99, unsubscribed: 20 } }),
    ).toEqual([])
    expect(missed({ period: { ...period, replied: 0 }, state: 'paused' })).toEqual([])
    const open = { ...targets, open: 0.9, reply: null }
    expect(evaluateCampaign(facts({ period }), defaultAlertRules, { targets: open, minPeople: 100 })).toEqual([])
  })

  it('for the cost of a reply is evaluated if costs are known', () => {
    expect(missed({ period: { ...period, costCents: 250_000 } })).toEqual([])
    const dear = evaluateCampaign(facts({ period: { ...period, costCents: 250_050 } }), defaultAlertRules, {
      targets,
      minPeople: 100,
    })
    expect(dear).toMatchObject([{ kind: 'target_cost', share: 5_001, base: 50, against: 5_000 }])
    expect(missed({ period: { ...period, replied: 0, costCents: 6_000 } })).toContain('target_cost amber')
  })
})
