/**
 * The review before an export: nothing of the previous campaign carries over to the next list, and nothing is sent
 * unseen.
 */
import type { Page } from '@playwright/test'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { reviewEn } from '#shared/texts/en/exports/review.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import {
  expect,
  expectState,
  exportByKeys,
  exportByMouse,
  leadFile,
  newestLedger,
  saveAsList,
  test,
  toThePlan,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const { plan } = exportsEn

/** Three garages, two without a person's name. */
const garages = () =>
  writeFile(
    'garages.csv',
    'First Name,Email,City\n,a@garage1.example,Rabat\nOmar,b@garage2.example,Fes\n,c@garage3.example,Agadir',
  )

/** The timer by which the window measures how long a plan has been open stands still, `laterMs` from now. */
const stopTimer = (page: Page, laterMs = 0) =>
  page.evaluate((later) => {
    const at = performance.now() + later
    performance.now = () => at
  }, laterMs)

test('A second list inherits neither emails nor start, leaves out leads with blanks, and its button says what it does', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) })
  const broken = instantly.world.workspaces[0]?.mailboxes[0]
  if (!broken) throw new Error('no mailbox')
  await toThePlan(sendoff, leadFile(40, 'dentists.csv'))
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question, {{firstName}}')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello {{firstName}}, may I ask you something?')
  await page.getByRole('switch', { name: reviewEn.startSending }).click()
  await expect(screens.plan.send(page)).toHaveText(/^Export and start /)
  await expect(screens.plan.send(page)).toBeEnabled()
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')

  // An account breaks between the two.
  broken.status = -1
  await saveAsList(sendoff, garages())
  await stopTimer(page)
  await screens.list.export(page).click()
  await screens.plan.send(page).waitFor()
  await expect(page.getByRole('switch', { name: reviewEn.startSending })).not.toBeChecked()
  await expect(screens.plan.send(page)).toHaveText(/^Export 3 leads/)
  await expect(page.getByText(reviewEn.warnings.cannotSend(broken.email)).first()).toBeVisible()
  await picture('second')
  const campaign = (await newestLedger(sendoff)).summary.campaignName
  await expect(page.getByText(reviewEn.sameEmails(campaign))).toBeVisible()
  await page.getByRole('button', { name: reviewEn.takeThem }).click()
  await expect(page.getByRole('row', { name: new RegExp(reviewEn.blankLine('firstName')) })).toContainText('−2')
  await expect(screens.plan.send(page)).toHaveText(/^Export 1 lead/)
  await picture('blanks')
  await expectAccessible(page, 'review with what to mind')

  // A newly opened plan ignores the key; then the key leads to each unseen part, one after the other.
  const before = instantly.journal.campaignsCreated()
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Enter')
  const minded = page.getByRole('region', { name: reviewEn.warnings.label }).getByRole('listitem')
  await expect(minded.locator('button:focus')).toHaveCount(0)
  await stopTimer(page, 1_600)
  await page.keyboard.press('Control+Enter')
  await expect(minded.first().locator('button:focus')).toHaveCount(1)
  await expect(minded.first()).toContainText(reviewEn.warnings.blanks(2))
  await page.keyboard.press('Control+Enter')
  await expect(minded.nth(1).locator('button:focus')).toHaveCount(1)
  expect(instantly.journal.campaignsCreated()).toBe(before)
  await exportByKeys(page)
  await expectState(sendoff, 'done')
  const ledger = await newestLedger(sendoff)
  expect(ledger.summary.totals).toMatchObject({ rows: 3, uploaded: 1, stayedBehind: 2 })
  expect(ledger.summary.activation).toBe('not_wanted')
  expect(ledger.reasons).toEqual([expect.objectContaining({ gate: 'blank_variable', count: 2 })])
  expect(ledger.settings.target).not.toMatchObject({ accounts: expect.arrayContaining([broken.email]) })
})

test('An unfinished email is shown before it starts, and a start can be prevented', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlan(sendoff, leadFile(12))
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello, for [a client like them] that meant more calls.')
  await page.getByRole('switch', { name: reviewEn.startSending }).click()
  await expect(screens.plan.send(page)).toBeEnabled()
  await screens.plan.send(page).click()
  await expect(page.getByText(reviewEn.lookFirst)).toBeVisible()
  await expect(page.getByRole('button', { name: reviewEn.warnings.editEmail }).first()).toBeFocused()
  expect(instantly.world.workspaces[0]?.campaigns.size).toBe(0)
  await screens.plan.send(page).click()
  await page.getByRole('button', { name: reviewEn.keepPaused }).first().click()
  await expect(page.getByText(reviewEn.keptDraft).or(page.getByText(reviewEn.keptPaused))).toBeVisible()
  const [campaign] = instantly.world.workspaces[0]?.campaigns.values() ?? []
  expect(campaign?.status).not.toBe(1)
  expect((await newestLedger(sendoff)).summary.activation).toBe('kept')
})

test('A campaign without a sending account is exported and not started, and the report names the cause', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  instantly.world.workspaces[0]?.mailboxes.splice(0)
  await toThePlan(sendoff, leadFile(12))
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello, may I ask you something?')
  await page.getByRole('switch', { name: reviewEn.startSending }).click()
  await expect(page.getByText(reviewEn.warnings.noAccounts)).toBeVisible()
  await exportByMouse(page)
  await expect.poll(async () => (await newestLedger(sendoff)).summary.activation).toBe('failed')
  await expect(page.getByText(exportsEn.ledger.noAccountText)).toBeVisible()
  await expect(page.getByText(exportsEn.ledger.activationFailedText)).toBeHidden()
})

test('An empty plan offers templates, shows the email as a lead gets it, and says what the campaign measures', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  const rows = Array.from({ length: 20 }, (_, at) => `Mara,lead${at + 1}@clinic.example,Köln,Clinic ${at + 1}`)
  await toThePlan(sendoff, writeFile('clinics.csv', ['First Name,Email,City,Company', ...rows].join('\n')))
  const offers = page.getByRole('region', { name: reviewEn.templates })
  // The first of them has a sentence of its own.
  await offers.getByRole('listitem').first().getByRole('button').click()
  await expect(page.getByRole('button', { name: reviewEn.editEmails, exact: true })).toBeVisible()
  await expect(page.getByText('lead1@clinic.example')).toBeVisible()
  // The part of the template that still has to be written is the first warning.
  await expect(page.getByText(reviewEn.warnings.unwritten(1))).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('template.png') })
  await screens.plan.open(page, reviewEn.options.row)
  await page.getByRole('switch', { name: en.campaigns.switches.open_tracking, exact: true }).click()
  await page.getByLabel(reviewEn.options.emailGap).fill('8')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: test.info().outputPath(`options-${colorScheme}.png`) })
  }
  for (const width of [1024, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: test.info().outputPath(`options-${width}.png`) })
    await expect(screens.plan.send(page)).toBeInViewport()
    await expect(page.getByRole('rowheader', { name: plan.goOut })).toBeInViewport()
  }
  await expect(screens.plan.send(page)).toBeEnabled()
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  const [request] = instantly.journal.requests('POST', '/api/v2/campaigns')
  const body = JSON.parse(request?.bodyText ?? '{}')
  expect(body).toMatchObject({ open_tracking: true, link_tracking: false, stop_on_reply: true, email_gap: 8 })
  expect(body.sequences[0].steps[0].variants[0].body).toContain('{{personalization')
  // Options are remembered for the client; the emails are not.
  await toThePlan(sendoff, garages())
  await screens.plan.open(page, reviewEn.options.row)
  await expect(page.getByRole('switch', { name: en.campaigns.switches.open_tracking, exact: true })).toBeChecked()
  await expect(page.getByLabel(reviewEn.options.emailGap)).toHaveValue('8')
  await expect(page.getByText(reviewEn.warnings.noEmails)).toBeVisible()
})
