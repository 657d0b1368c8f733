import net, { type AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { connectDatabase, withSupabaseErrors } from '#backend/leads/supabase/database-connection.ts'

const password = 'p@ss-Word-4711!'
let server: net.Server | null = null
afterEach(() => server?.close())

const message = (type: string, ...parts: readonly (string | Buffer)[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

/**
 * Starts a server, or a proxy, that requests the password in clear text and refuses every statement with these words.
 */
async function refusingDatabase(words: string): Promise<string> {
  const ready = message('Z', 'I')
  server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(message('R', Buffer.from([0, 0, 0, 3])))
      socket.once('data', () => {
        socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]))
        socket.on('data', () => socket.write(Buffer.concat([message('E', `SERROR\0C22023\0M${words}\0\0`), ready])))
      })
    })
  })
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return `postgresql://reader:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`
}

it.each([
  ['as it is', password],
  ['as part of an address', `postgresql://reader:${encodeURIComponent(password)}@db`],
  ['in base64', Buffer.from(password).toString('base64')],
])('A database that repeats its password %s is quoted without it', async (_, said) => {
  const db = await connectDatabase(await refusingDatabase(`not for ${said}`))
  const error: unknown = await withSupabaseErrors(db.query('select 1')).catch((thrown: unknown) => thrown)
  await db.end()
  expect(error).toMatchObject({ code: 'SUPABASE_QUERY_REFUSED' })
  const { message: shown } = (error as { data: { message: string } }).data
  expect(shown).toMatch(/^not for .*\[key\]/)
  expect(shown).not.toContain(said)
})
