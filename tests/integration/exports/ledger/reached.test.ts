/** Before an export is undone: how many of its leads were contacted, and how many answered. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../../../support/backend.ts'
import { type Bench, ended, startExport } from '../../../support/export-bench.ts'
import { existingCampaignSettings, newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'
import { mail, remoteWorkspace, startInbox, synced } from '../../inbox/inbox/support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

test('Only leads of this export are counted as contacted or replied', async () => {
  const { app, workspaceId } = bench
  const make = (name: string) => makeList(app.dir, { workspaceId, name, count: 4, tag: name })
  const [first, second] = [make('first'), make('second')]
  const { summary } = await ended(app, await startExport(app, first.listId, newCampaignSettings('Spring')))
  const campaign = [...remoteWorkspace(bench).campaigns.values()][0] ?? null
  const settings = existingCampaignSettings(summary.campaignId ?? '')
  const { summary: later } = await ended(app, await startExport(app, second.listId, settings))
  const reached = (exportId: typeof summary.id) => app.call('exports.reached', { exportId })
  expect(await reached(summary.id)).toEqual({ contacted: null, replied: 0 })

  const [asked = '', answered = ''] = first.emails
  const send = (lead: string, kind: 1 | 2) => Object.assign(mail(bench, { lead, text: 'Hello', kind }), { campaign })
  for (const lead of [asked, answered]) send(lead, 1)
  send(answered, 2)
  send(second.emails[0] ?? '', 1)
  await synced(bench)
  await synced(bench)
  expect((await reached(summary.id)).replied).toBe(1)
  await until('the sent emails to be read', async () => {
    await app.call('jobs.run', { kind: 'sent_mails', workspaceId })
    return (await reached(summary.id)).contacted === 2
  })
  expect(await reached(summary.id)).toEqual({ contacted: 2, replied: 1 })
  expect(await reached(later.id)).toEqual({ contacted: 1, replied: 0 })

  await app.call('exports.takeBack', { exportId: summary.id })
  expect(await reached(summary.id)).toEqual({ contacted: 0, replied: 0 })
})
