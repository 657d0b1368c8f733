import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { connectDatabase, disconnect } from '#backend/leads/supabase/database-connection.ts'
import { createDatabaseReader } from '#backend/leads/supabase/database-reader.ts'

/** Returns a setting as a server reports it during login. */
function parameterStatus(name: string, value: string): Buffer {
  const body = Buffer.from(`${name}\0${value}\0`)
  const head = Buffer.alloc(5)
  head.write('S')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** Returns what begins to send a piece again and again; `ended` gets the number of bytes sent. */
function talkerOf(socket: Socket, piece: Buffer, ended: (sent: number) => void): () => void {
  let sent = 0
  const talk = () => {
    while (!socket.destroyed) {
      sent += piece.length
      if (!socket.write(piece)) {
        socket.once('drain', talk)
        return
      }
    }
  }
  socket.on('error', () => undefined)
  socket.on('close', () => ended(sent))
  return talk
}

it.each([
  ['many settings', parameterStatus('TimeZone', 'x'.repeat(60_000))],
  ['one setting that never ends', Buffer.alloc(64_000, 'x')],
])('A database that sends endlessly before login is disconnected: %s', async (_name, piece) => {
  const ended = Promise.withResolvers<number>()
  const server = createServer((socket: Socket) => {
    const talk = talkerOf(socket, piece, ended.resolve)
    socket.once('data', () => {
      if (piece[0] !== 0x53) socket.write(Buffer.from([0x53, 0x7f, 0xff, 0xff, 0xff]))
      talk()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await expect(connectDatabase(`postgres://ann:secret@127.0.0.1:${port}/postgres`)).rejects.toMatchObject({
    code: 'SUPABASE_UNREACHABLE',
  })
  // Including the buffers of both systems.
  expect(await ended.promise).toBeLessThan(50_000_000)
  server.close()
})

/** No password is requested, and the server is ready. */
const letIn = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])

it('A pooler without a statement limit still accepts Sendoff, as PgBouncer answers', async () => {
  const refusal = Buffer.from('SFATAL\0C08P01\0Munsupported startup parameter: statement_timeout\0\0')
  const head = Buffer.from([0x45, 0, 0, 0, refusal.length + 4])
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (asked: Buffer) => {
      if (asked.includes('statement_timeout')) socket.end(Buffer.concat([head, refusal]))
      else socket.write(letIn)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const db = await connectDatabase(`postgres://ann:secret@127.0.0.1:${port}/postgres`)
  await disconnect(db)
  server.close()
})

const message = (type: string, body: readonly number[], length = body.length + 4) =>
  Buffer.from([type.charCodeAt(0), 0, 0, 0, length, ...body])

it.each([
  ['a row cut off in the middle', message('D', [0, 9])],
  ['a row with more cells than columns', Buffer.concat([message('T', [0, 0]), message('D', [0, 1, 0, 0, 0, 0])])],
  ['a description of columns without any', message('T', [0, 9])],
  ['a number of rows that is none', message('C', [65])],
  ['a request to copy', message('G', [0, 9, 9])],
  ['another login', message('R', [0, 0, 0, 99])],
])('A database whose answer breaks the protocol is reported, and the app goes on: %s', async (_name, answer) => {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      socket.write(letIn)
      socket.on('data', () => socket.end(answer))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // An error that pg throws while it reads would end the backend, and here the run of the tests.
  const reader = createDatabaseReader(`postgres://ann:secret@127.0.0.1:${port}/postgres`)
  await expect(reader.relations()).rejects.toMatchObject({ code: 'SUPABASE_UNREACHABLE' })
  await reader.close()
  server.close()
})

it('A database that lists more tables than anybody has is disconnected long before its answer fills the memory', async () => {
  const ended = Promise.withResolvers<number>()
  const row = message('D', [0, 6, ...Array.from({ length: 24 }, () => 0)])
  const piece = Buffer.concat(Array.from({ length: 2_000 }, () => row))
  const columns = ['schema', 'name', 'kind', 'column', 'type', 'primaryKey'].map((name) =>
    Buffer.concat([
      Buffer.from(`${name}\0`),
      Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0]),
    ]),
  )
  const server = createServer((socket: Socket) => {
    const talk = talkerOf(socket, piece, ended.resolve)
    socket.once('data', () => {
      socket.write(letIn)
      socket.once('data', () => {
        socket.write(message('T', [0, 6, ...Buffer.concat(columns)]))
        talk()
      })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const reader = createDatabaseReader(`postgres://ann:secret@127.0.0.1:${port}/postgres`)
  await expect(reader.relations()).rejects.toMatchObject({ code: 'SUPABASE_QUERY_REFUSED' })
  // Some six times what a list of 300,000 columns takes, for the buffers of both systems.
  expect(await ended.promise).toBeLessThan(60_000_000)
  await reader.close()
  server.close()
})

it('A database that goes on talking after the goodbye is disconnected all the same', async () => {
  const notice = message('N', [0])
  const closed = Promise.withResolvers<void>()
  const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
    const talking = setInterval(() => socket.write(notice), 100)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(talking)
      closed.resolve()
    })
    socket.once('data', () => socket.write(letIn))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const db = await connectDatabase(`postgres://ann:secret@127.0.0.1:${port}/postgres`)
  await disconnect(db)
  await closed.promise
  server.close()
})
