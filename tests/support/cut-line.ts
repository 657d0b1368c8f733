import { createServer, connect as dial, type Socket } from 'node:net'

/** A proxy to a local port that can be cut: open connections break, and new ones fail until it is mended. */
export type CutLine = { readonly port: number; cut(): void; mend(): void; close(): Promise<void> }

export async function startCutLine(to: number): Promise<CutLine> {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((from) => {
    if (isCut) {
      from.destroy()
      return
    }
    const there = dial(to, '127.0.0.1')
    for (const socket of [from, there]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        from.destroy()
        there.destroy()
      })
    }
    from.pipe(there).pipe(from)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const breakOff = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port,
    cut() {
      isCut = true
      breakOff()
    },
    mend() {
      isCut = false
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        breakOff()
      }),
  }
}
