import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import type { AccountChange, AccountRow } from '#shared/contract/insights/accounts.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, newIdempotencyKey, startBench } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { day, makeCampaign, read, rowOf, startCampaigns } from '../../campaigns/campaigns/support.ts'

let bench: Bench
/** The backend's time runs with Instantly's, from the time a test sets. */
const time = { offset: 0 }
const clock = { ...systemClock, now: () => Date.now() + time.offset }
beforeEach(() => {
  time.offset = monday - Date.now()
})
afterEach(() => bench.close())

const boxes = ['box1@sender.example', 'box2@sender.example', 'box3@sender.example']
const remote = () => {
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}
const remoteBox = (email: string) => {
  const found = remote().mailboxes.find((one) => one.email === email)
  if (!found) throw new Error(`no ${email}`)
  return found
}
const list = async (asked: object = {}) => bench.app.call('accounts.list', { page: {}, ...asked })
const accountsOf = (rows: Awaited<ReturnType<typeof list>>['rows']) =>
  rows.filter((row): row is AccountRow => row.kind === 'account')
const sync = () => bench.app.call('accounts.sync', { workspaceId: null })
const detail = (email: string) => bench.app.call('accounts.detail', { workspaceId: bench.workspaceId, email })
async function act(change: AccountChange, emails: readonly string[] = boxes) {
  const accounts = emails.map((email) => ({ workspaceId: bench.workspaceId, email }))
  const [action] = await bench.app.call('accounts.act', { accounts, change, submission: newIdempotencyKey() })
  if (!action) throw new Error('nothing asked')
  return settled(action.id)
}
const settled = (id: number) =>
  until('the action to end', async () => {
    const actions = await bench.app.call('accounts.actions', { workspaceId: null })
    if (actions.find((one) => one.id === id)?.state !== 'done') {
      // Instantly's jobs progress with its clock.
      await bench.fake.moveOn(2_000)
      return null
    }
    const outcomes = await bench.app.call('accounts.outcomes', { ids: [id] })
    return Object.fromEntries(outcomes.map(({ email, state, problem }) => [email, problem?.code ?? state]))
  })
const asked = (method: string, what: RegExp) => bench.fake.journal.requests(method, what).length

it('Accounts that could not be read are read again with the next reading of campaigns', async () => {
  bench = await startCampaigns({ backend: { clock } })
  expect((await list()).counts.all).toBe(0)
  const unreachable = { kind: 'status', status: 500, when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'GET', path: '/accounts', times: 1_000, fault: unreachable })
  await read(bench)
  await until('the reading to fail', async () => (await list()).problem)
  expect((await list()).counts.all).toBe(0)
  bench.fake.faults.clear()
  await read(bench)
  await until('the accounts to be there', async () => (await list()).counts.all === boxes.length)
})

it("Every account is under its domain, with Instantly's figures and its campaigns", async () => {
  bench = await startCampaigns({ backend: { clock } })
  await makeCampaign(bench, 'Autumn', { leads: 120 })
  await bench.fake.moveOn(3 * day)
  time.offset += 3 * day
  await read(bench)
  expect(await sync()).toMatchObject([{ problem: null, gone: 0 }])
  const { rows, counts, domains } = await list()
  expect(rows.map(({ kind }) => kind)).toEqual(['domain', 'account', 'account', 'account'])
  expect([counts.all, domains]).toEqual([3, 1])
  const events = remote().events.filter(({ knownAt }) => knownAt <= bench.fake.clock.now())
  for (const row of accountsOf(rows)) {
    const sent = events.filter((event) => event.kind === 'email_sent' && event.mailbox === row.email).length
    const bounced = events.filter((event) => event.kind === 'email_bounced' && event.mailbox === row.email).length
    expect([row.email, row.sent7, row.bounced7, row.campaigns]).toEqual([row.email, sent, bounced, 1])
    expect([row.dailyLimit, row.score, row.state]).toEqual([40, 98, 'sending'])
  }
  const one = await detail('box1@sender.example')
  expect(one.campaigns).toMatchObject([{ name: 'Autumn', running: true, byTag: false }])
  expect(one.warmup.length).toBeGreaterThan(5)
  expect(await sync()).toMatchObject([{ added: 0, updated: 0 }])
})

it('An account that is missing from a list Instantly cut short stays; a deleted one does not', async () => {
  let isCutShort = false
  bench = await startCampaigns({
    backend: { clock },
    async control(request) {
      const { pathname, search } = new URL(request.url)
      if (!isCutShort || !pathname.endsWith('/accounts') || request.headers.has('x-passed-on')) return null
      const headers = { authorization: request.headers.get('authorization') ?? '', 'x-passed-on': '1' }
      const { items } = (await (await fetch(`${bench.fake.url}${pathname}${search}`, { headers })).json()) as {
        items: unknown[]
      }
      return Response.json({ items: items.slice(0, 1) })
    },
  })
  await sync()
  isCutShort = true
  remote().mailboxes.splice(2, 1)
  expect(await sync()).toMatchObject([{ problem: null, gone: 1 }])
  expect(accountsOf((await list()).rows).map(({ email }) => email)).toEqual(boxes.slice(0, 2))
})

it('An account Instantly writes with capitals can be changed and read, whether Instantly is case-sensitive or not', async () => {
  bench = await startCampaigns({ backend: { clock } })
  const box = Object.assign(remoteBox('box1@sender.example'), { email: 'Box1@Sender.example' })
  await sync()
  const done = { 'box1@sender.example': 'done' }
  expect(await act({ kind: 'pause' }, Object.keys(done))).toEqual(done)
  expect(await act({ kind: 'daily_limit', value: 12 }, Object.keys(done))).toEqual(done)
  expect(await act({ kind: 'resume' }, Object.keys(done))).toEqual(done)
  expect(await act({ kind: 'warmup_off' }, Object.keys(done))).toEqual(done)
  expect([box.status, box.dailyLimit]).toEqual([1, 12])
  await bench.app.call('accounts.check', { workspaceId: bench.workspaceId, email: 'box1@sender.example' })
  expect(accountsOf((await list()).rows).map(({ email }) => email)).toEqual(boxes)
})

it('A waiting operator gets the last days; once a day all days that may still change are read', async () => {
  bench = await startCampaigns({ backend: { clock } })
  const spans = () =>
    bench.fake.journal.requests('GET', /accounts\/analytics\/daily$/).map(({ query: text }) => {
      const query = new URLSearchParams(text)
      return (Date.parse(query.get('end_date') ?? '') - Date.parse(query.get('start_date') ?? '')) / day + 1
    })
  await sync()
  expect(spans()).toEqual([30, 30, 30, 30, 30, 30])
  const later = async (ms: number, then: () => Promise<unknown>) => {
    await bench.fake.moveOn(ms)
    time.offset += ms
    bench.fake.journal.clear()
    await then()
    return spans()
  }
  expect(await later(day, sync)).toEqual([8])
  expect(await later(day, () => read(bench))).toEqual([30])
  expect(await later(6 * 60_000, sync)).toEqual([8])
  expect(await later(20 * day, sync)).toEqual([30])
  // A new account is read like the first ones, and the others are not read again with it.
  const [first] = remote().mailboxes
  if (!first) throw new Error('no account')
  remote().mailboxes.push({ ...first, email: 'new@sender.example' })
  expect(await later(60_000, sync)).toEqual([30, 30, 30, 30, 30, 30])
})

describe('if Instantly calls an answer with days of accounts too large', () => {
  const figures = /accounts\/analytics\/daily$/
  const tooLarge = (over: { readonly emails?: number; readonly days?: number }) =>
    bench.fake.faults.script({
      path: '/accounts/analytics/daily',
      times: 10_000,
      over,
      fault: { kind: 'status', status: 413, when: 'before_commit' },
    })

  it.each([{ emails: 20 }, { days: 20 }, { emails: 20, days: 8 }])(
    'all of them are requested in smaller parts: %o at most',
    async (over) => {
      bench = await startCampaigns({ backend: { clock } })
      const others = Array.from({ length: 37 }, (_, at) => `other${at + 1}@sender.example`)
      const [first] = remote().mailboxes
      if (!first) throw new Error('no account')
      remote().mailboxes.push(...others.map((email) => ({ ...first, email })))
      await makeCampaign(bench, 'Autumn', { leads: 120 })
      await bench.fake.moveOn(3 * day)
      time.offset += 3 * day
      tooLarge(over)
      expect(await sync()).toMatchObject([{ problem: null }])
      const sent = remote().events.filter(
        ({ kind, knownAt }) => kind === 'email_sent' && knownAt <= bench.fake.clock.now(),
      )
      const rows = accountsOf((await list()).rows)
      expect(new Map(rows.map(({ email, sent7 }) => [email, sent7]))).toEqual(
        new Map([...boxes, ...others].map((email) => [email, sent.filter(({ mailbox }) => mailbox === email).length])),
      )
      expect(sent.length).toBeGreaterThan(0)
    },
  )

  it('one account on one day being too much is reported', async () => {
    bench = await startCampaigns({ backend: { clock } })
    tooLarge({ emails: 0 })
    expect(await sync()).toMatchObject([{ problem: { code: 'API_REFUSED', data: { status: 413 } } }])
    expect(asked('GET', figures)).toBeGreaterThan(6)
  })
})

it('A campaign that chooses senders by tag belongs to the account', async () => {
  bench = await startCampaigns({ backend: { clock } })
  const ask = createAsk(bench.fake)
  const tag = String((await ask('POST', '/custom-tags', { label: 'Team' })).body['id'])
  const resources = { tag_ids: [tag], resource_type: 1, resource_ids: [boxes[0]], assign: true }
  await ask('POST', '/custom-tags/toggle-resource', resources)
  await makeCampaign(bench, 'By tag', { leads: 1, settings: { email_list: [], email_tag_list: [tag] } })
  await read(bench)
  await sync()
  expect((await detail(boxes[0] ?? '')).campaigns).toMatchObject([{ name: 'By tag', byTag: true }])
  expect((await detail(boxes[1] ?? '')).campaigns).toEqual([])
  const workspaceId = bench.workspaceId
  expect(
    await bench.app.call('accounts.planReplacement', { workspaceId, emails: [boxes[0] ?? ''], withEmail: null }),
  ).toMatchObject([{ name: 'By tag', blocked: 'tag' }])
})

it('Accounts of a domain that fail for one cause are one alert, dismissed together', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await makeCampaign(bench, 'Autumn', { leads: 5 })
  for (const email of boxes.slice(0, 2)) breakMailbox(bench.fake.world, remote(), remoteBox(email), clock.now())
  await read(bench)
  await sync()
  const alerts = await bench.app.call('alerts.list', {})
  const ours = alerts.filter(({ kind }) => kind === 'mailbox')
  expect(ours).toMatchObject([{ about: { emails: boxes.slice(0, 2), reason: { kind: 'connection' } }, level: 'red' }])
  const trouble = ['domain', 'account', 'account']
  expect((await list({ show: 'trouble' })).rows.map((row) => row.kind)).toEqual(trouble)
  const key = ours[0]?.key ?? ''
  await bench.app.call('alerts.dismiss', { workspaceId: bench.workspaceId, key })
  expect((await bench.app.call('alerts.list', {})).filter(({ kind }) => kind === 'mailbox')).toEqual([])
  // Pausing one fixes nothing.
  await act({ kind: 'pause' }, boxes.slice(0, 1))
  expect((await list({ show: 'trouble' })).rows.map((row) => row.kind)).toEqual(trouble)
  expect((await list({ show: 'paused' })).rows.map((row) => row.kind)).toEqual(['domain', 'account'])
})

it('Actions on accounts are carried out at Instantly, once for each, with an outcome for each', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await sync()
  const all = { [boxes[0] ?? '']: 'done', [boxes[1] ?? '']: 'done', [boxes[2] ?? '']: 'done' }
  expect(await act({ kind: 'warmup_off' })).toEqual(all)
  expect(remote().mailboxes.map(({ warmupStatus }) => warmupStatus)).toEqual([0, 0, 0])
  expect(asked('POST', /warmup\/disable/)).toBe(1)
  expect(await act({ kind: 'pause' })).toEqual(all)
  expect(await act({ kind: 'pause' })).toEqual(all)
  expect(await act({ kind: 'resume' })).toEqual(all)
  expect(await act({ kind: 'daily_limit', value: 25 })).toEqual(all)
  expect(await act({ kind: 'sending_gap', value: 12 })).toEqual(all)
  expect(await act({ kind: 'tracking_domain', value: 'go.sender.example' })).toEqual(all)
  expect(remote().mailboxes.map(({ dailyLimit, sendingGap }) => [dailyLimit, sendingGap])).toEqual(
    boxes.map(() => [25, 12]),
  )
  const { rows } = await list()
  expect(accountsOf(rows).map((row) => [row.dailyLimit, row.warmup, row.trackingDomain])).toEqual(
    boxes.map(() => [25, 'off', 'go.sender.example']),
  )
  // Repeating the same click makes no new request.
  const accounts = [{ workspaceId: bench.workspaceId, email: boxes[0] ?? '' }]
  const once = { accounts, change: { kind: 'sending_gap', value: 5 } as const, submission: 'the same click' }
  const [first] = await bench.app.call('accounts.act', once)
  const [second] = await bench.app.call('accounts.act', once)
  expect(second?.id).toBe(first?.id)
})

it('Pausing remembers who was paused before; of a waiting pause and its undo, the undo counts', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await sync()
  const [first = '', second = ''] = boxes
  await act({ kind: 'pause' }, [first])
  await bench.app.call('pauses.set', { workspaceId: bench.workspaceId, paused: true })
  const ask = async (kind: 'pause' | 'resume', emails: readonly string[]) => {
    const accounts = emails.map((email) => ({ workspaceId: bench.workspaceId, email }))
    const [action] = await bench.app.call('accounts.act', {
      accounts,
      change: { kind },
      submission: newIdempotencyKey(),
    })
    return action?.id ?? 0
  }
  const paused = await ask('pause', [first, second])
  const outcomes = await bench.app.call('accounts.outcomes', { ids: [paused] })
  expect(outcomes.map(({ email, wasPaused }) => [email, wasPaused])).toEqual([
    [first, true],
    [second, false],
  ])
  const undone = await ask('resume', [second])
  const open = (await bench.app.call('accounts.actions', { workspaceId: null })).map((one) => [one.id, one.open])
  expect(open.slice(0, 2)).toEqual([
    [undone, 1],
    [paused, 1],
  ])
})

const askOf = async (change: AccountChange, email: string) => {
  const accounts = [{ workspaceId: bench.workspaceId, email }]
  const [action] = await bench.app.call('accounts.act', { accounts, change, submission: newIdempotencyKey() })
  return action?.id ?? 0
}

it.each([
  [
    { kind: 'daily_limit', value: 50 },
    { kind: 'daily_limit', value: 20 },
  ],
  [{ kind: 'warmup_off' }, { kind: 'warmup_on' }],
] as const)('Of two waiting actions, the later on the same property counts alone: %j, then %j', async (first, last) => {
  bench = await startCampaigns({ backend: { clock } })
  await sync()
  const [email = '', other = ''] = boxes
  await bench.app.call('pauses.set', { workspaceId: bench.workspaceId, paused: true })
  const ids = [await askOf(first, email), await askOf(first, other), await askOf(last, email)]
  const actions = await bench.app.call('accounts.actions', { workspaceId: null })
  expect(ids.map((id) => actions.find((one) => one.id === id)?.open)).toEqual([0, 1, 1])
})

it.each([
  ['pause', { kind: 'pause' }, { kind: 'resume' }, '/accounts/pause'],
  ['daily limit', { kind: 'daily_limit', value: 50 }, { kind: 'daily_limit', value: 20 }, '/accounts/*'],
] as const)(
  'a %s whose answer was lost is not sent again once something else was requested since',
  async (_, first, last, place) => {
    const looked = Promise.withResolvers<void>()
    const settleMs = 7_777_777
    const held = (ms: number) => ms > settleMs / 2 && ms <= settleMs
    bench = await startCampaigns({
      backend: {
        clock: { ...clock, sleep: (ms, signal) => (held(ms) ? looked.promise : clock.sleep(ms, signal)) },
        accountTimings: { settleMs, followMs: 10, retryMs: 10 },
      },
    })
    await sync()
    const [email = ''] = boxes
    const method = place === '/accounts/*' ? 'PATCH' : 'POST'
    const requests = () => asked(method, new RegExp(`${place.replace('*', '[^/]+')}$`))
    bench.fake.faults.script({ method, path: place, fault: { kind: 'reset', when: 'before_commit' } })
    const lost = await askOf(first, email)
    await until('it to leave', () => Promise.resolve(requests() > 0))
    expect(await settled(await askOf(last, email))).toEqual({ [email]: 'done' })
    const so = requests()
    looked.resolve()
    await settled(lost)
    const { status, dailyLimit } = remoteBox(email)
    expect([status, dailyLimit]).toEqual([1, first.kind === 'pause' ? 40 : 20])
    expect(requests()).toBe(so)
  },
)

it('A deleted account, and a key without the scope, are reported', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await sync()
  remote().mailboxes.splice(0, 1)
  expect(await act({ kind: 'daily_limit', value: 20 })).toEqual({
    [boxes[0] ?? '']: 'ACCOUNT_GONE',
    [boxes[1] ?? '']: 'done',
    [boxes[2] ?? '']: 'done',
  })
  expect(await act({ kind: 'pause' })).toMatchObject({ [boxes[0] ?? '']: 'ACCOUNT_GONE', [boxes[1] ?? '']: 'done' })
  expect((await list()).counts.all).toBe(2)
  await expect(
    bench.app.call('accounts.check', { workspaceId: bench.workspaceId, email: boxes[0] ?? '' }),
  ).rejects.toMatchObject({ code: 'ACCOUNT_GONE' })
})

const pathOfAct: readonly [AccountChange, { status?: number; warmupStatus?: number }, string, string][] = [
  [{ kind: 'pause' }, {}, 'POST', '/accounts/pause'],
  [{ kind: 'resume' }, { status: 2 }, 'POST', '/accounts/*/resume'],
  [{ kind: 'mark_fixed' }, { status: -1 }, 'POST', '/accounts/*/mark-fixed'],
  [{ kind: 'warmup_on' }, { warmupStatus: 0 }, 'POST', '/accounts/warmup/enable'],
  [{ kind: 'warmup_off' }, {}, 'POST', '/accounts/warmup/disable'],
  [{ kind: 'daily_limit', value: 33 }, {}, 'PATCH', '/accounts/*'],
  [{ kind: 'sending_gap', value: 33 }, {}, 'PATCH', '/accounts/*'],
  [{ kind: 'tracking_domain', value: 'go.sender.example' }, {}, 'PATCH', '/accounts/*'],
]
it.each(
  pathOfAct.flatMap((one) =>
    (['before_commit', 'after_commit'] as const).map((when) => [one[0].kind, when, one] as const),
  ),
)(
  '%s, the answer lost %s: the account is read, and the request repeated only if it was not done',
  async (_, when, [change, begin, method, place]) => {
    bench = await startCampaigns({ backend: { clock } })
    Object.assign(remoteBox(boxes[0] ?? ''), begin)
    await sync()
    bench.fake.faults.script({ method, path: place, fault: { kind: 'reset', when } })
    expect(await act(change, boxes.slice(0, 1))).toEqual({ [boxes[0] ?? '']: 'done' })
    const { status, warmupStatus, dailyLimit, sendingGap, settings } = remoteBox(boxes[0] ?? '')
    const there = {
      pause: status === 2,
      resume: status === 1,
      mark_fixed: status === 1,
      warmup_on: warmupStatus === 1,
      warmup_off: warmupStatus === 0,
      daily_limit: dailyLimit === 33,
      sending_gap: sendingGap === 33,
      tracking_domain: settings['tracking_domain_name'] === 'go.sender.example',
    }
    expect(there[change.kind]).toBe(true)
    const paths = new RegExp(`${place.replaceAll('*', '[^/]+')}$`)
    expect(asked(method, paths)).toBe(when === 'after_commit' ? 1 : 2)
  },
)

it('A wrong key, and one that may not change accounts, are reported, and nothing is repeated automatically', async () => {
  bench = await startBench({
    clock: createDemoClock({ startAt: monday }),
    limits: null,
    backend: { clock },
    workspaces: [
      {
        name: 'Northwind Outreach',
        keys: [{ key: 'northwind-key-0001', scopes: ['accounts:read', 'campaigns:read', 'workspaces:read'] }],
        mailboxes: boxes.map((email) => ({ email, dailyLimit: 40 })),
      },
    ],
  })
  expect(await sync()).toMatchObject([{ added: 3, problem: null }])
  const missing = Object.fromEntries(boxes.map((email) => [email, 'INSTANTLY_SCOPE_MISSING']))
  expect(await act({ kind: 'daily_limit', value: 20 })).toEqual(missing)
  expect(await act({ kind: 'pause' })).toEqual(missing)
  expect(remote().mailboxes.map(({ status, dailyLimit }) => [status, dailyLimit])).toEqual(boxes.map(() => [1, 40]))
  const last = (await detail(boxes[0] ?? '')).lastAction
  expect(last?.problem?.data).toMatchObject({ scope: 'accounts:update' })
  const [key] = remote().keys
  if (key) key.revoked = true
  time.offset += 3_600_000
  expect(await sync()).toMatchObject([{ problem: { code: expect.stringMatching(/KEY_(INVALID|REVOKED)$/) } }])
  expect(await act({ kind: 'resume' })).toEqual(
    Object.fromEntries(boxes.map((email) => [email, expect.stringMatching(/KEY_(INVALID|REVOKED)$/)])),
  )
})

it('A warmup request without an answer is followed by its job, not sent again', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await sync()
  const fault = { kind: 'reset', when: 'after_commit' } as const
  bench.fake.faults.script({ method: 'POST', path: '/accounts/warmup/disable', fault })
  const outcome = await act({ kind: 'warmup_off' })
  expect(new Set(Object.values(outcome))).toEqual(new Set(['done']))
  expect(asked('POST', /warmup\/disable/)).toBe(1)
})

it('When replacing over campaigns, refusals are named, the rest is done, and undo restores all', async () => {
  bench = await startCampaigns({ backend: { clock } })
  const names = Array.from({ length: 40 }, (_, at) => `Campaign ${String(at + 1).padStart(2, '0')}`)
  const ids: string[] = []
  for (const name of names) {
    ids.push(
      await makeCampaign(bench, name, {
        start: false,
        settings: { email_list: name.endsWith('01') ? [boxes[0]] : boxes.slice(0, 2) },
      }),
    )
  }
  await read(bench)
  await sync()
  const { workspaceId } = bench
  const emails = [boxes[0] ?? '']
  const plan = await bench.app.call('accounts.planReplacement', { workspaceId, emails, withEmail: null })
  expect(plan).toHaveLength(40)
  expect(plan.filter(({ left }) => left === 0).map(({ name }) => name)).toEqual(['Campaign 01'])
  for (const at of [4, 5])
    bench.fake.faults.script({
      method: 'PATCH',
      path: `/campaigns/${ids[at]}`,
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
  const withEmail = boxes[2] ?? ''
  const done = await bench.app.call('accounts.replace', {
    workspaceId,
    emails,
    withEmail,
    campaignIds: plan.map(({ campaignId }) => campaignId),
    submission: newIdempotencyKey(),
  })
  expect(done.items.filter(({ state }) => state === 'refused').map(({ name }) => name)).toEqual([
    'Campaign 05',
    'Campaign 06',
  ])
  expect(done.items.filter(({ state }) => state === 'done')).toHaveLength(38)
  const sendersAt = (at: number) => remote().campaigns.get(ids[at] ?? '')?.settings['email_list']
  expect([sendersAt(0), sendersAt(1), sendersAt(4)]).toEqual([[withEmail], [boxes[1], withEmail], boxes.slice(0, 2)])
  expect((await detail(withEmail)).campaigns).toHaveLength(38)
  await bench.app.call('accounts.undoReplacement', { id: done.id, submission: newIdempotencyKey() })
  expect(ids.map((_, at) => [...(sendersAt(at) as string[])].toSorted())).toEqual(
    names.map((name) => (name.endsWith('01') ? [boxes[0]] : boxes.slice(0, 2))),
  )
  expect((await rowOf(bench, 'Campaign 01')).drift).toBeNull()
})

describe('replacing a sender of a campaign', () => {
  const replaceFirst = async () => {
    await read(bench)
    await sync()
    const { workspaceId } = bench
    const [emails, withEmail] = [[boxes[0] ?? ''], boxes[2] ?? '']
    const plan = await bench.app.call('accounts.planReplacement', { workspaceId, emails, withEmail })
    const campaignIds = plan.map(({ campaignId }) => campaignId)
    const submission = newIdempotencyKey()
    return bench.app.call('accounts.replace', { workspaceId, emails, withEmail, campaignIds, submission })
  }
  const others = Array.from({ length: 2_600 }, (_, at) => `other${at + 1}@sender.example`)

  it('with more than 2,000 keeps all others', async () => {
    bench = await startCampaigns({ backend: { clock } })
    const id = await makeCampaign(bench, 'Big', { start: false, settings: { email_list: [boxes[0], ...others] } })
    expect((await replaceFirst()).items).toMatchObject([{ state: 'done' }])
    expect(remote().campaigns.get(id)?.settings['email_list']).toEqual([...others, boxes[2]])
  })

  it('whose senders cannot all be read changes nothing', async () => {
    bench = await startCampaigns({ backend: { clock } })
    const id = await makeCampaign(bench, 'Odd', { start: false, settings: { email_list: boxes.slice(0, 2) } })
    const settings = remote().campaigns.get(id)?.settings
    const odd = [...boxes.slice(0, 2), { email: 'later@sender.example' }]
    Object.assign(settings ?? {}, { email_list: odd })
    expect((await replaceFirst()).items).toMatchObject([{ state: 'refused', problem: { code: 'INVALID_INPUT' } }])
    expect(settings?.['email_list']).toEqual(odd)
    // Nor is it queued to be written later.
    expect((await rowOf(bench, 'Odd')).drift).toBeNull()
  })
})

it('The file has every account, and contains no formulas', async () => {
  bench = await startCampaigns({ backend: { clock } })
  remoteBox(boxes[0] ?? '').error = '=HYPERLINK("http://bad.example")'
  Object.assign(remoteBox(boxes[0] ?? ''), { status: -1 })
  await sync()
  bench.app.savePath = path.join(bench.app.dir, 'accounts.csv')
  expect(await bench.app.call('accounts.saveCsv', {})).toMatchObject({ rows: 3 })
  const text = fs.readFileSync(bench.app.savePath, 'utf8')
  expect(text).toContain(`'=HYPERLINK`)
  expect(text.split('\r\n')).toHaveLength(5)
})

it('A domain’s DNS is tested on demand, and the last result kept with its date', async () => {
  bench = await startCampaigns({ backend: { clock } })
  await sync()
  expect((await detail(boxes[0] ?? '')).vitals).toBeNull()
  await bench.app.call('accounts.testVitals', { workspaceId: bench.workspaceId, domains: ['sender.example'] })
  expect((await detail(boxes[0] ?? '')).vitals).toMatchObject({ spf: true, testedAt: expect.any(String) })
})

it('A DNS test has the right date, after which the next is due, although the clock is a year ahead', async () => {
  bench = await startCampaigns({ backend: { clock: { ...clock, now: () => clock.now() + 365 * day } } })
  await sync()
  await bench.app.call('accounts.testVitals', { workspaceId: bench.workspaceId, domains: ['sender.example'] })
  const { vitals } = await detail(boxes[0] ?? '')
  expect(Date.parse(vitals?.testedAt ?? '')).toBeLessThan(clock.now() + day)
})

it('A folded domain stays folded, a single list stays single, and search results are always visible', async () => {
  bench = await startBench({
    clock: createDemoClock({ startAt: monday }),
    limits: null,
    backend: { clock },
    workspaces: [
      {
        name: 'Northwind Outreach',
        keys: [{ key: 'northwind-key-0001' }],
        mailboxes: ['a@one.example', 'b@one.example', 'c@two.example'].map((email) => ({ email, dailyLimit: 40 })),
      },
    ],
  })
  await sync()
  const { workspaceId } = bench
  const seen = async (wish: object = {}) => {
    const { rows, total, counts } = await list({ arranged: true, ...wish })
    expect([total, counts.all]).toEqual([rows.length, 3])
    return rows.map((row) => (row.kind === 'account' ? row.email : row.domain))
  }
  await bench.app.call('accounts.fold', { workspaceId, domain: 'one.example', folded: true })
  expect(await seen()).toEqual(['one.example', 'two.example', 'c@two.example'])
  expect(await seen({ search: 'a@' })).toEqual(['one.example', 'a@one.example'])
  await bench.app.call('accounts.fold', { workspaceId: null, domain: null, folded: true })
  expect(await seen()).toEqual(['one.example', 'two.example'])
  await bench.app.call('accounts.arrange', { byDomain: false })
  expect(await seen()).toEqual(['a@one.example', 'b@one.example', 'c@two.example'])
  await bench.app.call('accounts.arrange', { byDomain: true })
  await bench.app.call('accounts.fold', { workspaceId, domain: null, folded: false })
  expect(await seen({ sort: 'score', descending: true })).toHaveLength(5)
})

describe('accounts of a domain without problems', () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@one.example`)
  const begin = async () => {
    bench = await startBench({
      clock: createDemoClock({ startAt: monday }),
      limits: null,
      backend: { clock },
      workspaces: [
        {
          name: 'Northwind Outreach',
          keys: [{ key: 'northwind-key-0001' }],
          mailboxes: [...names, 'x@two.example', 'y@two.example'].map((email) => ({ email, dailyLimit: 40 })),
        },
      ],
    })
    Object.assign(remoteBox('d@one.example'), { status: -1 })
    await sync()
  }
  const seen = async (wish: object = {}) =>
    (await list({ arranged: true, ...wish })).rows.map((row) =>
      row.kind === 'account'
        ? row.email
        : row.kind === 'domain'
          ? `${row.domain} ${row.emails.length}`
          : `${row.does} ${row.emails.join(' ')}`,
    )
  const rest = 'warming b@one.example c@one.example e@one.example'
  const two = ['two.example 2', 'x@two.example', 'y@two.example']

  it('are one line after the first; those in trouble, searched or sorted by a figure are visible', async () => {
    await begin()
    expect(await seen()).toEqual(['one.example 5', 'a@one.example', 'd@one.example', rest, ...two])
    const [line] = (await list({ arranged: true })).rows.filter((row) => row.kind === 'rest')
    expect(line).toMatchObject({ folded: true, sentToday: 0, dailyLimit: 120, sent7: 0, bounced7: 0 })
    expect(await seen({ search: 'one' })).toEqual(['one.example 5', ...names])
    expect(await seen({ show: 'unused', arranged: true })).toHaveLength(9)
    expect(await seen({ sort: 'score' })).toHaveLength(9)
    // An account with a pending change is shown until it is settled.
    const { workspaceId } = bench
    bench.fake.faults.hold({ path: '/accounts', nth: 1 })
    await bench.app.call('accounts.act', {
      accounts: [{ workspaceId, email: 'e@one.example' }],
      change: { kind: 'daily_limit', value: 30 },
      submission: newIdempotencyKey(),
    })
    expect(await seen()).toContain('e@one.example')
  })

  it('are shown one by one if the operator said so, and all if everything is unfolded', async () => {
    await begin()
    const { workspaceId } = bench
    const opened = ['one.example 5', 'a@one.example', 'd@one.example', rest, ...rest.split(' ').slice(1), ...two]
    await bench.app.call('accounts.fold', { workspaceId, domain: 'one.example', folded: false, rest: true })
    expect(await seen()).toEqual(opened)
    await bench.app.call('accounts.fold', { workspaceId, domain: 'one.example', folded: true, rest: true })
    expect(await seen()).toHaveLength(7)
    await bench.app.call('accounts.fold', { workspaceId: null, domain: null, folded: false })
    expect(await seen()).toEqual(opened)
  })

  it('stay visible while some of them are selected; if all are, their line represents them', async () => {
    await begin()
    const { workspaceId } = bench
    const kept = (...emails: readonly string[]) => ({ kept: emails.map((email) => ({ workspaceId, email })) })
    expect(await seen(kept('c@one.example'))).toEqual([
      'one.example 5',
      'a@one.example',
      'c@one.example',
      'd@one.example',
      'warming b@one.example e@one.example',
      ...two,
    ])
    expect(await seen(kept(...names))).toEqual(['one.example 5', 'a@one.example', 'd@one.example', rest, ...two])
  })
})
