import type { Store } from '#backend/core/deps.ts'
import { createEventIngest, type IngestHooks, type ReceivedEvent } from '#backend/events/events/ingest-events.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { temporaryDir } from '../../../support/backend.ts'
import { openMigrated } from '../../../support/open-migrated.ts'

export const acme = 1 as WorkspaceId
export const birch = 2 as WorkspaceId

/** Creates a store with two clients, and an ingest into it. */
export function eventStore(hooks: IngestHooks = {}, dir = temporaryDir()) {
  const store = openMigrated(dir)
  const add = store.raw.prepare(
    `insert or ignore into workspace (id, name, colour, created_at, remote_id) values (?, ?, 1, '', ?)`,
  )
  add.run(acme, 'Acme', 'remote-acme')
  add.run(birch, 'Birch', 'remote-birch')
  return { store, dir, ...createEventIngest({ store, changed: () => undefined }, hooks) }
}

/** Returns a payload as in Instantly's guide. */
export const payload = (fields: Readonly<Record<string, unknown>>) =>
  JSON.stringify({
    timestamp: '2026-11-02T09:30:00.000Z',
    event_type: 'email_opened',
    workspace: 'remote-acme',
    campaign_id: 'c-1',
    campaign_name: 'Autumn',
    lead_email: 'kai@prospect.example',
    email_account: 'me@acme.example',
    ...fields,
  })

export const received = (
  raw: string,
  sourceId: string | null = null,
  receivedAt = 1_794_000_000_000,
): ReceivedEvent => ({
  raw,
  receivedAt,
  sourceId,
})

/** Returns everything events leave behind, in words instead of numbers, without the counters of repeated deliveries. */
export function stateOf({ raw }: Store) {
  const all = (sql: string) => raw.prepare(sql).all()
  const type = `coalesce((select name from event_name n where n.id = x.type - 1000), x.type) as type`
  const campaign = '(select remote_id from event_campaign c where c.id = x.campaign_id) as campaign'
  const contact = '(select email from event_contact c where c.id = x.contact_id) as contact'
  const account = '(select email from event_account a where a.id = x.account_id) as account'
  return {
    events: all(
      `select workspace_id, ${contact}, ${campaign}, ${type}, at, hash, step, variant, ${account}, sources
         from event x order by 1, 2, 3, 4, 5, 6`,
    ),
    campaigns: all('select workspace_id, remote_id, name, named_at from event_campaign order by 1, 2'),
    contacts: all('select workspace_id, email from event_contact order by 1, 2'),
    leads: all(
      `select workspace_id, ${contact}, ${campaign}, sent, opened, clicked, replied, auto_replied, bounced, unsubscribed,
              events, first_at, last_at, score, interest_at,
              coalesce((select name from event_name n where n.id = x.interest - 1000), x.interest) as interest
         from event_lead x order by 1, 2, 3`,
    ),
    campaignCounts: all(
      `select workspace_id, ${campaign}, ${type}, events, leads from event_campaign_count x order by 1, 2, 3`,
    ),
    campaignDays: all(
      `select workspace_id, ${campaign}, day, ${type}, events from event_campaign_day x order by 1, 2, 3, 4`,
    ),
    workspaceDays: all(`select workspace_id, day, ${type}, events from event_workspace_day x order by 1, 2, 3`),
    accountDays: all(
      `select workspace_id, ${account}, day, ${type}, events from event_account_day x order by 1, 2, 3, 4`,
    ),
    workspaceHours: all('select * from event_workspace_hour order by workspace_id, type, day'),
    sourceDays: all('select workspace_id, day, source, events from event_source_day order by 1, 2, 3'),
    optOuts: all('select workspace_id, value, state, source, since, changed_at from opt_out order by 1, 2'),
    dead: all('select workspace_id, reason, raw from dead_event order by 1, 2, 3'),
  }
}

/** Returns stored counts that differ from those of the events; all empty if nothing is wrong. */
export function wrongSums({ raw }: Store) {
  const differs = (kept: string, counted: string) =>
    raw
      .prepare(
        `select * from (select * from (${kept}) except ${counted}) union all select * from (${counted} except select * from (${kept}))`,
      )
      .all()
  const named = `from event e join event_contact p on p.id = e.contact_id and p.email <> ''`
  return {
    keys: differs(
      `select * from event_key union all select * from event_key_fresh`,
      'select workspace_id, contact_id, at, type, hash, id from event',
    ),
    campaigns: differs(
      'select campaign_id, type, events from event_campaign_count',
      'select campaign_id, type, count(*) from event group by 1, 2',
    ),
    leadsOfCampaigns: differs(
      'select campaign_id, type, leads from event_campaign_count where type in (1, 2, 3, 4, 5, 6, 7)',
      `select e.campaign_id, e.type, count(distinct e.contact_id) ${named} where e.type in (1, 2, 3, 4, 5, 6, 7) group by 1, 2`,
    ),
    days: differs(
      'select campaign_id, day, type, events from event_campaign_day',
      'select campaign_id, at / 86400000, type, count(*) from event group by 1, 2, 3',
    ),
    workspaceDays: differs(
      'select workspace_id, day, type, events from event_workspace_day',
      'select workspace_id, at / 86400000, type, count(*) from event group by 1, 2, 3',
    ),
    accountDays: differs(
      'select account_id, day, type, events from event_account_day',
      `select account_id, at / 86400000, type, count(*) from event
        where account_id is not null and type between 1 and 7 group by 1, 2, 3`,
    ),
    workspaceHours: differs(
      'select * from event_workspace_hour',
      `select workspace_id, type, at / 86400000, count(*),
         ${Array.from({ length: 24 }, (_, hour) => `sum(at / 3600000 % 24 = ${hour})`).join(', ')}
         from event where type between 1 and 7 group by 1, 2, 3`,
    ),
    sources: differs(
      'select workspace_id, day, source, events from event_source_day',
      `select workspace_id, at / 86400000, s.value, count(*) from event, json_each('[1,2,4,8]') s
        where sources & s.value group by 1, 2, 3`,
    ),
    leads: differs(
      'select contact_id, campaign_id, events, first_at, last_at, sent, opened, replied from event_lead',
      `select e.contact_id, e.campaign_id, count(*), coalesce(min(e.at) filter (where e.type between 1 and 7), ${Number.MAX_SAFE_INTEGER}), max(e.at),
         sum(e.type = 1), sum(e.type = 2), sum(e.type = 4)
         ${named} group by 1, 2`,
    ),
  }
}
