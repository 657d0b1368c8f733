import { expect, it } from 'vitest'
import { createAnalyticsQueries } from '#backend/features/analytics/queries.ts'
import { createEventIngest } from '#backend/features/events/ingest-events.ts'
import { migrated } from '../../support/migrations-before.ts'
import { acme, payload, received, wrongSums } from '../events/support.ts'
import { wrongDays } from './support.ts'

it('a store of the version before keeps its days and events, and all sums beside them are those of a recount', () => {
  const store = migrated('_analytics', (before) => {
    before.exec(
      `insert into workspace (id, name, colour, created_at, remote_id) values (1, 'Acme', 1, '', 'remote-acme');
       insert into campaign (id, workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at)
         values (7, 1, 'c-1', 'Autumn', 'autumn', 1, '', 1, 1), (8, 1, 'c-2', 'Winter', 'winter', 1, '', 1, 1);
       insert into campaign_day (workspace_id, campaign_id, day, sent, contacted, replied_unique)
         values (1, 7, 20000, 10, 5, 1), (1, 7, 20003, 4, 2, 0), (1, 8, 20003, 3, 3, 2);
       insert into event_account (id, workspace_id, email) values (3, 1, 'me@acme.example');
       insert into event_contact (id, workspace_id, email) values (5, 1, 'kai@prospect.example');
       insert into event_campaign (id, workspace_id, remote_id, name, named_at) values (9, 1, 'c-1', 'Autumn', 1);
       insert into event (id, workspace_id, contact_id, campaign_id, type, at, hash, account_id, sources)
         values (1, 1, 5, 9, 1, 1794000000000, 11, 3, 1), (2, 1, 5, 9, 4, 1794003700000, 12, null, 1)`,
    )
  })
  const { raw } = store
  expect(raw.prepare('select day, sent from campaign_day where campaign_id = 7').raw().all()).toEqual([
    [20000, 10],
    [20003, 4],
  ])
  const overview = createAnalyticsQueries(store, () => 20_003 * 86_400_000).overview({
    workspaceId: acme,
    partId: null,
    campaignIds: null,
    period: 'all',
  })
  expect(overview.sums).toMatchObject({ sent: 17, contacted: 10, repliedUnique: 3 })
  expect(overview.places.map((place) => place.sums.sent)).toEqual([10, 0, 0, 7])
  expect(wrongDays(store)).toEqual({ daysSoFar: [], mailboxesSoFar: [] })
  const sums = wrongSums(store)
  expect([sums.accountDays, sums.workspaceHours]).toEqual([[], []])
  // What comes afterwards is added to what was counted.
  createEventIngest({ store, changed: () => undefined }).ingest(acme, 'relay', [received(payload({}))])
  expect(wrongSums(store)).toMatchObject({ accountDays: [], workspaceHours: [] })
  raw.close()
})
