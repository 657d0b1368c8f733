/**
 * An operator without a server: before emails are synced nothing is measured, and afterwards the screens are filled.
 */
import type { Page } from '@playwright/test'
import { createDemoClock } from '#demo/time/clock.ts'
import { en } from '#shared/texts/en.ts'
import { silence } from '../../../support/instantly/living-campaign.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { daysAgo, hourMs, startCampaign } from '../../../support/relay/relay-bench.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { asFastAsMayBe } from '../../support/launch.ts'
import { clientName, connect, expect, goTo, key, saveAsList, test, writeFile } from '../../support/main-job.ts'

const words = en.events.readBack
const leads = 60

const living = test.extend({
  // oxlint-disable-next-line no-empty-pattern
  instantly: async ({}, use) => {
    const instantly = await startFakeInstantly({
      clock: createDemoClock({ startAt: daysAgo(4) }),
      limits: null,
      rates: { ...silence, open: 0.6, reply: 0.5, autoReply: 0.2 },
      workspaces: [
        {
          name: clientName,
          keys: [{ key }],
          mailboxes: [1, 2].map((n) => ({ email: `box${n}@sender.example`, dailyLimit: 30 })),
        },
      ],
    })
    await use(instantly)
    expect(instantly.violations).toEqual([])
    await instantly.close()
  },
})

async function inBothThemes(page: Page, name: string, picture: (path: string) => string): Promise<void> {
  await expectAccessibleInBoth(page, name, async (theme) => {
    await page.screenshot({ path: picture(`${name}-${theme}.png`) })
  })
}

living('timelines, hours, lead columns and money fill without a relay', async ({ instantly, launch }, info) => {
  const picture = info.outputPath.bind(info)
  await startCampaign(instantly, 0, leads)
  for (let day = 0; day < 4; day += 1) await instantly.moveOn(24 * hourMs)
  const domain = clientName.toLowerCase().replaceAll(' ', '-')
  // The first request tests the key, and would wait for its own timeout.
  const release = instantly.faults.hold({ path: '/emails', nth: 2 })
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  const rows = Array.from({ length: leads }, (_, n) => `Mara ${n},lead${n}@${domain}-${n}.example,Clinic ${n}`)
  await saveAsList(sendoff, writeFile('clinics.csv', ['First Name,Email,Company', ...rows].join('\n')))
  await sendoff.call('campaigns.readNow', { workspaceId })
  // Only when requested below.
  await sendoff.call('leadMirror.saveSettings', {
    ...(await sendoff.call('leadMirror.settings', {})),
    everyDays: 0,
  })

  // Before the sync no figure is shown as zero.
  await goTo(sendoff, '/analytics')
  await page.getByRole('radio', { name: en.analytics.views.hours, exact: true }).click()
  await page.getByRole('radio', { name: en.analytics.views.hours, exact: true }).scrollIntoViewIfNeeded()
  await expect(page.getByText(words.none, { exact: true })).toBeVisible()
  await inBothThemes(page, 'hours-before', picture)
  await goTo(sendoff, '/analytics/money/parts')
  await expect(page.getByText(words.waiting).or(page.getByText(words.starting)).first()).toBeVisible()

  // Starts automatically, as soon as Instantly answers.
  release()
  await expect.poll(async () => (await sendoff.call('events.reading', { workspaceId })).state).toBe('done')

  // Columns are those of one client's lists.
  await page
    .getByRole('navigation', { name: en.frame.screens })
    .getByRole('button', { name: clientName, exact: true })
    .click()
  await goTo(sendoff, '/analytics')
  await page.getByRole('radio', { name: en.analytics.views.column, exact: true }).click()
  await page.getByRole('combobox', { name: en.breakdowns.column.choice }).press('Enter')
  await page.getByRole('option', { name: en.breakdowns.column.own.list, exact: true }).click()
  const byList = page.getByRole('table', { name: en.breakdowns.column.own.list })
  await expect(byList).toContainText('clinics')
  // Opens were not reported yet, which is not zero.
  await expect(byList).toContainText(en.breakdowns.notMeasured)
  await expect(page.getByText(en.events.listed.notYet)).toBeVisible()
  // Instantly's lead list reports them for each lead, with the time of the reading.
  await sendoff.call('leadMirror.start', { workspaceId, what: 'whole' })
  await expect(byList).not.toContainText(en.breakdowns.notMeasured)
  await expect(page.getByText(/lead list, synced/)).toBeVisible()
  await byList.scrollIntoViewIfNeeded()
  await inBothThemes(page, 'column-after', picture)
  await page.getByRole('radio', { name: en.analytics.views.hours, exact: true }).click()
  await expect(page.getByRole('grid', { name: en.breakdowns.hours.grid })).toBeVisible()
  await page
    .getByRole('button', { name: en.breakdowns.hours.types.opened, exact: true })
    .or(page.getByRole('radio', { name: en.breakdowns.hours.types.opened }))
    .click()
  await expect(page.getByText(words.untold)).toBeVisible()

  await goTo(sendoff, '/settings/diagnostics/events')
  await expect(
    page
      .getByRole('grid', { name: en.events.table })
      .or(page.getByRole('table', { name: en.events.table }))
      .first(),
  ).toContainText(en.events.types.email_sent)
  const { rows: log } = await sendoff.call('events.log', { workspaceId, type: 'reply_received' })
  const timeline = await sendoff.call('events.timeline', { workspaceId, email: log[0]?.lead ?? '' })
  expect(timeline.score).toBe(4)

  // Without events, what a lead did is described in plain words, with its source.
  const { rows: campaigns } = await sendoff.call('campaigns.list', { workspaceId, page: {} })
  const [campaign] = campaigns
  const life = await sendoff.call('events.campaign', { workspaceId, remoteId: campaign?.remoteId ?? '' })
  const opened = life?.latest.find(({ type, times }) => type === 'email_opened' && times !== null)
  expect(opened?.lead).toBeTruthy()
  await goTo(sendoff, `/campaigns/${campaign?.id}`)
  const since = page.getByRole('region', { name: en.events.campaignTitle })
  await expect(since.getByText(en.events.types.email_opened).first()).toBeVisible()
  await since.scrollIntoViewIfNeeded()
  await inBothThemes(page, 'campaign-after', picture)
  await goTo(sendoff, '/lists')
  await page.getByRole('link', { name: 'clinics' }).first().click()
  // The lead that opened last varies with the day, and may be below the drawn rows.
  await page
    .getByRole('main')
    .getByRole('textbox', { name: en.ui.search })
    .fill(opened?.lead ?? '')
  await page
    .getByText(opened?.lead ?? '', { exact: true })
    .first()
    .click()
  await expect(page.getByText(en.events.listed.mark).first()).toBeVisible()

  const [money] = await sendoff.call('money.breakdown', { workspaceId, by: 'list', period: 'all' })
  expect(money?.sums.replies).toBeGreaterThan(0)
})
