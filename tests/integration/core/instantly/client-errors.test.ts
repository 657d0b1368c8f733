import { afterEach, describe, expect, test } from 'vitest'
import type { Instantly, KeySource } from '#backend/core/instantly/types.ts'
import { AppError } from '#shared/errors.ts'
import type { ApiKeyId } from '#shared/ids.ts'
import { errorOf, requestContext, secret, setUp, skippingClock } from './client-setup.ts'
import { ok, type Reply, refused, type Script, startScriptedServer } from './scripted-server.ts'

let stop = async () => {}
afterEach(() => stop())

async function against(script: Script, options: Parameters<typeof setUp>[1] = {}) {
  const server = await startScriptedServer(script)
  stop = server.stop
  return { ...setUp(server.url, options), seen: server.seen }
}

const body = new TextEncoder().encode('{"campaign_id":"c1","leads":[{"email":"a@example.com"}]}')
const read = (instantly: Instantly) => instantly.currentWorkspace(requestContext)
const write = (instantly: Instantly) => instantly.addLeads(requestContext, body)
const workspace = { id: 'w1', name: 'Acme' }
const added = { status: 'success', total_sent: 1, leads_uploaded: 1, created_leads: [{ index: 0, id: 'l1' }] }
const html = '<html><title>Attention Required! | Cloudflare</title></html>'

describe('each refusal of Instantly has one name', () => {
  test.for([
    [401, 'INSTANTLY_API_KEY_INVALID', 'rejected'],
    [402, 'INSTANTLY_PLAN_INACTIVE', 'no_plan'],
    [403, 'INSTANTLY_SCOPE_MISSING', 'scope_missing'],
    [400, 'API_REFUSED', null],
    [422, 'API_REFUSED', null],
    [413, 'API_REFUSED', null],
  ] as const)('%i is %s', async ([status, code, verdict]) => {
    for (const call of [read, write]) {
      const { instantly, verdicts, seen, audit } = await against(() => refused(status, 'body must be so'))
      const error = await errorOf(call(instantly))
      expect(error).toMatchObject({ code, data: { status, message: 'body must be so' } })
      expect(verdicts).toEqual(verdict === null ? [] : [verdict])
      expect(seen.length).toBe(1)
      expect(audit).toMatchObject([{ status, tries: 1, outcome: 'refused', requestedBy: 'plan', workspaceId: 7 }])
      await stop()
    }
  })

  test('a missing scope is named with its purpose', async () => {
    const { instantly } = await against(() => refused(403, 'forbidden'))
    const error = await errorOf(instantly.deleteLeads(requestContext, { kind: 'campaign', id: 'c1' }, ['l1']))
    expect(error.data).toMatchObject({ scope: 'leads:delete', neededFor: 'taking leads back' })
  })

  test('a missing campaign is reported as gone, another missing resource is not', async () => {
    const { instantly } = await against(() => refused(404, 'Resource not found'))
    for (const call of [
      instantly.campaign(requestContext, 'c1'),
      instantly.activateCampaign(requestContext, 'c1'),
      instantly.addLeads(requestContext, body),
      instantly.deleteLeads(requestContext, { kind: 'campaign', id: 'c1' }, ['l1']),
    ]) {
      expect(await errorOf(call)).toMatchObject({ code: 'CAMPAIGN_NOT_FOUND' })
    }
    expect(await errorOf(read(instantly))).toMatchObject({ code: 'API_REFUSED', data: { status: 404 } })
  })

  test('the documented 400 that contains a 404 for starting and pausing is a refusal: the campaign may be there', async () => {
    const refusal = { statusCode: 404, error: 'Not Found', message: 'Resource not found' }
    const { instantly } = await against(() => ({ status: 400, json: refusal }))
    for (const call of [
      instantly.activateCampaign(requestContext, 'c1'),
      instantly.pauseCampaign(requestContext, 'c1'),
    ])
      expect(await errorOf(call)).toMatchObject({ code: 'API_REFUSED', data: { status: 400 } })
  })

  test.for([
    ['answered with a 429', { status: 429, json: { message: 'Rate limit exceeded' } }],
    ['blocked', { status: 403, html }],
  ] as const)('a refusal of a request %s before says nothing about the first one', async ([, first]) => {
    const { instantly, seen } = await against((_, at) => (at === 1 ? first : refused(400, 'Campaign is not running')))
    expect(await errorOf(instantly.pauseCampaign(requestContext, 'c1'))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      data: { status: 400, message: 'Campaign is not running' },
    })
    expect(seen.length).toBe(2)
  })

  test('an answer that reports failure does not count as success', async () => {
    const { instantly } = await against(() => ok({ success: false }))
    const tagging = instantly.setTags(requestContext, { campaignId: 'c1', tagIds: ['t1'], assign: true })
    expect(await errorOf(tagging)).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  })

  test('an answer shows that the key works', async () => {
    const { instantly, verdicts } = await against(() => ok(workspace))
    await read(instantly)
    expect(verdicts).toEqual(['worked'])
  })

  test('an answer nested too deeply is unreadable, and its outcome unknown', async () => {
    const deep = JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`) as unknown
    const asked = await against(() => ok({ ...workspace, deep }))
    expect(await errorOf(read(asked.instantly))).toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
    await stop()
    const told = await against(() => ok({ ...added, deep }))
    expect(await errorOf(write(told.instantly))).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  })

  test.for(['2026-13-01', '2026-01-45', '0000-00-00'])(
    'figures of %s, which is no day, are unreadable',
    async (date) => {
      const days = await against(() => ok([{ date, email_account: 'box@acme.example', sent: 1 }]))
      const asked = days.instantly.mailboxDays(requestContext, ['box@acme.example'], '2026-01-01', '2026-01-31')
      expect(await errorOf(asked)).toMatchObject({ code: 'API_ANSWER_UNREADABLE', data: { where: '0.date' } })
    },
  )

  test("a firewall's answer says nothing about the key, and nothing was done", async () => {
    const blocked = await against(() => ({ status: 403, html }))
    expect(await errorOf(read(blocked.instantly))).toMatchObject({ code: 'API_UNAVAILABLE', data: { blocked: true } })
    expect(await errorOf(write(blocked.instantly))).toMatchObject({ code: 'API_REFUSED', data: { blocked: true } })
    expect(blocked.verdicts).toEqual([])
  })
})

describe('a read', () => {
  test.for<Reply>(['reset', 'truncate', refused(500, 'oops'), refused(503, 'later'), { status: 502, html }])(
    'continues after temporary trouble: %o',
    async (trouble) => {
      const { instantly, seen, audit } = await against((_, nth) => (nth < 3 ? trouble : ok(workspace)))
      await expect(read(instantly)).resolves.toEqual(workspace)
      expect(seen.length).toBe(3)
      expect(audit).toMatchObject([{ tries: 3, status: 200, outcome: 'ok' }])
    },
  )

  test('is tried at least three times, then Instantly is unavailable', async () => {
    const { instantly, seen, audit } = await against(() => 'reset')
    expect(await errorOf(read(instantly))).toMatchObject({ code: 'API_UNAVAILABLE' })
    expect(seen.length).toBeGreaterThanOrEqual(3)
    expect(audit).toMatchObject([{ tries: seen.length, status: null, outcome: 'no_answer' }])
  })

  test('that hangs is aborted and retried', async () => {
    const { instantly, seen } = await against((_, nth) => (nth === 1 ? 'hang' : ok(workspace)), {
      timeouts: { readMs: 500 },
    })
    await expect(read(instantly)).resolves.toEqual(workspace)
    // On a busy machine the second try may time out, too.
    expect(seen.length).toBeGreaterThanOrEqual(2)
  })

  test.for<Reply>([{ status: 200, html }, ok({ nothing: 'known' }), ok([]), ok(null)])(
    'reports an unreadable answer: %o',
    async (reply) => {
      const { instantly } = await against(() => reply)
      expect(await errorOf(read(instantly))).toMatchObject({ code: 'API_ANSWER_UNREADABLE' })
    },
  )

  test.for<Reply>(['announces too much', 'sends too much'])('with an endless answer is aborted: %o', async (reply) => {
    const { instantly, seen } = await against(() => reply)
    const error = await errorOf(read(instantly))
    expect(error).toMatchObject({ code: 'API_ANSWER_UNREADABLE', data: { reason: 'too_large' } })
    expect(await errorOf(write(instantly))).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(seen.length).toBe(2)
  })

  test('that lists more values than any real answer is refused before they are checked one by one', async () => {
    const answers = [Array<number>(600_001).fill(0), { ...workspace, name: ','.repeat(600_000) }]
    const { instantly } = await against((_, nth) => ok(answers[nth - 1]))
    expect(await errorOf(read(instantly))).toMatchObject({
      code: 'API_ANSWER_UNREADABLE',
      data: { reason: 'too_large' },
    })
    // Commas in a text are no values.
    expect(await read(instantly)).toMatchObject({ id: workspace.id })
  })

  test.for(['[', '{"":'])('that only opens lists or objects is refused before it is parsed: %s', async (opening) => {
    const { instantly } = await against(() => ({ status: 200, html: opening.repeat(600_000) }))
    expect(await errorOf(read(instantly))).toMatchObject({
      code: 'API_ANSWER_UNREADABLE',
      data: { reason: 'too_large' },
    })
  })

  test('that is cancelled stops at once', async () => {
    const controller = new AbortController()
    const { instantly } = await against(() => {
      controller.abort()
      return 'hang'
    })
    const call = instantly.currentWorkspace({ ...requestContext, signal: controller.signal })
    expect(await errorOf(call)).toMatchObject({ code: 'CANCELLED' })
  })
})

describe('a write with an unknown outcome is never repeated', () => {
  test.for<Reply>([
    'reset',
    'truncate',
    'hang',
    refused(500, 'oops'),
    refused(503, 'later', { 'retry-after': '1' }),
    refused(408, 'too slow'),
    { status: 502, html },
    { status: 200, html },
    ok({ nothing: 'known' }),
    { status: 302, html: '', headers: { location: '/elsewhere' } },
    { status: 307, html: '', headers: { location: '/elsewhere' } },
    refused(499, 'given up'),
    refused(409, 'conflict'),
    { status: 499, html },
  ])('%o', async (trouble) => {
    // Only a client without an answer must give up, and not before the request arrived.
    const timeouts = trouble === 'hang' ? { bulkMs: 2_000, writeMs: 2_000 } : {}
    const { instantly, seen, audit } = await against(() => trouble, { timeouts })
    expect(await errorOf(write(instantly))).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(seen.length).toBe(1)
    expect(audit.length).toBe(1)
    expect(audit[0]?.outcome).not.toBe('ok')
    expect(await errorOf(instantly.activateCampaign(requestContext, 'c1'))).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(seen.length).toBe(2)
  })

  test.for([
    ['not a list', 'created_leads'],
    [{}, 'created_leads'],
    [[{ index: 0, id: 'l1' }, null], 'created_leads.1.index'],
    [[{ id: 'l1' }], 'created_leads.0.index'],
    [[{ index: -1, id: 'l1' }], 'created_leads.0.index'],
    [[{ index: 0.5, id: 'l1' }], 'created_leads.0.index'],
    [[{ index: '0', id: 'l1' }], 'created_leads.0.index'],
    [[{ index: 0 }], 'created_leads.0.id'],
    [[{ index: 0, id: '' }], 'created_leads.0.id'],
    [[{ index: 0, id: 7 }], 'created_leads.0.id'],
    [[{ index: 0, id: 'l'.repeat(201) }], 'created_leads.0.id'],
  ] as const)('whose created leads cannot be told apart: %j', async ([leads, where]) => {
    const { instantly, seen } = await against(() => ok({ ...added, created_leads: leads }))
    const error = await errorOf(write(instantly))
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', data: { reason: 'unexpected_shape', where } })
    expect(seen.length).toBe(1)
  })

  test('a write cancelled during sending does not count as not done', async () => {
    const controller = new AbortController()
    const { instantly, seen } = await against(() => {
      controller.abort()
      return 'hang'
    })
    const call = instantly.addLeads({ ...requestContext, signal: controller.signal }, body)
    expect(await errorOf(call)).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    expect(seen.length).toBe(1)
  })

  test('a write cancelled before sending was not made: no request, no log row', async () => {
    const { instantly, seen, audit } = await against(() => ok(added))
    const call = instantly.addLeads({ ...requestContext, signal: AbortSignal.abort() }, body)
    expect(await errorOf(call)).toMatchObject({ code: 'CANCELLED' })
    expect(seen.length + audit.length).toBe(0)
  })
})

describe('what certainly was not done is sent again, reads and writes alike', () => {
  test('429: at least three times, in one row of the audit log', async () => {
    const { instantly, seen, audit } = await against((_, nth) =>
      nth <= 3 ? refused(429, 'Rate limit exceeded') : ok(added),
    )
    await expect(write(instantly)).resolves.toMatchObject({ created: [{ index: 0, id: 'l1' }] })
    expect(seen.map((request) => request.body)).toEqual(Array(4).fill(new TextDecoder().decode(body)))
    expect(audit).toMatchObject([{ tries: 4, status: 200, outcome: 'ok' }])
  })

  test('an endless 429 is reported; a job has more patience than a click', async () => {
    const { instantly, seen } = await against(() => refused(429, 'Rate limit exceeded'))
    expect(await errorOf(write(instantly))).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' })
    const ofClick = seen.length
    expect(await errorOf(instantly.addLeads({ ...requestContext, priority: 'job' }, body))).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
    })
    expect(ofClick).toBeGreaterThanOrEqual(3)
    expect(seen.length - ofClick).toBeGreaterThan(ofClick)
  })

  test('Retry-After pauses the whole workspace, as seconds or as a date', async () => {
    const date = new Date(Date.now() + 61_000)
    for (const retryAfter of ['61', date.toUTCString()]) {
      const slept: number[] = []
      const { instantly } = await against(
        (_, nth) => (nth === 1 ? refused(429, 'slow down', { 'retry-after': retryAfter }) : ok(workspace)),
        { clock: skippingClock(slept) },
      )
      await read(instantly)
      expect(slept.some((ms) => ms > 55_000 && ms < 65_000)).toBe(true)
      await stop()
    }
  })

  test('nobody listening: offline, for reads and writes', async () => {
    const { instantly, audit } = await against(() => 'hang')
    await stop()
    expect(await errorOf(read(instantly))).toMatchObject({ code: 'API_OFFLINE', data: { reason: 'ECONNREFUSED' } })
    expect(await errorOf(write(instantly))).toMatchObject({ code: 'API_OFFLINE' })
    expect(audit.map((entry) => entry.tries).every((tries) => tries >= 3)).toBe(true)
  })

  test('a name that cannot be resolved is offline too', async () => {
    const { instantly } = setUp('https://instantly.invalid')
    expect(await errorOf(write(instantly))).toMatchObject({ code: 'API_OFFLINE' })
  })
})

describe('the key', () => {
  test('stays out of errors, audit and log, even if Instantly quotes it', async () => {
    const replies: Reply[] = [
      refused(400, `bad key ${secret}`),
      refused(401, `Bearer ${secret}`),
      refused(403, secret),
      refused(500, secret),
      refused(429, secret),
      { status: 200, html: secret },
      { status: 307, html: secret, headers: { location: `https://elsewhere.example/${secret}` } },
      'reset',
      'hang',
    ]
    for (const reply of replies) {
      const { instantly, audit, lines } = await against(() => reply, { timeouts: { readMs: 50, bulkMs: 50 } })
      for (const call of [read, write]) {
        const error = await errorOf(call(instantly))
        const told = [error.message, error.stack, error.data, error.cause, audit, lines].map((part) =>
          JSON.stringify(part),
        )
        expect(told.join()).not.toContain(secret)
      }
      await stop()
    }
  })

  test('is not sent to a redirect', async () => {
    const elsewhere = await startScriptedServer(() => ok(workspace))
    const { instantly, seen } = await against(() => ({
      status: 307,
      html: '',
      headers: { location: `${elsewhere.url}/api/v2/workspaces/current` },
    }))
    expect(await errorOf(read(instantly))).toMatchObject({ code: 'API_REFUSED', data: { reason: 'redirect' } })
    expect({ here: seen.length, there: elsewhere.seen.length }).toEqual({ here: 1, there: 0 })
    await elsewhere.stop()
  })

  test('is masked in an answer that is shown unchanged', async () => {
    const { instantly } = await against(() => refused(401, `Invalid key ${secret}`))
    const shown = await instantly.ask(requestContext, { method: 'GET', path: '/accounts', query: {}, body: null })
    expect(JSON.stringify(shown)).toContain('Invalid key [key]')
    expect(JSON.stringify(shown)).not.toContain(secret)
  })

  test('that cannot be a header is refused before any request, unquoted', async () => {
    const { instantly, seen } = await against(() => ok(workspace), {
      keys: { secretFor: async () => ({ keyId: 1 as never, secret: 'with\nline' }), report: () => undefined },
    })
    const error = await errorOf(read(instantly))
    expect(error).toMatchObject({ code: 'INSTANTLY_API_KEY_INVALID' })
    expect(JSON.stringify(error.data)).not.toContain('with')
    expect(seen.length).toBe(0)
  })

  test('that Instantly rejects is followed by the next one, or by the reason why there is none', async () => {
    const keys = [
      { keyId: 1 as ApiKeyId, secret: 'rejected-key' },
      { keyId: 2 as ApiKeyId, secret: 'other-key' },
    ]
    const source: KeySource = {
      secretFor: async () => keys[0] ?? Promise.reject(new AppError('INSTANTLY_API_KEY_REVOKED')),
      report: (_, verdict) => void (verdict === 'rejected' && keys.shift()),
    }
    const answers = [refused(401, 'unknown key'), ok(workspace), refused(401, 'unknown key')]
    const { instantly, seen } = await against(() => answers.shift() ?? ok(workspace), { keys: source })
    await read(instantly)
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer rejected-key', 'Bearer other-key'])
    expect(await errorOf(read(instantly))).toMatchObject({ code: 'INSTANTLY_API_KEY_REVOKED' })
  })

  test('of a workspace without one: nothing is sent', async () => {
    const { instantly, seen, audit } = await against(() => ok(workspace), {
      keys: {
        secretFor: () => Promise.reject(new AppError('INSTANTLY_API_KEY_MISSING')),
        report: () => undefined,
      },
    })
    expect(await errorOf(read(instantly))).toMatchObject({ code: 'INSTANTLY_API_KEY_MISSING' })
    expect(seen.length + audit.length).toBe(0)
  })
})

test.each([0, 200, 230, 250])(
  "a webhook's secret is in no quote of Instantly’s, not even partly: after %i letters",
  async (before) => {
    const [path, opener] = ['hookPathXyz0123456789abcdefABCDE_', 'openerAbc9876543210zyxwvutsrqpon-']
    const hook = {
      target_hook_url: `https://relay.example/hook/${path}`,
      event_type: 'all_events',
      headers: { 'x-sendoff-secret': opener },
    } as const
    const quoted = `${'w'.repeat(before)} ${JSON.stringify(hook)} ${encodeURIComponent(hook.target_hook_url)}`
    const { instantly } = await against(() => refused(400, quoted))
    for (const call of [
      instantly.createWebhook(requestContext, { name: 'Sendoff', ...hook }),
      instantly.changeWebhook(requestContext, 'w1', hook),
    ]) {
      const { message } = (await errorOf(call)).data
      expect(message).toContain('target_hook_url')
      expect(message).not.toMatch(/hookPath|openerAbc/)
    }
  },
)

test('Instantly is quoted on one line of at most 300 characters', async () => {
  const { instantly } = await against(() => refused(400, `first\n\tsecond\u0007 ${'x'.repeat(5_000)}`))
  const error = await errorOf(read(instantly))
  expect(String(error.data.message).length).toBe(300)
  expect(error.data.message).toMatch(/^first second x+$/)
})

test('A failing audit log does not turn a successful write into a failed one', async () => {
  const { instantly } = await against(() => ok(added), {
    audit: () => {
      throw new Error('disk full')
    },
  })
  await expect(write(instantly)).resolves.toMatchObject({ counts: { leads_uploaded: 1 } })
})
