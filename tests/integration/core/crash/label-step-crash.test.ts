import { afterEach, beforeEach, expect, it } from 'vitest'
import { interestOf } from '#demo/state/lead-life.ts'
import { addLead } from '#demo/state/lead-store.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { times } from '../../../support/long.ts'
import { label, mail, remoteWorkspace, synced, threads } from '../../inbox/inbox/support.ts'

/** A label for many conversations is sent for each of them, whenever the app dies. */
let bench: CrashBench
const people = ['anna', 'ben', 'carla', 'dirk', 'eva', 'finn', 'gerd', 'hanna']

beforeEach(async () => {
  bench = await startCrashBench({
    limits: null,
    workspaces: [{ name: 'Kessler', keys: [{ key: 'kessler-key-0001' }], mailboxes: 1 }],
  })
  const workspace = remoteWorkspace(bench)
  const list = bench.fake.world.addList(workspace, 'Dentists')
  for (const name of people) {
    addLead(workspace, list, { email: `${name}@kessler.example`, fields: null }, Date.now())
    mail(bench, { lead: `${name}@kessler.example`, text: 'Tell me more' })
  }
})
afterEach(() => bench.close())

const asBench = () => bench as unknown as Bench
const here = async () => (await threads(asBench())).map(({ interest }) => interest)
/** Instantly accepts a label and applies it a moment later. */
async function atInstantly() {
  bench.fake.clock.advance(60_000)
  await synced(asBench())
  return remoteWorkspace(bench).leads.map((lead) => lead && interestOf(lead))
}
const resumed = () => bench.app.call('inbox.resumedSteps', {})
const labelAll = (threadIds: readonly number[], interest: number | null) =>
  bench.app.call('inbox.bulk', { selection: { threadIds: [...threadIds] }, act: { kind: 'label', interest } })

/** Kills the app at the nth label sent. */
async function killedMidway(
  step: () => Promise<unknown>,
  at: 'during_interest_before_commit' | 'during_interest_after_commit',
  nth: number,
): Promise<void> {
  bench.fake.faults.killAt(at, bench.pid, { nth })
  await step().catch(goneIsNothing)
  await bench.app.gone
  await bench.startAfterKill()
}

const deaths = [
  ['during_interest_after_commit', 8],
  ['during_interest_before_commit', 3],
  ['during_interest_after_commit', 3],
] as const
// The short run kills it before a commit in the next test.
it.each(deaths.slice(0, times(1, deaths.length)))(
  'killed %s, the %i. time: all are labelled after the next start',
  async (at, nth) => {
    const ids = (await synced(asBench())).map(({ id }) => id)
    await bench.startKillable()
    await killedMidway(() => labelAll(ids, 1), at, nth)
    await until('all to be labelled', async () => (await here()).every((interest) => interest === 1))
    expect(await atInstantly()).toEqual(people.map(() => 1))
    // Nobody saw its Undo, so it is offered once the step is finished, and undoes the whole step.
    await until('its undo to be offered', async () => (await resumed()).length > 0)
    const [step] = await resumed()
    expect(step).toMatchObject({ kind: 'label', count: people.length })
    await bench.app.call('inbox.undoResumed', { step: step?.id ?? 0 })
    await until('nobody to be labelled', async () => (await here()).every((interest) => interest === null))
    expect(await atInstantly()).toEqual(people.map(() => null))
    expect(await resumed()).toEqual([])
  },
)

it('Conversations labelled differently since keep that label when the step is undone', async () => {
  const ids = (await synced(asBench())).map(({ id }) => id)
  await bench.startKillable()
  await killedMidway(() => labelAll(ids, 1), 'during_interest_before_commit', 3)
  await until('its undo to be offered', async () => (await resumed()).length > 0)
  const [first = 0] = ids
  await label(bench.app, first, 2)
  await bench.app.call('inbox.undoResumed', { step: (await resumed())[0]?.id ?? 0 })
  await until(
    'all others to be without',
    async () => (await here()).filter((interest) => interest === null).length === 7,
  )
  const { thread } = await bench.app.call('inbox.thread', { threadId: first })
  expect(thread.interest).toBe(2)
})

it('Killed during its undo, the step leaves the label on nobody', async () => {
  const ids = (await synced(asBench())).map(({ id }) => id)
  await bench.startKillable()
  const { step } = await labelAll(ids, 1)
  await killedMidway(() => bench.app.call('inbox.undoBulk', { step }), 'during_interest_before_commit', 2)
  await until('all to be without', async () => (await here()).every((interest) => interest === null))
  expect(await atInstantly()).toEqual(people.map(() => null))
  expect(await resumed()).toEqual([])
})
