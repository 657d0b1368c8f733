import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AccountChange } from '#shared/contract/insights/accounts.ts'
import { until } from '../../../support/backend.ts'
import { type CrashBench, goneIsNothing, startCrashBench } from '../../../support/crash/crash-bench.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import { times } from '../../../support/long.ts'

/** The app is killed while it changes sending accounts; the simulator's own record decides. */

let bench: CrashBench
beforeEach(async () => {
  bench = await startCrashBench({
    workspaces: [{ name: 'Northwind Outreach', keys: [{ key: 'northwind-key-0001' }], mailboxes: 8 }],
  })
  await bench.app.call('accounts.sync', { workspaceId: bench.workspaceId })
})
afterEach(() => bench.close())

const boxes = () => bench.fake.world.workspaces[0]?.mailboxes ?? []
const restart = async () => {
  await bench.app.gone
  await bench.startAfterKill()
}

async function ask(change: AccountChange, of = boxes()) {
  const { workspaceId } = bench
  const accounts = of.map(({ email }) => ({ workspaceId, email }))
  await bench.app
    .call('accounts.act', { accounts, change, submission: `one click to ${change.kind}` })
    .catch(goneIsNothing)
}
const settled = () =>
  until('the action to end', async () => {
    const [action] = await bench.app.call('accounts.actions', { workspaceId: null })
    return action?.state === 'done' ? action : null
  })

// The short run kills each kind of change below, pausing among them.
const pauses = [
  ['during_account_before_commit', 2],
  ['during_account_after_commit', 1],
] as const
it.each(pauses.slice(0, times(0, pauses.length)))(
  'killed %s: pausing all at once continues after the start, and is requested again only if it was not done',
  async (at, often) => {
    await bench.startKillable()
    bench.fake.faults.killAt(at, bench.pid)
    await ask({ kind: 'pause' })
    await restart()
    expect(await settled()).toMatchObject({ done: boxes().length, failed: 0 })
    expect(boxes().map(({ status }) => status)).toEqual(boxes().map(() => 2))
    expect(bench.fake.journal.requests('POST', /accounts\/pause$/)).toHaveLength(often)
  },
)

it('Killed before warmup was switched, a job for another account at Instantly is not mistaken for its own', async () => {
  const [mine, other] = boxes()
  if (!mine || !other) throw new Error('too few accounts')
  other.warmupStatus = 0
  await bench.startKillable()
  bench.fake.faults.killAt('during_account_before_commit', bench.pid)
  await ask({ kind: 'warmup_off' }, [mine])
  await bench.app.gone
  // Such a job takes some seconds.
  await createAsk(bench.fake)('POST', '/accounts/warmup/enable', { emails: [other.email] })
  await restart()
  expect(await settled()).toMatchObject({ done: 1, failed: 0 })
  expect(mine.warmupStatus).toBe(0)
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
type Box = ReturnType<typeof boxes>[number]
const sides = [
  ['before', 2],
  ['after', 1],
] as const

function expectDone({ status, warmupStatus, dailyLimit, sendingGap, settings }: Box, change: AccountChange): void {
  expect({ pause: 2, resume: 1, mark_fixed: 1 }[change.kind as string] ?? status).toBe(status)
  expect({ warmup_on: 1, warmup_off: 0 }[change.kind as string] ?? warmupStatus).toBe(warmupStatus)
  if (change.kind === 'daily_limit') expect(dailyLimit).toBe(change.value)
  if (change.kind === 'sending_gap') expect(sendingGap).toBe(change.value)
  if (change.kind === 'tracking_domain') expect(settings['tracking_domain_name']).toBe(change.value)
}
/** Returns how often a request was made; requests for a single account contain its address. */
const timesAsked = (path: RegExp, { email }: Box) =>
  bench.fake.journal.entries
    .filter(({ method }) => method !== 'GET')
    .map((entry) => decodeURIComponent(entry.path))
    .filter((one) => path.test(one) && (!one.includes('@') || one.includes(email))).length

it.each(sides)(
  'every kind of change for one account each, killed %s Instantly carried it out: all done in the end, requested %i time(s)',
  async (when, often) => {
    const all = kinds.map(([change, begin, path], at) => {
      const box = boxes()[at]
      if (!box) throw new Error('too few accounts')
      return { change, path, box: Object.assign(box, begin) }
    })
    await bench.startKillable()
    bench.fake.faults.killTogether(`during_account_${when}_commit`, bench.pid, all.length)
    await Promise.all(all.map(({ change, box }) => ask(change, [box])))
    await restart()
    await until('the actions to end', async () => {
      const actions = await bench.app.call('accounts.actions', { workspaceId: null })
      return actions.length === all.length && actions.every(({ state, failed }) => state === 'done' && failed === 0)
    })
    for (const { change, path, box } of all) {
      expectDone(box, change)
      expect([change.kind, timesAsked(path, box)]).toEqual([change.kind, often])
    }
  },
)

// In long runs each one alone, too.
const alone = kinds.flatMap((one) => sides.map(([when, often]) => [one[0].kind, when, often, one] as const))
it.each(alone.slice(0, times(0, alone.length)))(
  '%s, killed %s Instantly carried it out: done in the end, requested %i time(s)',
  async (_, when, often, [change, begin, path]) => {
    const [box] = boxes()
    if (!box) throw new Error('no account')
    Object.assign(box, begin)
    await bench.startKillable()
    bench.fake.faults.killAt(`during_account_${when}_commit`, bench.pid)
    await ask(change, [box])
    await restart()
    expect(await settled()).toMatchObject({ done: 1, failed: 0 })
    expect(timesAsked(path, box)).toBe(often)
    expectDone(box, change)
  },
)

it('Killed while one account of several is changed, each has the limit in the end', async () => {
  await bench.startKillable()
  bench.fake.faults.killAt('during_account_after_commit', bench.pid, { nth: 2 })
  await ask({ kind: 'daily_limit', value: 17 })
  await restart()
  expect(await settled()).toMatchObject({ done: boxes().length, failed: 0 })
  expect(boxes().map(({ dailyLimit }) => dailyLimit)).toEqual(boxes().map(() => 17))
})

it.each(['during_edit_before_commit', 'during_edit_after_commit'] as const)(
  'killed %s while an account is replaced in campaigns: the replacement finishes after the start',
  async (at) => {
    const { workspaceId } = bench
    const [first, second] = boxes().map(({ email }) => email)
    if (!first || !second) throw new Error('too few accounts')
    for (const name of ['One', 'Two', 'Three'])
      await createAsk(bench.fake)('POST', '/campaigns', { ...campaignBody, name, email_list: [first] })
    await bench.app.call('campaigns.readNow', { workspaceId })
    await bench.app.call('accounts.sync', { workspaceId })
    const asked = { workspaceId, emails: [first], withEmail: second }
    const plan = await bench.app.call('accounts.planReplacement', asked)
    expect(plan).toHaveLength(3)
    await bench.startKillable()
    bench.fake.faults.killAt(at, bench.pid)
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
