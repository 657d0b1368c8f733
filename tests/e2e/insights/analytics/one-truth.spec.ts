import { dateOfDay } from '#shared/domain/core/days.ts'
import { suggestedLabel } from '#shared/domain/events/lead-label.ts'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.analytics
const figure = (value: number | null | undefined) => new Intl.NumberFormat('en').format(value ?? -1)

test('Home, Inbox, Campaigns, Analytics, Money and a report agree on every figure, and a suggested label is accepted with a key', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await test.step('The number of interested people is the same in the inbox, Campaigns, Analytics, Money and the report', async () => {
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
    await expect(page.getByRole('region', { name: words.cards })).toContainText(words.noBefore)
    await expect(page.locator('.funnel [data-step=interested]')).toContainText(figure(all.sums.interested))
    await expect(page.locator('.funnel [data-step=meetings]')).toContainText(figure(all.sums.meetings))

    // Inbox: the folder's figure, and its content.
    const counts = await sendoff.call('inbox.counts', { workspaceId: null })
    expect(counts.interested).toBe(all.sums.interested)
    const money = await sendoff.call('money.overview', { workspaceId: null, period: 'all' })
    expect(money.groups.reduce((sum, group) => sum + (group.sums.qualified ?? 0), 0)).toBe(all.sums.interested)
    expect(money.groups.reduce((sum, group) => sum + (group.sums.meetings ?? 0), 0)).toBe(all.sums.meetings)
  })

  await test.step('Figures agree on Home, Inbox, Campaigns, Analytics, Money and in a report', async () => {
    await sendoff.call('guide.note', { kind: 'steps_closed', closed: true })
    const [client] = await sendoff.call('workspaces.list', {})
    if (!client) throw new Error('no client')
    await sendoff.call('campaigns.readNow', { workspaceId: null })
    for (const { id } of await sendoff.call('workspaces.list', {}))
      await sendoff.call('jobs.run', { kind: 'lead_labels', workspaceId: id })
    const { rows: campaigns } = await sendoff.call('campaigns.list', {
      workspaceId: client.id,
      page: { offset: 0, limit: 100 },
    })
    const total = (of: (one: (typeof campaigns)[number]) => number | null) =>
      campaigns.reduce((sum, one) => sum + (of(one) ?? 0), 0)
    const truth = {
      sent: total(({ totals }) => totals.sent),
      contacted: total(({ totals }) => totals.contacted),
      replied: total(({ totals }) => totals.repliedUnique),
      interested: total(({ labels }) => labels.interested),
      meetings: total(({ labels }) => labels.meetings),
    }
    expect(Math.min(...Object.values(truth))).toBeGreaterThan(0)
    await sendoff.call('app.saveUiState', { workspaceId: client.id, route: '/home' })
    await page.reload()
    const first = campaigns.toSorted((a, b) => b.totals.sent - a.totals.sent)[0]
    if (!first) throw new Error('no campaign')

    // Campaigns: the row; Home: the row of the same campaign, over seven days.
    await goTo(sendoff, '/campaigns')
    const row = page.getByRole('grid', { name: en.campaigns.table }).getByRole('row', { name: new RegExp(first.name) })
    await expect(row).toContainText(figure(first.totals.sent))
    // Every row with a series draws it: here, on Home and in Analytics.
    const home = await sendoff.call('home.campaigns', { workspaceId: client.id })
    const drawn = home.lines.filter(({ replyRates }) => replyRates.filter((rate) => rate !== null).length > 1)
    expect(drawn.length).toBeGreaterThan(0)
    const expectDrawn = async (label: (name: string) => string) => {
      for (const { name } of drawn)
        await expect(page.getByRole('img', { name: label(name), exact: true })).toBeVisible()
    }
    await expectDrawn(en.campaigns.trendOf)
    await goTo(sendoff, '/home')
    await expect(page.getByRole('table', { name: en.clients.campaigns }).locator('svg.spark')).toHaveCount(drawn.length)
    const week = await sendoff.call('analytics.overview', {
      workspaceId: client.id,
      period: { from: home.from, to: home.to },
    })
    const line = page.getByRole('table', { name: en.clients.campaigns })
    for (const one of week.campaigns.filter(({ sums }) => sums.contacted > 0)) {
      const own = line.getByRole('row', { name: new RegExp(one.name) })
      await expect(own).toContainText(figure(one.sums.contacted))
    }

    // Analytics, all days: the funnel; and the inbox's folder.
    await goTo(sendoff, '/analytics')
    await page.getByRole('combobox', { name: words.period }).press('Enter')
    await page.getByRole('option', { name: words.periods.all }).click()
    await expectDrawn(en.campaigns.trendOf)
    const funnel = page.locator('.funnel')
    for (const step of ['replied', 'interested', 'meetings'] as const)
      await expect(funnel.locator(`[data-step=${step}]`)).toContainText(figure(truth[step]))
    await goTo(sendoff, '/inbox')
    await page.getByRole('button', { name: en.inbox.moreBoxes, exact: true }).click()
    await expect(page.getByRole('menuitem', { name: /^Interested/ })).toContainText(figure(truth.interested))
    await page.keyboard.press('Escape')
    // Both still change while the old emails are read.
    await expect(async () => {
      const { answer, mails } = await sendoff.call('inbox.counts', { workspaceId: client.id })
      expect(mails.known).toBe(true)
      const tab = page.getByRole('button', { name: new RegExp(`^${en.inbox.boxes.answer}`) })
      await expect(tab).toHaveText(`${en.inbox.boxes.answer}${figure(answer)}`, { timeout: 1_000 })
    }).toPass()

    // Accounts: what an account sent today, over the same days that Home adds up.
    const accountsNow = async () => {
      const { rows } = await sendoff.call('accounts.list', { workspaceId: client.id, page: { offset: 0, limit: 100 } })
      return rows.flatMap((one) => (one.kind === 'account' ? [one] : []))
    }
    const own = await accountsNow()
    const busiest = own.toSorted((a, b) => b.sentToday - a.sentToday)[0]
    if (!busiest) throw new Error('no account')
    await goTo(sendoff, '/accounts')
    await page.getByRole('button', { name: en.accounts.arrange.byDomain, exact: true }).click()
    await page.getByRole('menuitem', { name: en.accounts.arrange.oneList }).click()
    await expect(async () => {
      const now = (await accountsNow()).find(({ email }) => email === busiest.email)
      await expect(
        page.getByRole('grid', { name: en.accounts.table }).getByRole('row', { name: new RegExp(busiest.email) }),
      ).toContainText(figure(now?.sentToday ?? -1), { timeout: 1_000 })
    }).toPass()
    const scored = own.filter(({ scores }) => scores.filter((score) => score !== null).length > 1)
    expect(scored.length).toBeGreaterThan(0)
    await expect(page.getByRole('grid', { name: en.accounts.table }).locator('svg.spark')).toHaveCount(scored.length)
    // An email may be sent between two queries.
    await expect(async () => {
      const { lines } = await sendoff.call('home.clients', {})
      expect(lines.find((one) => one.workspaceId === client.id && one.partId === null)?.sentToday).toBe(
        (await accountsNow()).reduce((sum, { sentToday }) => sum + sentToday, 0),
      )
    }).toPass()

    // Money has the same people, by campaign, and so does a report of all days.
    const day = dateOfDay(Math.floor(Date.now() / 86_400_000))
    await sendoff.call('money.addCost', {
      workspaceId: client.id,
      kind: 'mailboxes',
      basis: 'month',
      cents: 350,
      quantity: 12,
      from: day,
      asOf: day,
    })
    await goTo(sendoff, '/analytics/money')
    await page.getByRole('combobox', { name: words.period }).press('Enter')
    await page.getByRole('option', { name: words.periods.all }).click()
    const paid = page.getByRole('grid', { name: en.money.table }).getByRole('row', { name: new RegExp(first.name) })
    await expect(paid).toContainText(figure(first.labels.interested))
    const all = await sendoff.call('analytics.overview', { workspaceId: client.id, period: 'all' })
    const money = await sendoff.call('money.overview', { workspaceId: client.id, period: 'all' })
    expect(money.groups.map(({ sums }) => [sums.sent, sums.replies, sums.qualified, sums.meetings])).toEqual([
      [truth.sent, truth.replied, truth.interested, truth.meetings],
    ])
    const { page: paper } = await sendoff.call('reports.preview', {
      workspaceId: client.id,
      period: { from: all.from, to: all.to },
    })
    for (const [id, value] of Object.entries(truth)) expect(paper).toContain(`data-figure="${id}">${figure(value)}<`)
  })

  await test.step('A suggested label looks like a suggestion, is found like a label, and is accepted with a key', async () => {
    await sendoff.call('inbox.sync', { workspaceId: null })
    await sendoff.call('app.saveUiState', { workspaceId: null, route: '/home' })
    await page.reload()
    const box = { workspaceId: null, box: 'all', page: { limit: 100 } } as const
    const { rows } = await sendoff.call('inbox.threads', box)
    const suggested = rows.find(
      ({ interest, sorted, campaignId }) => interest === null && campaignId !== null && suggestedLabel(sorted) !== null,
    )
    expect(suggested).toBeDefined()
    // A flame marks hot or warm ones, and no others.
    const answer = { workspaceId: null, box: 'answer', page: { limit: 100 } } as const
    await goTo(sendoff, '/inbox')
    const items = page.getByRole('list', { name: en.inbox.threads }).locator('.inbox-item')
    const flames = () =>
      items.evaluateAll((all) => all.map((one) => one.querySelector('.inbox-heat')?.textContent ?? '').slice(0, 20))
    const { hot, warm } = en.inbox.heat
    await expect(async () => {
      const { rows: waiting } = await sendoff.call('inbox.threads', answer)
      const heats = waiting.slice(0, 20).map(({ score }) => (score >= 40 ? hot : score >= 15 ? warm : ''))
      expect(heats).toEqual(expect.arrayContaining([warm, '']))
      expect(await flames()).toEqual(heats)
    }).toPass()
    await goTo(sendoff, `/inbox/${suggested?.id}`)
    await expect(page.getByRole('heading', { name: suggested?.subject ?? '', level: 2 })).toBeVisible()
    await page.keyboard.press('y')
    await expect(async () => {
      const { thread } = await sendoff.call('inbox.thread', { threadId: suggested?.id ?? 0 })
      expect(thread.interest).toBe(suggestedLabel(suggested?.sorted ?? null))
    }).toPass()
  })
})
