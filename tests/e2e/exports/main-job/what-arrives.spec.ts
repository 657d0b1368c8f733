/** The plan knows existing leads, an export reports what arrived, and its campaign appears at once. */
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import { exportSumEn } from '#shared/texts/en/exports/export-sum.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import {
  connect,
  expect,
  expectState,
  goTo,
  key,
  leadFile,
  newestLedger,
  saveAsList,
  test,
  toThePlan,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const day = 86_400_000

test('A list that was already exported has nobody new, selected rows and then the rest are exported once, an export that nobody is accepted of is amber, and Analytics follows a pause', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  // Otherwise an app that has run a while syncs the leads of a new client by itself.
  await sendoff.call('leadMirror.saveSettings', {
    ...(await sendoff.call('leadMirror.settings', {})),
    everyDays: 0,
  })
  await connect(sendoff)
  await test.step('A list that was already exported has nobody new: the review says so, and no second campaign is created', async () => {
    await toThePlan(sendoff, leadFile(64))
    await screens.plan.send(page).click()
    await expectState(sendoff, 'done')
    await expect(page.getByText(en.exportStates.done, { exact: true }).first()).toBeVisible()
    const { summary } = await newestLedger(sendoff)

    // Its campaign appears before the next sync.
    await goTo(sendoff, '/campaigns')
    await expect(page.getByRole('grid').getByText(summary.campaignName, { exact: true })).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('campaigns.png') })

    // The same holds for each of its people, although no events have arrived yet.
    await goTo(sendoff, personPath('lead1@clinic0.example'))
    const figures = page.locator('.person-figures')
    await expect(figures).toContainText(`1${en.people.figures.lists(1)}`)
    await expect(figures).toContainText(`1${en.people.figures.campaigns(1)}`)

    await goTo(sendoff, `/exports/plan/${summary.listId}`)
    const sum = page.getByRole('table', { name: exportsEn.plan.whatTable })
    await expect(sum.getByRole('row', { name: exportSumEn.reasons.in_workspace.word })).toContainText('64')
    const nobody = page.getByRole('button', { name: exportSumEn.nobody })
    await expect(nobody).toBeDisabled()
    await expect(page.getByText(exportSumEn.mirrorNever)).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('nobody-new.png') })
    expect(instantly.journal.campaignsCreated()).toBe(1)

    // One press syncs the leads at Instantly; then none is unknown.
    await page.getByRole('button', { name: exportSumEn.sync }).click()
    await expect(page.getByText(exportSumEn.mirrorNever)).toBeHidden()
    await expect(nobody).toBeDisabled()
  })

  await test.step('Selected rows are exported, then the rest with one click, and nobody twice', async () => {
    await saveAsList(sendoff, leadFile(30, 'part.csv', 'part'))
    const grid = page.getByRole('grid')
    await expect(grid.getByRole('gridcell').first()).toBeVisible()
    await grid.focus()
    for (const press of ['j', 'x', 'j', 'x']) await page.keyboard.press(press)
    await page.getByRole('button', { name: exportSumEn.part.exportRows(2) }).click()
    await expect(screens.plan.send(page)).toHaveText(new RegExp(exportsEn.plan.send(2)))
    await page.screenshot({ path: test.info().outputPath('part.png') })
    await screens.plan.send(page).click()
    await expectState(sendoff, 'done')
    await page.getByRole('button', { name: exportSumEn.part.exportRest(28) }).click()
    await expect(screens.plan.send(page)).toHaveText(new RegExp(exportsEn.plan.send(28)))
    await screens.plan.send(page).click()
    // Until this export is recorded, the newest one is the previous export.
    await expect
      .poll(async () => (await newestLedger(sendoff)).summary.totals)
      .toMatchObject({ rows: 28, uploaded: 28 })
    await page.screenshot({ path: test.info().outputPath('rest.png') })
  })

  await test.step('An export of which Instantly accepted nobody is amber everywhere, and a deleted campaign offers no undo', async () => {
    const ask = createAsk(instantly, key)
    const { body } = await ask('POST', '/campaigns', { ...campaignBody, name: 'Made there' })
    const leads = Array.from({ length: 20 }, (_, at) => ({ email: `there${at + 1}@clinic${at % 97}.example` }))
    await ask('POST', '/leads/add', { campaign_id: body['id'], leads })
    await toThePlan(sendoff, leadFile(20, 'there.csv', 'there'))
    await screens.plan.send(page).click()
    await expectState(sendoff, 'done')
    await expect(page.getByText(exportSumEn.verdict.nothingThere(20)).first()).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('nothing-exported.png') })
    for (const place of ['/exports', '/home', `/lists/${(await newestLedger(sendoff)).summary.listId}`]) {
      await goTo(sendoff, place)
      if (place.startsWith('/lists')) await page.getByRole('tab', { name: en.exports.title }).click()
      await expect(page.getByText(exportSumEn.verdict.nothing, { exact: true }).first()).toBeVisible()
    }

    await toThePlan(sendoff, leadFile(30, 'more.csv', 'there'))
    await screens.plan.send(page).click()
    await expectState(sendoff, 'done')
    const { summary } = await newestLedger(sendoff)
    expect(summary.totals.uploaded).toBe(10)
    await ask('DELETE', `/campaigns/${summary.campaignId ?? ''}`)
    await sendoff.call('campaigns.readNow', { workspaceId: summary.workspaceId })
    await goTo(sendoff, `/exports/${summary.id}`)
    await expect(page.getByText(exportSumEn.campaignGone)).toBeVisible()
    await page.getByRole('button', { name: exportsEn.ledger.more, exact: true }).click()
    await expect(page.getByRole('menuitem', { name: exportsEn.ledger.takeBack(10) })).toHaveCount(0)
  })

  await test.step('A campaign paused here is paused in Analytics at once', async () => {
    // More leads than it can contact in these days.
    await toThePlan(sendoff, leadFile(2_000, 'many.csv', 'many'))
    await page.getByRole('button', { name: exportsEn.plan.writeFirst }).click()
    await page.getByLabel(exportsEn.plan.subject, { exact: true }).fill('A question')
    await page.getByLabel(exportsEn.plan.body, { exact: true }).fill('Hello, may I ask you something?')
    await page.getByRole('switch', { name: en.review.startSending }).click()
    await screens.plan.send(page).click()
    await expectState(sendoff, 'done')
    // On a busy computer the campaign starts only some time after its leads are there.
    await expect.poll(async () => (await newestLedger(sendoff)).summary.activation).toBe('done')
    await instantly.moveOn(5 * day)
    const { summary } = await newestLedger(sendoff)
    const { workspaceId } = summary
    await sendoff.call('campaigns.readNow', { workspaceId })
    await goTo(sendoff, '/analytics')
    const row = page.getByRole('row').filter({ hasText: summary.campaignName })
    await expect(row).toContainText(en.campaigns.states.running)
    const { rows } = await sendoff.call('campaigns.list', { workspaceId, page: {} })
    const campaign = rows.find(({ remoteId }) => remoteId === summary.campaignId)
    if (!campaign) throw new Error('no campaign')
    await sendoff.call('campaigns.setActive', { campaignId: campaign.id, active: false })
    await expect(row).toContainText(en.campaigns.states.paused)
  })
})
