import { en } from '#shared/texts/en.ts'
import { addPlatform, keyRoles, keys, startProjectDatabase } from '../../../integration/leads/supabase/support.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { expect } from '../../support/app.ts'
import { test as base, connect, goTo } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = en.supabase
let db: TestPostgres
/** Rows are answered only after this. */
let held: Promise<void> | null = null
const test = base.extend<{ project: TestPostgrest }>({
  // oxlint-disable-next-line no-empty-pattern
  project: async ({}, use) => {
    const project = await startPostgrest({
      databaseUrl: db.url,
      keys: keyRoles,
      maxRows: 3,
      before: async () => {
        await held
        return null
      },
    })
    await use(project)
    await project.close()
  },
})

test.beforeAll(async () => {
  db = await startProjectDatabase()
  await addPlatform(db)
  await db.sql(`insert into leads (id, email, company) select n, 'lead' || n || '@pull.example', 'Company ' || n
                  from generate_series(1, 8) n`)
})
test.afterAll(() => db.stop())

test('A project is connected and a table opened like a file; next time only new rows', async ({
  instantly,
  launch,
  project,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  await connect(sendoff)
  const { page } = sendoff
  await page.getByRole('link', { name: en.frame.lists }).click()
  await page.getByRole('button', { name: words.open }).click()
  await page.getByRole('button', { name: words.add }).click()

  const dialog = page.getByRole('dialog', { name: words.addTitle })
  await dialog.getByLabel(words.name).fill('Client CRM')
  await dialog.getByLabel(words.address).fill(project.url)
  await dialog.getByLabel(words.key, { exact: true }).fill('sb_secret_wrong_key_of_nobody')
  await expect(dialog.getByText(words.secretTitle)).toBeVisible()
  await dialog.getByRole('button', { name: words.test }).click()
  await expect(dialog.getByText(en.errors.SUPABASE_REFUSED({}).what)).toBeVisible()
  await dialog.getByLabel(words.key, { exact: true }).fill(keys.secret)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog).toBeHidden()

  const choose = async () => {
    await page.getByRole('combobox', { name: words.table }).click()
    await page.getByRole('option', { name: /^leads/ }).click()
    await page.getByRole('button', { name: words.addFilter }).click()
    await page.getByRole('combobox', { name: words.filterColumn }).click()
    await page.getByRole('option', { name: /^company/ }).click()
    await page.getByRole('combobox', { name: words.filterOp }).click()
    await page.getByRole('option', { name: words.ops.contains }).click()
    await page.getByLabel(words.filterValue).fill('company')
  }
  await choose()
  const { promise, resolve: release } = Promise.withResolvers<void>()
  held = promise
  await page.getByRole('button', { name: words.read }).click()
  // Its progress is on every screen.
  await goTo(sendoff, '/exports')
  await expect(page.getByText(en.drop.reading('Client CRM'))).toBeVisible()
  release()

  await expect(screens.mapping.save(page)).toBeVisible()
  await screens.mapping.save(page).click()
  await expect(page.getByText('lead8@pull.example')).toBeVisible()
  expect(sendoff.pageErrors()).toEqual([])
  const lists = await sendoff.call('lists.all', {
    workspaceId: (await sendoff.call('workspaces.list', {}))[0]?.id as never,
  })
  expect(lists[0]).toMatchObject({ rowCount: 8, gates: { ready: 8 } })

  // Next time: nothing if nothing is new, then only the added and changed rows.
  await goTo(sendoff, '/lists/supabase')
  await choose()
  await expect(page.getByRole('switch', { name: words.onlyNew })).toBeChecked()
  await page.getByRole('button', { name: words.read }).click()
  await expect(page.getByText(words.nothingNew('8'))).toBeVisible()
  await db.sql(`insert into leads (id, email, company) values (9, 'lead9@pull.example', 'Company 9')`)
  await db.sql(`update leads set company = 'Company two' where id = 2`)
  await page.getByRole('button', { name: words.read }).click()
  await expect(page.getByRole('cell', { name: 'lead2@pull.example · lead9@pull.example' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Company two · Company 9' })).toBeVisible()
})

test('A campaign of the lead platform comes with what was found for each business', async ({
  instantly,
  launch,
  project,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const workspace = await connect(sendoff)
  await sendoff.call('supabase.add', {
    workspaceId: workspace.id,
    name: 'Lead platform',
    access: { kind: 'project', address: project.url, key: keys.secret },
  })
  const { page } = sendoff
  await page.getByRole('link', { name: en.frame.lists }).click()
  await page.getByRole('button', { name: words.open }).click()
  await page.getByRole('radio', { name: words.whats.platform }).click()
  const pick = async (name: RegExp) => {
    await page.getByRole('combobox', { name: words.campaign }).click()
    await page.getByRole('option', { name }).click()
  }
  await pick(/^Plumbers/)
  await expect(page.getByText(words.notCompletedTitle)).toBeVisible()
  await pick(/^Dentists/)
  await page.getByRole('button', { name: words.read }).click()
  await expect(page.getByText('linkedin_contact_name').first()).toBeVisible()
  expect(sendoff.pageErrors()).toEqual([])
})

test('A connection string that allows eavesdropping is warned about before it is tried', async ({
  instantly,
  launch,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  await connect(sendoff)
  const { page } = sendoff
  await page.getByRole('link', { name: en.frame.lists }).click()
  await page.getByRole('button', { name: words.open }).click()
  await page.getByRole('button', { name: words.add }).click()
  const dialog = page.getByRole('dialog', { name: words.addTitle })
  await dialog.getByRole('radio', { name: words.kinds.database }).click()
  const connection = dialog.getByLabel(words.connection, { exact: true })
  await connection.fill('postgresql://u:p@db.example:5432/postgres?sslmode=verify-full')
  await expect(dialog.getByText(words.uncheckedText)).toBeHidden()
  await connection.fill('postgresql://u:p@db.example:5432/postgres?sslmode=require')
  await expect(dialog.getByText(words.uncheckedText)).toBeVisible()
})
