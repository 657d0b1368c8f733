import { suggestedLabel } from '#shared/domain/events/lead-label.ts'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.analytics
const figure = (value: number | null | undefined) => new Intl.NumberFormat('en').format(value ?? -1)

test('who is interested is one number in the inbox, on campaigns, in Analytics, in Money and in the report', async ({
  launch,
}) => {
  const sendoff = await launch()
  const { page } = sendoff
  await sendoff.call('demo.create', {})
  const [client] = await sendoff.call('workspaces.list', {})
  const workspaceId = client?.id ?? null
  if (workspaceId === null) throw new Error('no client')
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await sendoff.call('jobs.run', { kind: 'lead_labels', workspaceId })
  const asked = { workspaceId, period: 'all' } as const
  const { sums, campaigns, labels } = await sendoff.call('analytics.overview', asked)
  expect(labels.known).toBe(true)
  expect(sums.interested).toBeGreaterThan(0)
  await page.reload()

  // A campaign's page: its cards and its funnel.
  const [first] = campaigns.toSorted((a, b) => (b.sums.interested ?? 0) - (a.sums.interested ?? 0))
  if (!first) throw new Error('no campaign')
  await goTo(sendoff, `/campaigns/${first.id}`)
  const funnel = page.locator('.funnel')
  await expect(funnel.locator('[data-step=interested]')).toContainText(figure(first.sums.interested))
  await expect(funnel.locator('[data-step=meetings]')).toContainText(figure(first.sums.meetings))
  await expect(funnel.locator('[data-step=replied]')).toContainText(figure(first.sums.repliedUnique))
  const cards = page.getByRole('region', { name: en.campaigns.figures })
  await expect(cards).toContainText(figure(first.sums.interested))

  // Analytics of the client, all days.
  await goTo(sendoff, '/analytics')
  await page.getByRole('combobox', { name: words.period }).press('Enter')
  await page.getByRole('option', { name: words.periods.all }).click()
  const all = await sendoff.call('analytics.overview', { workspaceId: null, period: 'all' })
  await expect(page.locator('.funnel [data-step=interested]')).toContainText(figure(all.sums.interested))
  await expect(page.locator('.funnel [data-step=meetings]')).toContainText(figure(all.sums.meetings))

  // Inbox: the folder's figure, and what it holds.
  const counts = await sendoff.call('inbox.counts', { workspaceId: null })
  expect(counts.interested).toBe(all.sums.interested)
  const money = await sendoff.call('money.overview', { workspaceId: null, period: 'all' })
  expect(money.groups.reduce((sum, group) => sum + (group.sums.qualified ?? 0), 0)).toBe(all.sums.interested)
  expect(money.groups.reduce((sum, group) => sum + (group.sums.meetings ?? 0), 0)).toBe(all.sums.meetings)
})

test('a suggestion is drawn as one, found beside labels, and accepted with a key', async ({ launch }) => {
  const sendoff = await launch()
  const { page } = sendoff
  await sendoff.call('demo.create', {})
  await sendoff.call('inbox.sync', { workspaceId: null })
  await page.reload()
  const box = { workspaceId: null, box: 'all', page: { limit: 100 } } as const
  const { rows } = await sendoff.call('inbox.threads', box)
  const suggested = rows.find(
    ({ interest, sorted, campaignId }) => interest === null && campaignId !== null && suggestedLabel(sorted) !== null,
  )
  expect(suggested).toBeDefined()
  await goTo(sendoff, `/inbox/${suggested?.id}`)
  await expect(page.getByRole('heading', { name: suggested?.subject ?? '', level: 2 })).toBeVisible()
  await page.keyboard.press('y')
  await expect(async () => {
    const { thread } = await sendoff.call('inbox.thread', { threadId: suggested?.id ?? 0 })
    expect(thread.interest).toBe(suggestedLabel(suggested?.sorted ?? null))
  }).toPass()
})
