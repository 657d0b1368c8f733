import { describe, expect, it } from 'vitest'
import { type CampaignFacts, judge, usualRules } from '#shared/domain/alerts/judge.ts'

const nothing = { sent: 0, replied: 0 }
const facts = (change: Partial<CampaignFacts>): CampaignFacts => ({
  state: 'running',
  sent: 1_000,
  bounced: 0,
  quietDays: 0,
  late: nothing,
  before: nothing,
  period: { sent: 0, contacted: 0, opened: null, replied: 0, costCents: null },
  life: { contacted: 1_000, unsubscribed: 0 },
  ...change,
})
const told = (change: Partial<CampaignFacts>, rules = usualRules) =>
  judge(facts(change), rules).map(({ kind, level }) => `${kind} ${level}`)

describe('a campaign is told of', () => {
  it('when more than 2 % of its mails come back, and in red above 5 %', () => {
    expect(told({ bounced: 20 })).toEqual([])
    expect(told({ bounced: 21 })).toEqual(['bounce amber'])
    expect(told({ bounced: 50 })).toEqual(['bounce amber'])
    expect(told({ bounced: 51 })).toEqual(['bounce red'])
    expect(judge(facts({ bounced: 51 }), usualRules)[0]).toMatchObject({ share: 0.051, base: 1_000, against: 0.05 })
  })

  it('by limits of the operator’s own', () => {
    expect(told({ bounced: 20 }, { ...usualRules, bounceAmber: 0.01 })).toEqual(['bounce amber'])
    expect(told({ bounced: 60, state: 'unhealthy' }, { ...usualRules, kinds: ['stopped'] })).toEqual(['stopped red'])
  })

  it('when Instantly stopped it, the worst first', () => {
    expect(told({ state: 'bounce_protect', bounced: 30 })).toEqual(['stopped red', 'bounce amber'])
    expect(told({ state: 'paused' })).toEqual([])
  })

  it('when it runs and sent nothing for four days: a weekend and a day are none', () => {
    expect(told({ quietDays: 3 })).toEqual([])
    expect(told({ quietDays: 4 })).toEqual(['stalled amber'])
    expect(told({ quietDays: 4, state: 'paused' })).toEqual([])
    expect(told({ quietDays: null })).toEqual([])
  })

  it('when it gets fewer replies by more than chance', () => {
    const before = { sent: 1_000, replied: 60 }
    expect(told({ before, late: { sent: 500, replied: 10 } })).toEqual(['reply_drop amber'])
    expect(told({ before, late: { sent: 500, replied: 24 } })).toEqual([])
    expect(told({ before, late: { sent: 199, replied: 0 } })).toEqual([])
  })

  it('when it is done, for a week', () => {
    expect(told({ state: 'completed', quietDays: 2, bounced: 80 })).toEqual(['finished info'])
    expect(told({ state: 'completed', quietDays: 8 })).toEqual([])
  })
})

describe('nothing is made of', () => {
  it('a few bounces of a few mails', () => {
    expect(told({ sent: 49, bounced: 20 })).toEqual([])
    expect(told({ sent: 50, bounced: 20 })).toEqual(['bounce red'])
  })
})
