/** The tabs of an export report: rows that need action come first, and no row is in two tabs. */
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import {
  expect,
  expectState,
  goTo,
  newestLedger,
  saveAsList,
  test,
  toThePlan,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = exportsEn.ledger

/** Rows that are exported, and two that never could be, because they have no email. */
function leads(tag: string): string {
  const rows = Array.from({ length: 14 }, (_, at) => `Mara ${at},${at < 12 ? `lead${at}@${tag}.example` : ''},Cologne`)
  return writeFile(`${tag}.csv`, ['First Name,Email,City', ...rows].join('\n'))
}

test('An export without problems says so in its first tab, and excluded rows are no problems', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await saveAsList(sendoff, leads('fine'))
  await screens.list.export(page).click()
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  const { totals } = (await newestLedger(sendoff)).summary
  expect(totals).toMatchObject({ uploaded: 12, failed: 0, refused: 0 })
  const tabs = page.getByRole('region', { name: words.tabs }).getByRole('tab')
  await expect(tabs.first()).toHaveText(`${words.tab.failed}0`)
  await expect(page.getByRole('tab', { name: words.tab.problems })).toHaveCount(0)
  await tabs.first().click()
  await expect(page.getByText(words.empty.failed)).toBeVisible()
  // Whether Instantly has them too is stated beside the sum, and can be checked with one press.
  await expect(page.getByText(words.check.unchecked)).toBeVisible()
  await page.getByRole('button', { name: words.check.checkNow }).press('Enter')
  await expect(page.locator('.ledger-sum')).toContainText(new RegExp(`${words.check.checked} .*\\d:\\d\\d$`))
  // Each row is in exactly one tab, so the counts add up to the rows of the export.
  const counts = await tabs.locator('.tab-count').allInnerTexts()
  expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(
    totals.uploaded + totals.stayedBehind + totals.waiting,
  )
})

test('A report with failed leads opens on them and offers to send them again', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  instantly.faults.script({
    method: 'POST',
    path: '/leads/add',
    times: 999,
    fault: { kind: 'status', status: 422, when: 'before_commit' },
  })
  await toThePlan(sendoff, leads('broken'))
  await screens.plan.send(page).click()
  // The rejected batch is split until it is clear that each of its leads is rejected.
  await expect.poll(async () => (await newestLedger(sendoff)).summary.totals.failed).toBe(12)
  const { summary } = await newestLedger(sendoff)
  await goTo(sendoff, '/exports')
  await goTo(sendoff, `/exports/${summary.id}`)
  const failed = page.getByRole('tab', { name: words.tab.failed })
  await expect(failed).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('grid', { name: words.table(summary.listName) }).getByRole('row')).toHaveCount(
    summary.totals.failed + 1,
  )
  await expect(page.getByRole('button', { name: words.retry(summary.totals.failed) }).first()).toBeVisible()
  // The reason is the last text to be cut, and is shown in full at the smallest window.
  const grid = page.getByRole('grid', { name: words.table(summary.listName) })
  await page.setViewportSize({ width: 1024, height: 700 })
  const why = grid.getByRole('row').nth(1).locator('.grid-two')
  expect(
    await why.evaluate((cell) => [cell.scrollWidth - cell.clientWidth, cell.scrollHeight - cell.clientHeight]),
  ).toEqual([0, 0])
  // Two of them are selected and exported again into their campaign, from the visible bar.
  await grid.focus()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  const again = page.getByRole('button', { name: words.checkAndExport(2), exact: true })
  await expect(again).toBeInViewport({ ratio: 1 })
  await again.press('Enter')
  await expect(page.getByRole('region', { name: en.review.sendCard, exact: true })).toBeVisible()
  const { targetKind, targetExisting } = en.exports.plan
  await expect(page.getByRole('button', { name: `${targetKind}: ${targetExisting}` })).toBeVisible()
})
