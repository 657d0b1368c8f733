/** Exports reviewed and repeated: from a ledger, a list and a campaign; and a fallback for an existing campaign. */
import type { ListId } from '#shared/ids.ts'
import { en } from '#shared/texts/en.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessible } from '../../support/axe.ts'
import {
  connect,
  expect,
  expectState,
  exportByKeys,
  goTo,
  newestLedger,
  openChosen,
  saveAsList,
  test,
  toThePlan,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'
import { expectFits } from '../../support/sizes.ts'

const words = en.exportHistory
const { plan } = en.exports
const usual = { width: 1360, height: 860 }

/** Leads of which some have no city; each tag has its own addresses. */
function leads(tag: string, count = 40): string {
  const rows = Array.from({ length: count }, (_, at) => {
    const town = at % 5 === 0 ? '' : 'Köln'
    return `Mara ${at + 1},lead${at + 1}@${tag}${at % 7}.example,${town},Clinic ${at + 1}`
  })
  return writeFile(`${tag}.csv`, ['First Name,Email,City,Company', ...rows].join('\n'))
}

test('An export is repeated from its report, and found from its list and its campaign', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  await toThePlan(sendoff, leads('first'))
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello in {{city}}, a short no is enough.')
  await screens.plan.open(page, plan.accounts, plan.schedule)
  await page.getByLabel(plan.dailyLimit, { exact: true }).fill('70')
  await page.getByLabel(plan.startDate, { exact: true }).fill('2031-01-06')
  await screens.plan.variables(page)
  const coverage = page.getByRole('table', { name: en.sequences.coverage.table })
  await expect(coverage.getByText(en.sequences.coverage.leftOut)).toBeVisible()
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  const first = await newestLedger(sendoff)

  // One press fills in the plan; nothing is sent.
  const asked = instantly.journal.requests('POST', '/api/v2/campaigns').length
  await page.getByRole('button', { name: words.repeat, exact: true }).click()
  const note = page.getByRole('status').filter({ hasText: words.note.title(first.summary.campaignName) })
  await expect(note.getByText(words.note.allFits)).toBeVisible()
  await screens.plan.open(page, plan.accounts, plan.schedule)
  await expect(page.getByLabel(plan.dailyLimit, { exact: true })).toHaveValue('70')
  await expect(page.getByLabel(plan.startDate, { exact: true })).toHaveValue('2031-01-06')
  await screens.plan.edit(page)
  await expect(page.getByLabel(plan.body, { exact: true })).toHaveValue(/Hello in \{\{city\}\}/)
  await screens.plan.variables(page)
  await expect(coverage.getByText(en.sequences.coverage.leftOut)).toBeVisible()
  await expect(page.getByRole('switch', { name: en.review.startSending })).not.toBeChecked()
  await expectAccessible(page, 'repeated plan')
  await page.screenshot({ path: test.info().outputPath('repeated.png') })
  expect(instantly.journal.requests('POST', '/api/v2/campaigns').length).toBe(asked)

  // Names what no longer fits.
  const mailboxes = instantly.world.workspaces[0]?.mailboxes ?? []
  const [gone] = mailboxes.splice(0, 1)
  await page.getByRole('button', { name: plan.refresh }).click()
  await expect(note.getByText(words.note.accountsGone([gone?.email ?? '']))).toBeVisible()
  await page.getByLabel(plan.startDate, { exact: true }).fill('2020-01-06')
  await note.getByRole('button', { name: words.note.leaveOpen }).click()
  await expect(page.getByLabel(plan.startDate, { exact: true })).toHaveValue('')
  await page.screenshot({ path: test.info().outputPath('misfits.png') })
  await expectFits(page, 'misfits')
  await page.setViewportSize(usual)
  // All are in the workspace by now, and are added all the same.
  await screens.plan.open(page, en.review.options.row)
  await page.getByRole('switch', { name: plan.skip }).click()
  await exportByKeys(page)
  await expectState(sendoff, 'done')
  const second = await newestLedger(sendoff)
  expect(second.settings).toMatchObject({ blanksOut: ['city'], target: { dailyLimit: 70 } })

  // The list's exports, by keyboard.
  await goTo(sendoff, `/lists/${first.summary.listId}`)
  // The client is shown beside the list's name; leads already exported are not offered again.
  await expect(page.locator('.page-head .client-mark')).toBeVisible()
  await expect(screens.list.export(page)).toContainText(en.lists.list.exportSome)
  await page.getByRole('grid').getByText('lead2@').click()
  await expect(page.getByRole('complementary').getByText(en.lists.lead.exportedText)).toBeVisible()
  await page.keyboard.press('Escape')
  const tab = page.getByRole('tab', { name: words.title })
  await page.getByRole('tab', { name: words.tabLeads }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  const table = page.getByRole('table', { name: words.tableOfList })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expectAccessible(page, 'history of a list')
  await page.screenshot({ path: test.info().outputPath('list-history.png') })
  await table.getByRole('button', { name: words.sortBy(words.sorts.uploaded) }).click()
  await expect(table.getByRole('columnheader', { name: words.sortBy(words.sorts.uploaded) })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  const settings = table.getByRole('button', { name: `${words.settings}: ${first.summary.campaignName}` }).first()
  await settings.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(words.settingRules.leftOut)).toBeVisible()
  await expectAccessible(page, 'settings of an export')
  await page.screenshot({ path: test.info().outputPath('settings.png') })
  await page.keyboard.press('Escape')
  await expect(settings).toBeFocused()
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  // The button's tooltip closes when it loses the focus.
  await tab.focus()
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await expectAccessible(page, 'history of a list, dark')
  await expectFits(page, 'list-history-dark')
  await page.setViewportSize(usual)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })

  // The campaign's exports, and another list.
  await saveAsList(sendoff, leads('other', 12))
  await sendoff.call('campaigns.readNow', { workspaceId })
  const campaign = await expect
    .poll(() => sendoff.call('campaigns.find', { workspaceId, remoteId: first.summary.campaignId ?? '' }))
    .not.toBeNull()
    .then(() => sendoff.call('campaigns.find', { workspaceId, remoteId: first.summary.campaignId ?? '' }))
  await goTo(sendoff, `/campaigns/${campaign?.id}`)
  const into = page.getByRole('table', { name: words.tableOfCampaign })
  await into.scrollIntoViewIfNeeded()
  await expect(into.getByRole('link', { name: words.ledgerOf('first') })).toBeVisible()
  await expectAccessible(page, 'history of a campaign')
  await page.screenshot({ path: test.info().outputPath('campaign-history.png') })
  await into.getByRole('button', { name: `${words.settings}: first` }).click()
  await dialog.getByRole('button', { name: words.repeatOther }).click()
  const chooser = page.getByRole('dialog', { name: words.chooseTitle })
  await chooser.getByRole('combobox').click()
  await page.getByRole('option', { name: /other/ }).click()
  await expectAccessible(page, 'choosing a list')
  await page.screenshot({ path: test.info().outputPath('choose-list.png') })
  await chooser.getByRole('button', { name: words.open }).click()
  await expect(screens.plan.send(page)).toHaveText(/^Export 9 leads/)
  await screens.plan.open(page, plan.accounts)
  await expect(page.getByLabel(plan.dailyLimit, { exact: true })).toHaveValue('70')
  // After the undo, the plan of that list is unchanged.
  await page.keyboard.press('Control+z')
  await expect(page.getByText(words.note.title(first.summary.campaignName))).toBeHidden()

  await goTo(sendoff, '/exports')
  const all = page.getByRole('grid', { name: en.exports.history.table })
  await expect(all.getByText(second.summary.campaignName).first()).toBeVisible()
  await all
    .getByRole('button', { name: words.repeatOf(second.summary.campaignName) })
    .first()
    .click()
  await expect(page.getByText(words.note.title(second.summary.campaignName))).toBeVisible()
})

test('A fallback is set for an existing campaign, and companies another client contacts are shown', async ({
  launch,
}) => {
  const instantly = await startFakeInstantly({
    workspaces: [
      { name: 'Northwind', keys: [{ key: 'northwind-key-0001' }], mailboxes: 2 },
      { name: 'Brandt', keys: [{ key: 'brandt-key-0000001' }], mailboxes: 1 },
    ],
  })
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { workspace: northwind } = await sendoff.call('workspaces.addKey', {
    workspaceId: null,
    key: 'northwind-key-0001',
  })
  await expect(page.getByRole('button', { name: northwind.name }).first()).toBeVisible()
  await toThePlan(sendoff, leads('first'))
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question in {{city}}')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello in {{city}}')
  await expect(page.getByText(en.review.warnings.hints.no_opt_out()[0] ?? '')).toBeVisible()
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  const { summary } = await newestLedger(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: northwind.id })

  // The same companies for another client.
  const { workspace: brandt } = await sendoff.call('workspaces.addKey', {
    workspaceId: null,
    key: 'brandt-key-0000001',
  })
  const list = (await sendoff.call('lists.all', { workspaceId: northwind.id }))[0]
  const file = writeFile(
    'brandt.csv',
    'First Name,Email,City,Company\nAnn,ann@first1.example,Bonn,Clinic\nBo,bo@own.example,,Own',
  )
  const draft = await openChosen(sendoff, brandt.id, file)
  const saved = await sendoff.call('imports.save', {
    importId: draft.importId,
    mapping: draft.columns.map(({ suggestion }) => suggestion.target),
    settings: { holdUnverified: true },
    into: { name: 'Brandt’s list' },
  })
  await goTo(sendoff, `/exports/plan/${saved.id}`)
  await expect(page.getByText(en.review.warnings.hints.company_elsewhere(1)[0] ?? '')).toBeVisible()
  await page.getByRole('button', { name: en.review.warnings.showThem }).click()
  const companies = page.getByRole('dialog', { name: words.company.title(1) })
  await expect(companies.getByText('Northwind')).toBeVisible()
  await expectAccessible(page, 'companies')
  await page.screenshot({ path: test.info().outputPath('companies.png') })
  await page.keyboard.press('Escape')
  await screens.plan.open(page, en.review.options.row)
  await page.getByRole('switch', { name: words.company.hold }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('rowheader', { name: en.exportSum.reasons.other_company.word })).toBeVisible()
  await expect(screens.plan.send(page)).toHaveText(/^Export 1 lead/)
  await page.screenshot({ path: test.info().outputPath('companies-held.png') })

  // A second list of the first client, exported into its campaign.
  const second = await openChosen(sendoff, northwind.id, leads('second', 20))
  const more = await sendoff.call('imports.save', {
    importId: second.importId,
    mapping: second.columns.map(({ suggestion }) => suggestion.target),
    settings: { holdUnverified: true },
    into: { name: 'Second' },
  })
  await toExisting(more.id)
  const table = page.getByRole('table', { name: en.sequences.coverage.table })
  await screens.plan.variables(page)
  const typed = table.getByRole('textbox', { name: en.sequences.coverage.fallbackNamed('city') })
  await typed.fill('your town')
  await typed.press('Enter')
  const dialog = page.getByRole('dialog', { name: words.fill.title('city') })
  await expect(dialog.getByRole('radio', { name: words.fill.inLeads })).toBeChecked()
  await expectAccessible(page, 'fallback')
  await page.screenshot({ path: test.info().outputPath('fallback.png') })
  await page.keyboard.press('Enter')
  await expect(table.getByText(words.fill.filled('your town'))).toBeVisible()
  await screens.plan.preview(page)
  await expect(page.getByText(words.fill.dryFilled(['city'])).first()).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('fallback-dry-run.png') })
  await page.keyboard.press('Escape')
  // The tooltip of the menu's button closes when it loses the focus, which it receives a moment after the dialog has
  // closed.
  await expect(async () => {
    await page.getByRole('combobox', { name: plan.campaign }).focus()
    await expect(page.getByRole('tooltip')).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
  await expectAccessible(page, 'filled')
  await page.screenshot({ path: test.info().outputPath('filled.png') })
  await table.getByRole('button', { name: words.fill.removeNamed('city') }).click()

  // Changes the campaign itself: both versions are shown first, then only the changed part is sent.
  const patched = () => instantly.journal.requests('PATCH', `/api/v2/campaigns/${summary.campaignId}`)
  await typed.fill('your town')
  await typed.press('Enter')
  await dialog.getByRole('radio', { name: words.fill.inCampaign }).click()
  await expect(dialog.getByText('Hello in {{city|your town}}')).toBeVisible()
  expect(patched()).toHaveLength(0)
  await expectAccessible(page, 'fallback for the campaign')
  await page.screenshot({ path: test.info().outputPath('fallback-campaign.png') })
  await dialog.getByRole('button', { name: words.fill.change }).click()
  await expect(table.getByText(en.sequences.coverage.hasFallback)).toBeVisible()
  expect(patched().map(({ bodyText }) => Object.keys(JSON.parse(bodyText ?? '{}')))).toEqual([['sequences']])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.screenshot({ path: test.info().outputPath('plan-dark.png') })
  expect(list?.name).toBe('first')
  expect(instantly.violations).toEqual([])
  await instantly.close()

  async function toExisting(listId: ListId) {
    await goTo(sendoff, `/exports/plan/${listId}`)
    await screens.plan.target(page, plan.targetExisting)
    await page.getByRole('combobox', { name: plan.campaign }).click()
    await page.getByRole('option', { name: new RegExp(summary.campaignName) }).click()
  }
})

test('Rows selected in a report are copied to a new list, or reviewed and exported again', async ({ launch }) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  const { rows: exported } = await sendoff.call('exports.list', { workspaceId: null, page: {} })
  const first = exported.at(-1)
  if (!first) throw new Error('the demo has exports')
  const open = async () => {
    await goTo(sendoff, `/exports/${first.id}`)
    await page.getByRole('tab', { name: new RegExp(`^${en.exports.ledger.tab.uploaded}`) }).click()
    const grid = page.getByRole('grid', { name: en.exports.ledger.table(first.listName) })
    for (const at of [1, 2]) await grid.getByRole('row').nth(at).getByRole('checkbox').click()
    await expect(page.getByText(en.listWork.chosen(2))).toBeVisible()
  }
  await open()
  await expectAccessible(page, 'rows of a report chosen')
  await page.keyboard.press('Escape')
  await expect(page.getByText(en.listWork.chosen(2))).toBeHidden()
  await open()
  await page.getByRole('button', { name: en.listWork.transfer.open }).click()
  const dialog = page.getByRole('dialog', { name: en.listWork.transfer.title(2) })
  await dialog.getByRole('radio', { name: en.listWork.transfer.copy }).click()
  await dialog.getByRole('combobox').click()
  await page.getByRole('option', { name: en.listWork.transfer.newList }).click()
  await dialog.getByLabel(en.listWork.transfer.name, { exact: true }).fill('To call')
  await dialog.getByRole('button', { name: en.listWork.transfer.copy, exact: true }).click()
  await expect(page.getByText(en.listWork.transfer.done.copy(2, 'To call'), { exact: true })).toBeVisible()
  await open()
  await page.getByRole('button', { name: en.exportSum.part.exportRows(2) }).click()
  await expect(page.getByRole('region', { name: en.review.sendCard, exact: true })).toBeVisible()
})
