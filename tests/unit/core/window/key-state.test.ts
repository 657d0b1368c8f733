import { expect, test } from 'vitest'
import { canKeep } from '../../../../src/renderer/src/clients/workspaces/key-state.ts'
import type { ConnectionTest } from '../../../../src/shared/contract/clients/workspaces.ts'

const tested = (result: Partial<ConnectionTest>): ConnectionTest => ({
  ok: false,
  problem: null,
  remoteId: null,
  remoteName: null,
  planName: null,
  contactsLeft: null,
  contactsLimit: null,
  mailboxCount: null,
  scopes: [],
  joins: null,
  testedAt: '2026-11-20T09:00:00Z',
  ...result,
})

test('A key can be kept if it works, or if only a temporary problem or some scopes prevent it', () => {
  expect(canKeep(tested({ ok: true }))).toBe(true)
  expect(canKeep(tested({ problem: 'API_OFFLINE' }))).toBe(true)
  expect(canKeep(tested({ problem: 'INSTANTLY_SCOPE_MISSING', remoteId: 'w1' }))).toBe(true)
})

test('A key Instantly refuses, or whose client is unknown, cannot be kept', () => {
  expect(canKeep(tested({ problem: 'INSTANTLY_API_KEY_INVALID' }))).toBe(false)
  expect(canKeep(tested({ problem: 'KEY_OF_OTHER_WORKSPACE', remoteId: 'w2' }))).toBe(false)
  expect(canKeep(tested({ problem: 'INSTANTLY_SCOPE_MISSING' }))).toBe(false)
})
