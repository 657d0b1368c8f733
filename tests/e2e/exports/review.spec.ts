/** The review before an export: nothing of the campaign before goes to the next list, and nothing leaves unseen. */
import { exportsEn } from '#shared/texts/en/exports.ts'
import { reviewEn } from '#shared/texts/en/review.ts'
import { expect, expectState, leadFile, newestLedger, test, toThePlan, writeFile } from '../support/main-job.ts'
import { screens } from '../support/screens.ts'

const { plan } = exportsEn

test('a second list inherits neither emails nor start, leaves blanks out, and its button says what it does', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlan(sendoff, leadFile(40, 'dentists.csv'))
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question, {{firstName}}')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello {{firstName}}, may I ask you something?')
  await page.getByRole('switch', { name: reviewEn.startSending }).click()
  await expect(page.getByRole('button', { name: /^Export and start / })).toBeEnabled()
  await page.screenshot({ path: test.info().outputPath('start.png') })
  await page.getByRole('button', { name: /^Export and start / }).click()
  await expectState(sendoff, 'done')

  const garages = writeFile(
    'garages.csv',
    [
      'First Name,Email,City',
      ',a@garage1.example,Rabat',
      'Omar,b@garage2.example,Fes',
      ',c@garage3.example,Agadir',
    ].join('\n'),
  )
  await toThePlan(sendoff, garages)
  await expect(page.getByText(plan.noSteps).first()).toBeVisible()
  await expect(page.getByRole('switch', { name: reviewEn.startSending })).not.toBeChecked()
  await expect(screens.plan.send(page)).toHaveText(/^Export 3 leads/)
  await page.screenshot({ path: test.info().outputPath('second.png') })
  const campaign = (await newestLedger(sendoff)).summary.campaignName
  await expect(page.getByText(reviewEn.sameEmails(campaign))).toBeVisible()
  await page.getByRole('button', { name: reviewEn.useThem }).click()
  await expect(page.getByRole('row', { name: new RegExp(reviewEn.blankLine('firstName')) })).toContainText('−2')
  await expect(screens.plan.send(page)).toHaveText(/^Export 1 lead/)
  await expect(page.getByText(reviewEn.warnings.blanks(2))).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('blanks.png') })
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  const ledger = await newestLedger(sendoff)
  expect(ledger.summary.totals).toMatchObject({ rows: 3, uploaded: 1, stayedBehind: 2 })
  expect(ledger.reasons).toEqual([expect.objectContaining({ gate: 'blank_variable', count: 2 })])
  expect(instantly.journal.requests('POST', /activate/)).toHaveLength(1)
})
