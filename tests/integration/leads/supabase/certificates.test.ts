import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import path from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SupabaseAccess } from '#shared/contract/leads/supabase.ts'
import type { AppError } from '#shared/errors.ts'
import { startBackend, type TestBackend, temporaryDir } from '../../../support/backend.ts'
import { keys } from './support.ts'

type Pair = { readonly cert: string; readonly key: string }

/** A certificate as firms have it: signed by a private authority, which the server does not send along. */
function firmsOwn(): Pair | null {
  const dir = temporaryDir()
  const run = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore', cwd: dir })
  fs.writeFileSync(path.join(dir, 'names'), 'subjectAltName=DNS:localhost')
  try {
    run(...'req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj /CN=firm'.split(' '))
    run(...'req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=localhost'.split(' '))
    const sign =
      'x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem'
    run(...sign.split(' '))
  } catch {
    return null
  }
  const read = (name: string) => fs.readFileSync(path.join(dir, name), 'utf8')
  return { cert: read('cert.pem'), key: read('key.pem') }
}

let app: TestBackend
const servers: { close(): unknown }[] = []
beforeEach(() => {
  app = startBackend({ instantlyUrl: null })
})
afterEach(async () => {
  await app.stop()
  for (const server of servers.splice(0)) server.close()
})

async function portOf(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, 'localhost')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A database that answers whether it supports TLS, and then uses it, or does not. */
function database(pair: Pair | null, heard: (piece: Buffer) => void): Promise<number> {
  const talk = (socket: Socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(pair ? 'S' : 'N')
      const inside = pair ? new TLSSocket(socket, { isServer: true, ...pair }) : socket
      inside.on('data', heard).on('error', () => undefined)
    })
  }
  return portOf(createServer(talk))
}

async function faultOf(access: SupabaseAccess) {
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Northwind', colour: 1 })
  const work = app.call('supabase.add', { workspaceId, name: 'CRM', access })
  return work.then(() => null).catch(({ code, data }: AppError) => ({ code, ...data }))
}

it('A project with an untrusted certificate is reported as such, and never gets the key', async ({ skip }) => {
  const pair = firmsOwn()
  if (!pair) return skip('no openssl')
  let asked = 0
  const server = createHttpsServer(pair, (_request, response) => {
    asked += 1
    response.end('[]')
  })
  const address = `https://localhost:${await portOf(server)}`
  const fault = await faultOf({ kind: 'project', address, key: keys.secret })
  expect(fault).toMatchObject({ code: 'SUPABASE_UNREACHABLE', reason: 'project_certificate' })
  expect(asked).toBe(0)
})

it('A database with an untrusted certificate is reported as such, and never gets the password', async ({ skip }) => {
  const pair = firmsOwn()
  if (!pair) return skip('no openssl')
  let said = ''
  const port = await database(pair, (piece) => (said += piece.toString('latin1')))
  const fault = await faultOf({
    kind: 'database',
    connection: `postgresql://ann:secret@localhost:${port}/crm?sslmode=verify-full`,
  })
  expect(fault).toMatchObject({ code: 'SUPABASE_UNREACHABLE', host: 'localhost', reason: 'certificate' })
  expect(said).toBe('')
})

it('A database without TLS is reported as such, and never gets the password', async () => {
  let said = ''
  const port = await database(null, (piece) => (said += piece.toString('latin1')))
  const fault = await faultOf({
    kind: 'database',
    connection: `postgresql://ann:secret@localhost:${port}/crm?sslmode=require`,
  })
  expect(fault).toMatchObject({ code: 'SUPABASE_UNREACHABLE', host: 'localhost', reason: 'no_tls' })
  expect(said).toBe('')
})
