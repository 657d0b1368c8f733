import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestPostgres } from '../../../support/postgres.ts'
import type { PostgrestOptions } from '../../../support/postgrest/server.ts'
import { addPlatform, startProjectDatabase } from '../../leads/supabase/support.ts'
import { prepare, startBench, unprepare, type WriteBackBench, workspaceKey } from './support.ts'

let db: TestPostgres
let campaigns: { readonly finished: string; readonly running: string }
let before: PostgrestOptions['before']
let bench: WriteBackBench

beforeAll(async () => {
  db = await startProjectDatabase()
  campaigns = await addPlatform(db)
})
afterAll(() => db.stop())
beforeEach(async () => {
  before = undefined
  bench = await startBench(db, { before: (request) => before?.(request) ?? null })
})
afterEach(async () => {
  await bench.stop()
  await unprepare(db)
})

const platform = () => ({ kind: 'platform', campaignId: campaigns.finished }) as const
const rows = (sql = 'select * from outreach_engagement order by campaign_id, lead_key') => db.sql(sql)
const idOf = async (table: string, column: string, value: string) =>
  String((await db.sql(`select id from ${table} where ${column} = $1`, [value]))[0]?.['id'])

describe.each(['project', 'database'] as const)('into the table of ours, by %s', (door) => {
  it('what became of each lead stands there, under the id of its row', async () => {
    await prepare(db, 'own')
    const listId = await bench.list(platform())
    bench.exported(listId)
    const sentAt = bench.happened('hello@own.example', 'email_sent')
    const openedAt = bench.happened('hello@own.example', 'email_opened')
    bench.happened('hello@own.example', 'email_opened')
    const repliedAt = bench.happened('hello@own.example', 'reply_received')
    bench.happened('ada@linked.example', 'email_sent')
    // Nobody of this source.
    bench.happened('stranger@x.example', 'email_sent')

    const { id } = await bench.setUp('own', door === 'project' ? bench.byKey : bench.byConnection)
    expect(await bench.call('writeBack.check', { id })).toMatchObject({ problem: null })
    const after = await bench.written(id)
    expect(after).toMatchObject({ problem: null, counts: { waiting: 0, done: 2, refused: 0, several: 0 } })

    const [ada, own, ...more] = await rows()
    expect(more).toEqual([])
    expect(own).toMatchObject({
      workspace_id: workspaceKey,
      campaign_id: 'c-1',
      lead_key: 'hello@own.example',
      organization_id: 'org-7',
      source_table: 'gmaps_businesses',
      source_id: await idOf('gmaps_businesses', 'name', 'Own Address Dental'),
      source_campaign_id: campaigns.finished,
      email_sent_at: new Date(sentAt),
      email_opened_at: new Date(openedAt),
      email_replied_at: new Date(repliedAt),
      email_clicked_at: null,
      open_count: 2,
      // Nobody tells of clicks: not measured, which is not 0.
      click_count: null,
      reply_count: 1,
      email_status: 'replied',
      engagement_score: 4,
      reply_text: null,
    })
    expect(ada).toMatchObject({
      lead_key: 'ada@linked.example',
      source_table: 'gmaps_linkedin_enrichments',
      source_id: await idOf('gmaps_linkedin_enrichments', 'person_name', 'Ada Byron'),
      email_status: 'sent',
    })
  })
})
