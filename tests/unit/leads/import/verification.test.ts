import { describe, expect, it } from 'vitest'
import { readVerification, readVerificationStrictly } from '#shared/domain/leads/import/verification.ts'

describe("the file's status of an address", () => {
  it.each([
    ['Verified', 'verified'],
    ['Validated', 'verified'],
    [' RECEIVING ', 'verified'],
    ['Likely to engage', 'verified'],
    ['verifiziert', 'verified'],
    ['Unverified', 'unverified'],
    ['Email No Longer Verified', 'unverified'],
    ['accept_all', 'risky'],
    ['Catch-all', 'risky'],
    ['Extrapolated', 'unverified'],
    ['Unavailable', 'not_found'],
    ['not_found', 'not_found'],
    ['Invalid', 'not_found'],
    ['introuvable', 'not_found'],
    ['✅ Valid', 'verified'],
    ['⚠️ Catch-all', 'risky'],
    ['invalid ❌', 'not_found'],
    ['✔️', 'verified'],
    ['❌', 'unverified'],
  ])('%j means %s', (cell, verdict) => {
    expect(readVerification(cell)).toBe(verdict)
  })

  it.each(['spamtrap', 'Spam Trap', 'abuse', 'toxic'])('%s is never emailed, whatever risks are accepted', (cell) => {
    expect([readVerification(cell), readVerificationStrictly(cell)]).toEqual(['not_found', 'not_found'])
  })

  it.each(['', 'User Managed', 'New', '42', '__proto__', 'constructor'])('%j has no meaning', (cell) => {
    expect(readVerification(cell)).toBe('unknown')
  })
})

describe('an address with an unknown status', () => {
  it.each([
    ['Unknown', 'unverified'],
    ['unbekannt', 'unverified'],
    ['greylist_timeout', 'risky'],
    ['Server busy, try later', 'unverified'],
    ['accept_all_unsafe', 'risky'],
    ['Invalid (mailbox gone)', 'not_found'],
    ['Valid (smtp)', 'unknown'],
    ['High', 'unknown'],
    ['', 'unknown'],
    ['n/a', 'unknown'],
    ['87', 'unknown'],
    ['User Managed', 'unknown'],
    ['Verified', 'verified'],
    // Instantly's API: verified, invalid, risky, catch-all, has changed jobs, pending.
    ['1', 'verified'],
    ['-1', 'not_found'],
    ['-2', 'risky'],
    ['-3', 'risky'],
    ['-4', 'not_found'],
    ['11', 'unknown'],
  ])('%j is excluded as %s', (cell, verdict) => {
    expect(readVerificationStrictly(cell)).toBe(verdict)
  })
})
