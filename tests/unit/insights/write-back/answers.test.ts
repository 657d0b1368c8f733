/** A project, or a gateway before it, gives an unexpected answer to a write. */
import { expect, it } from 'vitest'
import { systemClock } from '#backend/core/lib/system-clock.ts'
import { createProjectWriter } from '#backend/insights/write-back/project-writer.ts'

function writerOf(answers: readonly Response[]) {
  const left = [...answers]
  const slept: number[] = []
  const writer = createProjectWriter({
    origin: 'https://abcdefghijklmnopqrst.supabase.co',
    key: 'sb_secret_abcdef123456',
    userAgent: 'Sendoff/0',
    clock: { ...systemClock, sleep: async (ms) => void slept.push(ms) },
    fetch: async () => left.shift() ?? Response.json([]),
  })
  return { writer, slept }
}
const { signal } = new AbortController()

it('A page with status 200 is no answer: the rows wait, and the address is named', async () => {
  const page = () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } })
  const { writer } = writerOf([page(), page()])
  const unreachable = { code: 'SUPABASE_UNREACHABLE', data: { host: 'abcdefghijklmnopqrst.supabase.co' } }
  await expect(writer.put([{ campaign_id: 'a' }], signal)).rejects.toMatchObject(unreachable)
  await expect(writer.putPlatform({}, signal)).rejects.toMatchObject(unreachable)
})

it.each(['-5', '0', 'soon', new Date(0).toUTCString()])(
  'a Retry-After of %s does not cause an immediate retry',
  async (told) => {
    const busy = () => new Response('', { status: 429, headers: { 'retry-after': told } })
    const { writer, slept } = writerOf([busy(), busy()])
    await writer.put([{ campaign_id: 'a' }], signal)
    expect(slept).toHaveLength(2)
    expect(Math.min(...slept)).toBeGreaterThan(100)
  },
)

it('A Retry-After of years is not waited for', async () => {
  const { writer, slept } = writerOf([new Response('', { status: 429, headers: { 'retry-after': '99999999' } })])
  await writer.put([{ campaign_id: 'a' }], signal)
  expect(slept).toEqual([30_000])
})
