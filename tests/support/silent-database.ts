/** A proxy to a database that can go dead: from then on no data passes, and neither end is notified. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type DeadlyWay = {
  readonly port: number
  /** Goes dead before data containing these words reaches the database. Resolves once it did. */
  deadAt(words: string): Promise<void>
  /** Like `deadAt`, but closes every connection instead. */
  cutAt(words: string): Promise<void>
  close(): Promise<void>
}

export async function deadlyWay(databasePort: number): Promise<DeadlyWay> {
  const sockets = new Set<Socket>()
  let trap: { readonly words: string; readonly cut: boolean; readonly sprung: () => void } | null = null
  const server = createServer((near) => {
    const far = connect(databasePort, '127.0.0.1')
    let dead = false
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    near.on('data', (piece: Buffer) => {
      if (trap && piece.includes(trap.words)) {
        dead = !trap.cut
        trap.sprung()
        if (trap.cut) near.resetAndDestroy()
        trap = null
      }
      if (!dead) far.write(piece)
    })
    far.on('data', (piece: Buffer) => void (dead || near.write(piece)))
    near.on('close', () => far.destroy())
    far.on('close', () => void (dead || near.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const lay = (words: string, cut: boolean) =>
    new Promise<void>((sprung) => {
      trap = { words, cut, sprung }
    })
  return {
    port: (server.address() as AddressInfo).port,
    deadAt: (words) => lay(words, false),
    cutAt: (words) => lay(words, true),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
