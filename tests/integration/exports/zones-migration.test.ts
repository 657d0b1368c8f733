import { expect, it } from 'vitest'
import { createRunStore } from '#backend/features/exports/run-store.ts'
import type { ExportId } from '#shared/ids.ts'
import { migrated } from '../../support/migrations-before.ts'

it('an export of the version before keeps its ledger: it is of the whole list', () => {
  const after = migrated('_zones', (before) => {
    before.exec(`
      insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
      insert into lead_list (workspace_id, name, created_at, state, row_count) values (1, 'Dentists', '2026-01-01', 'ready', 12);
      insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_name, campaign_step, activation,
        row_count, ready_count, created_at)
      values (1, 1, 'click', '{"target":{"kind":"existing","campaignId":"00000000-0000-4000-8000-000000000001"}}', 'done',
        'Autumn', 'done', 'not_wanted', 12, 10, '2026-01-01');
      insert into export_batch (workspace_id, export_id, no, first_position, last_position, state, lead_count, uploaded)
      values (1, 1, 1, 1, 12, 'done', 10, 10);`)
  })
  const runs = createRunStore(after.raw)
  const run = runs.get(1 as ExportId)
  expect(runs.totals(run)).toEqual({ rows: 12, uploaded: 10, stayedBehind: 2, refused: 0, failed: 0, waiting: 0 })
  expect(runs.zonesOf(run)).toEqual([])
  after.raw.close()
})
