import { describe, expect, it } from 'vitest'
import {
  canTakePlan,
  freshForm,
  inputOfCost,
  problemsOfCost,
  withPulledMailboxes,
  withPulledPlan,
} from '../../../../src/renderer/src/insights/money/cost-form.ts'
import { workspaceId } from '../../../../src/shared/ids.ts'

const form = freshForm(workspaceId.parse(1), 'USD', '2026-11-21')
const plan = {
  name: 'Hypergrowth',
  cents: 9_700,
  interval: 'month',
  until: '2026-12-04',
  at: '2026-11-20T08:00:00.000Z',
} as const

describe('a plan reported by Instantly', () => {
  it('is a monthly price from the reported day on', () => {
    const taken = withPulledPlan(form, plan)
    expect(problemsOfCost(taken)).toEqual([])
    expect(inputOfCost(taken)).toMatchObject({
      basis: 'month',
      cents: 9_700,
      asOf: '2026-11-20',
      from: form.from,
      to: null,
      label: 'Hypergrowth',
    })
  })

  it('for a year is one amount over the paid year', () => {
    const year = { ...plan, interval: 'year', cents: 93_120, until: '2027-02-28' } as const
    expect(inputOfCost(withPulledPlan(form, year))).toMatchObject({
      basis: 'once',
      cents: 93_120,
      from: '2026-03-01',
      to: '2027-02-28',
    })
  })

  it('is not adopted into another currency, nor for a period a cost cannot have', () => {
    expect(canTakePlan(plan, 'USD')).toBe(true)
    expect(canTakePlan(plan, 'EUR')).toBe(false)
    expect(canTakePlan({ ...plan, interval: 'week' }, 'USD')).toBe(false)
    expect(canTakePlan({ ...plan, interval: 'year', until: null }, 'USD')).toBe(false)
  })

  it('keeps a typed name', () => {
    expect(withPulledPlan({ ...form, label: 'Our plan' }, plan).label).toBe('Our plan')
  })
})

it('The number of mailboxes is adopted, not their price', () => {
  const taken = withPulledMailboxes({ ...form, kind: 'mailboxes', amount: '4' }, { count: 12, at: plan.at })
  expect(inputOfCost(taken)).toMatchObject({ quantity: 12, cents: 400 })
})
