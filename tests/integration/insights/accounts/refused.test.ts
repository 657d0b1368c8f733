/** A wrong key, one without permission, an account deleted meanwhile: the message for each operator action. */
import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createDemoClock } from '#demo/time/clock.ts'
import type { AccountChange } from '#shared/contract/insights/accounts.ts'
import { AppError, type Problem } from '#shared/errors.ts'
import { languages } from '#shared/language.ts'
import { de } from '#shared/texts/de.ts'
import { en } from '#shared/texts/en.ts'
import { nl } from '#shared/texts/nl.ts'
import { until } from '../../../support/backend.ts'
import { type Bench, newIdempotencyKey, startBench } from '../../../support/export-bench.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import { monday } from '../../../support/instantly/living-campaign.ts'
import { makeCampaign, read } from '../../campaigns/campaigns/support.ts'

let bench: Bench
const offset = monday - Date.now()
const clock = { ...systemClock, now: () => Date.now() + offset }
afterEach(() => bench.close())

const [box, other] = ['box1@sender.example', 'box2@sender.example'] as const
const texts = { en, de, nl }

type Said = Problem | null
const remote = () => {
  const [workspace] = bench.fake.world.workspaces
  if (!workspace) throw new Error('no workspace')
  return workspace
}

async function start(backend: NonNullable<Parameters<typeof startBench>[0]>['backend'] = {}): Promise<void> {
  bench = await startBench({
    clock: createDemoClock({ startAt: monday }),
    limits: null,
    backend: { clock, ...backend },
    workspaces: [
      {
        name: 'Northwind Outreach',
        keys: [{ key: 'northwind-key-0001' }],
        mailboxes: [box, other].map((email) => ({ email, dailyLimit: 40 })),
      },
    ],
  })
  await makeCampaign(bench, 'Autumn', { start: false, settings: { email_list: [box] } })
  await read(bench)
  await bench.app.call('accounts.sync', { workspaceId: null })
}

async function act(change: AccountChange): Promise<Said> {
  const accounts = [{ workspaceId: bench.workspaceId, email: box }]
  const [action] = await bench.app.call('accounts.act', { accounts, change, submission: newIdempotencyKey() })
  return until('the action to end', async () => {
    const actions = await bench.app.call('accounts.actions', { workspaceId: null })
    if (actions.find(({ id }) => id === action?.id)?.state !== 'done') {
      await bench.fake.moveOn(2_000)
      return null
    }
    const [outcome] = await bench.app.call('accounts.outcomes', { ids: [action?.id ?? 0] })
    return { problem: outcome?.problem ?? null }
  }).then(({ problem }) => problem)
}

const thrown = async (work: Promise<unknown>): Promise<Said> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error
      return { code: error.code, data: error.data }
    },
  )

async function replace(withEmail: string | null): Promise<Said> {
  const { workspaceId } = bench
  const plan = await bench.app.call('accounts.planReplacement', { workspaceId, emails: [box], withEmail })
  const campaignIds = plan.map(({ campaignId }) => campaignId)
  const asked = { workspaceId, emails: [box], withEmail, campaignIds, submission: newIdempotencyKey() }
  return thrown(
    bench.app.call('accounts.replace', asked).then(({ items: [item] }) => {
      expect(item?.name).toBe('Autumn')
      if (item?.problem) throw new AppError(item.problem.code, item.problem.data)
    }),
  )
}

const workspaceId = () => bench.workspaceId
const asks = {
  pause: () => act({ kind: 'pause' }),
  limit: () => act({ kind: 'daily_limit', value: 20 }),
  fixed: () => act({ kind: 'mark_fixed' }),
  warmup: () => act({ kind: 'warmup_off' }),
  check: () => thrown(bench.app.call('accounts.check', { workspaceId: workspaceId(), email: box })),
  vitals: () =>
    thrown(bench.app.call('accounts.testVitals', { workspaceId: workspaceId(), domains: ['sender.example'] })),
  sync: async () => (await bench.app.call('accounts.sync', { workspaceId: null }))[0]?.problem ?? null,
  replace: () => replace(other),
} satisfies Record<string, () => Promise<Said>>
type Asked = keyof typeof asks

/** Checks that all sentences exist in each language, and that none shows technical names. */
function expectSentences(said: Said, ...named: readonly string[]): void {
  if (!said) throw new Error('nothing is said')
  for (const language of languages) {
    const { what, means, todo } = texts[language].errors[said.code](said.data)
    for (const sentence of [what, means, todo]) {
      expect(sentence).toMatch(/\p{L}{3,}.*[.?!]$/su)
      expect(sentence).not.toMatch(/undefined|null|\[object|[A-Z]{3,}_[A-Z]/)
    }
    for (const name of named) expect(`${what} ${means}`).toContain(name)
  }
}

it.each(Object.keys(asks) as Asked[])(
  '%s with a key that was deleted: the key is named as the cause',
  async (asked) => {
    await start()
    const [key] = remote().keys
    if (key) key.revoked = true
    const said = await asks[asked]()
    expect(said?.code).toMatch(/^INSTANTLY_API_KEY_(?:INVALID|REVOKED)$/)
    expectSentences(said)
  },
)

it('One odd page instead of a job at Instantly does not stop an action on an account', async () => {
  await start()
  bench.fake.faults.script({
    method: 'GET',
    path: '/background-jobs/*',
    fault: { kind: 'html', status: 200, when: 'before_commit' },
  })
  expect(await act({ kind: 'warmup_off' })).toBeNull()
})

/** Changes the key's scopes at Instantly. */
function mayOnly(...scopes: readonly string[]): void {
  for (const key of remote().keys) key.scopes = new Set(scopes)
}

it.each([
  ['pause', 'accounts:update'],
  ['limit', 'accounts:update'],
  ['fixed', 'accounts:update'],
  ['replace', 'campaigns:update'],
] as const)('%s with a key that may only read: the scope is named', async (asked, scope) => {
  await start()
  mayOnly('accounts:read', 'campaigns:read')
  const said = await asks[asked]()
  expect(said).toMatchObject({ code: 'INSTANTLY_SCOPE_MISSING', data: { scope } })
  expectSentences(said, scope)
})

it.each(['check', 'vitals', 'sync'] as const)(
  '%s with a key that may not read accounts: the scope is named',
  async (asked) => {
    await start()
    const [key] = remote().keys
    if (key) Object.assign(key, { scopes: new Set(['campaigns:read']) })
    const said = await asks[asked]()
    expect(said).toMatchObject({ code: 'INSTANTLY_SCOPE_MISSING', data: { scope: 'accounts:read' } })
    expectSentences(said, 'accounts:read')
  },
)

it.each(['pause', 'limit', 'fixed', 'warmup', 'check'] as const)(
  '%s of an account deleted meanwhile: it is named, and leaves the page',
  async (asked) => {
    await start()
    remote().mailboxes.shift()
    const said = await asks[asked]()
    expect(said).toMatchObject({ code: 'ACCOUNT_GONE', data: { email: box } })
    expectSentences(said, box)
    const { rows } = await bench.app.call('accounts.list', { page: {} })
    expect(rows.flatMap((row) => (row.kind === 'account' ? [row.email] : []))).toEqual([other])
  },
)

it('A DNS test for the only account of a domain, deleted meanwhile, names it', async () => {
  await start()
  remote().mailboxes.splice(0)
  const said = await asks.vitals()
  expect(said?.code).toBe('ACCOUNT_GONE')
  expectSentences(said, other)
  const { rows } = await bench.app.call('accounts.list', { page: {} })
  // Nothing was found about it, which is not stored as its DNS state.
  expect(rows.flatMap((row) => (row.kind === 'domain' ? [row.vitals] : []))).toEqual([null])
})

it('An account deleted meanwhile is still removed from its campaigns', async () => {
  await start()
  const [campaign] = remote().campaigns.values()
  remote().mailboxes.splice(0, 1)
  expect(await asks.replace()).toBeNull()
  expect(campaign?.settings['email_list']).toEqual([other])
})

it('A replacement deleted meanwhile does not take its place', async () => {
  await start()
  const [campaign] = remote().campaigns.values()
  remote().mailboxes.splice(1, 1)
  const said = await asks.replace()
  expect(said).toMatchObject({ code: 'ACCOUNT_GONE', data: { email: other } })
  expectSentences(said, other)
  expect(campaign?.settings['email_list']).toEqual([box])
})

/** Replaces accounts of a campaign, through the route itself. */
async function swapped(emails: string[], withEmail: string, campaign: string) {
  const { workspaceId: id } = bench
  const plan = await bench.app.call('accounts.planReplacement', { workspaceId: id, emails, withEmail })
  const campaignIds = plan.flatMap((step) => (step.name === campaign ? [step.campaignId] : []))
  return bench.app.call('accounts.replace', {
    workspaceId: id,
    emails,
    withEmail,
    campaignIds,
    submission: newIdempotencyKey(),
  })
}
const undo = (id: number) => bench.app.call('accounts.undoReplacement', { id, submission: newIdempotencyKey() })
const sendersOf = (remoteId: string) => remote().campaigns.get(remoteId)?.settings['email_list']

it('An undo checks first: deleted accounts are left out, broken ones are named, and each is reported', async () => {
  await start()
  const third = 'box3@sender.example'
  const [one] = remote().mailboxes
  if (!one) throw new Error('no mailbox')
  remote().mailboxes.push({ ...one, email: third })
  const winter = await makeCampaign(bench, 'Winter', { start: false, settings: { email_list: [box, other] } })
  await read(bench)
  await bench.app.call('accounts.sync', { workspaceId: null })
  const { id } = await swapped([box, other], third, 'Winter')
  expect(sendersOf(winter)).toEqual([third])
  remote().mailboxes.splice(0, 1)
  for (const mailbox of remote().mailboxes) if (mailbox.email === other) mailbox.status = -1
  expect((await undo(id)).returning).toEqual([
    { email: box, standing: 'gone' },
    { email: other, standing: 'cannot_send' },
  ])
  expect(sendersOf(winter)).toEqual([other])
})

it('An undo whose accounts were all deleted leaves the campaign with their replacements', async () => {
  await start()
  const { id } = await swapped([box], other, 'Autumn')
  remote().mailboxes.splice(0, 1)
  const said = await thrown(undo(id))
  expect(said).toMatchObject({ code: 'ACCOUNT_GONE', data: { email: box } })
  expectSentences(said, box)
  expect(sendersOf([...remote().campaigns.keys()][0] ?? '')).toEqual([other])
})

it('A replacement without an answer is settled once Instantly answers again, and an undo covers it', async () => {
  await start()
  const [remoteId = ''] = remote().campaigns.keys()
  // The first request reads the campaign; then the change is made, and nothing is answered any more.
  bench.fake.faults.script({ method: 'PATCH', path: '/campaigns/*', fault: { kind: 'reset', when: 'after_commit' } })
  const silence = { kind: 'status', status: 503, when: 'before_commit' } as const
  bench.fake.faults.script({ method: 'GET', path: '/campaigns/*', nth: 2, times: 1_000, fault: silence })
  const { id, items } = await swapped([box], other, 'Autumn')
  expect(items).toMatchObject([{ state: 'sent', problem: { code: 'OUTCOME_UNKNOWN' } }])
  expect(sendersOf(remoteId)).toEqual([other])
  expect(await thrown(undo(id))).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  bench.fake.faults.clear()
  await read(bench)
  const undone = () =>
    undo(id).then(
      ({ items: settled }) => settled.every(({ state }) => state === 'done'),
      () => false,
    )
  await until('the undo to be accepted', undone)
  expect(sendersOf(remoteId)).toEqual([box])
})

it('A warmup switch whose job a full disk could not store ends by itself once there is room, and is sent once', async () => {
  const disk = createFullDisk("update of state on main.account_action_item when new.state = 'following'")
  await start({ openStore: disk.openStore })
  disk.isFull = true
  const switched = act({ kind: 'warmup_off' })
  await until('the disk to refuse', () => disk.refused > 0)
  disk.isFull = false
  expect(await switched).toBeNull()
  expect(bench.fake.journal.requests('POST', /\/accounts\/warmup\//)).toHaveLength(1)
})

it('A replacement made while the disk was full is not told as refused, and an undo covers it', async () => {
  const disk = createFullDisk("update of state on main.account_replacement_item when new.state = 'done'")
  await start({ openStore: disk.openStore })
  const [remoteId = ''] = remote().campaigns.keys()
  disk.isFull = true
  const { id, items } = await swapped([box], other, 'Autumn')
  expect(sendersOf(remoteId)).toEqual([other])
  expect(items).toMatchObject([{ state: 'sent', problem: { code: 'STORE_FULL' } }])
  disk.isFull = false
  await undo(id)
  expect(sendersOf(remoteId)).toEqual([box])
})
