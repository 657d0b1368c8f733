import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
const lang = (process.env['WBLANG'] ?? 'en') as 'en' | 'de' | 'nl'
const en = textsOf[lang]
import { payload, received } from '../../../integration/events/events/support.ts'
import { prepare } from '../../../integration/insights/write-back/support.ts'
import { addPlatform, keyRoles, keys, startProjectDatabase } from '../../../integration/leads/supabase/support.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { migrationsDir } from '../../../support/repository.ts'
import { expect } from '../../support/app.ts'
import { test as base, connect, goTo } from '../../support/main-job.ts'

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

test('results go back to the table they came from, once it is set up, prepared, tried and switched on', async ({
  instantly,
  launch,
  project,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...(lang === 'en' ? {} : { language: lang }) } as never)
  const { id: workspaceId } = await connect(sendoff)
  const { page } = sendoff
  const shot = async (name: string) => {
    for (const [w, h] of [[1280, 800], [1024, 768]] as const) for (const theme of (w === 1280 ? ['light'] : ['dark'])) {
      await page.setViewportSize({ width: w, height: h })
      await page.evaluate((c) => { document.documentElement.dataset['theme'] = c }, theme)
      await page.screenshot({ path: `/tmp/wb-shots/${lang}-${name}-${w}-${theme}.png` })
    }
  }
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
  // What an export and some days leave behind.
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
  await expect(page.getByRole('button', { name: words.setUp })).toBeVisible()
  await shot('1empty')
  await page.getByRole('button', { name: words.setUp }).click()
  const dialog = page.getByRole('dialog', { name: words.setUpTitle })
  await dialog.getByLabel(words.key).fill(keys.secret)
  await dialog.getByLabel(words.organization).fill('org-7')
  await shot('2setup')
  await dialog.getByRole('button', { name: words.save }).click()
  await expect(dialog).toBeHidden()

  await shot('3unprepared')
  // The SQL is shown to be run elsewhere; before that nothing can be written.
  await page.getByRole('button', { name: words.showSql }).first().click()
  const sql = page.getByRole('dialog', { name: words.sqlTitle })
  await expect(sql.getByText('create table public.outreach_engagement')).toBeVisible()
  await sql.getByRole('button', { name: words.check }).click()
  await expect(sql.getByText(en.errors.WRITE_BACK_NOT_READY({}).what)).toBeVisible()
  await shot('4sql')
  await prepare(db, 'own')
  await db.sql(`alter table outreach_engagement add constraint no_ada check (email not like 'ada%')`)
  await sql.getByRole('button', { name: words.check }).click()
  await expect(sql).toBeHidden()

  await page.getByRole('button', { name: words.dryRun }).click()
  const dry = page.getByRole('dialog', { name: words.dryRunTitle })
  await expect(dry.getByText('email_status: replied')).toBeVisible()
  await shot('5dry')
  await page.keyboard.press('Escape')

  await page.getByRole('switch', { name: words.on }).click()
  await expect(page.getByText(words.done(1))).toBeVisible()
  await page.getByRole('button', { name: words.notWritten(1) }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await shot('6not')
  await page.keyboard.press('Escape')
  await shot('7on')
  expect(sendoff.pageErrors()).toEqual([])
})
