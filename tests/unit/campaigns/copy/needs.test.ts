import { expect, test } from 'vitest'
import type { ApiKeyInfo, KeyState, Workspace } from '../../../../src/shared/contract/clients/workspaces.ts'
import type { ExportState, ExportSummary } from '../../../../src/shared/contract/exports/exports.ts'
import { needsOf } from '../../../../src/shared/domain/app/needs.ts'
import { keyAge, oldestKey } from '../../../../src/shared/domain/clients/key-age.ts'
import { apiKeyId, exportId, listId, workspaceId } from '../../../../src/shared/ids.ts'

const now = Date.parse('2026-11-20T09:00:00Z')

const workspace = (id: number, keyState: KeyState | null): Workspace => ({
  id: workspaceId.parse(id),
  name: `Client ${id}`,
  colour: 1,
  archived: false,
  demo: false,
  remoteName: null,
  hasKey: keyState !== null,
  keyState,
  keys: [],
  listCount: 0,
  exportCount: 0,
})

const summary = (id: number, state: ExportState, finishedAt: string | null = null): ExportSummary => ({
  id: exportId.parse(id),
  workspaceId: workspaceId.parse(1),
  listId: listId.parse(1),
  listName: 'L',
  target: 'campaign',
  campaignId: null,
  leadListId: null,
  campaignName: 'C',
  campaignIsNew: true,
  state,
  problem: null,
  createdAt: '2026-11-01T09:00:00Z',
  finishedAt,
  durationMs: null,
  totals: { rows: 10, uploaded: 10, stayedBehind: 0, refused: 0, failed: 0, waiting: 0 },
  promised: 10,
  alreadyThere: 0,
  part: null,
  campaignGone: false,
  activation: 'not_wanted',
  tagging: 'not_wanted',
  takenBack: 0,
  undoing: false,
})

/** All of them existed already. */
const nobody = { totals: { rows: 10, uploaded: 0, stayedBehind: 10, refused: 0, failed: 0, waiting: 0 } }

test('Exports that wait, are paused, failed, were not started this week or had no effect today need the operator; others do not', () => {
  const exports = [
    summary(1, 'waiting'),
    summary(2, 'running'),
    summary(3, 'paused'),
    summary(4, 'done', '2026-11-20T08:00:00Z'),
    summary(5, 'failed', '2026-11-19T08:00:00Z'),
    summary(6, 'failed', '2026-11-02T08:00:00Z'),
    { ...summary(7, 'done', '2026-11-20T08:00:00Z'), activation: 'failed' as const },
    { ...summary(8, 'done', '2026-11-20T08:00:00Z'), ...nobody },
    { ...summary(9, 'done', '2026-11-18T08:00:00Z'), ...nobody },
  ]
  const needs = needsOf([], exports, [], now)
  expect(needs.map((need) => need.kind === 'export' && need.export.id)).toEqual([1, 3, 5, 7, 8])
})

test('A failing, unreadable or missing key needs the operator; a locked one is shown elsewhere', () => {
  const needs = needsOf(
    [
      workspace(1, 'active'),
      workspace(2, 'revoked'),
      workspace(3, null),
      workspace(4, 'locked'),
      workspace(5, 'scope_missing'),
      workspace(6, 'unreadable'),
    ],
    [],
    [],
    now,
  )
  expect(needs.map((need) => need.kind === 'key' && need.workspace.id)).toEqual([2, 3, 5, 6])
})

test('A failed planned report needs the operator until it was made, listed after what holds up leads', () => {
  const plan = {
    workspaceId: workspaceId.parse(1),
    partId: null,
    name: 'Acme',
    problem: { code: 'REPORT_DISK_FULL', data: {}, at: '2026-11-20T08:00:00Z', retryAt: '2026-11-20T09:05:00Z' },
  } as const
  const needs = needsOf([workspace(1, null)], [summary(1, 'waiting')], [plan], now)
  expect(needs.map(({ kind }) => kind)).toEqual(['export', 'key', 'report'])
  expect(needsOf([], [], [], now)).toEqual([])
})

test('A key asks to be replaced from its 90th day on, unless Instantly refuses it anyway', () => {
  const day = 86_400_000
  const key = (id: number, days: number, state: KeyState = 'active'): ApiKeyInfo => ({
    id: apiKeyId.parse(id),
    masked: '••••••••1f3a',
    state,
    missingScopes: [],
    addedAt: new Date(now - days * day).toISOString(),
    lastCheckedAt: null,
    lastWorkedAt: null,
  })
  const keys = [
    key(1, 79),
    key(2, 80),
    key(3, 89),
    key(4, 90),
    key(5, 400, 'revoked'),
    key(6, 400, 'locked'),
    key(7, 400, 'unreadable'),
  ]
  expect(keys.map((each) => keyAge(each, now).level)).toEqual(['fresh', 'amber', 'amber', 'red', 'red', 'red', 'red'])
  const needs = needsOf([{ ...workspace(1, 'active'), keys }], [], [], now)
  expect(needs.map((need) => need.kind === 'old_key' && need.key.id)).toEqual([4, 6])
  expect(oldestKey([key(1, 3), key(2, 9), key(3, 5)])?.id).toBe(2)
  // Added by a computer whose clock was ahead.
  expect(keyAge(key(1, -2), now)).toEqual({ days: 0, level: 'fresh' })
})
