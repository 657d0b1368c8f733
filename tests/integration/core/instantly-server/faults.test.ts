import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import type { Fault } from '../../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../../support/instantly/server.ts'

let fake: FakeInstantly
let campaignId: string
beforeEach(async () => {
  fake = await startFakeInstantly()
  campaignId = String((await createAsk(fake)('POST', '/campaigns', campaignBody)).body['id'])
})
afterEach(() => fake.close())

/** On an idle machine the result comes at once. */
const patient = { timeout: 240_000 }

/** Adds one batch of one lead; `lost` if the client got no complete answer. */
async function add(
  email: string,
  signal: AbortSignal | null = null,
): Promise<{ status: number; text: string; retryAfter: string | null } | 'lost'> {
  try {
    const response = await fetch(`${fake.url}/api/v2/leads/add`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ campaign_id: campaignId, leads: [{ email }] }),
      signal,
    })
    return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') }
  } catch {
    return 'lost'
  }
}

function committed(): readonly string[] {
  return fake.journal.committedAddresses(campaignId)
}

describe('a fault works as described, once, and the journal says whether the work was done', () => {
  test.each<[string, Fault, { status?: number; lost?: true; committed: boolean; dropped: boolean }]>([
    [
      '500 before',
      { kind: 'status', status: 500, when: 'before_commit' },
      { status: 500, committed: false, dropped: false },
    ],
    [
      '503 after',
      { kind: 'status', status: 503, when: 'after_commit' },
      { status: 503, committed: true, dropped: false },
    ],
    ['429', { kind: 'status', status: 429, when: 'before_commit' }, { status: 429, committed: false, dropped: false }],
    [
      'a page of the gateway before',
      { kind: 'html', status: 403, when: 'before_commit' },
      { status: 403, committed: false, dropped: false },
    ],
    [
      'a page of the gateway after',
      { kind: 'html', status: 502, when: 'after_commit' },
      { status: 502, committed: true, dropped: false },
    ],
    ['a reset before', { kind: 'reset', when: 'before_commit' }, { lost: true, committed: false, dropped: true }],
    ['a reset after', { kind: 'reset', when: 'after_commit' }, { lost: true, committed: true, dropped: true }],
    ['silence before', { kind: 'hang', when: 'before_commit' }, { lost: true, committed: false, dropped: true }],
    ['silence after', { kind: 'hang', when: 'after_commit' }, { lost: true, committed: true, dropped: true }],
    ['half an answer', { kind: 'half_answer' }, { lost: true, committed: true, dropped: true }],
    ['no JSON', { kind: 'invalid_json' }, { status: 200, committed: true, dropped: false }],
    [
      'another answer',
      { kind: 'answer', body: {}, when: 'before_commit' },
      { status: 200, committed: false, dropped: false },
    ],
    ['an older answer', { kind: 'older_answer', fields: {} }, { status: 200, committed: true, dropped: false }],
    ['a slow body', { kind: 'slow_body', overMs: 50 }, { status: 200, committed: true, dropped: false }],
  ])('%s', async (_, fault, expected) => {
    fake.faults.script({ method: 'POST', path: '/leads/add', fault })
    const givingUp = new AbortController()
    const asked = add('a@prospect.example', givingUp.signal)
    if (fault.kind === 'hang') {
      // The client gives up once the request has got as far as it can, however long that takes.
      await expect.poll(() => fake.faults.fired, patient).toHaveLength(1)
      await expect.poll(committed, patient).toHaveLength(expected.committed ? 1 : 0)
      givingUp.abort()
    }
    const answer = await asked
    if (expected.lost) expect(answer).toBe('lost')
    else expect(answer).toMatchObject({ status: expected.status })
    const record = { path: '/api/v2/leads/add', committed: expected.committed, dropped: expected.dropped }
    await expect.poll(() => fake.journal.entries.at(-1), patient).toMatchObject(record)
    expect(committed()).toEqual(expected.committed ? ['a@prospect.example'] : [])
    expect(await add('b@prospect.example')).toMatchObject({ status: 200 })
    expect(fake.faults.fired).toHaveLength(1)
  })
})

test('A rule applies to the nth matching request and to as many after it as set', async () => {
  const fault: Fault = { kind: 'status', status: 429, when: 'before_commit', retryAfterSeconds: 2 }
  fake.faults.script({ method: 'POST', path: '/leads/add', nth: 2, times: 2, fault })
  const ask = createAsk(fake)
  const answers = []
  for (const name of ['a', 'b', 'c', 'd']) {
    answers.push(await add(`${name}@prospect.example`))
    expect((await ask('GET', `/campaigns/${campaignId}`)).status).toBe(200)
  }
  expect(answers).toMatchObject([{ status: 200 }, { status: 429, retryAfter: '2' }, { status: 429 }, { status: 200 }])
  expect(fake.journal.count429).toBe(2)
})

test('Random faults apply to the same requests for the same seed, and clear ends them', async () => {
  async function run(seed: number) {
    fake.faults.random({
      seed,
      rate: 0.5,
      path: '/leads/add',
      faults: [{ kind: 'status', status: 500, when: 'before_commit' }],
    })
    const statuses: number[] = []
    for (let at = 0; at < 20; at++) {
      const answer = await add(`lead${seed}-${at}@prospect.example`)
      statuses.push(answer === 'lost' ? 0 : answer.status)
    }
    return statuses.join()
  }
  const first = await run(7)
  expect(await run(7)).toBe(first)
  expect(await run(8)).not.toBe(first)
  expect(first).toContain('500')
  expect(first).toContain('200')
  fake.faults.clear()
  expect(await add('last@prospect.example')).toMatchObject({ status: 200 })
})

test('With latency the work is done at once and the answer comes later, or the work itself waits', async () => {
  // Longer than any test, so whatever is observed happened before the answer.
  const forever = 600_000
  const entry = () => fake.journal.entries.at(-1)
  fake.faults.latency({ ms: forever, commitAt: 0 })
  const givingUp = new AbortController()
  const early = add('a@prospect.example', givingUp.signal)
  await expect.poll(committed, patient).toEqual(['a@prospect.example'])
  expect(entry()?.status).toBeNull()
  givingUp.abort()
  expect(await early).toBe('lost')
  fake.faults.latency({ ms: forever, commitAt: 1 })
  expect(await add('b@prospect.example', AbortSignal.timeout(300))).toBe('lost')
  expect(committed()).toEqual(['a@prospect.example'])
  fake.faults.latency({ ms: 20, jitterMs: 10, commitAt: 1 })
  expect(await add('c@prospect.example')).toMatchObject({ status: 200 })
  expect(committed()).toEqual(['a@prospect.example', 'c@prospect.example'])
})

test('A request interrupted within its body has sent nothing', async () => {
  const before = fake.journal.entries.length
  const socket = connect(Number(new URL(fake.url).port), '127.0.0.1')
  await once(socket, 'connect')
  const head = [
    'POST /api/v2/leads/add HTTP/1.1',
    'host: x',
    `authorization: Bearer ${fake.key}`,
    'content-type: application/json',
  ]
  socket.write([...head, 'content-length: 5000', '', `{"campaign_id":"${campaignId}","leads":[`].join('\r\n'))
  // By the time this is answered the first half has arrived too.
  expect(await add('a@prospect.example')).toMatchObject({ status: 200 })
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect(await add('b@prospect.example')).toMatchObject({ status: 200 })
  expect(committed()).toEqual(['a@prospect.example', 'b@prospect.example'])
  expect(fake.journal.entries).toHaveLength(before + 2)
})

describe('kill points', () => {
  test('a process is killed at its point, before or after the work is done', async () => {
    for (const [point, done] of [
      ['before_commit', false],
      ['after_commit_before_answer', true],
    ] as const) {
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      const gone = once(child, 'exit')
      fake.faults.killAt(point, child.pid ?? 0)
      expect(await add(`${point}@prospect.example`)).toBe('lost')
      expect((await gone)[1]).toBe('SIGKILL')
      expect(committed().includes(`${point}@prospect.example`)).toBe(done)
    }
  })

  test('each point is reached by its own request, only the nth time', async () => {
    const passed: string[] = []
    const watch = (point: Parameters<typeof fake.faults.at>[0], nth = 1) =>
      fake.faults.at(point, () => void passed.push(point), { nth, afterwards: 'go_on' })
    watch('before_commit', 2)
    watch('after_answer', 2)
    watch('during_campaign_create_before_commit')
    watch('during_campaign_create_after_commit')
    watch('during_leads_list')
    watch('during_activate')
    const ask = createAsk(fake)
    await add('a@prospect.example')
    expect(passed).toEqual([])
    await add('b@prospect.example')
    await expect.poll(() => passed, patient).toEqual(['before_commit', 'after_answer'])
    await add('c@prospect.example')
    await ask('POST', '/campaigns', { ...campaignBody, name: 'B' })
    await ask('POST', '/leads/list', { campaign: campaignId })
    await ask('POST', `/campaigns/${campaignId}/activate`)
    expect(passed.slice(2)).toEqual([
      'during_campaign_create_before_commit',
      'during_campaign_create_after_commit',
      'during_leads_list',
      'during_activate',
    ])
  })

  test('a campaign whose creation is interrupted after the commit exists, and the journal counts it', async () => {
    fake.faults.at('during_campaign_create_after_commit', () => {})
    const ask = createAsk(fake)
    await expect(ask('POST', '/campaigns', { ...campaignBody, name: 'Lost' })).rejects.toThrow()
    expect(fake.journal.campaignsCreated('Lost')).toBe(1)
    expect((await ask('GET', '/campaigns?search=lost')).items).toHaveLength(1)
    fake.faults.at('during_campaign_create_before_commit', () => {})
    await expect(ask('POST', '/campaigns', { ...campaignBody, name: 'Never' })).rejects.toThrow()
    expect(fake.journal.campaignsCreated('Never')).toBe(0)
    expect((await ask('GET', '/campaigns?search=never')).items).toEqual([])
  })
})
