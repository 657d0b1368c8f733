/** Leads that exist only at Instantly: synced from the gates, excluded, and shown in the settings of their client. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { importingEn } from '#shared/texts/en/leads/import.ts'
import { leadMirrorEn } from '#shared/texts/en/leads/lead-mirror.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { expectAccessible } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  connect,
  expect,
  expectState,
  goTo,
  key,
  leadFile,
  newestLedger,
  test,
  toTheMapping,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const picture = async ({ page }: Sendoff, name: string) => {
  const dir = process.env['COPIES_PICTURES'] ?? test.info().outputDir
  mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: path.join(dir, `${name}.png`), animations: 'disabled' })
}

// An app that has run a while syncs the leads of a new client by itself.
test.use({ keepsApp: false })

test('Leads at Instantly are copied from the import, excluded there and in the review, and shown with the date of the copy', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const workspace = await connect(sendoff)
  const { page } = sendoff
  const ask = createAsk(instantly, key)
  const makeThere = async (name: string, leads: readonly { email: string }[]) => {
    const { body } = await ask('POST', '/campaigns', { ...campaignBody, name })
    await ask('POST', '/leads/add', { campaign_id: body['id'], leads })
  }
  await makeThere('Made in the browser', [
    { email: 'lead5@clinic4.example' },
    ...Array.from({ length: 900 }, (_, at) => ({ email: `p${at}@there.example` })),
  ])
  await toTheMapping(sendoff, leadFile(40))
  await page.getByText(importingEn.gates.more, { exact: true }).click()
  await expect(page.getByText(leadMirrorEn.sources.ownNever)).toBeVisible()
  instantly.faults.latency({ ms: 150 })
  const copy = page.getByRole('button', { name: leadMirrorEn.copy })
  await copy.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: leadMirrorEn.dialog })
  await expect(dialog.getByText(leadMirrorEn.whole)).toBeVisible()
  await expect(dialog.getByText(leadMirrorEn.effort(10, 1))).toBeVisible()
  await picture(sendoff, 'dialog')
  await expectAccessible(page, 'copy dialog')
  await dialog.getByRole('button', { name: leadMirrorEn.start }).click()
  await expect(page.getByRole('progressbar', { name: leadMirrorEn.title })).toBeVisible()
  await picture(sendoff, 'copying')
  const held = page.getByRole('button', { name: importingEn.gates.open(listsEn.gates.contacted.word) })
  await expect(held).toBeVisible()
  instantly.faults.latency(null)
  await expect(page.getByText(/Leads at Instantly, synced .*: 901 addresses/)).toBeVisible()
  await picture(sendoff, 'import')
  await held.click()
  await expect(page.getByRole('dialog').getByText('lead5@clinic4.example')).toBeVisible()
  await page.keyboard.press('Escape')
  await screens.mapping.save(page).click()
  await screens.list.export(page).waitFor()

  // Somebody is added to another campaign there after the list was created.
  await makeThere('Also in the browser', [{ email: 'lead6@clinic5.example' }])
  await sendoff.call('leadMirror.start', { workspaceId: workspace.id, what: 'new' })
  await expect
    .poll(async () => (await sendoff.call('leadMirror.state', { workspaceId: workspace.id })).copy?.leads)
    .toBe(902)
  await screens.list.export(page).click()
  const since = page.getByRole('button', { name: importingEn.gates.open(en.exportSum.reasons.in_workspace.word) })
  await expect(since).toBeVisible()
  await page.getByText(en.gates.lookedAgain).click()
  await picture(sendoff, 'plan')
  await since.click()
  await expect(page.getByRole('dialog').getByText('lead6@clinic5.example')).toBeVisible()
  await expect(page.getByRole('dialog').getByText('Also in the browser')).toBeVisible()
  await picture(sendoff, 'plan-rows')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: en.exports.plan.send(38) }).click()
  await expectState(sendoff, 'done')
  expect((await newestLedger(sendoff)).summary.totals).toMatchObject({ uploaded: 38 })

  await sendoff.call('campaigns.readNow', { workspaceId: workspace.id })
  await goTo(sendoff, `/settings/workspaces/${workspace.id}`)
  const card = page.locator('section', { has: page.getByRole('heading', { name: leadMirrorEn.title }) })
  await expect(card.getByText(leadMirrorEn.newAdded)).toBeVisible()
  await card.scrollIntoViewIfNeeded()
  await picture(sendoff, 'client')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 900, height: 640 })
  await card.scrollIntoViewIfNeeded()
  await picture(sendoff, 'client-small-dark')
  await expectAccessible(page, 'client page')
  await goTo(sendoff, '/settings/sync')
  const waiting = page.getByRole('switch', { name: leadMirrorEn.waiting })
  await waiting.scrollIntoViewIfNeeded()
  await picture(sendoff, 'settings-small-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await waiting.scrollIntoViewIfNeeded()
  await picture(sendoff, 'settings')
  await waiting.click()
  await expect.poll(async () => (await sendoff.call('leadMirror.settings', {})).countWaiting).toBe(false)
  await expectAccessible(page, 'block list settings')
})
