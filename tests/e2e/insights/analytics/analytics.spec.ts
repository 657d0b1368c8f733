import { readFileSync } from 'node:fs'
import path from 'node:path'
import { compareVariants } from '#shared/domain/insights/analytics/significance.ts'
import { en } from '#shared/texts/en.ts'
import { findClippedText } from '../../../support/clipped-text.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { withoutCosts } from '../../support/no-costs.ts'
import { whenDrawn } from '../../support/when-drawn.ts'

const words = en.analytics
const parts = en.breakdowns
const number = new Intl.NumberFormat('en')

test('Campaigns of a period are compared, drawn, read as a table and saved, by keyboard, with every name shown completely', async ({
  launch,
}) => {
  test.slow()
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const [client] = await sendoff.call('workspaces.list', {})
  if (!client) throw new Error('the demo has clients')
  const overview = await sendoff.call('analytics.overview', { workspaceId: null, period: 'quarter' })
  const [first, second] = overview.campaigns
  const grid = page.getByRole('grid', { name: words.table })
  const view = (name: string) => page.getByRole('radio', { name, exact: true })
  const saveTo = async (name: string) => {
    const filePath = path.join(home, name)
    await app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
    }, filePath)
    return filePath
  }

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

  await test.step('Cards show the sums of all campaigns, with formula, source and age one key away, and so does the last row', async () => {
    await goTo(sendoff, '/analytics')
    await expect(page.getByRole('heading', { name: words.title, level: 1 })).toBeVisible()
    const cards = page.getByRole('region', { name: words.cards })
    await expect(cards).toContainText(number.format(overview.sums.contacted))
    // If there is space, clicks and opt-outs have cards too; a figure that Instantly does not report by day states since
    // when it counts.
    const size = page.viewportSize() ?? { width: 1280, height: 800 }
    await page.setViewportSize({ width: 1700, height: 900 })
    await expect(cards.getByRole('button', { name: new RegExp(`^${words.clicked}`) })).toBeVisible()
    for (const name of [words.unsubscribed, words.bounced])
      await expect(cards.getByRole('button', { name: new RegExp(`^${name}`) })).toContainText(words.bouncedMeta)
    await page.setViewportSize(size)
    await cards.getByRole('button', { name: new RegExp(`^${words.replyRate}`) }).focus()
    await expect(page.getByRole('tooltip')).toContainText(words.explain.replyRate)

    const sums = grid.getByRole('row').last()
    await expect(sums).toContainText(words.meta(overview.campaigns.length))
    const contacted = overview.campaigns.reduce((all, one) => all + one.sums.contacted, 0)
    await expect(sums).toContainText(number.format(contacted))
  })

  await test.step('Two campaigns selected by key are drawn, and the chart is read by arrow keys or as a table', async () => {
    await expect(grid.getByRole('gridcell').first()).toBeVisible()
    await grid.focus()
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    await expect(page.getByText(words.compared(2)).first()).toBeVisible()
    const chart = page.getByRole('figure', { name: new RegExp(`^${words.chart.replyRate}`) })
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
  })

  await test.step('The chart is saved as a picture, and the campaigns as a file', async () => {
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
  })

  await test.step('Comparing two says who replies better; Shift selects a range, and the header all or none', async () => {
    const bar = page.getByRole('region', { name: words.bar.label })
    await bar.getByRole('button', { name: words.bar.close }).click()
    const chosen = grid.getByRole('row', { selected: true })
    await grid.focus()
    for (const key of ['Home', 'x']) await page.keyboard.press(key)
    await expect(chosen).toHaveCount(1)
    await page.keyboard.press('Shift+ArrowDown')
    await expect(chosen).toHaveCount(2)
    for (const one of [first, second])
      await expect(bar.getByRole('columnheader', { name: one?.name ?? '' })).toBeVisible()
    await expect(bar.getByRole('row')).toHaveCount(6)
    // Declares a winner only if the difference is hardly chance.
    const verdict = compareVariants(
      [first, second].map((one) => ({ part: one?.sums.repliedUnique ?? 0, base: one?.sums.contacted ?? 0 })),
    )
    const named = verdict.kind === 'better' ? 'replies better' : verdict.kind === 'open' ? words.bar.open : /small|few/i
    await expect(bar.getByRole('status')).toContainText(named)
    await bar.getByRole('button', { name: words.bar.close }).click()
    await expect(bar).toBeHidden()
    await grid.focus()
    await page.keyboard.press('ControlOrMeta+a')
    await expect(chosen).toHaveCount(overview.campaigns.length)
    await page.keyboard.press('ControlOrMeta+a')
    await expect(chosen).toHaveCount(0)
  })

  await test.step('One client’s leads are grouped by column, mailbox and hour, and variants are compared', async () => {
    // Leads belong to one client: each client is one click away.
    await expect(grid).toBeVisible()
    await view(words.views.column).click()
    await expect(grid).toBeHidden()
    const oneClient = page.getByRole('heading', { name: parts.column.oneClient })
    await expect(oneClient).toBeVisible()
    await expect(page.getByText(parts.column.oneClientText)).toBeVisible()
    await page.getByRole('main').getByRole('button', { name: client.name, exact: true }).click()
    await expect(oneClient).toBeHidden()
    // Another client's figures begin with its campaigns.
    await expect(grid).toBeVisible()
    await view(words.views.column).click()
    await page.getByRole('combobox', { name: parts.column.choice }).press('Enter')
    await page.getByRole('option', { name: parts.column.own.list, exact: true }).click()
    const byList = page.getByRole('table', { name: parts.column.own.list })
    await expect(byList).toContainText(parts.column.elsewhere)
    await byList.scrollIntoViewIfNeeded()
    await expectAccessible(page, 'analytics by column')
    // The name of a row is never squeezed out by its figures.
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 })
      const label = byList.getByRole('row').nth(1).getByRole('cell').first()
      await expect(label).toHaveText(/\S{3}/)
      expect((await label.boundingBox())?.width).toBeGreaterThan(120)
    }

    // The switch by arrow keys: mailboxes, one of them drawn.
    await view(words.views.column).focus()
    await page.keyboard.press('ArrowRight')
    await expect(view(words.views.mailboxes)).toBeFocused()
    await page.keyboard.press('Enter')
    const mailboxes = page.getByRole('table', { name: parts.tabs.mailboxes })
    await expect(mailboxes.getByRole('row').nth(1)).toContainText(parts.mailboxes.instantly)
    const mailbox = mailboxes.getByRole('button').first()
    const email = await mailbox.innerText()
    await mailbox.press('Enter')
    await expect(page.getByRole('figure', { name: new RegExp(email) })).toBeVisible()
    await expectAccessible(page, 'analytics by mailbox')

    await view(words.views.hours).click()
    const hours = page.getByRole('grid', { name: parts.hours.grid })
    await expect(hours.getByRole('row')).toHaveCount(8)
    await hours.getByRole('gridcell').first().focus()
    await page.keyboard.press('ArrowDown')
    await expect(hours.locator(':focus')).toHaveAttribute('data-cell', '24')
    await expectAccessible(page, 'analytics by hour')

    await view(words.views.tests).click()
    await expect(page.getByRole('table', { name: parts.tabs.tests })).toContainText(
      /more emails|better than|No difference/,
    )

    await page.keyboard.press('ControlOrMeta+0')
  })

  await test.step('Three prices give the cost of a meeting, and its columns fit the table', async () => {
    await withoutCosts(sendoff)
    await goTo(sendoff, '/analytics/money')
    const start = page.getByRole('heading', { name: en.money.start.title })
    await expect(start).toBeVisible()
    await page.getByLabel(/^Instantly plan/).fill('97')
    await page.getByLabel(/^Sending accounts/).fill('5')
    await page.getByLabel(/^Lists,/).fill('0.02')
    await page.getByRole('button', { name: en.money.start.save }).click()
    await expect(start).toBeHidden()
    await expect(page.getByText(/^A meeting cost/).first()).toBeVisible()

    // Costs add columns, and the table is still fully visible.
    await page.setViewportSize({ width: 1280, height: 800 })
    await goTo(sendoff, '/analytics')
    await expect
      .poll(() => grid.evaluate((box) => [box.scrollWidth > box.clientWidth, box.scrollHeight - box.clientHeight]))
      .toEqual([false, 0])
  })

  await test.step('The table is searched, shown without a column, and saved as it is shown', async () => {
    await page.getByRole('button', { name: parts.table.choose }).press('Enter')
    await page.getByRole('menuitem', { name: en.analytics.columns.interested }).press('Enter')
    await expect(grid.getByRole('columnheader', { name: en.analytics.columns.interested })).toHaveCount(0)
    await page.getByPlaceholder(parts.table.search).fill('dach')
    // The header, one campaign, the sums.
    await expect(grid.getByRole('row')).toHaveCount(3)
    const file = await saveTo('seen.csv')
    await page.getByRole('button', { name: en.analytics.save }).press('Enter')
    await expect(page.getByText(en.analytics.saved(file, 1), { exact: true })).toBeVisible()
    expect(readFileSync(file, 'utf8')).not.toContain('Interested')
  })

  await test.step('A set of campaigns is summed, kept under a name and found again; exports are summed too', async () => {
    await goTo(sendoff, '/campaigns')
    const list = page.getByRole('grid', { name: en.campaigns.table })
    await expect(list.getByRole('row').nth(2)).toBeVisible()
    await list.focus()
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    await page.getByRole('button', { name: parts.sets.sumUp }).press('Enter')
    await expect(page.getByRole('heading', { name: parts.sets.title, level: 1 })).toBeVisible()
    await page.getByRole('button', { name: parts.sets.keep }).press('Enter')
    await page.getByRole('textbox', { name: parts.sets.name }).fill('Spring offer')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Spring offer', level: 1 })).toBeVisible()
    await expectAccessible(page, 'a kept set')
    await goTo(sendoff, '/analytics')
    await page.getByRole('button', { name: parts.sets.sets }).press('Enter')
    await page.getByRole('menuitem', { name: 'Spring offer' }).press('Enter')
    await expect(page.getByRole('heading', { name: 'Spring offer', level: 1 })).toBeVisible()

    // Exports too: their campaign's figures, with a note that they include other exports' leads.
    await goTo(sendoff, '/exports')
    const exports = page.getByRole('grid', { name: en.exports.history.table })
    await expect(exports.getByRole('row').nth(1)).toBeVisible()
    await exports.focus()
    for (const key of ['j', 'x']) await page.keyboard.press(key)
    await page.getByRole('button', { name: parts.sets.sumUp }).press('Enter')
    await expect(page.getByText(parts.sets.whole)).toBeVisible()
  })

  await test.step('All campaigns of a client are paused from the command menu, and started again by Undo', async () => {
    const running = async () =>
      (await sendoff.call('campaigns.list', { workspaceId: client.id, show: 'running', page: {} })).total
    const before = await running()
    expect(before).toBeGreaterThan(0)
    await page.keyboard.press('Control+k')
    await page.keyboard.type(`pause all ${client.name}`)
    await expect(page.getByRole('option', { selected: true })).toContainText(en.campaigns.pauseAllOf(client.name))
    await page.keyboard.press('Enter')
    await expect.poll(running).toBe(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(running).toBe(before)
  })

  await test.step('A custom period starts with the current one, and the report covers the displayed days', async () => {
    await goTo(sendoff, '/analytics')
    // A custom period starts with the current one; a last day before the first is reported, and nothing else is shown.
    await page.getByRole('combobox', { name: words.period }).press('Enter')
    await page.getByRole('option', { name: words.periods.own }).click()
    await expect(page.getByLabel(words.from, { exact: true })).toHaveValue(overview.from)
    await page.getByLabel(words.to, { exact: true }).fill('2020-01-01')
    await expect(page.getByRole('alert')).toHaveText(words.badPeriod)
    await page.getByLabel(words.from, { exact: true }).fill('2019-12-01')
    await expect(page.getByText(words.emptyTitle)).toBeVisible()

    await page.getByRole('button', { name: words.makeReport }).press('Enter')
    await expect(page.getByRole('tab', { name: en.reports.tab.reports })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByLabel(words.from, { exact: true })).toHaveValue('2019-12-01')
    await expect(page.getByLabel(words.to, { exact: true })).toHaveValue('2020-01-01')
  })
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
