/**
 * Leads are exported into a lead list at Instantly, and new campaigns get tags: by keyboard and mouse, shown in ledger
 * and lists.
 */
import type { Page } from '@playwright/test'
import { sequencesEn } from '#shared/texts/en/campaigns/sequences.ts'
import { exportTargetsEn } from '#shared/texts/en/exports/export-targets.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { expectAccessible } from '../../support/axe.ts'
import {
  expect,
  expectState,
  goTo,
  key,
  leadFile,
  newestLedger,
  test,
  toThePlan,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const { plan, ledger, history } = exportsEn
const { plan: list, tags, ledger: ofList, mark } = exportTargetsEn

const picture = async (page: Page, name: string) => {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) })
}
const small = { width: 900, height: 640 }
const large = { width: 1920, height: 1080 }

async function everyLook(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? large
  await picture(page, `${name}-light`)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.setViewportSize(small)
  await expectAccessible(page, `${name}, dark and small`)
  await picture(page, `${name}-dark-small`)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(large)
  await picture(page, `${name}-large`)
  await page.setViewportSize(before)
}

test('Leads go into a new lead list, then the rest into the same one, without questions about a campaign', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  const ask = createAsk(instantly, key)
  await toThePlan(sendoff, leadFile(240))
  // By keyboard: the third choice, then its name.
  await page.getByRole('button', { name: plan.targetKind }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: plan.targetNew, exact: true })).toBeFocused()
  for (const kind of [plan.targetExisting, list.targetList]) {
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem', { name: kind, exact: true })).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(page.getByText(list.meansTitle)).toBeVisible()
  for (const title of [plan.schedule, plan.emails, plan.accounts]) {
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeHidden()
  }
  await expect(page.getByRole('switch', { name: en.review.startSending })).toBeHidden()
  const name = page.getByLabel(list.name, { exact: true })
  await name.fill('')
  await screens.plan.send(page).click()
  await expect(page.getByText(list.nameEmpty)).toBeVisible()
  await name.fill('Dentists – for spring')
  await screens.plan.open(page, en.review.options.row)
  await page.getByRole('switch', { name: plan.skip }).click()
  await expect(page.getByRole('switch', { name: list.skipCampaign })).toBeVisible()
  await everyLook(page, 'plan-list')

  await screens.plan.preview(page)
  const dry = page.getByRole('dialog', { name: sequencesEn.dry.title })
  await expect(dry.getByText('POST /api/v2/lead-lists')).toBeVisible()
  await picture(page, 'dry-run')
  await page.keyboard.press('Escape')
  expect(instantly.journal.requests('POST', '/api/v2/lead-lists')).toEqual([])

  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  await expect(page.getByText(ofList.check.never)).toBeVisible()
  await expect(page.getByRole('button', { name: ledger.openCampaign })).toBeHidden()
  await page.getByRole('button', { name: ledger.check.compare }).click()
  await expect(page.getByText(ledger.check.agreed)).toBeVisible()
  await everyLook(page, 'ledger-list')
  const first = await newestLedger(sendoff)
  expect(first.summary).toMatchObject({ target: 'list', totals: { uploaded: 240 } })

  // A newer file of the same people and ten more, exported into the existing list.
  const rows = Array.from({ length: 250 }, (_, at) => `Mara ${at + 1},lead${at + 1}@clinic${at % 97}.example`)
  await toThePlan(sendoff, writeFile('more.csv', ['First Name,Email', ...rows].join('\n')))
  await expect(page.getByLabel(list.name, { exact: true })).toBeVisible()
  await page.getByRole('radio', { name: list.listExisting }).click()
  await screens.plan.send(page).click()
  await expect(page.getByText(list.listMissing)).toBeVisible()
  await page.getByRole('combobox', { name: list.list }).click()
  await page.getByRole('option', { name: 'Dentists – for spring' }).click()
  await picture(page, 'plan-existing-list')
  await screens.plan.send(page).click()
  // Until it exists, the first one is the newest.
  await expect.poll(async () => (await newestLedger(sendoff)).summary.id).not.toBe(first.summary.id)
  await expectState(sendoff, 'done')
  const second = await newestLedger(sendoff)
  expect(second.summary).toMatchObject({ target: 'list', totals: { uploaded: 10, stayedBehind: 240 } })
  await expect(page.getByText(en.ledgerCsv.ofList.already_uploaded, { exact: false }).first()).toBeVisible()

  await goTo(sendoff, '/exports')
  await expect(page.getByText(mark.list, { exact: true }).first()).toBeVisible()
  await picture(page, 'exports')
  await page.getByLabel(history.find).fill('lead7@')
  await expect(
    page
      .getByRole('grid', { name: history.foundTable('lead7@') })
      .getByText(mark.list)
      .first(),
  ).toBeVisible()
  await picture(page, 'found')
  const { items } = await ask('GET', '/lead-lists?limit=100')
  expect(items.map((item) => item['name'])).toEqual(['Dentists – for spring'])
})

test('Tags are chosen and created in the review, put on the campaign, retried, and changed on its page', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  const ask = createAsk(instantly, key)
  for (const label of ['Dentists', 'Spring', 'Priority']) await ask('POST', '/custom-tags', { label })
  await toThePlan(sendoff, leadFile(60))
  await screens.plan.open(page, en.review.options.row)
  const field = page.getByRole('combobox', { name: `${en.campaigns.tags}: ${tags.add}` })
  await field.click()
  await expect(page.getByRole('option', { name: 'Priority' })).toBeVisible()
  await expectAccessible(page, 'tags open')
  await page.keyboard.type('dent')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Köln 2026')
  await expect(page.getByRole('option', { name: tags.make('Köln 2026') })).toBeVisible()
  await picture(page, 'plan-tags-open')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: tags.remove('Dentists') }).click()
  await field.click()
  await page.getByRole('option', { name: 'Dentists' }).click()
  await page.keyboard.press('Escape')
  await everyLook(page, 'plan-tags')

  instantly.faults.script({
    method: 'POST',
    path: '/custom-tags/toggle-resource',
    times: 2,
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  await expect(page.getByText(tags.failedTitle)).toBeVisible()
  await everyLook(page, 'ledger-tags-failed')
  await page.getByRole('button', { name: en.ui.tryAgain }).click()
  await expect(page.getByText(tags.failedTitle)).toBeHidden()
  const { summary } = await newestLedger(sendoff)
  expect(summary).toMatchObject({ tagging: 'done', totals: { uploaded: 60 } })
  const there = async () =>
    (await ask('GET', `/custom-tags?limit=100&resource_ids=${summary.campaignId}`)).items
      .map((item) => String(item['label']))
      .toSorted()
  expect(await there()).toEqual(['Dentists', 'Köln 2026'])

  // On its page: its tags after a sync; one removed and one added, and one change undone.
  await sendoff.call('campaigns.readNow', { workspaceId: summary.workspaceId })
  const found = await expect
    .poll(async () =>
      sendoff.call('campaigns.find', { workspaceId: summary.workspaceId, remoteId: summary.campaignId ?? '' }),
    )
    .toBeTruthy()
    .then(() =>
      sendoff.call('campaigns.find', { workspaceId: summary.workspaceId, remoteId: summary.campaignId ?? '' }),
    )
  await goTo(sendoff, `/campaigns/${found?.id}`)
  const card = page.getByRole('region', { name: en.campaigns.tags })
  await expect(card.getByText('Köln 2026')).toBeVisible()
  await card.getByRole('button', { name: tags.edit }).click()
  await card.getByRole('button', { name: tags.remove('Köln 2026') }).click()
  await expect(card.getByText('Köln 2026')).toBeHidden()
  await card.getByRole('combobox').click()
  await page.keyboard.type('Spr')
  await page.keyboard.press('Enter')
  await expect(card.getByRole('button', { name: tags.remove('Spring') })).toBeVisible()
  await picture(page, 'campaign-tags-edit')
  expect(await there()).toEqual(['Dentists', 'Spring'])
  await card.getByRole('button', { name: tags.done }).click()
  await everyLook(page, 'campaign-tags')
  await page.keyboard.press('Control+z')
  await expect(card.getByText('Spring')).toBeHidden()
  expect(await there()).toEqual(['Dentists'])
})
