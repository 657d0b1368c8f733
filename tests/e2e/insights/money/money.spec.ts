import { readFileSync } from 'node:fs'
import path from 'node:path'
import { textsOf } from '#shared/texts/all-languages.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { withoutCosts } from '../../support/no-costs.ts'
import { speak } from '../../support/whole.ts'

const words = en.money

test('The first three prices show the cost of a meeting while typing; costs are entered by keyboard, open into their sums, are undone and saved', async ({
  launch,
}) => {
  // Every screen of money in one run of the app, because the demo is created once.
  test.slow()
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) })
  const { clients } = await sendoff.call('demo.state', {})
  const workspaceId = clients[0]
  if (workspaceId === undefined) throw new Error('no demo')
  await test.step('The first three prices show the cost of a meeting while typing, and are saved to the cent', async () => {
    await withoutCosts(sendoff)
    await page.reload()
    await goTo(sendoff, '/analytics/money')
    const start = page.getByRole('region', { name: words.start.title })
    const plan = start.getByRole('textbox', { name: `${words.start.plan}, $ ${words.start.aMonth}` })
    // The value reported by Instantly is filled in already, and marked as such.
    await expect(start.getByText(words.start.planTold, { exact: true })).toBeVisible()
    await expect(plan).toHaveValue('97')
    const preview = start.getByRole('status')
    const first = await sendoff.call('analytics.overview', { workspaceId, period: 'all' })
    await expect(start.getByLabel(words.start.fromFirst)).toHaveValue(first.from)
    const planSum = preview.getByRole('definition').first()
    const before = await planSum.innerText()
    await plan.fill('150')
    await expect(planSum).not.toHaveText(before)
    // A list counts on the day it was imported, although costs begin with the first email.
    await start.getByRole('textbox', { name: words.start.lead }).fill('0.08')
    await expect(preview).toContainText(/[1-9]\d* × \$5, \d+ days/)
    await expect(preview).toContainText(/[1-9]\d* × \$0\.08/)
    await expect(preview).toContainText(/÷ [1-9]/)
    const spent = await preview.locator('.money-start-sum dd').innerText()
    await plan.fill('much')
    await expect(start.getByText(words.dialog.badAmount)).toBeVisible()
    await expect(start.getByRole('button', { name: words.start.save })).toBeDisabled()
    await plan.fill('150')
    await page.keyboard.press('ControlOrMeta+Enter')
    const cards = page.getByRole('region', { name: words.cards, exact: true })
    await expect(cards.getByRole('button', { name: `${words.cost}: ${spent}`, exact: true })).toBeVisible()
    const { groups } = await sendoff.call('money.overview', { workspaceId, period: 'quarter' })
    expect(Number(spent.replace(/[^\d]/g, ''))).toBe(groups[0]?.sums.costCents)

    // The table adds up, and fits without scrolling sideways in every language.
    const table = page.getByRole('grid', { name: words.table })
    await expect(table.getByRole('columnheader')).toHaveText([
      words.columns.campaign,
      words.cost,
      words.columns.replies,
      words.columns.qualified,
      words.columns.meetings,
      words.short.costPerMeeting,
      words.revenue,
      words.roi,
    ])
    const foot = table.getByRole('row').last()
    await expect(foot).toContainText(/^\d+ campaigns?/)
    await expect(foot).toContainText(spent)
    await page.setViewportSize({ width: 1024, height: 700 })
    for (const language of ['en', 'de', 'nl'] as const) {
      await speak(sendoff, language)
      const { table: name } = textsOf[language].money
      await expect(page.getByRole('grid', { name }).getByRole('row').last()).toContainText(/^\d/)
      // The page, the table and its headers; campaign names take two lines, and hovering shows them in full.
      const wider = await page.evaluate(() =>
        [...document.querySelectorAll('#content, .grid, .grid-head *, .grid-sums *, .money-month *')]
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
          .map((one) => `${one.className}: ${one.textContent}`),
      )
      expect(wider, language).toEqual([])
    }
  })

  await test.step('Costs are entered by keyboard, open into their sums, are undone and saved', async () => {
    await speak(sendoff, 'en')
    await page.setViewportSize({ width: 1280, height: 800 })
    await withoutCosts(sendoff)
    await page.reload()
    await sendoff.call('campaigns.readNow', { workspaceId: null })
    await goTo(sendoff, '/analytics/money')
    await expect(page.getByRole('tab', { name: words.title, selected: true })).toBeVisible()
    await expect(page.getByRole('heading', { name: words.start.title })).toBeVisible()
    await picture('empty')

    // A plan of 97.00 a month: proposed from the first email on, entered from the first of January.
    await page.getByRole('button', { name: words.start.other }).press('Enter')
    const dialog = page.getByRole('dialog', { name: words.dialog.add })
    const { from: firstDay } = await sendoff.call('analytics.overview', { workspaceId, period: 'all' })
    await expect(dialog.getByLabel(words.dialog.from, { exact: true })).toHaveValue(firstDay)
    await expect(dialog.getByLabel(words.dialog.amount('USD'))).toBeFocused()
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog.getByText(words.dialog.badAmount)).toBeVisible()
    await page.keyboard.type('97')
    await dialog.getByLabel(words.dialog.from, { exact: true }).fill('2026-01-01')
    await picture('dialog')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog).toBeHidden()
    await page.keyboard.press('c')
    const costs = page.getByRole('table', { name: words.costs.table })
    await expect(costs).toContainText('$97.00 a month')
    // Undone and redone.
    await page.keyboard.press('ControlOrMeta+z')
    await expect(costs).toBeHidden()
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(costs).toContainText('$97.00 a month')
    const { lists } = await sendoff.call('money.targets', { workspaceId })
    const day = '2026-11-01'
    for (const list of lists.slice(0, 2)) {
      await sendoff.call('money.addCost', {
        workspaceId,
        kind: 'list',
        basis: 'lead',
        cents: 9_900,
        per: 1000,
        listId: list.id,
        from: day,
        asOf: day,
      })
    }
    await sendoff.call('money.addCost', {
      workspaceId,
      kind: 'mailboxes',
      basis: 'month',
      cents: 350,
      quantity: 12,
      from: '2026-02-10',
      asOf: day,
    })
    await sendoff.call('money.addCost', {
      workspaceId,
      kind: 'verification',
      basis: 'credit',
      cents: 4_700,
      per: 2000,
      from: day,
      asOf: day,
    })
    await sendoff.call('money.saveValues', {
      workspaceId,
      campaignId: null,
      values: { source: 'labels', interestedCents: 20_000, meetingCents: 60_000, wonCents: null },
    })
    await sendoff.call('inbox.sync', { workspaceId: null })
    await expect(costs.getByRole('row')).toHaveCount(6)
    await expectAccessible(page, 'costs')
    await picture('costs')

    await page.getByRole('navigation', { name: en.ui.breadcrumb }).getByRole('link', { name: words.title }).click()
    const overview = await sendoff.call('money.overview', { workspaceId: null, period: 'quarter' })
    const group = overview.groups[0]
    const dollars = (cents: number) =>
      new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' }).format(
        cents / 100,
      )
    const cards = page.getByRole('region', { name: words.cards, exact: true })
    await expect(cards.getByRole('button', { name: new RegExp(`^${words.cost}(?! per)`) }).first()).toContainText(
      dollars(group?.sums.costCents ?? 0).replace(/[^\d.,]/g, ''),
    )
    // The source of the revenue, and the age of the figures.
    await expect(cards).toContainText(/revenue from \d+ leads?\. Synced /)
    await expectAccessible(page, 'money')
    await picture('figures')

    // The target cost of a meeting is entered once: it is a line across the months, and higher values stand out.
    await page.getByRole('button', { name: words.target.set }).press('Enter')
    const target = page.getByRole('dialog', { name: words.target.title })
    await target.getByLabel(words.target.label).fill('0')
    await expect(target.getByRole('button', { name: words.target.save })).toBeDisabled()
    await target.getByLabel(words.target.label).fill('12,50')
    await expectAccessible(page, 'the target of a meeting')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByRole('button', { name: words.target.is('$12.50') })).toBeVisible()
    expect(
      (await sendoff.call('money.overview', { workspaceId: null, period: 'quarter' })).groups[0]?.targetCents,
    ).toBe(1_250)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByRole('button', { name: words.target.set })).toBeVisible()

    // A figure opens its summands, and the focus returns.
    await cards.getByRole('button', { name: new RegExp(words.ratiosLong.costPerReply) }).press('Enter')
    const sum = page.getByRole('dialog')
    await expect(sum.getByRole('table', { name: words.sum.costs })).toContainText(words.costs.kinds.plan)
    await expectAccessible(page, 'a sum')
    await picture('sum')
    await page.keyboard.press('Escape')
    await expect(cards.getByRole('button', { name: new RegExp(words.ratiosLong.costPerReply) })).toBeFocused()
    const grid = page.getByRole('grid', { name: words.table })
    await grid.focus()
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await picture('sum-campaign')
    await page.keyboard.press('Escape')

    await page.getByRole('radio', { name: words.parts.list, exact: true }).click()
    await expect(page.getByRole('table').first()).toContainText(words.parts.outside)
    await picture('parts')
    await page.getByRole('table').first().getByRole('button', { name: words.parts.outside }).press('Enter')
    await expect(page.getByRole('dialog').getByRole('table', { name: words.sum.costs })).toBeVisible()
    await picture('part')
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: words.parts.column, exact: true }).click()
    await expect(page.getByRole('combobox', { name: words.parts.column })).toBeVisible()
    await expectAccessible(page, 'money by column')
    await picture('column')
    await page.getByRole('button', { name: words.editCosts }).click()
    await page.getByRole('tab', { name: words.tabs.values }).click()
    await expect(page.getByText(words.values.ofCampaigns)).toBeVisible()
    await expectAccessible(page, 'values')
    await picture('values')
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 900, height: 640 })
    await goTo(sendoff, '/analytics/money')
    await expect(cards).toBeVisible()
    await expectAccessible(page, 'money, dark and small')
    await picture('small-dark')
    await goTo(sendoff, '/analytics/money/parts')
    await expect(page.getByRole('table').first()).toContainText(words.parts.outside)
    await picture('small-parts')
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 1920, height: 1080 })
    await goTo(sendoff, '/analytics')
    await expect(page.getByRole('tab', { name: words.title })).toBeVisible()
    await picture('large-analytics')
    await goTo(sendoff, '/analytics/money')
    await expect(cards).toBeVisible()
    await picture('large')

    const file = path.join(home, 'money.csv')
    await app.evaluate(({ dialog: native }, to) => {
      native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
    }, file)
    await page.getByRole('button', { name: words.save }).press('Enter')
    await expect(page.getByText(words.saved(file, group?.rows.length ?? 0), { exact: true })).toBeVisible()
    expect(readFileSync(file, 'utf8')).toContain('Cost per Reply')

    const campaign = group?.rows.find(({ id }) => id !== null)
    await goTo(sendoff, `/campaigns/${campaign?.id}`)
    await expect(page.getByRole('region', { name: words.cards, exact: true })).toBeVisible()
    await picture('campaign')
    const { rows: exported } = await sendoff.call('exports.list', { workspaceId, page: {} })
    await goTo(sendoff, `/exports/${exported[0]?.id}`)
    const kept = page.getByRole('region', { name: words.kept.title })
    await kept.scrollIntoViewIfNeeded()
    await expect(kept).toContainText(words.plan.perLead)
    await picture('kept')
    await goTo(sendoff, `/exports/plan/${lists[0]?.id}`)
    const plan = page.getByRole('region', { name: words.plan.title })
    await plan.getByRole('button', { name: words.plan.title }).click()
    await expect(plan).toContainText(words.plan.breakEven)
    await plan.getByText(words.plan.assumptions).click()
    await plan.scrollIntoViewIfNeeded()
    await expectAccessible(page, 'the cost of an export')
    await picture('plan')
    const worth = plan.getByLabel(words.plan.qualifiedCents('USD'))
    await worth.fill('500')
    await worth.press('Enter')
    await expect
      .poll(async () => (await sendoff.call('money.exportPlan', { listId: lists[0]?.id as never })).own.qualifiedCents)
      .toBe(50_000)
  })
})
