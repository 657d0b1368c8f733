import { expect, it } from 'vitest'
import { removeWorkspaceSteps } from '#backend/app/demo/remove-rows.ts'
import { createJobStore } from '#backend/background/job-store.ts'
import { createAuditLog } from '#backend/clients/activity/audit-log.ts'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { rowsOf } from '../../../support/rows-of.ts'

it('Removing a client leaves no rows, not even of calls or jobs that ended meanwhile', () => {
  const dir = temporaryDir()
  const store = openMigrated(dir)
  const { raw } = store
  const id = 7 as WorkspaceId
  raw
    .prepare(`insert into workspace (id, name, colour, created_at) values (?, 'Demo', 1, '2026-01-01T00:00:00Z')`)
    .run(id)
  const jobs = createJobStore(store)
  const calls = createAuditLog(store, systemClock)
  const tell = () => {
    const standing = { failures: 0, failingSince: null, lastGoodAt: 1, toldAt: null }
    const run = { tookMs: 1, runs: 1, counts: null, problemCode: null, problemData: null }
    jobs.write({ kind: 'campaigns', of: id }, standing, { id: 0, state: 'done', startedAt: 1, firstAt: 1, ...run })
    calls.add({
      workspaceId: id,
      at: '2026-01-01T00:00:00Z',
      requestedBy: 'poller:campaigns',
      method: 'GET',
      path: '/api/v2/campaigns',
      status: 200,
      durationMs: 1,
      tries: 1,
      outcome: 'ok',
    })
    calls.flush()
  }
  tell()
  expect(rowsOf(dir, [id])).toMatchObject({ audit_call: 1, job: 1, job_run: 1 })
  raw.prepare(`update workspace set demo = 'removing' where id = ?`).run(id)
  let steps = 0
  for (const _ of removeWorkspaceSteps(store, id)) {
    steps += 1
    // Rows that keep being written would keep being removed.
    if (steps === 1_000) throw new Error('the removal does not end')
    tell()
  }
  calls.stop()
  raw.close()
  expect(steps).toBeGreaterThan(0)
  expect(rowsOf(dir, [id])).toEqual({})
})
