import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askerOf, campaignBody } from '../../support/instantly/ask.ts'
import type { Fault } from '../../support/instantly/fault-rules.ts'
import { type FakeInstantly, startFakeInstantly } from '../../support/instantly/server.ts'

let fake: FakeInstantly
let campaignId: string
beforeEach(async () => {
  fake = await startFakeInstantly()
  campaignId = String((await askerOf(fake)('POST', '/campaigns', campaignBody)).body['id'])
})
afterEach(() => fake.close())

/** One batch of one lead; `lost` where the client got no whole answer. */
async function add(
  email: string,
  timeoutMs = 5_000,
): Promise<{ status: number; text: string; retryAfter: string | null } | 'lost'> {
  try {
    const response = await fetch(`${fake.url}/api/v2/leads/add`, {
      method: 'POST',
      headers: { authorization: `Bearer ${fake.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ campaign_id: campaignId, leads: [{ email }] }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') }
  } catch {
    return 'lost'
  }
}

function committed(): readonly string[] {
  return fake.journal.committedAddresses(campaignId)
}

describe('a fault does what it says, once, and the journal tells whether the work was done', () => {
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
    ['a slow body', { kind: 'slow_body', overMs: 50 }, { status: 200, committed: true, dropped: false }],
  ])('%s', async (_, fault, expected) => {
    fake.faults.script({ method: 'POST', path: '/leads/add', fault })
    const answer = await add('a@prospect.example', 300)
    if (expected.lost) expect(answer).toBe('lost')
    else expect(answer).toMatchObject({ status: expected.status })
    const entry = fake.journal.entries.at(-1)
    expect(entry).toMatchObject({ committed: expected.committed, dropped: expected.dropped })
    expect(committed()).toEqual(expected.committed ? ['a@prospect.example'] : [])
    expect(await add('b@prospect.example')).toMatchObject({ status: 200 })
    expect(fake.faults.fired).toHaveLength(1)
  })
})

test('a rule strikes the nth matching request and as many after it as told', async () => {
  const fault: Fault = { kind: 'status', status: 429, when: 'before_commit', retryAfterSeconds: 2 }
  fake.faults.script({ method: 'POST', path: '/leads/add', nth: 2, times: 2, fault })
  const ask = askerOf(fake)
  const answers = []
  for (const name of ['a', 'b', 'c', 'd']) {
    answers.push(await add(`${name}@prospect.example`))
    expect((await ask('GET', `/campaigns/${campaignId}`)).status).toBe(200)
  }
  expect(answers).toMatchObject([{ status: 200 }, { status: 429, retryAfter: '2' }, { status: 429 }, { status: 200 }])
  expect(fake.journal.count429).toBe(2)
})

test('random faults strike the same requests for the same seed, and clear ends them', async () => {
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

test('with latency the work is done before the answer comes, or after part of the wait', async () => {
  fake.faults.latency({ ms: 200, commitAt: 0 })
  const early = add('a@prospect.example')
  await expect.poll(committed, { timeout: 190, interval: 5 }).toEqual(['a@prospect.example'])
  expect(fake.journal.entries.at(-1)?.status).toBeNull()
  expect(await early).toMatchObject({ status: 200 })
  fake.faults.latency({ ms: 100, commitAt: 1 })
  const answer = await add('b@prospect.example', 50)
  expect(answer).toBe('lost')
  await expect.poll(committed).toEqual(['a@prospect.example', 'b@prospect.example'])
})

describe('points', () => {
  test('a process is killed at its point, before the work is done or after', async () => {
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

  test('each point is passed by its own request, the nth time only', async () => {
    const passed: string[] = []
    const watch = (point: Parameters<typeof fake.faults.at>[0], nth = 1) =>
      fake.faults.at(point, () => void passed.push(point), { nth, then: 'go_on' })
    watch('before_commit', 2)
    watch('after_answer', 2)
    watch('during_campaign_create_before_commit')
    watch('during_campaign_create_after_commit')
    watch('during_leads_list')
    watch('during_activate')
    const ask = askerOf(fake)
    await add('a@prospect.example')
    expect(passed).toEqual([])
    await add('b@prospect.example')
    await expect.poll(() => passed).toEqual(['before_commit', 'after_answer'])
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

  test('a campaign whose creation is cut off after the commit is there, and the journal counts it', async () => {
    fake.faults.at('during_campaign_create_after_commit', () => {})
    const ask = askerOf(fake)
    await expect(ask('POST', '/campaigns', { ...campaignBody, name: 'Lost' })).rejects.toThrow()
    expect(fake.journal.campaignsCreated('Lost')).toBe(1)
    expect((await ask('GET', '/campaigns?search=lost')).items).toHaveLength(1)
    fake.faults.at('during_campaign_create_before_commit', () => {})
    await expect(ask('POST', '/campaigns', { ...campaignBody, name: 'Never' })).rejects.toThrow()
    expect(fake.journal.campaignsCreated('Never')).toBe(0)
    expect((await ask('GET', '/campaigns?search=never')).items).toEqual([])
  })
})
