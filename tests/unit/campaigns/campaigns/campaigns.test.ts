import { describe, expect, it } from 'vitest'
import { campaignStateOf } from '#shared/domain/campaigns/campaign-state.ts'
import { measuresOf, rateOf } from '#shared/domain/campaigns/rates.ts'
import { firstStepNumber, readCampaign } from '#shared/domain/campaigns/read-campaign.ts'

/**
 * By hand: 1,000 mails to 400 people; 100 opened, 8 clicked, 20 replied, 15 mails bounced, 2 unsubscribed, 5 are
 * interested.
 */
const counts = {
  sent: 1_000,
  contacted: 400,
  openedUnique: 100,
  clickedUnique: 8,
  repliedUnique: 20,
  bounced: 15,
  unsubscribed: 2,
  interested: 5,
  meetings: 2,
}
const everything = { opens: true, clicks: true }

describe('rates', () => {
  it.each([
    ['opened', 0.25],
    ['clicked', 0.02],
    ['replied', 0.05],
    ['bounced', 0.015],
    ['unsubscribed', 0.005],
    ['interested', 0.0125],
    ['meetings', 0.005],
  ] as const)('%s matches a count by hand', (metric, share) => {
    expect(rateOf(metric, counts, everything).share).toBeCloseTo(share, 12)
  })

  it('is missing before anything was sent, and for emails sent', () => {
    const nothing = { ...counts, sent: 0, contacted: 0, repliedUnique: 0, bounced: 0 }
    expect(rateOf('replied', nothing, everything)).toEqual({ count: 0, share: null, base: 0 })
    expect(rateOf('bounced', nothing, everything).share).toBeNull()
    expect(rateOf('sent', counts, everything)).toEqual({ count: 1_000, share: null, base: null })
  })

  it('is missing if more people replied than were contacted', () => {
    const late = { ...counts, contacted: 1, repliedUnique: 3 }
    expect(rateOf('replied', late, everything)).toEqual({ count: 3, share: null, base: 1 })
  })

  it('is never 0 % if it was not measured', () => {
    const blind = measuresOf({ opens: false, clicks: null }, { opened: 0, clicked: 0 })
    for (const metric of ['opened', 'clicked'] as const) {
      expect(rateOf(metric, { ...counts, openedUnique: 0, clickedUnique: 0 }, blind)).toEqual({
        count: null,
        share: null,
        base: null,
      })
    }
    expect(rateOf('replied', counts, blind).share).toBe(0.05)
    // Nor is it while labels are being synced.
    expect(rateOf('interested', { ...counts, interested: null }, everything)).toEqual({
      count: null,
      share: null,
      base: null,
    })
    // Tracking was on and is off now, so the earlier counts are shown.
    expect(measuresOf({ opens: false, clicks: false }, { opened: 3, clicked: 0 })).toEqual({
      opens: true,
      clicks: false,
    })
  })
})

describe("a campaign in Instantly's answer", () => {
  it('is text, whatever it contains', () => {
    const { steps, senders, switches, numbers, schedules } = readCampaign({
      sequences: [
        {
          steps: [
            {
              type: 'email',
              delay: 2,
              variants: [
                {
                  subject: 'Hello\u202e\n{{firstName}}',
                  body: '<p onclick="alert(1)">Hi {{firstName}}</p><script>alert(2)</script><img src=x onerror=alert(3)>Bye &amp; thanks',
                },
                { subject: 'B', body: 'x', v_disabled: true },
              ],
            },
            { type: 'email', delay: 4, delay_unit: 'hours', variants: [{ subject: '', body: 'Once more<br/>please' }] },
          ],
        },
        { steps: [{ delay: 0, variants: [] }] },
      ],
      email_list: ['a@sender.example'],
      open_tracking: true,
      daily_limit: 30,
      something_new: { of: 'next year' },
      campaign_schedule: {
        schedules: [
          {
            name: 'Week',
            timing: { from: '09:00', to: '17:00' },
            days: { '1': true, '5': true },
            timezone: 'Etc/GMT+12',
          },
          { name: 'Broken' },
        ],
      },
    })
    expect(steps).toHaveLength(2)
    const [first, second] = steps
    expect(first?.wait).toBeNull()
    expect(first?.variants[0]?.subject).toBe('Hello {{firstName}}')
    expect(first?.variants[0]?.text).toContain('Hi {{firstName}}')
    expect(first?.variants[0]?.text).toContain('Bye & thanks')
    expect(JSON.stringify(steps)).not.toMatch(/<|alert|onerror|onclick/)
    expect(first?.variants[1]?.off).toBe(true)
    expect(second).toEqual({
      // A step's delay is the wait before the next.
      wait: { amount: 2, unit: 'days' },
      variants: [{ subject: '', text: 'Once more\nplease', off: false }],
    })
    expect(senders).toEqual(['a@sender.example'])
    expect(switches).toEqual([{ name: 'open_tracking', on: true }])
    expect(numbers).toEqual([{ name: 'daily_limit', value: 30 }])
    expect(schedules).toEqual([{ name: 'Week', from: '09:00', to: '17:00', days: [1, 5], timezone: 'Etc/GMT+12' }])
  })

  it.each([null, 7, 'text', [], {}, { sequences: 'no', email_list: 4, campaign_schedule: 'x' }])(
    'is empty instead of failing: %j',
    (raw) => {
      expect(readCampaign(raw)).toMatchObject({ steps: [], schedules: [], senders: [] })
    },
  )

  it('numbers steps from 1, whether Instantly counts from 0 or 1', () => {
    expect(firstStepNumber([0, 1, 2])).toBe(0)
    expect(firstStepNumber([1, 2])).toBe(1)
    expect(firstStepNumber([])).toBe(1)
  })

  it('has a state in words for every number, known or not', () => {
    expect([0, 1, 2, 3, 4, -1, -2, -99, 17].map((status) => campaignStateOf(status, false))).toEqual([
      'draft',
      'running',
      'paused',
      'completed',
      'subsequences',
      'unhealthy',
      'bounce_protect',
      'suspended',
      'unknown',
    ])
    expect(campaignStateOf(1, true)).toBe('gone')
  })
})
