import { expect, it } from 'vitest'
import { removalOf } from '#backend/app/demo/remove-rows.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { openMigrated } from '../../../support/open-migrated.ts'
import { rowsOf } from '../../../support/rows-of.ts'

it('leaves nothing of a client, not even what a job that ended meanwhile wrote', () => {
  const dir = temporaryDir()
  const store = openMigrated(dir)
  const { raw } = store
  const id = 7 as WorkspaceId
  raw
    .prepare(
      `insert into workspace (id, name, colour, created_at, demo) values (?, 'Demo', 1, '2026-01-01T00:00:00Z', 'removing')`,
    )
    .run(id)
  const job = raw.prepare(`insert into job (workspace_id, kind, failures) values (?, ?, 0)`)
  const call = raw.prepare(
    `insert into audit_call (workspace_id, at, asked_by, method, path, status, duration_ms, tries, outcome)
     values (?, '2026-01-01T00:00:00Z', 'job', 'GET', '/api/v2/emails', 200, 1, 1, 'ok')`,
  )
  job.run(id, 'before')
  let steps = 0
  for (const _ of removalOf(store, id)) {
    steps += 1
    if (steps > 5) continue
    job.run(id, `step ${steps}`)
    call.run(id)
  }
  raw.close()
  expect(steps).toBeGreaterThan(0)
  expect(rowsOf(dir, [id])).toEqual({})
})
