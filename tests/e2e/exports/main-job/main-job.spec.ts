/**
 * The main job as an operator does it: first start, key, file, mapping, export, ledger, history; with a kill in
 * between.
 */
import { connectEn } from '#shared/texts/en/clients/connect.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { gateWords } from '#shared/texts/en/exports/ledger-csv.ts'
import { en } from '#shared/texts/en.ts'
import { ledgerFaults } from '../../../support/export-bench.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  clientName,
  expect,
  expectState,
  exportByMouse,
  key,
  newestLedger,
  test,
  toThePlanInWindow,
  toThePlanOf,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

async function addKey({ page }: Sendoff, { faults }: FakeInstantly): Promise<void> {
  await screens.connect.key(page).fill('no-such-key-at-all-1234')
  await screens.connect.test(page).click()
  await expect(page.getByText(en.errors.INSTANTLY_API_KEY_INVALID({}).what)).toBeVisible()
  await expect(screens.connect.test(page)).toBeFocused()
  await screens.connect.key(page).fill(key)
  await screens.connect.test(page).click()
  await expect(page.getByText(connectEn.worksTitle(clientName))).toBeVisible()
  const release = faults.hold({})
  await screens.connect.add(page).click()
  await expect(page.getByRole('button', { name: connectEn.adding })).toBeVisible()
  release()
  await screens.drop.chooseFile(page).waitFor()
}

/** Writes a typical lead file: quoted commas, accents, two rows that cannot be sent. */
function writeLeadFile(count: number): { readonly file: string; readonly ready: number } {
  const rows = Array.from({ length: count }, (_, index) => {
    const no = index + 1
    const email = no === 5 ? '' : no === 6 ? 'nobody(at)nowhere' : `lead${no}@clinic${no % 97}.example`
    return `Zoë ${no},"Müller, ${no}",${email},"Clinic ${no}, Inc.",Köln`
  })
  const file = writeFile('dentists.csv', ['First Name,Last Name,Email,Company,City', ...rows].join('\n'))
  return { file, ready: count - 2 }
}

test('From the first start to a finished report: key, dropped file, mapping, review, export, history', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { file, ready } = writeLeadFile(1_250)
  await addKey(sendoff, instantly)
  // Nor is it stored anywhere, see shell/life-cycle.spec.ts.
  expect(await page.content()).not.toContain(key)
  await toThePlanInWindow(sendoff, file)
  await expect(screens.plan.send(page)).toHaveText(new RegExp(`Export 1,248 leads`))
  await screens.plan.send(page).click()
  await expect(page.getByText('Every lead accounted for')).toBeVisible()
  await expectState(sendoff, 'done')

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

test('An export killed midway continues at the next start and uploads each lead once', async ({
  connected: sendoff,
  instantly,
}) => {
  const ready = 3_000
  await toThePlanOf(sendoff, ready)
  instantly.faults.latency({ ms: 250, commitAt: 0.5 })
  const killed = new Promise<void>((resolve) => {
    instantly.faults.at('before_commit', () => sendoff.kill().then(resolve), { nth: 2 })
  })
  await screens.plan.send(sendoff.page).click()
  await killed
  const before = instantly.journal.committedAddresses().length
  expect(before).toBeLessThan(ready)

  await sendoff.relaunch()
  await expectState(sendoff, 'done')
  const ledger = await newestLedger(sendoff)
  expect(ledger.summary.totals.uploaded).toBe(ready)
  expect(ledgerFaults(ledger)).toEqual([])
  expect(instantly.journal.campaignsCreated()).toBe(1)
})

test('The second export of a workspace starts with the schedule of the first', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlanOf(sendoff, 40)
  await screens.plan.open(page, exportsEn.plan.schedule)
  await page.getByRole('button', { name: 'Sat', exact: false }).first().click()
  await exportByMouse(page)
  await expectState(sendoff, 'done')

  await toThePlanOf(sendoff, 55)
  await exportByMouse(page)
  await expect.poll(async () => instantly.journal.campaignsCreated()).toBe(2)
  const [first, second] = instantly.journal
    .requests('POST', '/api/v2/campaigns')
    .map((entry) => JSON.parse(entry.bodyText ?? '{}').campaign_schedule.schedules[0])
  expect(first.days['6']).toBe(true)
  expect(second).toEqual(first)
})
