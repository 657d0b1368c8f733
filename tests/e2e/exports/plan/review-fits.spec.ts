/**
 * The review on one screen: what is exported and why the rest is not, at a glance; nothing is covered, and every
 * setting is one press away.
 */
import type { Page } from '@playwright/test'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { reviewEn } from '#shared/texts/en/exports/review.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, exportByMouse, test, toThePlan, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const { plan } = exportsEn

const clinics = () =>
  writeFile(
    'clinics.csv',
    [
      'First Name,Email,City',
      ...Array.from({ length: 40 }, (_, at) => `Mara,lead${at}@clinic${at}.example,${at % 5 === 0 ? '' : 'Köln'}`),
    ].join('\n'),
  )

/** Returns whether all of it is visible without scrolling, and covered by nothing. */
const isSeen = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const found = document.querySelector(wanted)
    if (!found) return false
    const { left, right, top, bottom } = found.getBoundingClientRect()
    const corners = [
      [left + 4, top + 4],
      [right - 4, bottom - 4],
    ] as const
    return corners.every(([x, y]) => found.contains(document.elementFromPoint(x, y)))
  }, selector)

test('The review fits one screen of 1280 × 800, with the tip beside it', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await page.setViewportSize({ width: 1280, height: 800 })
  await toThePlan(sendoff, clinics())
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question, {{firstName}}')
  await page.getByLabel(plan.body, { exact: true }).fill('How is {{city|your town}}? A short no is enough.')
  await page.getByRole('button', { name: plan.preview, exact: true }).click()
  await expect(screens.plan.send(page)).toHaveText(/^Export 40 leads/)
  await expect(page.getByText('lead0@clinic0.example')).toBeVisible()
  // The tip is shown, and covers nothing and pushes nothing out of view.
  await expect(page.getByRole('complementary', { name: en.guide.tipLabel })).toBeVisible()
  for (const part of ['.plan-sum tfoot td', '.plan-rows', '.mail-card', '.send-card', '.forecast-strip'])
    expect(await isSeen(page, part), part).toBe(true)
  const scrolls = await page.evaluate(() => {
    const main = document.querySelector('.plan-main')
    return main === null || main.scrollHeight > main.clientHeight
  })
  expect(scrolls).toBe(false)
  // The email's tabs and buttons do not touch the edges of its card.
  const space = await page.locator('.mail-card .mail-head').evaluate((head) => {
    const card = head.getBoundingClientRect()
    const all = [...head.querySelectorAll('button')].map((button) => button.getBoundingClientRect())
    return Math.min(...all.flatMap(({ left, right }) => [left - card.left, card.right - right]))
  })
  expect(space).toBeGreaterThanOrEqual(8)
  // The summary of each closed part.
  for (const title of [en.exportSum.part.title, plan.schedule, plan.accounts, reviewEn.options.row])
    await expect(page.getByRole('button', { name: new RegExp(`^${title} .`) })).toHaveAttribute(
      'aria-expanded',
      'false',
    )
  await expect(page.getByRole('button', { name: /^city/ })).toContainText('→ “your town”')
  await expectAccessible(page, 'review on one screen')
})

test('The forecast and the variables open their details, and the campaign is renamed in place', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('The forecast opens from its chart, and variables from their chips with help', async () => {
    await toThePlan(sendoff, clinics())
    await page.getByRole('button', { name: plan.writeFirst }).click()
    await page.getByLabel(plan.subject, { exact: true }).fill('A question')
    await page.getByLabel(plan.body, { exact: true }).fill('How is {{city}}? A short no is enough.')
    await screens.plan.open(page, en.forecast.title)
    await expect(page.getByText(en.forecast.assumes, { exact: false })).toBeInViewport()
    // The warning's fix leads to the field itself.
    await page.getByRole('button', { name: reviewEn.warnings.blanksFix }).click()
    const fallback = page.getByRole('textbox', { name: en.sequences.coverage.fallbackNamed('city') })
    await expect(fallback).toBeFocused()
    await fallback.fill('your town')
    await page.keyboard.press('Enter')
    await expect(screens.plan.send(page)).toHaveText(/^Export 40 leads/)
    await page.getByRole('button', { name: plan.preview, exact: true }).click()
    // Goes to the lead with the most blanks, and back to the first.
    const worst = page.getByRole('button', { name: en.sequences.worst })
    await worst.click()
    await expect(worst).toHaveAttribute('aria-pressed', 'true')
    await expect(page.locator('mark').filter({ hasText: 'your town' })).toBeVisible()
    await expectAccessibleInBoth(page, 'the worst lead')
    await worst.click()
    await expect(page.getByText(plan.previewLead(1, 40))).toBeVisible()
  })

  await test.step("Escape and an empty name keep the campaign's name", async () => {
    const title = page.getByRole('heading', { level: 1 })
    const before = await title.innerText()
    const rename = page.getByRole('button', { name: reviewEn.rename })
    const field = page.getByLabel(plan.name, { exact: true })
    await rename.click()
    await field.fill('Autumn')
    await page.keyboard.press('Escape')
    await expect(title).toHaveText(before)
    await rename.click()
    await field.fill('  ')
    await page.keyboard.press('Enter')
    await expect(title).toHaveText(before)
    await rename.click()
    await field.fill('Autumn round')
    await page.keyboard.press('Enter')
    await expect(title).toHaveText('Autumn round')
    await exportByMouse(page)
    await expect(page.getByText(exportsEn.ledger.flowTo('Autumn round'))).toBeVisible()
  })
})

test('Columns to decide are asked about one after the other, below the mapping', async ({ connected: sendoff }) => {
  const { page } = sendoff
  const [workspace] = await sendoff.call('workspaces.list', {})
  await page.setViewportSize({ width: 1024, height: 768 })
  const rows = Array.from({ length: 30 }, (_, at) => `Mara,lead${at}@clinic${at}.example,DMG ${at},x${at}`)
  await sendoff.dropFiles([writeFile('machines.csv', ['First Name,Email,maschine,zz_code', ...rows].join('\n'))])
  await screens.mapping.save(page).waitFor()
  const words = en.lists.import
  const asked = page.getByRole('region', { name: words.askLabel })
  await expect(asked).toContainText('maschine')
  await expect(asked).toBeInViewport()
  await page.keyboard.press('v')
  await expect(asked).toContainText('zz_code')
  await asked.getByRole('button', { name: words.leaveOut }).click()
  await expect(asked).toBeHidden()
  await screens.mapping.save(page).click()
  await screens.list.export(page).waitFor()
  const [list] = await sendoff.call('lists.all', { workspaceId: workspace?.id as never })
  const { rows: leads } = await sendoff.call('lists.leads', {
    listId: list?.id as never,
    page: { offset: 0, limit: 1 },
  })
  const lead = await sendoff.call('lists.lead', { leadId: leads[0]?.id as never })
  expect(Object.keys(lead.variables)).toEqual(['maschine'])
})
