import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { en } from '#shared/texts/en.ts'
import { payload, received } from '../../../integration/events/events/support.ts'
import { prepare } from '../../../integration/insights/write-back/support.ts'
import { addPlatform, keyRoles, keys, startProjectDatabase } from '../../../integration/leads/supabase/support.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { migrationsDir } from '../../../support/repository.ts'
import { expect } from '../../support/app.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { test as base, connect, goTo } from '../../support/main-job.ts'
import { expectWhole } from '../../support/whole.ts'

const words = en.writeBack
let db: TestPostgres
let campaign: string
const test = base.extend<{ project: TestPostgrest }>({
  // oxlint-disable-next-line no-empty-pattern
  project: async ({}, use) => {
    const project = await startPostgrest({ databaseUrl: db.url, keys: keyRoles })
    await use(project)
    await project.close()
  },
})

test.beforeAll(async () => {
  db = await startProjectDatabase()
  campaign = (await addPlatform(db)).finished
})
test.afterAll(() => db.stop())

test('Results are written back to their source table after it was set up, prepared, tried and switched on', async ({
  instantly,
  launch,
  project,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { id: workspaceId } = await connect(sendoff)
  const { page } = sendoff
  const source = await sendoff.call('supabase.add', {
    workspaceId,
    name: 'Lead platform',
    access: { kind: 'project', address: project.url, key: keys.secret },
  })
  const { draft } = await sendoff.call('supabase.pull', {
    sourceId: source.id,
    spec: { kind: 'platform', campaignId: campaign },
    pullId: 'one',
  })
  const list = await sendoff.call('imports.save', {
    importId: draft?.importId ?? '',
    mapping: draft?.columns.map((column) => column.suggestion.target) ?? [],
    settings: { holdUnverified: false, derivePersons: true },
    into: { name: 'Dentists Leeds' },
  })
  // The data after an export and some days.
  const { raw, ...store } = openStore(path.join(sendoff.home, 'data'), migrationsDir)
  raw
    .prepare(
      `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
         activation, row_count, ready_count, created_at)
       values (?, ?, 'k', '{}', 'done', 'c-1', 'Autumn', 'done', 'not_wanted', 4, 4, '2026-11-01T08:00:00.000Z')`,
    )
    .run(workspaceId, list.id)
  const { ingest } = createEventIngest({ store: { raw, ...store }, changed: () => undefined })
  for (const [email, type] of [
    ['hello@own.example', 'email_sent'],
    ['hello@own.example', 'reply_received'],
    ['ada@linked.example', 'email_sent'],
  ]) {
    ingest(workspaceId, 'relay', [received(payload({ event_type: type, lead_email: email, workspace: undefined }))])
  }
  raw.close()

  await goTo(sendoff, '/lists/supabase')
  await page.getByRole('button', { name: words.setUp }).click()
  const dialog = page.getByRole('dialog', { name: words.setUpTitle })
  await dialog.getByLabel(words.key).fill(keys.secret)
  await dialog.getByLabel(words.organization).fill('org-7')
  await look('write-back-set-up')
  await dialog.getByRole('button', { name: words.save }).click()
  await expect(dialog).toBeHidden()

  // The SQL is shown to be run elsewhere; until then nothing can be written.
  await page.getByRole('button', { name: words.showSql }).first().click()
  const sql = page.getByRole('dialog', { name: words.sqlTitle })
  await expect(sql.getByText('create table if not exists public.outreach_engagement')).toBeVisible()
  await look('write-back-sql')
  await sql.getByRole('button', { name: words.check }).click()
  await expect(sql.getByText(en.errors.WRITE_BACK_NOT_READY({}).what)).toBeVisible()
  await prepare(db, 'own')
  await sql.getByRole('button', { name: words.check }).click()
  await expect(sql).toBeHidden()

  await page.getByRole('button', { name: words.dryRun }).click()
  const dry = page.getByRole('dialog', { name: words.dryRunTitle })
  await expect(dry.getByText('email_status: replied')).toBeVisible()
  await look('write-back-dry-run')
  expect(await db.sql('select * from outreach_engagement')).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByRole('switch', { name: words.on }).click()
  await expect(page.getByText(words.done(2))).toBeVisible()
  await look('write-back')
  expect(await db.sql('select lead_key, email_status, organization_id from outreach_engagement order by 1')).toEqual([
    { lead_key: 'ada@linked.example', email_status: 'sent', organization_id: 'org-7' },
    { lead_key: 'hello@own.example', email_status: 'replied', organization_id: 'org-7' },
  ])
  expect(sendoff.pageErrors()).toEqual([])

  async function look(name: string): Promise<void> {
    await expectWhole(sendoff, name)
    await expectAccessibleInBoth(page, name)
  }
})
