/**
 * After a restore, background work that the copy left unfinished waits for the operator, and nothing changes at
 * Instantly unseen.
 */
import { expect, it } from 'vitest'
import { addLead } from '#demo/state/lead-store.ts'
import { until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { useBench } from '../../../support/use-bench.ts'
import { label, mail, remoteWorkspace, startInbox, synced } from '../../inbox/inbox/support.ts'

const start = useBench(() => startInbox())
const people = ['anna', 'ben', 'carla', 'dirk', 'eva', 'finn', 'gerd', 'hanna']

/** Creates conversations with leads of a list. */
async function conversations(bench: Bench): Promise<readonly number[]> {
  const workspace = remoteWorkspace(bench)
  const list = bench.fake.world.addList(workspace, 'Dentists')
  for (const name of people) {
    addLead(workspace, list, { email: `${name}@kessler.example`, fields: null }, Date.now())
    mail(bench, { lead: `${name}@kessler.example`, text: 'Tell me more' })
  }
  return (await synced(bench)).map(({ id }) => id)
}
async function backUp({ app }: Bench): Promise<string> {
  await app.call('backups.start', {})
  return (await app.call('backups.state', {})).copies?.[0]?.path ?? ''
}
const restored = async ({ app }: Bench) => (await app.call('backups.state', {})).restored
const compared = (bench: Bench) =>
  until('the copy to be compared', async () => {
    const now = await restored(bench)
    return now !== null && !now.reading && now.reconciled === now.clients
  })
const path = '/leads/update-interest-status'
const told = ({ fake }: Bench) => fake.journal.requests('POST', /update-interest-status/).length
const writes = ({ fake }: Bench) =>
  [
    ...fake.journal.requests('POST', /./),
    ...fake.journal.requests('PATCH', /./),
    ...fake.journal.requests('DELETE', /./),
  ]
    .map((entry) => entry.path)
    .filter((one) => !one.endsWith('/list'))

it('Nothing changes at Instantly before the copy was compared, and the caller gets the reason', async () => {
  const bench = await start()
  const [threadId = 0] = await conversations(bench)
  const copy = await backUp(bench)
  const goOn = bench.fake.faults.hold({ method: 'POST', path: '/leads/list', nth: 1 })
  await bench.app.call('backups.restore', { path: copy })
  await until('it to be compared', async () => (await restored(bench))?.reading === true)
  bench.fake.journal.clear()
  await expect(label(bench.app, threadId, 1)).rejects.toMatchObject({ code: 'PAUSED_AFTER_RESTORE' })
  expect(writes(bench)).toEqual([])
  goOn()
  await compared(bench)
  await label(bench.app, threadId, 1)
  expect(told(bench)).toBe(1)
})

it('Labels the copy was sending wait until they are released, and then all are sent', async () => {
  const bench = await start()
  const { app, fake } = bench
  const threadIds = await conversations(bench)
  const goOn = fake.faults.hold({ method: 'POST', path, nth: 3 })
  const labelled = app.call('inbox.bulk', {
    selection: { threadIds: [...threadIds] },
    act: { kind: 'label', interest: 1 },
  })
  await until('some to be told', () => told(bench) >= 3)
  const copy = await backUp(bench)
  goOn()
  await labelled
  await app.call('backups.restore', { path: copy })
  await compared(bench)
  fake.journal.clear()
  // Other events that could wake it.
  app.backend.machine('suspend')
  app.backend.machine('resume')
  await synced(bench)
  expect(told(bench)).toBe(0)
  await app.call('backups.release', { item: null })
  await until('all to be told', async () => (await synced(bench)).every(({ interest }) => interest === 1))
  expect(told(bench)).toBeGreaterThan(0)
})

it('An account change the copy was carrying out waits until it is released, and then reaches every account', async () => {
  const bench = await start()
  const { app, fake, workspaceId } = bench
  await app.call('accounts.sync', { workspaceId })
  const boxes = () => remoteWorkspace(bench).mailboxes
  const patches = () => fake.journal.requests('PATCH', /\/accounts\//).length
  const action = async () => (await app.call('accounts.actions', { workspaceId: null }))[0]
  const over = () => until('the step to be over', async () => (await action())?.state === 'done')
  const [held] = boxes()
  if (!held) throw new Error('no account')
  const goOn = fake.faults.hold({ method: 'PATCH', path: `/accounts/${encodeURIComponent(held.email)}`, nth: 1 })
  const asked = app.call('accounts.act', {
    accounts: boxes().map(({ email }) => ({ workspaceId, email })),
    change: { kind: 'daily_limit', value: 17 },
    submission: 'one click',
  })
  await until('one to be told', () => patches() >= 1)
  const copy = await backUp(bench)
  expect((await action())?.state).not.toBe('done')
  goOn()
  await asked
  await over()
  // Reset at Instantly: a change that the copy recorded as requested but not done is requested again.
  held.dailyLimit = 30
  await app.call('backups.restore', { path: copy })
  await compared(bench)
  fake.journal.clear()
  app.backend.machine('suspend')
  app.backend.machine('resume')
  await app.call('accounts.sync', { workspaceId })
  expect(patches()).toBe(0)
  expect((await action())?.state).not.toBe('done')
  await app.call('backups.release', { item: null })
  await over()
  expect(boxes().map(({ dailyLimit }) => dailyLimit)).toEqual(boxes().map(() => 17))
})
