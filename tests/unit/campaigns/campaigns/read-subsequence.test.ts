import { expect, it } from 'vitest'
import { readSubsequence } from '#shared/domain/campaigns/read-subsequence.ts'

it('Conditions, waits, schedule and limit are shown as Instantly means them', () => {
  const copy = readSubsequence({
    conditions: { crm_status: [1, -3, 117], lead_activity: [2, 91, 555], reply_contains: ' send\u202e\nprices ' },
    sequences: [
      {
        steps: [
          {
            delay: 4,
            delay_unit: 'hours',
            pre_delay: 90,
            pre_delay_unit: 'minutes',
            variants: [{ subject: 'A', body: 'One<br/>Two' }],
          },
          {
            delay: 7,
            variants: [
              { subject: '', body: 'Three' },
              { subject: 'B', body: '', v_disabled: true },
            ],
          },
        ],
      },
    ],
    subsequence_schedule: {
      schedules: [
        {
          name: 'Mornings',
          timing: { from: '08:00', to: '11:30' },
          days: { '1': true, '3': true },
          timezone: 'Europe/Belgrade',
        },
      ],
    },
    daily_limit_mode: 'custom',
    daily_limit: 12,
    ignore_account_daily_limit: true,
  })
  expect(copy.conditions).toEqual({
    interest: [1, -3, 117],
    opened: true,
    clicked: false,
    completed: true,
    replyContains: 'send prices',
    others: 1,
  })
  // The wait is listed with the mail that waits; the first one waits from the time the lead is added.
  expect(copy.steps.map(({ wait }) => wait)).toEqual([
    { amount: 90, unit: 'minutes' },
    { amount: 4, unit: 'hours' },
  ])
  expect(copy.steps[1]?.variants.map(({ off }) => off)).toEqual([false, true])
  expect(copy.schedules).toMatchObject([{ from: '08:00', to: '11:30', days: [1, 3], timezone: 'Europe/Belgrade' }])
  expect(copy.limit).toEqual({ mode: 'custom', perDay: 12 })
  expect(copy.ignoresAccountLimit).toBe(true)
})

it('A subsequence without its own schedule has the campaign’s, and unreadable parts are left out', () => {
  expect(readSubsequence({})).toMatchObject({ schedules: null, steps: [], limit: null, conditions: { interest: [] } })
  const strange = readSubsequence({ conditions: 'when it rains', sequences: [{ steps: 'none' }], daily_limit_mode: 7 })
  expect(strange).toMatchObject({
    steps: [],
    limit: null,
    conditions: { interest: [], replyContains: null, others: 0 },
  })
})
