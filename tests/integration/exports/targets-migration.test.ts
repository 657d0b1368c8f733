import { expect, it } from 'vitest'
import { createRunStore } from '#backend/features/exports/run-store.ts'
import type { ExportId } from '#shared/ids.ts'
import { newCampaignSettings } from '../../support/export-settings.ts'
import { migrated } from '../../support/migrations-before.ts'

it('exports of a version before stay what they were: into campaigns, without tags', () => {
  const after = migrated('_targets', (before) => {
    before.exec(
      `insert into workspace (name, colour, created_at) values ('Northwind', 1, '2026-01-01T00:00:00Z');
       insert into lead_list (workspace_id, name, created_at, state, row_count) values (1, 'Dentists', '', 'ready', 9)`,
    )
    before
      .prepare(
        `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
           activation, row_count, ready_count, created_at)
         values (1, 1, 'click-one', ?, 'done', 'remote-1', 'Autumn', 'done', 'done', 9, 8, '2026-11-01T00:00:00Z')`,
      )
      .run(JSON.stringify(newCampaignSettings('Autumn')))
  })
  const runs = createRunStore(after.raw)
  const run = runs.get(1 as ExportId)
  expect(run).toMatchObject({
    target: 'campaign',
    place: { kind: 'campaign', id: 'remote-1' },
    campaignId: 'remote-1',
    campaignName: 'Autumn',
    activation: 'done',
    tagging: 'not_wanted',
    tagProblem: null,
    rowCount: 9,
  })
  expect(run.settings).toEqual(newCampaignSettings('Autumn'))
  after.raw.close()
})
