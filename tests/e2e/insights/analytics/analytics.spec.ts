import { readFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { findClippedText } from '../../../support/clipped-text.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { whenDrawn } from '../../support/when-drawn.ts'

const words = en.analytics

test('Campaigns of a period are compared, drawn, read as a table and saved, by keyboard, with every name shown completely', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await test.step('Comparing campaigns and Money show every name completely, with nothing beyond the edge', async () => {
    const before = page.viewportSize() ?? { width: 1280, height: 800 }
    for (const [route, head] of [
      ['/analytics', words.columns.meetings],
      ['/analytics/money', en.money.roi],
      ['/analytics/money/parts', en.money.roi],
    ] as const)
      for (const width of [1024, 1280, 1400, 1600]) {
        await page.setViewportSize({ width, height: 800 })
        await goTo(sendoff, route)
        await expect(page.getByRole('columnheader', { name: head })).toBeVisible()
        await page.evaluate(whenDrawn)
        expect.soft(await page.evaluate(findClippedText, true), `${route} ${width}`).toEqual([])
      }
    await page.setViewportSize(before)
  })
  await goTo(sendoff, '/analytics')
  await expect(page.getByRole('heading', { name: words.title, level: 1 })).toBeVisible()
  const overview = await sendoff.call('analytics.overview', { workspaceId: null, period: 'quarter' })
  const cards = page.getByRole('region', { name: words.cards })
  await expect(cards).toContainText(new Intl.NumberFormat('en').format(overview.sums.contacted))
  // If there is space, clicks and opt-outs have cards too; a figure that Instantly does not report by day states since
  // when it counts.
  const size = page.viewportSize() ?? { width: 1280, height: 800 }
  await page.setViewportSize({ width: 1700, height: 900 })
  await expect(cards.getByRole('button', { name: new RegExp(`^${words.clicked}`) })).toBeVisible()
  for (const name of [words.unsubscribed, words.bounced])
    await expect(cards.getByRole('button', { name: new RegExp(`^${name}`) })).toContainText(words.bouncedMeta)
  await page.setViewportSize(size)
  // Formula, source and age are one key away.
  await cards.getByRole('button', { name: new RegExp(`^${words.replyRate}`) }).focus()
  await expect(page.getByRole('tooltip')).toContainText(words.explain.replyRate)

  // Two are selected by key; the chart draws them, and arrow keys read it.
  const grid = page.getByRole('grid', { name: words.table })
  await expect(grid.getByRole('gridcell').first()).toBeVisible()
  await grid.focus()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await expect(page.getByText(words.compared(2)).first()).toBeVisible()
  const chart = page.getByRole('figure', { name: new RegExp(`^${words.chart.replyRate}`) })
  const [first, second] = overview.campaigns
  // Each line has its name at its end.
  const names = chart.locator('svg .line-name')
  await expect(names).toHaveCount(2)
  await expect(names.first()).toContainText(first?.name ?? '')
  const drawing = chart.getByRole('application')
  await drawing.focus()
  await page.keyboard.press('ArrowRight')
  await expect(chart.getByRole('status')).toContainText(second?.name ?? '')
  // Scrolled to the end: elsewhere the bar at the bottom may cover half a row, which axe reports as a small target.
  await page.locator('.page-body').evaluate((body) => body.scrollTo(0, body.scrollHeight))
  await expectAccessible(page, 'analytics, compared')

  await page.getByRole('button', { name: en.charts.asTable }).press('Enter')
  const table = page.getByRole('table', { name: `${words.chart.replyRate} ${words.by.week}` })
  await expect(table.getByRole('row')).toHaveCount(overview.places.length + 1)
  await expect(table.getByRole('columnheader', { name: second?.name ?? '' })).toBeVisible()
  await page.getByRole('button', { name: en.charts.asTable }).press('Enter')

  // Saved as pictures and as a file.
  const saveTo = async (name: string) => {
    const filePath = path.join(home, name)
    await app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
    }, filePath)
    return filePath
  }
  for (const as of ['svg', 'png'] as const) {
    const file = await saveTo(`chart.${as}`)
    await page.getByRole('button', { name: en.charts.more }).press('Enter')
    await page.getByRole('menuitem', { name: en.charts.save[as] }).press('Enter')
    await expect(page.getByText(en.charts.saved(file), { exact: true })).toBeVisible()
    const start = readFileSync(file).subarray(0, 5).toString('latin1')
    expect(start).toBe(as === 'svg' ? '<svg ' : '\x89PNG\r')
  }
  const file = await saveTo('campaigns.csv')
  await page.getByRole('button', { name: words.save }).press('Enter')
  await expect(page.getByText(words.saved(file, overview.campaigns.length), { exact: true })).toBeVisible()

  // Variants, leads, accounts and hours each replace the campaigns.
  const what = page.getByRole('radiogroup', { name: words.compareBy })
  await what.getByRole('radio', { name: words.views.mailboxes }).press('Enter')
  await expect(page.getByRole('table', { name: en.breakdowns.tabs.mailboxes })).toBeVisible()
  await expect(grid).toBeHidden()
  await what.getByRole('radio', { name: words.views.campaigns }).press('Enter')
  await expect(grid).toBeVisible()

  // A custom period starts with the current one; a last day before the first is reported, and nothing else is shown.
  await page.getByRole('combobox', { name: words.period }).press('Enter')
  await page.getByRole('option', { name: words.periods.own }).click()
  await expect(page.getByLabel(words.from, { exact: true })).toHaveValue(overview.from)
  await page.getByLabel(words.to, { exact: true }).fill('2020-01-01')
  await expect(page.getByRole('alert')).toHaveText(words.badPeriod)
  await page.getByLabel(words.from, { exact: true }).fill('2019-12-01')
  await expect(page.getByText(words.emptyTitle)).toBeVisible()

  // The report covers the displayed days.
  await page.getByRole('button', { name: words.makeReport }).press('Enter')
  await expect(page.getByRole('tab', { name: en.reports.tab.reports })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByLabel(words.from, { exact: true })).toHaveValue('2019-12-01')
  await expect(page.getByLabel(words.to, { exact: true })).toHaveValue('2020-01-01')
})

test('Without campaigns the screen says so, and suggests neither another period nor the sync that has been', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await goTo(sendoff, '/analytics')
  await expect(page.getByText(en.campaigns.emptyTitle)).toBeVisible()
  await expect(page.getByText(en.campaigns.noneAtInstantly)).toBeVisible()
  await expect(page.getByText(words.emptyText)).toBeHidden()
})
