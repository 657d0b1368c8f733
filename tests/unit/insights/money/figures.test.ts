/** Figures over a base, and the cost of an export, compared with cases calculated by hand. */
import { describe, expect, it } from 'vitest'
import { exportCost } from '#shared/domain/insights/money/export-cost.ts'
import {
  costPer,
  costRatios,
  type MoneyFigures,
  noFigures,
  profitOf,
  roiOf,
} from '#shared/domain/insights/money/figures.ts'

const figures: MoneyFigures = {
  leads: 1000,
  sent: 2500,
  contacted: 950,
  replies: 38,
  qualified: 8,
  meetings: 3,
  won: 1,
  costCents: 30_400,
  revenueCents: 120_000,
}

describe('figures of money', () => {
  it('are cost per base, and revenue less cost', () => {
    expect(costRatios.map((ratio) => costPer(ratio, figures))).toEqual([
      30.4,
      12.16,
      32,
      800,
      3800,
      expect.closeTo(10_133.33, 2),
    ])
    expect(profitOf(figures)).toBe(89_600)
    expect(roiOf(figures)).toBeCloseTo(3.947, 3)
  })

  it('are unknown without a base, a cost or a revenue: never 0 or infinite', () => {
    for (const ratio of costRatios) {
      expect(costPer(ratio, { ...noFigures, costCents: 500 })).toBeNull()
      expect(costPer(ratio, { ...figures, costCents: null })).toBeNull()
      expect(costPer(ratio, { ...figures, costCents: 0 })).toBeNull()
    }
    expect(roiOf({ costCents: 0, revenueCents: 100 })).toBeNull()
    expect(profitOf({ costCents: 100, revenueCents: null })).toBeNull()
  })
})

const assumed = {
  mailsPerLead: 3,
  centsPerThousandMails: 1500,
  replyShare: 42,
  qualifiedShare: 250,
  qualifiedCents: 20_000,
}

describe('the cost of an export', () => {
  it('is list, verification and sending, and the replies that pay for it', () => {
    const facts = { leads: 1200, contactsLeft: 1000, listCents: 9_900, verificationCents: 2_350 }
    // 1,000 fit: 3,000 mails × 15.00 per 1,000 = 45.00. 42 replies, 10.5 qualified × 200.00 = 2,100.00.
    expect(exportCost(facts, assumed)).toEqual({
      beyond: 200,
      sendingCents: 4_500,
      totalCents: 16_750,
      centsPerLead: 16_750 / 1200,
      replies: 42,
      revenueCents: 210_000,
      // A reply brings 50.00: the third is not enough, the fourth is.
      repliesToBreakEven: 4,
    })
  })

  it('needs no more replies than the exact number', () => {
    const facts = { leads: 10, contactsLeft: null, listCents: 10_000, verificationCents: 0 }
    expect(exportCost(facts, { ...assumed, centsPerThousandMails: null }).repliesToBreakEven).toBe(2)
  })

  it('says what is unknown', () => {
    const unknown = {
      mailsPerLead: null,
      centsPerThousandMails: null,
      replyShare: null,
      qualifiedShare: null,
      qualifiedCents: null,
    }
    const facts = { leads: 0, contactsLeft: null, listCents: 0, verificationCents: 0 }
    expect(exportCost(facts, unknown)).toEqual({
      beyond: null,
      sendingCents: null,
      totalCents: 0,
      centsPerLead: null,
      replies: null,
      revenueCents: null,
      repliesToBreakEven: null,
    })
    expect(
      exportCost({ ...facts, leads: 5 }, { ...unknown, qualifiedShare: 0, qualifiedCents: 100 }).repliesToBreakEven,
    ).toBeNull()
  })
})
