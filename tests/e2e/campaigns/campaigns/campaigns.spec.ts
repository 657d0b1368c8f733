import { en } from '#shared/texts/en.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { clientName, connect, expect, goTo, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const words = en.campaigns
const day = 24 * 3_600_000

test('Campaigns are found, opened, started and paused by keyboard, and stay after they are deleted at Instantly', async ({
  launch,
  instantly,
}) => {
  const ask = createAsk(instantly)
  const autumn = await makeCampaign(instantly, 'Autumn', { leads: 950 })
  await makeCampaign(instantly, 'Winter', { start: false, settings: { open_tracking: false } })
  await makeCampaign(instantly, 'Broken', { start: false, settings: { email_list: [] } })
  await instantly.moveOn(9 * day)

  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await goTo(sendoff, '/campaigns')
  await expect(page.getByRole('heading', { name: words.title, level: 1 })).toBeVisible()
  await page.keyboard.press('r')
  const grid = page.getByRole('grid', { name: words.table })
  const row = (name: string) => grid.getByRole('row', { name: new RegExp(`\\b${name}\\b`) })
  await expect(row('Autumn')).toBeVisible()
  await expect(row('Autumn').getByText(words.states.running)).toBeVisible()
  // Names get the space of a usual window; opens are shown beside them in a wider one.
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(row('Winter').getByText(words.notMeasured).first()).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 800 })

  // If opens are not tracked, the funnel says so and draws no 0.
  const { rows: listed } = await sendoff.call('campaigns.list', { workspaceId: null, page: {} })
  await goTo(sendoff, `/campaigns/${listed.find(({ name }) => name === 'Winter')?.id}`)
  const opened = page.locator('.funnel [data-step=opened] dd')
  await expect(opened).toHaveText(words.notMeasured)
  await goTo(sendoff, '/campaigns')
  await expect(row('Winter')).toBeVisible()

  // One switch, by its key; the window shows the change only once Instantly has it.
  const winter = grid.getByRole('switch', { name: words.on('Winter') })
  await winter.focus()
  await page.keyboard.press('Space')
  await expect(winter).toBeChecked()
  await expect(winter).toBeFocused()
  const running = [...(instantly.world.workspaces[0]?.campaigns.values() ?? [])].filter(({ status }) => status === 1)
  expect(running).toHaveLength(2)

  // A campaign whose change Instantly refuses stays unchanged, and the others are switched all the same.
  await grid.getByRole('button', { name: words.name }).click()
  // Waits for the rows in their new order, to which the keys apply.
  await expect(grid.getByRole('columnheader', { name: words.name })).toHaveAttribute('aria-sort', 'ascending')
  await expect(row('Winter')).toBeVisible()
  await grid.focus()
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await expect(page.getByText(words.selected(3))).toBeVisible()
  await page.getByRole('button', { name: words.start, exact: true }).focus()
  await page.keyboard.press('Enter')
  const failed = page.getByRole('dialog', { name: words.notStarted(1) })
  await expect(failed.getByText('Broken')).toBeVisible()
  await expectAccessible(page, 'not switched')
  await page.keyboard.press('Escape')
  await expect(failed).toBeHidden()
  await expect(row('Broken').getByText(words.states.draft)).toBeVisible()
  // One that does not send anyway is paused without an error, even where Instantly refuses to pause it.
  await page.getByRole('button', { name: words.pause, exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(row('Autumn').getByText(words.states.paused)).toBeVisible()

  // Found by name, opened with Enter: figures, the reason it does not send, copy.
  await page.keyboard.press('/')
  await page.keyboard.type('autu')
  await expect(row('Winter')).toBeHidden()
  await expect(row('Autumn')).toBeVisible()
  await grid.focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Autumn', level: 1 })).toBeVisible()
  const sent = (await sendoff.call('campaigns.list', { workspaceId: null, search: 'autumn', page: {} })).rows[0]?.totals
  const figures = page.getByRole('region', { name: words.figures })
  const card = figures.getByRole('button', { name: new RegExp(`^${words.metrics.replied}`) })
  await expect(figures.getByRole('button', { name: new RegExp(`^${words.metrics.sent} ?${sent?.sent}`) })).toBeVisible()
  await card.focus()
  await expect(page.getByRole('tooltip').getByText(words.formulas.replied)).toBeVisible()
  await page.keyboard.press('Tab')
  // The reason it does not send is requested automatically.
  await expect(page.getByText(words.reasons['campaign_paused'] ?? '')).toBeVisible()
  await page.getByRole('button', { name: en.charts.asTable }).click()
  await expect(page.getByRole('table', { name: words.byDay }).getByRole('row').nth(1)).toBeVisible()
  await expectAccessibleInBoth(page, 'campaign')

  // Deleted at Instantly: the page says so, and all data read before is still here, even without a network.
  await ask('DELETE', `/campaigns/${autumn}`)
  await goTo(sendoff, '/settings/diagnostics/jobs')
  const { title, names, states, retryOf, brought } = en.health.jobs
  const reading = page.getByRole('table', { name: title }).getByRole('row', { name: names.campaigns })
  await expect(reading.getByText(states.done)).toBeVisible()
  await reading.getByRole('button', { name: retryOf(names.campaigns, clientName) }).focus()
  await page.keyboard.press('Enter')
  await expect(reading.getByText(brought.campaigns(0, 0, 1))).toBeVisible()
  await goTo(sendoff, '/campaigns')
  await expect(row('Autumn').getByText(words.states.gone)).toBeVisible()
  await row('Autumn').getByRole('link', { name: 'Autumn' }).click()
  await expect(figures.getByRole('button', { name: new RegExp(`^${words.metrics.sent} ?${sent?.sent}`) })).toBeVisible()
  await expect(page.getByRole('switch')).toHaveCount(0)

  await goTo(sendoff, '/settings/sync')
  await page.getByRole('combobox', { name: words.setting.every }).click()
  await page.getByRole('option', { name: words.setting.minutes(15) }).click()
  await expect.poll(() => sendoff.call('campaigns.settings', {})).toEqual({ everyMinutes: 15 })
  expect(sendoff.pageErrors()).toEqual([])
})

test('A client without campaigns is told so once they were synced', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await goTo(sendoff, '/campaigns')
  await page.keyboard.press('r')
  await expect(page.getByText(words.noneAtInstantly, { exact: true })).toBeVisible()
})
