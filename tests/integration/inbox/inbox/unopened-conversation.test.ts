import { afterEach, beforeEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'
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

it("What came since a conversation was opened is read, though the computer's clock is a day ahead", async () => {
  await bench.close()
  const clock = { ...systemClock, now: () => Date.now() + 86_400_000 }
  bench = await startBench({ limits: null, backend: { clock } })
  const first = mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  const [thread] = await until('the conversation', async () => {
    const rows = await synced(bench)
    return rows.length > 0 ? rows : null
  })
  const read = async () => (await bench.app.call('inbox.readThrough', { threadId: thread?.id ?? 0 })).read
  expect([await read(), await read()]).toEqual([true, false])
  mail(bench, { lead: 'anna@kessler.example', text: 'Are you there?', after: first })
  await synced(bench)
  expect([await read(), await read()]).toEqual([true, false])
})
