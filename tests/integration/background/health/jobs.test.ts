import { afterEach, expect, it } from 'vitest'
import { openStore } from '#backend/core/db/open.ts'
import type { JobKind } from '#shared/contract/background/health.ts'
import { startBackend } from '../../../support/backend.ts'
import { type Bench, startBench } from '../../../support/export-bench.ts'

let bench: Bench | null = null
afterEach(async () => {
  await bench?.close()
  bench = null
})

async function start(): Promise<Bench> {
  const rig = await startBench({ limits: null })
  bench = rig
  await rig.app.call('inbox.saveSettings', { quiet: null })
  return rig
}
const rowOf = async ({ app, workspaceId }: Pick<Bench, 'app' | 'workspaceId'>, kind: JobKind) =>
  (await app.call('jobs.list', { workspaceId })).find((row) => row.kind === kind)
const run = ({ app, workspaceId }: Pick<Bench, 'app' | 'workspaceId'>, kind: JobKind) =>
  app.call('jobs.run', { kind, workspaceId })
const refuse = ({ fake }: Bench, path: string) =>
  fake.faults.script({ method: 'GET', path, times: 999, fault: { kind: 'status', status: 400, when: 'before_commit' } })
const failed = (rig: Bench) => rig.app.notices.filter(({ kind }) => kind === 'job_failed')

it('The job registry reports a job that failed three times in a row once, and again only after it worked in between', async () => {
  const rig = await start()
  const path = '/lead-labels'
  refuse(rig, path)
  for (let at = 1; at <= 5; at += 1) {
    expect(await run(rig, 'labels')).toMatchObject({ failures: at, troubled: at >= 3, last: { state: 'failed' } })
    expect(failed(rig)).toHaveLength(at >= 3 ? 1 : 0)
  }
  expect(failed(rig)).toEqual([
    { kind: 'job_failed', job: 'labels', client: 'Kessler', route: '/settings/diagnostics/jobs' },
  ])
  expect((await rig.app.call('jobs.troubled', { workspaceId: null })).map(({ kind }) => kind)).toEqual(['labels'])

  rig.fake.faults.clear()
  expect(await run(rig, 'labels')).toMatchObject({
    failures: 0,
    troubled: false,
    last: { state: 'done', problem: null },
  })
  expect(await rig.app.call('jobs.troubled', { workspaceId: null })).toEqual([])

  refuse(rig, path)
  for (let at = 1; at <= 3; at += 1) await run(rig, 'labels')
  expect(failed(rig)).toHaveLength(2)
})

it('The job registry remembers the state of jobs after a restart, and does not report the same failures again', async () => {
  const rig = await start()
  await run(rig, 'blocklist')
  refuse(rig, '/lead-labels')
  for (let at = 1; at <= 4; at += 1) await run(rig, 'labels')
  const before = await rowOf(rig, 'labels')
  await rig.app.stop()
  const again = { app: startBackend({ instantlyUrl: rig.fake.url, dir: rig.app.dir }), workspaceId: rig.workspaceId }
  try {
    expect(await rowOf(again, 'labels')).toMatchObject({
      failures: 4,
      troubled: true,
      failingSince: before?.failingSince,
      last: { state: 'failed', problem: { code: 'API_REFUSED' }, runs: 4 },
    })
    expect(await rowOf(again, 'blocklist')).toMatchObject({ failures: 0, last: { state: 'done' } })
    await run(again, 'labels')
    expect(again.app.notices).toEqual([])
    // Repeated failures are one line with their number.
    expect(await again.app.call('jobs.history', { kind: 'labels', workspaceId: again.workspaceId })).toMatchObject([
      { state: 'failed', runs: 5 },
    ])
  } finally {
    await again.app.stop()
    rig.app.stop = async () => undefined
  }
})

it('The job registry keeps only the last fifty runs of a job', async () => {
  const rig = await start()
  for (let at = 0; at < 55; at += 1) await run(rig, 'labels')
  const runs = await rig.app.call('jobs.history', { kind: 'labels', workspaceId: rig.workspaceId })
  expect(runs).toHaveLength(50)
  expect(runs.map(({ startedAt }) => startedAt)).toEqual(
    runs
      .map(({ startedAt }) => startedAt)
      .toSorted()
      .toReversed(),
  )
})

it('The job registry does not count a missing network as a failure, and says that the job waits for it', async () => {
  const rig = await start()
  await rig.fake.close()
  rig.app.backend.machine('offline')
  for (let at = 1; at <= 4; at += 1) await expect(run(rig, 'blocklist')).rejects.toMatchObject({ code: 'API_OFFLINE' })
  await expect(rig.app.call('blocklist.pull', { workspaceId: rig.workspaceId })).rejects.toMatchObject({
    code: 'API_OFFLINE',
  })
  expect(await rowOf(rig, 'blocklist')).toMatchObject({ failures: 0, held: 'offline' })
  expect(failed(rig)).toEqual([])
})

it("The job registry says why a client without a key is not read, and shows no client another's jobs", async () => {
  const rig = await start()
  const other = await rig.app.call('workspaces.create', { name: 'No key yet', colour: 2 })
  await run(rig, 'labels')
  const rows = await rig.app.call('jobs.list', { workspaceId: other.id })
  expect(new Set(rows.map(({ workspaceId }) => workspaceId))).toEqual(new Set([other.id]))
  expect(rows.find(({ kind }) => kind === 'inbox')).toMatchObject({ held: 'no_key', last: null, canRun: false })
  await expect(rig.app.call('jobs.run', { kind: 'model', workspaceId: other.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

it('The job registry keeps runs whose commit failed on a full disk, and writes them once there is room', async () => {
  let store: ReturnType<typeof openStore> | null = null
  const rig = await startBench({
    limits: null,
    backend: {
      openStore: (...from) => {
        store = openStore(...from)
        return store
      },
    },
  })
  bench = rig
  const { raw } = store as unknown as ReturnType<typeof openStore>
  const written = () => new Promise((resolve) => setImmediate(resolve))
  await run(rig, 'labels')
  await written()
  const faults: unknown[] = []
  const heard = (error: unknown) => void faults.push(error)
  process.on('uncaughtException', heard)
  // As SQLite does when the disk is full: the whole commit is rolled back, not only the row.
  raw.exec(`create temp trigger full before insert on main.job_run begin select raise(rollback, 'full'); end`)
  await run(rig, 'labels')
  await run(rig, 'blocklist')
  await written()
  raw.exec('drop trigger temp.full')
  process.off('uncaughtException', heard)
  expect(faults).toEqual([])
  const states = async (kind: JobKind) =>
    (await rig.app.call('jobs.history', { kind, workspaceId: rig.workspaceId })).map(({ state }) => state)
  expect([await states('labels'), await states('blocklist')]).toEqual([['done', 'done'], ['done']])
})
