/** Within seconds of a start the operator may keep the campaign from sending: then it never sends. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { startBackend, until } from '../../../support/backend.ts'
import { type Bench, ended, startBench, startExport } from '../../../support/export-bench.ts'
import { newCampaignSettings } from '../../../support/export-settings.ts'
import { makeList } from '../../../support/lists.ts'

let bench: Bench
beforeEach(async () => {
  bench = await startBench()
})
const mailboxes = () => [...(bench.fake.world.workspaces[0]?.mailboxes ?? [])].map(({ email }) => email)
afterEach(async () => {
  expect(bench.fake.violations).toEqual([])
  await bench.close()
})

const paths = { activate: /\/activate$/, pause: /\/pause$/ }
const asked = (what: keyof typeof paths) => bench.fake.journal.requests('POST', paths[what]).length
const statusThere = () => [...(bench.fake.world.workspaces[0]?.campaigns.values() ?? [])].map(({ status }) => status)

function list(count: number) {
  return makeList(bench.app.dir, { workspaceId: bench.workspaceId, name: 'L', count })
}
const start = (count: number, changes = {}): Promise<ExportId> =>
  startExport(bench.app, list(count).listId, started(changes))

function started(changes = {}) {
  const settings = newCampaignSettings('Spring', { activateWhenDone: true, ...changes })
  if (settings.target.kind !== 'new') throw new Error('no new campaign')
  return { ...settings, target: { ...settings.target, accounts: mailboxes() } }
}

const kept = (id: ExportId): Promise<ExportSummary> =>
  until('the campaign to be kept paused', async () => {
    const { summary } = await bench.app.call('exports.ledger', { exportId: id })
    return summary.activation === 'kept' ? summary : null
  })

it('A start that was still to come is never requested', async () => {
  const id = await start(2_500)
  expect((await bench.app.call('exports.keepPaused', { exportId: id })).activation).toBe('kept')
  const { summary } = await ended(bench.app, id)
  expect(summary).toMatchObject({ activation: 'kept', state: 'done' })
  expect(summary.totals.uploaded).toBe(2_500)
  expect([asked('activate'), asked('pause'), statusThere()]).toEqual([0, 0, [0]])
})

it.each([4, -1, -2])('A start whose answer was lost counts if Instantly shows status %i', async (status) => {
  bench.fake.faults.script({
    method: 'POST',
    path: '/campaigns/*/activate',
    fault: { kind: 'reset', when: 'after_commit' },
  })
  bench.fake.faults.script({
    method: 'GET',
    path: '/campaigns/*',
    fault: { kind: 'older_answer', fields: { status } },
    times: 99,
  })
  const id = await start(20)
  expect((await ended(bench.app, id)).summary).toMatchObject({ state: 'done', activation: 'done' })
  expect(asked('activate')).toBe(1)
})

it('A start that Instantly refuses counts if somebody else has started the campaign', async () => {
  bench.fake.faults.script({
    method: 'POST',
    path: '/campaigns/*/activate',
    fault: { kind: 'status', status: 400, when: 'after_commit' },
  })
  const id = await start(20)
  expect((await ended(bench.app, id)).summary).toMatchObject({ state: 'done', activation: 'done' })
  expect([asked('activate'), statusThere()]).toEqual([1, [1]])
})

/** What Instantly's document shows for a refusal of a start or pause, whatever its cause. */
const refusedAsNotFound = {
  kind: 'answer',
  status: 400,
  body: { statusCode: 404, error: 'Not Found', message: 'Resource not found' },
  when: 'before_commit',
} as const

it('A refused start does not fail the export if the campaign is there, although the refusal says “not found”', async () => {
  bench.fake.faults.script({ method: 'POST', path: '/campaigns/*/activate', fault: refusedAsNotFound })
  const { summary } = await ended(bench.app, await start(20))
  expect(summary).toMatchObject({ state: 'done', activation: 'failed', totals: { uploaded: 20 } })
})

it('A campaign counts as kept paused only once it is, although a refused pause says “not found”', async () => {
  const id = await start(20)
  await ended(bench.app, id)
  bench.fake.faults.script({ method: 'POST', path: '/campaigns/*/pause', fault: refusedAsNotFound })
  await bench.app.call('exports.keepPaused', { exportId: id })
  await kept(id)
  expect([asked('pause'), statusThere()]).toEqual([2, [2]])
})

it('A start answered with the unchanged campaign counts once Instantly shows it as started', async () => {
  bench.fake.faults.script({
    method: 'POST',
    path: '/campaigns/*/activate',
    fault: { kind: 'older_answer', fields: { status: 0 } },
  })
  const id = await start(20)
  expect((await ended(bench.app, id)).summary).toMatchObject({ state: 'done', activation: 'done' })
  expect([asked('activate'), statusThere()]).toEqual([1, [1]])
})

it('A start that Instantly accepts but does not carry out is reported as failed, after one more try', async () => {
  const fault = { kind: 'older_answer', fields: { status: 0 } } as const
  bench.fake.faults.script({ method: 'POST', path: '/campaigns/*/activate', fault, times: 99 })
  bench.fake.faults.script({ method: 'GET', path: '/campaigns/*', fault, times: 99 })
  const id = await start(20)
  expect((await ended(bench.app, id)).summary).toMatchObject({ state: 'done', activation: 'failed' })
  expect(asked('activate')).toBe(2)
})

it('A campaign that was started is paused, and reported once Instantly shows it as paused', async () => {
  const id = await start(20)
  expect((await ended(bench.app, id)).summary.activation).toBe('done')
  expect(statusThere()).toEqual([1])
  expect((await bench.app.call('exports.keepPaused', { exportId: id })).activation).toBe('stopping')
  await kept(id)
  expect(statusThere()).toEqual([2])
})

it('A campaign that Instantly stopped is paused too, as it may continue automatically', async () => {
  const id = await start(20)
  await ended(bench.app, id)
  const fault = { kind: 'older_answer', fields: { status: -1 } } as const
  bench.fake.faults.script({ method: 'GET', path: '/campaigns/*', fault, times: 99 })
  await bench.app.call('exports.keepPaused', { exportId: id })
  await kept(id)
  expect([asked('pause'), statusThere()]).toEqual([1, [2]])
})

it('Keeping a campaign paused continues after a lost answer, a temporary refusal and a restart', async () => {
  const id = await start(20)
  await ended(bench.app, id)
  bench.fake.faults.script({
    method: 'POST',
    path: '/campaigns/*/pause',
    fault: { kind: 'reset', when: 'before_commit' },
  })
  bench.fake.faults.script({
    method: 'POST',
    path: '/campaigns/*/pause',
    fault: { kind: 'status', status: 503, when: 'before_commit' },
  })
  await bench.app.call('exports.keepPaused', { exportId: id })
  await until('a pause to be asked for', async () => (asked('pause') > 0 ? true : null))
  await bench.app.stop()
  const again = startBackend({ instantlyUrl: bench.fake.url, dir: bench.app.dir })
  try {
    await until('the campaign to be kept paused', async () => {
      const { summary } = await again.call('exports.ledger', { exportId: id })
      return summary.activation === 'kept' ? true : null
    })
    expect(statusThere()).toEqual([2])
  } finally {
    await again.stop()
  }
})

it('Keeping a campaign paused continues even while the client is paused', async () => {
  const id = await start(20)
  await ended(bench.app, id)
  const fault = { kind: 'status', status: 503, when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'POST', path: '/campaigns/*/pause', fault, times: 99 })
  await bench.app.call('exports.keepPaused', { exportId: id })
  await until('a pause to be asked for', () => asked('pause') > 0)
  await bench.app.call('pauses.set', { workspaceId: bench.workspaceId, paused: true })
  bench.fake.faults.clear()
  await kept(id)
  expect(statusThere()).toEqual([2])
})

it('A campaign that was not to start, or is already kept paused, is left alone', async () => {
  const id = await start(5, { activateWhenDone: false })
  await ended(bench.app, id)
  expect((await bench.app.call('exports.keepPaused', { exportId: id })).activation).toBe('not_wanted')
  expect(asked('pause')).toBe(0)
})
