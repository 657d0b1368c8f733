/** The figures come first: the line of sums, the comparison at the bottom, a meeting's cost from three prices. */
import { compareVariants } from '#shared/domain/insights/analytics/significance.ts'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { withoutCosts } from '../../support/no-costs.ts'

const words = en.analytics
const money = en.money.start
const number = new Intl.NumberFormat('en')

test('Compare adds up and says who replies better; three prices give the cost of a meeting; a client pauses at once', async ({
  launch,
}) => {
  test.slow()
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await withoutCosts(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await goTo(sendoff, '/analytics')
  const overview = await sendoff.call('analytics.overview', { workspaceId: null, period: 'quarter' })
  const grid = page.getByRole('grid', { name: words.table })
  const sums = grid.getByRole('row').last()
  await expect(sums).toContainText(words.meta(overview.campaigns.length))
  const contacted = overview.campaigns.reduce((all, one) => all + one.sums.contacted, 0)
  await expect(sums).toContainText(number.format(contacted))

  // A range by Shift, all by the header, none again.
  const chosen = grid.getByRole('row', { selected: true })
  await grid.focus()
  for (const key of ['Home', 'x']) await page.keyboard.press(key)
  await expect(chosen).toHaveCount(1)
  await page.keyboard.press('Shift+ArrowDown')
  await expect(chosen).toHaveCount(2)
  const bar = page.getByRole('region', { name: words.bar.label })
  const [first, second] = overview.campaigns
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

  // Leads belong to one client: each client is one click away.
  await page.getByRole('radio', { name: words.views.column }).click()
  await expect(page.getByRole('heading', { name: en.breakdowns.column.oneClient })).toBeVisible()
  const [clientOfLeads] = await sendoff.call('workspaces.list', {})
  await page
    .getByRole('main')
    .getByRole('button', { name: clientOfLeads?.name ?? '', exact: true })
    .click()
  await expect(page.getByRole('heading', { name: en.breakdowns.column.oneClient })).toBeHidden()
  await page.keyboard.press('ControlOrMeta+0')

  await goTo(sendoff, '/analytics/money')
  const start = page.getByRole('heading', { name: money.title })
  await expect(start).toBeVisible()
  await page.getByLabel(/^Instantly plan/).fill('97')
  await page.getByLabel(/^Sending accounts/).fill('5')
  await page.getByLabel(/^Lists,/).fill('0.02')
  await page.getByRole('button', { name: money.save }).click()
  await expect(start).toBeHidden()
  await expect(page.getByText(/^A meeting cost/).first()).toBeVisible()

  // Costs add columns, and the table is still fully visible.
  await page.setViewportSize({ width: 1280, height: 800 })
  await goTo(sendoff, '/analytics')
  await expect
    .poll(() => grid.evaluate((box) => [box.scrollWidth > box.clientWidth, box.scrollHeight - box.clientHeight]))
    .toEqual([false, 0])

  const [client] = await sendoff.call('workspaces.list', {})
  if (!client) throw new Error('the demo has clients')
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
