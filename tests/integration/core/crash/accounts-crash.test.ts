import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AccountChange } from '#shared/contract/insights/accounts.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { askerOf, campaignBody } from '../../../support/instantly/ask.ts'
import { times } from '../../../support/long.ts'

/** The app is killed while it changes sending accounts; the simulator's own record decides. */

let bench: CrashBench
beforeEach(async () => {
  bench = await startCrashBench()
  await bench.app.call('accounts.sync', { workspaceId: bench.workspaceId })
})
afterEach(() => bench.close())

const boxes = () => bench.fake.world.workspaces[0]?.mailboxes ?? []
const restart = async () => {
  await bench.app.gone
  await bench.start()
}

async function ask(change: AccountChange, of = boxes()) {
  const { workspaceId } = bench
  const accounts = of.map(({ email }) => ({ workspaceId, email }))
  await bench.app.call('accounts.act', { accounts, change, submission: 'one click' }).catch(goneIsNothing)
}
const settled = () =>
  until('the action to end', async () => {
    const [action] = await bench.app.call('accounts.actions', { workspaceId: null })
    return action?.state === 'done' ? action : null
  })

it.each([
  ['during_account_before_commit', 2],
  ['during_account_after_commit', 1],
] as const)(
  'killed %s: pausing goes on after the start, and is asked again only where nothing was done',
  async (at, often) => {
    bench.fake.faults.killAt(at, bench.app.pid)
    await ask({ kind: 'pause' })
    await restart()
    expect(await settled()).toMatchObject({ done: boxes().length, failed: 0 })
    expect(boxes().map(({ status }) => status)).toEqual(boxes().map(() => 2))
    expect(bench.fake.journal.requests('POST', /accounts\/pause$/)).toHaveLength(often)
  },
)

it('killed after warmup was switched: its job is followed, and nothing is sent twice', async () => {
  bench.fake.faults.killAt('during_account_after_commit', bench.app.pid)
  await ask({ kind: 'warmup_off' })
  await restart()
  expect(await settled()).toMatchObject({ done: boxes().length, failed: 0 })
  expect(boxes().map(({ warmupStatus }) => warmupStatus)).toEqual(boxes().map(() => 0))
  expect(bench.fake.journal.requests('POST', /warmup\/disable$/)).toHaveLength(1)
})

const kinds: readonly [AccountChange, { status?: number; warmupStatus?: number }, RegExp][] = [
  [{ kind: 'pause' }, {}, /accounts\/pause$/],
  [{ kind: 'resume' }, { status: 2 }, /\/resume$/],
  [{ kind: 'mark_fixed' }, { status: -1 }, /\/mark-fixed$/],
  [{ kind: 'warmup_on' }, { warmupStatus: 0 }, /warmup\/enable$/],
  [{ kind: 'warmup_off' }, {}, /warmup\/disable$/],
  [{ kind: 'daily_limit', value: 17 }, {}, /\/accounts\/[^/]+@[^/]+$/],
  [{ kind: 'sending_gap', value: 23 }, {}, /\/accounts\/[^/]+@[^/]+$/],
  [{ kind: 'tracking_domain', value: 'go.sender.example' }, {}, /\/accounts\/[^/]+@[^/]+$/],
]
// Each change is killed on one side of its commit, one on this side and the next on the other; at length on both.
const killed = kinds.flatMap((one, at) => {
  const sides = [[one[0].kind, 'before', 2, one] as const, [one[0].kind, 'after', 1, one] as const]
  return times(0, 1) === 1 ? sides : sides.slice(at % 2, (at % 2) + 1)
})
it.each(killed)(
  '%s, killed %s Instantly did it: done in the end, asked %i time(s)',
  async (_, when, often, [change, begin, path]) => {
    const [box] = boxes()
    if (!box) throw new Error('no account')
    Object.assign(box, begin)
    bench.fake.faults.killAt(`during_account_${when}_commit`, bench.app.pid)
    await ask(change, [box])
    await restart()
    expect(await settled()).toMatchObject({ done: 1, failed: 0 })
    const asked = bench.fake.journal.entries.filter(
      (entry) => entry.method !== 'GET' && path.test(decodeURIComponent(entry.path)),
    )
    expect(asked).toHaveLength(often)
    const { status, warmupStatus, dailyLimit, sendingGap, settings } = box
    expect({ pause: 2, resume: 1, mark_fixed: 1 }[change.kind as string] ?? status).toBe(status)
    expect({ warmup_on: 1, warmup_off: 0 }[change.kind as string] ?? warmupStatus).toBe(warmupStatus)
    if (change.kind === 'daily_limit') expect(dailyLimit).toBe(change.value)
    if (change.kind === 'sending_gap') expect(sendingGap).toBe(change.value)
    if (change.kind === 'tracking_domain') expect(settings['tracking_domain_name']).toBe(change.value)
  },
)

it('killed while one account of several is changed: each has the limit in the end', async () => {
  bench.fake.faults.killAt('during_account_after_commit', bench.app.pid, { nth: 2 })
  await ask({ kind: 'daily_limit', value: 17 })
  await restart()
  expect(await settled()).toMatchObject({ done: boxes().length, failed: 0 })
  expect(boxes().map(({ dailyLimit }) => dailyLimit)).toEqual(boxes().map(() => 17))
})

it.each(['during_edit_before_commit', 'during_edit_after_commit'] as const)(
  'killed %s while an account is replaced in campaigns: the replacement ends after the start',
  async (at) => {
    const { workspaceId } = bench
    const [first, second] = boxes().map(({ email }) => email)
    if (!first || !second) throw new Error('too few accounts')
    for (const name of ['One', 'Two', 'Three'])
      await askerOf(bench.fake)('POST', '/campaigns', { ...campaignBody, name, email_list: [first] })
    await bench.app.call('campaigns.readNow', { workspaceId })
    await bench.app.call('accounts.sync', { workspaceId })
    const asked = { workspaceId, emails: [first], withEmail: second }
    const plan = await bench.app.call('accounts.planReplacement', asked)
    expect(plan).toHaveLength(3)
    bench.fake.faults.killAt(at, bench.app.pid)
    const campaignIds = plan.map(({ campaignId }) => campaignId)
    const replace = () => bench.app.call('accounts.replace', { ...asked, campaignIds, submission: 'one click' })
    await replace().catch(goneIsNothing)
    await restart()
    expect((await replace()).items.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    const senders = [...(bench.fake.world.workspaces[0]?.campaigns.values() ?? [])].map(
      ({ settings }) => settings['email_list'],
    )
    expect(senders).toEqual([[second], [second], [second]])
  },
)
