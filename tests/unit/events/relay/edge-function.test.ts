import { expect, it } from 'vitest'
import { createInbox } from '../../../../relay/supabase/functions/relay/handler.ts'

/** The function with a database that knows one secret, and a record of its calls. */
function inbox(now: () => number = () => 0) {
  const asked: { readonly name: string; readonly bytes: number }[] = []
  const knownHash = 'a1d0c6e83f027327d8461063f4ac58a6'
  const answer = createInbox({
    checkEveryMs: 10,
    now,
    rpc: async (name, args) => {
      asked.push({ name, bytes: JSON.stringify(args).length })
      if (name === 'sendoff_relay_version') return 1
      return String(args['p_secret_hash']).startsWith('2bb80d537b1da3e3') || knownHash === args['p_secret_hash']
    },
  })
  return { answer, asked }
}

/** Returns a body of this many pieces of 1 MB, and the number of pieces read. */
function counted(pieces: number) {
  let read = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read === pieces) return controller.close()
        read += 1
        controller.enqueue(new Uint8Array(1_000_000))
      },
    },
    { highWaterMark: 0 },
  )
  return { body, read: () => read }
}

// Node requires it if a body is a stream.
const post = (secret: string, body: BodyInit, from = '203.0.113.5') =>
  new Request('https://x.example/functions/v1/relay/hook/path', {
    method: 'POST',
    headers: { 'x-sendoff-secret': secret, 'x-forwarded-for': `1.2.3.4, ${from}` },
    body,
    duplex: 'half',
  } as RequestInit)

it('A stranger’s body is neither read nor passed to the database', async () => {
  const { answer, asked } = inbox()
  const { body, read } = counted(8)
  expect((await answer(post('wrong', body))).status).toBe(401)
  expect(read()).toBe(0)
  expect(asked.map(({ name }) => name)).toEqual(['sendoff_relay_may_deliver'])
  expect(asked[0]?.bytes).toBeLessThan(1_000)
})

it('The right secret delivers', async () => {
  const { answer, asked } = inbox()
  expect((await answer(post('secret', '{}'))).status).toBe(200)
  expect(asked.map(({ name }) => name)).toEqual(['sendoff_relay_may_deliver', 'sendoff_relay_deliver'])
})

it('A repeatedly refused sender no longer reaches the database, and others still do', async () => {
  let at = 0
  const { answer, asked } = inbox(() => at)
  const statuses = []
  for (let n = 0; n < 200; n += 1) statuses.push((await answer(post('wrong', '{}'))).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(60)
  expect(statuses.at(-1)).toBe(429)
  expect(asked).toHaveLength(60)
  expect((await answer(post('secret', '{}', '203.0.113.6'))).status).toBe(200)
  at += 60_000
  expect((await answer(post('wrong', '{}'))).status).toBe(401)
})

it('The right secret delivers from a repeatedly refused address, known here before or not', async () => {
  const { answer } = inbox()
  const known = '203.0.113.5'
  const unknown = '203.0.113.6'
  expect((await answer(post('secret', '{}', known))).status).toBe(200)
  for (const from of [known, unknown]) {
    for (let n = 0; n < 100; n += 1) await answer(post('wrong', '{}', from))
    expect((await answer(post('wrong', '{}', from))).status).toBe(429)
    for (let n = 0; n < 5; n += 1) expect((await answer(post('secret', '{}', from))).status).toBe(200)
  }
})

it('Ever different wrong secrets reach the database a hundred and twenty times a minute, and right ones still deliver', async () => {
  const { answer, asked } = inbox()
  expect((await answer(post('secret', '{}'))).status).toBe(200)
  asked.length = 0
  const statuses = []
  for (let n = 0; n < 500; n += 1) statuses.push((await answer(post(`wrong ${n}`, '{}'))).status)
  expect(statuses).toEqual([...Array(120).fill(401), ...Array(380).fill(429)])
  expect(asked).toHaveLength(120)
  expect((await answer(post('secret', '{}'))).status).toBe(200)
})

it('A replaced secret is refused at once', async () => {
  let replaced = false
  const answer = createInbox({ checkEveryMs: 10, now: () => 0, rpc: async () => !replaced })
  expect((await answer(post('secret', '{}'))).status).toBe(200)
  replaced = true
  const statuses = []
  for (let n = 0; n < 100; n += 1) statuses.push((await answer(post('secret', '{}'))).status)
  expect(statuses).toEqual([...Array(60).fill(401), ...Array(40).fill(429)])
})

it('The state of the database is queried once in five seconds, however many ask', async () => {
  let at = 0
  const { answer, asked } = inbox(() => at)
  const health = () => answer(new Request('https://x.example/functions/v1/relay/health'))
  for (let n = 0; n < 500; n += 1) expect((await health()).status).toBe(200)
  expect(asked).toHaveLength(1)
  at += 5_000
  await health()
  expect(asked).toHaveLength(2)
})
