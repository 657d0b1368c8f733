import { expect, it } from 'vitest'
import { boundedText } from '#backend/core/lib/bounded-text.ts'
import { createProjectRequest } from '#backend/leads/supabase/project-request.ts'
import { answerLimits } from '#shared/domain/core/reading-limits.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

/** An endless answer, with the number of bytes read from it. */
function endless(headers: Record<string, string> = {}) {
  let bytes = 0
  let cancelled = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        bytes += 1_000
        controller.enqueue(new Uint8Array(1_000).fill(97))
      },
      cancel() {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { response: new Response(body, { headers }), bytes: () => bytes, cancelled: () => cancelled }
}

it('Of an endless answer no more is read than its limit', async () => {
  const answer = endless()
  expect(await boundedText(answer.response, 10_000)).toBeNull()
  expect(answer.bytes()).toBe(11_000)
  expect(answer.cancelled()).toBe(true)
})

it('Of an answer that announces too much nothing is read', async () => {
  const answer = endless({ 'content-length': '10001' })
  expect(await boundedText(answer.response, 10_000)).toBeNull()
  expect(answer.bytes()).toBe(0)
})

it('Every other text is returned as sent, even with characters split between chunks', async () => {
  const bytes = new TextEncoder().encode('ä€😀'.repeat(10))
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  expect(await boundedText(new Response(body), bytes.length)).toBe('ä€😀'.repeat(10))
  expect(await boundedText(new Response(null), 10)).toBe('')
})

it('A Supabase project’s answer that announces too much is refused and not read', async () => {
  const answer = endless({ 'content-length': String(answerLimits.supabase + 1), 'content-type': 'application/json' })
  const request = createProjectRequest(
    {
      origin: 'https://x.supabase.co',
      key: 'k',
      userAgent: 'x',
      clock: createFakeClock(),
      fetch: async () => answer.response,
    },
    () => undefined,
  )
  await expect(request('https://x.supabase.co/rest/v1/leads')).rejects.toMatchObject({ code: 'SUPABASE_QUERY_REFUSED' })
  expect([answer.bytes(), answer.cancelled()]).toEqual([0, true])
})
