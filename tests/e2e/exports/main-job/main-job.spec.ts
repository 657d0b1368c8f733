/**
 * The main job as an operator does it: first start, key, file, mapping, export, ledger, history; with a kill in
 * between.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Ledger } from '#shared/contract/exports/exports.ts'
import { connectEn } from '#shared/texts/en/clients/connect.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { gateWords } from '#shared/texts/en/exports/ledger-csv.ts'
import { en } from '#shared/texts/en.ts'
import { ledgerFaults } from '../../../support/export-bench.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'
import { expect, test } from '../../support/app.ts'
import type { Sendoff } from '../../support/launch.ts'
import { exportByMouse } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const key = 'northwind-key-for-the-main-job'
let instantly: FakeInstantly

test.beforeEach(async () => {
  instantly = await startFakeInstantly({
    workspaces: [{ name: 'Northwind Outreach', keys: [{ key }], mailboxes: 3, leadLimit: 200_000 }],
  })
})
test.afterEach(async () => {
  expect(instantly.violations).toEqual([])
  await instantly.close()
})

async function addKey({ page }: Sendoff): Promise<void> {
  await screens.connect.key(page).fill('no-such-key-at-all-1234')
  await screens.connect.test(page).click()
  await expect(page.getByText(en.errors.INSTANTLY_API_KEY_INVALID({}).what)).toBeVisible()
  await expect(screens.connect.test(page)).toBeFocused()
  await screens.connect.key(page).fill(key)
  await screens.connect.test(page).click()
  await expect(page.getByText(connectEn.worksTitle('Northwind Outreach'))).toBeVisible()
  await screens.connect.add(page).click()
  await screens.drop.chooseFile(page).waitFor()
}

/** Writes a typical lead file: quoted commas, accents, two rows that cannot be sent. */
function writeLeadFile(count: number): { readonly file: string; readonly ready: number } {
  const rows = Array.from({ length: count }, (_, index) => {
    const no = index + 1
    const email = no === 5 ? '' : no === 6 ? 'nobody(at)nowhere' : `lead${no}@clinic${no % 97}.example`
    return `Zoë ${no},"Müller, ${no}",${email},"Clinic ${no}, Inc.",Köln`
  })
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'sendoff-leads-')), 'dentists.csv')
  writeFileSync(file, ['First Name,Last Name,Email,Company,City', ...rows].join('\n'))
  return { file, ready: count - 2 }
}

async function newestLedger(sendoff: Sendoff): Promise<Ledger> {
  const { rows } = await sendoff.call('exports.list', { workspaceId: null, page: {} })
  const [newest] = rows
  if (!newest) throw new Error('no export')
  return sendoff.call('exports.ledger', { exportId: newest.id })
}

async function toThePlan(sendoff: Sendoff, file: string): Promise<void> {
  const { page } = sendoff
  await sendoff.dropFiles([file])
  await screens.mapping.save(page).click()
  await screens.list.export(page).click()
  await screens.plan.send(page).waitFor()
}

test('From the first start to a finished report: key, dropped file, mapping, review, export, history', async ({
  launch,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { file, ready } = writeLeadFile(1_250)
  await addKey(sendoff)
  await toThePlan(sendoff, file)
  await expect(screens.plan.send(page)).toHaveText(new RegExp(`Export 1,248 leads`))
  await screens.plan.send(page).click()
  await expect(page.getByText('Every lead accounted for')).toBeVisible()
  await expect.poll(async () => (await newestLedger(sendoff)).summary.state).toBe('done')

  const ledger = await newestLedger(sendoff)
  expect(ledger.summary.totals).toEqual({
    rows: 1250,
    uploaded: ready,
    stayedBehind: 2,
    refused: 0,
    failed: 0,
    waiting: 0,
  })
  expect(ledger.summary.campaignName).toMatch(/^dentists - \d{4}-\d{2}-\d{2}$/)
  await expect(page.getByText(gateWords.bad_syntax)).toBeVisible()
  const committed = instantly.journal.committedAddresses(ledger.summary.campaignId ?? '')
  expect(committed).toHaveLength(ready)
  expect(instantly.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
  const sent = JSON.parse(instantly.journal.requests('POST', '/api/v2/leads/add')[0]?.bodyText ?? '{}')
  expect(sent.leads[0]).toEqual({
    email: 'lead1@clinic1.example',
    first_name: 'Zoë 1',
    last_name: 'Müller, 1',
    company_name: 'Clinic 1, Inc.',
    custom_variables: { city: 'Köln' },
  })

  await page
    .getByRole('link', { name: 'Exports' })
    .or(page.getByRole('button', { name: 'Exports' }))
    .first()
    .click()
  await expect(page.getByRole('grid', { name: exportsEn.history.table })).toContainText('dentists')
})

test('An export killed midway continues at the next start and uploads each lead once', async ({ launch }) => {
  instantly.faults.latency({ ms: 250, commitAt: 0.5 })
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { file, ready } = writeLeadFile(3_000)
  await addKey(sendoff)
  await toThePlan(sendoff, file)
  const killed = new Promise<void>((resolve) => {
    instantly.faults.at('before_commit', () => sendoff.kill().then(resolve), { nth: 2 })
  })
  await screens.plan.send(sendoff.page).click()
  await killed
  const before = instantly.journal.committedAddresses().length
  expect(before).toBeLessThan(ready)

  await sendoff.relaunch()
  await expect.poll(async () => (await newestLedger(sendoff)).summary.state).toBe('done')
  const ledger = await newestLedger(sendoff)
  expect(ledger.summary.totals.uploaded).toBe(ready)
  expect(ledgerFaults(ledger)).toEqual([])
  expect(instantly.journal.campaignsCreated()).toBe(1)
  expect(instantly.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
})

test('The second export of a workspace starts with the schedule of the first', async ({ launch }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await addKey(sendoff)
  await toThePlan(sendoff, writeLeadFile(40).file)
  await screens.plan.open(page, exportsEn.plan.schedule)
  await page.getByRole('button', { name: 'Sat', exact: false }).first().click()
  await exportByMouse(page)
  await expect.poll(async () => (await newestLedger(sendoff)).summary.state).toBe('done')

  await toThePlan(sendoff, writeLeadFile(55).file)
  await exportByMouse(page)
  await expect.poll(async () => instantly.journal.campaignsCreated()).toBe(2)
  const [first, second] = instantly.journal
    .requests('POST', '/api/v2/campaigns')
    .map((entry) => JSON.parse(entry.bodyText ?? '{}').campaign_schedule.schedules[0])
  expect(first.days['6']).toBe(true)
  expect(second).toEqual(first)
})

test('The key appears nowhere in the window, the log or the store', async ({ launch }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  await addKey(sendoff)
  const shown = JSON.stringify(await sendoff.call('workspaces.list', {}))
  expect(shown).not.toContain(key)
  expect(await sendoff.page.content()).not.toContain(key)
  await sendoff.quit()
  expect(sendoff.stderr()).not.toContain(key)
  expect(readFileSync(path.join(sendoff.home, 'logs', 'sendoff.log'), 'utf8')).not.toContain(key)
  expect(readFileSync(path.join(sendoff.home, 'data', 'sendoff.db')).includes(key)).toBe(false)
})

test('A file that is not a lead file is refused with what to do, and nothing is imported', async ({ launch }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  await addKey(sendoff)
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-leads-'))
  const nothing = path.join(dir, 'nothing.csv')
  writeFileSync(nothing, '')
  await sendoff.dropFiles([nothing])
  // Only once this is shown has the file been read, and can the next one be opened.
  await expect(sendoff.page.getByText('“nothing.csv” is empty.')).toBeVisible()
  const picture = path.join(dir, 'leads.csv')
  writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]))
  await sendoff.dropFiles([picture])
  await expect(sendoff.page.getByText('“leads.csv” is not a table of text.')).toBeVisible()
  const [workspace] = await sendoff.call('workspaces.list', {})
  expect(workspace?.listCount).toBe(0)
})
