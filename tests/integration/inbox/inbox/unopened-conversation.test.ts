import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { mail, startInbox, synced, threads } from './support.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
  await bench.app.call('inbox.saveSettings', { quiet: null })
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

it('Campaign emails of a conversation nobody opened here are found', async () => {
  const sent = mail(bench, { lead: 'anna@kessler.example', text: 'Your Rüstzeit could be halved', kind: 1 })
  mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more', after: sent })
  await synced(bench)
  expect(await threads(bench, 'rüstzeit')).toEqual([])
  await bench.app.call('jobs.run', { kind: 'sent_mails', workspaceId: bench.workspaceId })
  const found = await until('the email to be found', async () => {
    const rows = await threads(bench, 'rüstzeit')
    return rows.length > 0 ? rows : null
  })
  expect(found.map(({ leadEmail, theirTurn }) => [leadEmail, theirTurn])).toEqual([['anna@kessler.example', true]])
})
