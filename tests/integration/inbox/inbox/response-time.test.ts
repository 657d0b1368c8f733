import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ClientPartId } from '#shared/ids.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { mail, startInbox, synced } from './support.ts'

const minute = 60_000
const hour = 60 * minute

let bench: Bench
beforeEach(async () => {
  bench = await startInbox()
})
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const asked = () => bench.app.call('inbox.responseTime', { workspaceId: bench.workspaceId })

it('The response time is the median over the last seven days, from the first waiting email to the answer written by hand', async () => {
  expect(await asked()).toEqual({ answers: 0, medianMs: null })
  const now = bench.fake.clock.now()
  const lead = (name: string) => `${name}@prospect.example`
  // Two mails before the answer: the wait counts from the first one.
  const first = mail(bench, { lead: lead('ada'), text: 'What does it cost?', at: now - 6 * hour })
  mail(bench, { lead: lead('ada'), text: 'And for how many?', after: first, at: now - 5 * hour })
  mail(bench, { lead: lead('ada'), text: 'From 400.', kind: 3, after: first, at: now - 4 * hour })
  // A campaign's mail in between is not an answer, and a second email of ours answers nothing.
  const campaign = mail(bench, { lead: lead('bo'), text: 'Hello', kind: 1, at: now - 10 * hour })
  mail(bench, { lead: lead('bo'), text: 'Tell me more', after: campaign, at: now - 3 * hour })
  mail(bench, { lead: lead('bo'), text: 'A last try', kind: 1, after: campaign, at: now - 2.9 * hour })
  mail(bench, { lead: lead('bo'), text: 'Gladly', kind: 3, after: campaign, at: now - 3 * hour + 20 * minute })
  mail(bench, { lead: lead('bo'), text: 'The brochure', kind: 3, after: campaign, at: now - 2 * hour })
  // An automatic reply does not need an answer.
  const away = mail(bench, {
    lead: lead('cy'),
    text: 'I am out of the office until 7 December.',
    automatic: true,
    at: now - 5 * hour,
  })
  mail(bench, { lead: lead('cy'), text: 'Have a good time', kind: 3, after: away, at: now - 4 * hour })
  // Long ago.
  const old = mail(bench, { lead: lead('di'), text: 'Please call', at: now - 9 * 24 * hour })
  mail(bench, { lead: lead('di'), text: 'When?', kind: 3, after: old, at: now - 8 * 24 * hour })

  await synced(bench)
  await expect.poll(asked, { timeout: 240_000 }).toEqual({ answers: 2, medianMs: (2 * hour + 20 * minute) / 2 })
  expect(await bench.app.call('inbox.responseTime', { workspaceId: null })).toEqual(await asked())
  // A part of the client has only those of its own campaigns.
  const part = { workspaceId: bench.workspaceId, partId: 1 as ClientPartId }
  expect(await bench.app.call('inbox.responseTime', part)).toEqual({ answers: 0, medianMs: null })
})
