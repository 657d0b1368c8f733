/** Campaigns show their full name, and every column is visible, even in a small window. */
import { en } from '#shared/texts/en.ts'
import { findClippedText } from '../../../support/clipped-text.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'
import { whenDrawn } from '../../support/when-drawn.ts'

const name = 'Warehouse managers UK, second round, November 2026'

test('Names of fifty characters are fully shown beside their clients, from 1024 to 1440 pixels', async ({
  launch,
  instantly,
}) => {
  await makeCampaign(instantly, name)
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await sendoff.call('workspaces.create', { name: 'Kessler Präzisionstechnik', colour: 3 })
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await page.keyboard.press('Control+0')
  await goTo(sendoff, '/campaigns')
  for (const width of [1024, 1280, 1366, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(page.getByRole('grid', { name: en.campaigns.table }).getByRole('link', { name })).toBeVisible()
    await page.evaluate(whenDrawn)
    expect.soft(await page.evaluate(findClippedText, true), `${width}`).toEqual([])
  }
})
