import { describe, expect, it } from 'vitest'
import { accountActionKinds } from '#shared/contract/insights/accounts.ts'
import { describeMoment } from '../../../../src/renderer/src/app/feed/describe-moment.ts'

const step = { kind: 'accounts', value: '30', back: false, accounts: 1, of: 1 } as const

describe('the description of an account change', () => {
  it('names the changed setting, not only its new value', () => {
    expect(describeMoment({ ...step, action: 'daily_limit' }).what).toBe('You set the daily limit to 30')
    expect(describeMoment({ ...step, action: 'sending_gap' }).what).toBe('You set the gap between emails to 30 minutes')
    expect(describeMoment({ ...step, action: 'tracking_domain', value: null }).what).toBe(
      'You removed the tracking domain',
    )
    expect(describeMoment({ ...step, action: 'pause', value: null }).what).toBe('You paused sending')
  })

  it('differs for each action', () => {
    const all = accountActionKinds.map((action) => describeMoment({ ...step, action }).what)
    expect(new Set(all).size).toBe(all.length)
  })
})
