import { describe, expect, it } from 'vitest'
import { readVerification } from '#shared/domain/leads/import/verification.ts'

describe("a file's own word on an address", () => {
  it.each([
    ['Verified', 'verified'],
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
  ])('%j means %s', (cell, verdict) => {
    expect(readVerification(cell)).toBe(verdict)
  })

  it.each(['', 'User Managed', 'New', '42', '__proto__', 'constructor'])('%j says nothing', (cell) => {
    expect(readVerification(cell)).toBe('unknown')
  })
})
