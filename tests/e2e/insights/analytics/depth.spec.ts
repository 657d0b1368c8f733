import { readFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.breakdowns

test('Figures are grouped by lead column, mailbox, hour and variant, and a set of campaigns is kept', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  const { clients } = await sendoff.call('demo.state', {})
  await page.reload()
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const [client] = clients
  if (client === undefined) throw new Error('no demo client')

  // With all clients selected, leads are not combined.
  await goTo(sendoff, '/analytics')
  const view = (name: string) => page.getByRole('radio', { name, exact: true })
  const { views } = en.analytics
  await view(views.column).click()
  await expect(page.getByText(words.column.oneClientText)).toBeVisible()

  // One client: the column is chosen by key, and its rows add up to all leads.
  await sendoff.call('app.saveUiState', { workspaceId: client, route: '/analytics' })
  await page.reload()
  await view(views.column).click()
  await page.getByRole('combobox', { name: words.column.choice }).press('Enter')
  await page.getByRole('option', { name: words.column.own.list, exact: true }).click()
  const byList = page.getByRole('table', { name: words.column.own.list })
  await expect(byList).toContainText(words.column.elsewhere)
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
  await view(views.column).focus()
  await page.keyboard.press('ArrowRight')
  await expect(view(views.mailboxes)).toBeFocused()
  await page.keyboard.press('Enter')
  const mailboxes = page.getByRole('table', { name: words.tabs.mailboxes })
  await expect(mailboxes.getByRole('row').nth(1)).toContainText(words.mailboxes.instantly)
  const first = mailboxes.getByRole('button').first()
  const email = await first.innerText()
  await first.press('Enter')
  await expect(page.getByRole('figure', { name: new RegExp(email) })).toBeVisible()
  await expectAccessible(page, 'analytics by mailbox')

  await view(views.hours).click()
  const grid = page.getByRole('grid', { name: words.hours.grid })
  await expect(grid.getByRole('row')).toHaveCount(8)
  await grid.getByRole('gridcell').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(grid.locator(':focus')).toHaveAttribute('data-cell', '24')
  await expectAccessible(page, 'analytics by hour')

  await view(views.tests).click()
  await expect(page.getByRole('table', { name: words.tabs.tests })).toContainText(
    /more emails|better than|No difference/,
  )

  await view(views.campaigns).click()
  // The table: searched, without one column, saved as displayed.
  await page.getByRole('button', { name: words.table.choose }).press('Enter')
  await page.getByRole('menuitem', { name: en.analytics.columns.interested }).press('Enter')
  const compare = page.getByRole('grid', { name: en.analytics.table })
  await expect(compare.getByRole('columnheader', { name: en.analytics.columns.interested })).toHaveCount(0)
  await page.getByPlaceholder(words.table.search).fill('dach')
  // The header, one campaign, the sums.
  await expect(compare.getByRole('row')).toHaveCount(3)
  const file = path.join(home, 'seen.csv')
  await app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
  }, file)
  await page.getByRole('button', { name: en.analytics.save }).press('Enter')
  await expect(page.getByText(en.analytics.saved(file, 1), { exact: true })).toBeVisible()
  expect(readFileSync(file, 'utf8')).not.toContain('Interested')

  // Two campaigns of the list are summed and saved under a name.
  await goTo(sendoff, '/campaigns')
  const list = page.getByRole('grid', { name: en.campaigns.table })
  await expect(list.getByRole('row').nth(2)).toBeVisible()
  await list.focus()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await page.getByRole('button', { name: words.sets.sumUp }).press('Enter')
  await expect(page.getByRole('heading', { name: words.sets.title, level: 1 })).toBeVisible()
  await page.getByRole('button', { name: words.sets.keep }).press('Enter')
  await page.getByRole('textbox', { name: words.sets.name }).fill('Spring offer')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Spring offer', level: 1 })).toBeVisible()
  await expectAccessible(page, 'a kept set')
  await goTo(sendoff, '/analytics')
  await page.getByRole('button', { name: words.sets.sets }).press('Enter')
  await page.getByRole('menuitem', { name: 'Spring offer' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Spring offer', level: 1 })).toBeVisible()

  // Exports too: their campaign's figures, with a note that they include other exports' leads.
  await goTo(sendoff, '/exports')
  const exports = page.getByRole('grid', { name: en.exports.history.table })
  await expect(exports.getByRole('row').nth(1)).toBeVisible()
  await exports.focus()
  for (const key of ['j', 'x']) await page.keyboard.press(key)
  await page.getByRole('button', { name: words.sets.sumUp }).press('Enter')
  await expect(page.getByText(words.sets.whole)).toBeVisible()
})
