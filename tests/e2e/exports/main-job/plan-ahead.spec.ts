/** Before sending, the plan shows when mails go out; afterwards an address can be found wherever it was exported. */
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { forecastEn } from '#shared/texts/en/exports/forecast.ts'
import { outcomeWords } from '#shared/texts/en/exports/ledger-csv.ts'
import { en } from '#shared/texts/en.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { expect, expectState, goTo, key, leadFile, newestLedger, test, toThePlan } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const { plan, history } = exportsEn

test('The review forecasts the sending days, and an address leads to its export', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlan(sendoff, leadFile(600))
  // Only a hint: the button stays enabled.
  await expect(page.getByText(en.review.warnings.hints.first_is_big(600)[0] ?? '')).toBeVisible()
  await expect(screens.plan.send(page)).toBeEnabled()
  await expect(page.getByText(forecastEn.noEmails).first()).toBeVisible()
  await screens.plan.open(page, forecastEn.title, plan.accounts)
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello, may I ask you something?')
  await page.getByRole('button', { name: plan.addStep }).click()
  await page.getByLabel(plan.body, { exact: true }).fill('Just asking again.')
  await expect(page.getByText('1,200 emails on', { exact: false })).toBeVisible()
  await expect(page.getByText(forecastEn.assumes, { exact: false })).toBeVisible()
  const drawing = page.getByRole('heading', { name: forecastEn.title }).last()
  await drawing.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('forecast.png') })
  // Ten a day take eighty days, which are drawn as weeks. Each follow-up is placed.
  await page.getByLabel(plan.dailyLimit, { exact: true }).fill('10')
  await expect(page.getByText(forecastEn.fullest(10), { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('forecast-long.png') })
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')

  const { check } = exportsEn.ledger
  await expect(page.getByText(check.never)).toBeVisible()
  // Somebody deletes two of them at Instantly.
  const [workspace] = instantly.world.workspaces
  const [campaign] = workspace?.campaigns.values() ?? []
  const ledger = await newestLedger(sendoff)
  const { rows } = await sendoff.call('exports.rows', { exportId: ledger.summary.id, outcome: 'uploaded', page: {} })
  const answer = await createAsk(instantly, key)('DELETE', '/leads', {
    campaign_id: campaign?.id,
    ids: rows.slice(0, 2).map(({ remoteLeadId }) => remoteLeadId),
  })
  expect(answer.status).toBe(200)
  await page.getByRole('button', { name: check.compare }).click()
  await expect(page.getByText(check.early)).toBeVisible()
  await page.getByRole('tab', { name: exportsEn.ledger.tab.missing }).click()
  await expect(page.getByText(check.rowMissing)).toHaveCount(2)
  await page.screenshot({ path: test.info().outputPath('compared.png') })

  await goTo(sendoff, '/exports')
  const find = page.getByLabel(history.find)
  await find.click()
  await page.keyboard.type('lead7@')
  const found = page.getByRole('grid', { name: history.foundTable('lead7@') })
  await expect(found.getByText('lead7@clinic6.example')).toBeVisible()
  await expect(found.getByText(outcomeWords.uploaded)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('found.png') })
  await find.fill('nobody@nowhere')
  await expect(page.getByText(history.noneFoundTitle)).toBeVisible()
  await find.fill('lead7@')
  await found.getByText('lead7@clinic6.example').dblclick()
  await expect(screens.ledger.title(page)).toBeVisible()
})
