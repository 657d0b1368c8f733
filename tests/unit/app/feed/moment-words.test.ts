import { describe, expect, it } from 'vitest'
import { accountActionKinds } from '#shared/contract/insights/accounts.ts'
import { momentWords } from '../../../../src/renderer/src/app/feed/moment-words.ts'

const step = { kind: 'accounts', value: '30', back: false, accounts: 1, of: 1 } as const

describe('the description of an account change', () => {
  it('names the changed setting, not only its new value', () => {
    expect(momentWords({ ...step, action: 'daily_limit' }).what).toBe('You set the daily limit to 30')
    expect(momentWords({ ...step, action: 'sending_gap' }).what).toBe('You set the gap between emails to 30 minutes')
    expect(momentWords({ ...step, action: 'tracking_domain', value: null }).what).toBe(
      'You removed the tracking domain',
    )
    expect(momentWords({ ...step, action: 'pause', value: null }).what).toBe('You paused sending')
  })

  it('differs for each action', () => {
    const all = accountActionKinds.map((action) => momentWords({ ...step, action }).what)
    expect(new Set(all).size).toBe(all.length)
  })
})
