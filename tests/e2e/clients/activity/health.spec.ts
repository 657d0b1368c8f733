/** Automatic jobs, abandoned ones, and the service, as an operator with trouble sees them. */
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { clientName, connect, expect, goTo, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const { jobs, givenUp, service } = en.health

test('A job that keeps failing is shown on Home, explained, and run again by keyboard', async ({
  launch,
  instantly,
}, testInfo) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  instantly.faults.script({
    method: 'GET',
    path: '/lead-labels',
    times: 999,
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  for (let at = 0; at < 3; at += 1) await sendoff.call('jobs.run', { kind: 'labels', workspaceId })

  await goTo(sendoff, '/home')
  await expect(page.getByRole('listitem').filter({ hasText: jobs.names.labels })).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('home.png') })
  await page.getByRole('button', { name: jobs.needOpen }).focus()
  await page.keyboard.press('Enter')

  const table = page.getByRole('table', { name: jobs.title })
  const labels = table.getByRole('row', { name: jobs.names.labels })
  await expect(labels.getByText(jobs.states.failed)).toBeVisible()
  await expect(labels.getByText(en.errors.API_REFUSED({}).todo)).toBeVisible()
  await expect(labels.getByText(jobs.neverGood)).toBeVisible()
  await expectAccessible(page, 'background jobs')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.screenshot({ path: testInfo.outputPath(`jobs-${colorScheme}.png`) })
  }
  await page.getByRole('radio', { name: jobs.shows.trouble }).click()
  await expect(table.getByRole('row')).toHaveCount(2)
  const open = labels.getByRole('button', { name: jobs.open(jobs.names.labels, clientName) })
  await open.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  // It may have been retried automatically meanwhile.
  await expect(dialog.getByText(new RegExp(jobs.times(3).replace('3', '[3-9]')))).toBeVisible()
  await expectAccessible(page, 'runs of a job')
  await page.screenshot({ path: testInfo.outputPath('job.png') })
  instantly.faults.clear()
  await dialog.getByRole('button', { name: jobs.retry }).click()
  await expect(dialog.getByText(jobs.brought.labels(0)).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(jobs.calm).first()).toBeVisible()
  await goTo(sendoff, '/home')
  await expect(page.getByRole('listitem').filter({ hasText: jobs.names.labels })).toBeHidden()

  // The measurements so far, against configurable targets.
  await goTo(sendoff, '/settings/diagnostics/service')
  const targets = page.getByRole('table', { name: service.table })
  await expect(targets.getByRole('row', { name: service.figures.apiP95Ms }).getByText(service.met)).toBeVisible()
  await expect(targets.getByRole('row', { name: service.figures.apiSuccess }).getByText(service.missed)).toBeVisible()
  await expect(targets.getByRole('row', { name: service.figures.webhookShare })).toContainText(service.notMeasured)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectAccessible(page, 'service')
  await page.screenshot({ path: testInfo.outputPath('service-light.png') })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 900, height: 640 })
  await page.screenshot({ path: testInfo.outputPath('service-dark-small.png') })
  await page.getByRole('button', { name: service.targets }).click()
  await page.getByLabel(service.figures.apiSuccess).fill('10')
  await page.screenshot({ path: testInfo.outputPath('targets.png') })
  await page.getByRole('button', { name: service.settings.save }).click()
  await expect(targets.getByRole('row', { name: service.figures.apiSuccess }).getByText(service.met)).toBeVisible()
})

test('All failed work is in one list, retried together, and discarded after a confirmation', async ({
  launch,
  instantly,
}, testInfo) => {
  await makeCampaign(instantly, 'Autumn', { leads: 1 })
  await instantly.moveOn(3 * 24 * 3_600_000)
  instantly.faults.script({
    method: 'GET',
    path: '/campaigns/analytics/daily',
    times: 999,
    fault: { kind: 'status', status: 400, when: 'before_commit' },
  })
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId })
  expect(await sendoff.call('givenUp.counts', { workspaceId })).toMatchObject({ campaign: 1 })

  await goTo(sendoff, '/settings/diagnostics/failed')
  const grid = page.getByRole('grid', { name: givenUp.title })
  await expect(grid.getByText(givenUp.kinds.campaign)).toBeVisible()
  await expectAccessible(page, 'given up')
  await page.screenshot({ path: testInfo.outputPath('given-up-light.png') })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 900, height: 640 })
  await page.screenshot({ path: testInfo.outputPath('given-up-dark-small.png') })
  instantly.faults.clear()
  await page.getByRole('button', { name: givenUp.retryAll }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(givenUp.emptyTitle)).toBeVisible()
})
