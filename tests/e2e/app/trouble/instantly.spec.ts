/** Failures between the app and Instantly, as the operator sees them. */

import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { reviewEn } from '#shared/texts/en/exports/review.ts'
import { en } from '#shared/texts/en.ts'
import { createNetwork } from '../../../support/network.ts'
import {
  clientName,
  connect,
  expect,
  expectState,
  goTo,
  key,
  leadFile,
  newestLedger,
  saveAsList,
  strip,
  test,
  toThePlanOf,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = exportsEn.ledger

test('An active target starts at once, a deleted one is replaced, a report shows what arrived before Instantly stopped answering, and a second key continues after a revoked one', async ({
  launch,
  instantly,
}) => {
  test.slow()
  const [workspace] = instantly.world.workspaces
  if (!workspace) throw new Error('no workspace')
  const active = instantly.world.addCampaign(workspace, { name: 'Runs since May' })
  active.status = 1
  const campaign = instantly.world.addCampaign(workspace, { name: 'Soon gone' })
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await test.step('With an active campaign as target, the button says that sending starts now', async () => {
    await toThePlanOf(sendoff, 25)
    await screens.plan.target(page, exportsEn.plan.targetExisting)
    await page.getByRole('combobox', { name: exportsEn.plan.campaign }).click()
    await page.getByRole('option', { name: 'Runs since May' }).click()
    await expect(page.getByText(exportsEn.plan.activeTitle).last()).toBeVisible()
    await page.getByRole('button', { name: exportsEn.plan.sendStarts(25) }).click()
    await expectState(sendoff, 'done')
    expect(instantly.journal.campaignsCreated()).toBe(0)
    expect(instantly.journal.committedAddresses(active.id)).toHaveLength(25)
  })

  await test.step('A deleted target campaign is reported at the click and in the report, and another one takes the leads', async () => {
    await toThePlanOf(sendoff, 25, 'gone')
    await screens.plan.target(page, exportsEn.plan.targetExisting)
    await page.getByRole('combobox', { name: exportsEn.plan.campaign }).click()
    await page.getByRole('option', { name: 'Soon gone' }).click()
    workspace.campaigns.delete(campaign.id)
    await screens.plan.send(page).click()
    const sentence = en.errors.CAMPAIGN_NOT_FOUND({})
    await expect(page.getByRole('alert').filter({ hasText: sentence.what })).toBeVisible()
    await expect(page.getByText(exportsEn.plan.campaignGone)).toBeVisible()
    await page.getByRole('button', { name: sentence.action ?? '' }).click()
    await expect(page.getByRole('combobox', { name: exportsEn.plan.campaign })).toBeFocused()

    const second = instantly.world.addCampaign(workspace, { name: 'Gone a moment later' })
    await page.getByRole('button', { name: exportsEn.plan.refresh }).click()
    await page.getByRole('combobox', { name: exportsEn.plan.campaign }).click()
    await page.getByRole('option', { name: 'Gone a moment later' }).click()
    instantly.faults.at('before_commit', () => void workspace.campaigns.delete(second.id), { afterwards: 'go_on' })
    await screens.plan.send(page).click()
    await expectState(sendoff, 'failed')
    await expect(page.getByRole('alert').filter({ hasText: sentence.what })).toBeVisible()
    expect((await newestLedger(sendoff)).summary.totals).toMatchObject({ rows: 25, uploaded: 0, waiting: 25 })
    // Nobody cancelled it, so no row may say so.
    await expect(page.getByRole('grid').getByText(words.waitingWhyOver).first()).toBeVisible()
    await page.getByRole('button', { name: sentence.action ?? '' }).click()
    await screens.plan.target(page, exportsEn.plan.targetNew)
    await screens.plan.send(page).click()
    await expectState(sendoff, 'done')
    expect((await newestLedger(sendoff)).summary.totals.uploaded).toBe(25)
  })

  await test.step('A report opened while Instantly does not answer shows what arrived before', async () => {
    await toThePlanOf(sendoff, 5_000, 'held')
    const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 3 })
    await screens.plan.send(page).click()
    const progress = page.getByRole('region', { name: words.progress, exact: true })
    await expect(progress).toContainText('2,000')
    await goTo(sendoff, '/home')
    await expect(progress).toBeHidden()
    await goTo(sendoff, `/exports/${(await newestLedger(sendoff)).summary.id}`)
    await expect(progress).toBeVisible()
    expect(await progress.innerText()).toContain('2,000')
    release()
    await expectState(sendoff, 'done')
  })

  await test.step('A key revoked during an export is reported on every screen, and a second key lets the export continue', async () => {
    await toThePlanOf(sendoff, 6_000, 'revoked')
    const [revoked] = workspace.keys
    if (!revoked) throw new Error('no key to revoke')
    instantly.faults.latency({ ms: 150 })
    instantly.faults.at(
      'before_commit',
      () => {
        revoked.revoked = true
      },
      { nth: 3, afterwards: 'go_on' },
    )
    await screens.plan.send(page).click()
    const sentence = en.errors.INSTANTLY_API_KEY_REVOKED({})
    await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['INSTANTLY_API_KEY_REVOKED'] ?? '')
    const note = page.getByRole('alert').filter({ hasText: sentence.what })
    await expect(note).toBeVisible()
    // Its button leads to the field for the new key; after closing it, the client's page is still open.
    await note.getByRole('button', { name: sentence.action ?? '' }).click()
    const adding = page.getByRole('dialog', { name: en.workspaces.addKeyTitle(clientName) })
    await expect(screens.connect.key(page)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(adding).toBeHidden()
    await expect(page.getByRole('button', { name: en.workspaces.addSecondKey })).toBeVisible()
    await goTo(sendoff, '/home')
    await expect(page.getByText(en.home.keyTitle(clientName, en.keys.revoked.word))).toBeVisible()
    await page.getByRole('button', { name: en.home.fixKey }).click()

    instantly.faults.latency(null)
    instantly.world.addKey(workspace, { key: 'a-second-key-of-northwind' })
    await page.getByRole('button', { name: en.workspaces.addSecondKey }).click()
    await screens.connect.key(page).fill('a-second-key-of-northwind')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: en.connect.addKey }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await expectState(sendoff, 'done')
    expect((await newestLedger(sendoff)).summary.totals.uploaded).toBe(6_000)
    await goTo(sendoff, '/home')
    await expect(page.getByText(en.home.keyTitle(clientName, en.keys.revoked.word))).toBeHidden()
  })
})

test('If the answer to creating a campaign is lost, the operator is asked, even after a kill, and creates it again', async ({
  connected: sendoff,
  instantly,
}) => {
  await toThePlanOf(sendoff, 40)
  instantly.faults.script({
    method: 'POST',
    path: '/campaigns',
    fault: { kind: 'reset', when: 'before_commit' },
  })
  await screens.plan.send(sendoff.page).click()
  await expect(sendoff.page.getByRole('heading', { name: words.questionTitle })).toBeVisible()
  await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['CAMPAIGN_CREATION_UNCLEAR'] ?? '')
  await sendoff.kill()

  await sendoff.relaunch()
  await goTo(sendoff, '/home')
  await expect(sendoff.page.getByText(en.home.decideTitle)).toBeVisible()
  await strip(sendoff).getByRole('button', { name: exportsEn.strip.decide }).click()
  await expect(sendoff.page.getByRole('heading', { name: words.questionTitle })).toBeVisible()
  await sendoff.page.getByRole('button', { name: words.createAgain }).click()
  await expectState(sendoff, 'done')
  await expect(sendoff.page.getByRole('heading', { name: words.questionTitle })).toBeHidden()
  expect(instantly.journal.campaignsCreated()).toBe(1)
  expect((await newestLedger(sendoff)).summary.totals.uploaded).toBe(40)
})

test('Without a network a key is tested again with what was typed, an export waits and continues by itself, and a plan asks again', async ({
  launch,
  instantly,
}) => {
  const line = await createNetwork(instantly.url)
  const sendoff = await launch({ instantlyUrl: line.url })
  const { page } = sendoff
  await test.step('A key that could not be tested offline can be tested again with what was typed', async () => {
    await line.down()
    await screens.connect.key(page).fill(key)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(en.errors.API_OFFLINE({}).what)).toBeVisible()
    await page.getByLabel(en.connect.name).fill('Nordwind')
    await line.up()
    await page.getByRole('button', { name: en.ui.tryAgain }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByText(en.connect.worksTitle(clientName))).toBeVisible()
    await expect(page.getByLabel(en.connect.name)).toHaveValue('Nordwind')
    await expect(screens.connect.add(page)).toBeFocused()
    await page.keyboard.press('Enter')
    await screens.drop.chooseFile(page).waitFor()
    // As after the next start, without the first one's screen.
    await page.reload()
    await expect(page.getByRole('button', { name: 'Nordwind' }).first()).toBeVisible()
  })

  await test.step('An export whose network is lost says that it waits, and continues when the network returns', async () => {
    await toThePlanOf(sendoff, 6_000)
    instantly.faults.latency({ ms: 150 })
    instantly.faults.at('before_commit', () => line.down(), { nth: 3 })
    await screens.plan.send(page).click()
    await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['API_OFFLINE'] ?? '')
    await expect(page.getByText(words.waits.byItself)).toBeVisible()
    const foot = page.locator('.status-line')
    await expect(foot).toContainText(en.frame.notAnswering)
    expect((await newestLedger(sendoff)).summary.totals.waiting).toBeGreaterThan(0)
    instantly.faults.latency(null)
    await line.up()
    // It retries after 2 s at first and after 60 s at most.
    await expectState(sendoff, 'done')
    await expect(page.getByText(words.accounted)).toBeVisible()
    await expect(strip(sendoff)).toBeHidden()
    await expect(foot).toContainText(en.frame.online)
    expect((await newestLedger(sendoff)).summary.totals.uploaded).toBe(6_000)
  })

  await test.step('When Instantly answers again, the keyboard focus moves beside the removed warning', async () => {
    await saveAsList(sendoff, leadFile(25))
    await line.down()
    await screens.list.export(page).click()
    const again = page.getByRole('region', { name: reviewEn.warnings.label }).getByRole('button', {
      name: exportsEn.plan.refresh,
    })
    await expect(again).toBeEnabled()
    await again.focus()
    await page.keyboard.press('Enter')
    await expect(again).toBeFocused()
    await line.up()
    await expect(async () => {
      if (await again.isVisible()) await page.keyboard.press('Enter')
      await expect(again).toBeHidden({ timeout: 2_000 })
    }).toPass()
    // The next warning, or the card with the button, has the focus.
    await expect(page.locator('.plan-side :focus')).toBeVisible()
  })
  await line.close()
})
