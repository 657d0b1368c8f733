/** Each screen is drawn even if Instantly returns arbitrary answers its document allows. */
import { en } from '#shared/texts/en.ts'
import { startAnything } from '../../../support/instantly/anything.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { whenDrawn } from '../../support/when-drawn.ts'

const routes = [
  '/home',
  '/lists/instantly',
  '/campaigns',
  '/sequences',
  '/inbox',
  '/opted-out',
  '/analytics',
  '/analytics/money',
  '/analytics/reports',
  '/accounts',
  '/activity',
  '/settings/workspaces',
  '/settings/blocklist',
  '/settings/diagnostics/jobs',
  '/settings/diagnostics/missing',
  '/settings/diagnostics/events',
]

for (const seed of (process.env['ALLOWED_SEEDS'] ?? '2').split(',').map(Number))
  test(`Every screen withstands random input, seed ${seed}`, async ({ launch }) => {
    const instantly = await startAnything(createRandom(seed))
    const sendoff = await launch({ instantlyUrl: instantly.url })
    const { page, call } = sendoff
    const { id: workspaceId } = await connect(sendoff)
    for (const kind of ['campaigns', 'accounts', 'inbox', 'labels', 'lead_labels', 'blocklist', 'lead_mirror'] as const)
      await call('jobs.run', { kind, workspaceId })
    const { rows: campaigns } = await call('campaigns.list', { workspaceId: null, page: {} })
    const { rows: threads } = await call('inbox.threads', { workspaceId: null, box: 'all', page: {} })
    expect(campaigns.length).toBeGreaterThan(0)
    const found = [...campaigns.map(({ id }) => `/campaigns/${id}`), ...threads.map(({ id }) => `/inbox/${id}`)]
    for (const route of [...routes, ...found]) {
      await goTo(sendoff, route)
      await page.getByRole('main').waitFor()
      await page.evaluate(whenDrawn)
      await expect(page.getByText(en.frame.screenFailed), route).toBeHidden()
      expect(sendoff.pageErrors(), route).toEqual([])
    }
    instantly.stop()
  })
