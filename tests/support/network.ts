import type { AddressInfo } from 'node:net'
import net from 'node:net'

export type Network = {
  /** Address that leads to the server. */
  readonly url: string
  /** Pulls the plug: all connections end and new ones fail. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/** Creates a proxy to a local server that can be cut and mended. */
export async function createNetwork(target: string): Promise<Network> {
  const { port: targetPort } = new URL(target)
  const sockets = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = net.connect(Number(targetPort), '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => undefined)
    }
    near.pipe(far)
    far.pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const down = async () => {
    for (const socket of sockets) socket.resetAndDestroy()
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}`, down, up: () => listen(port), close: down }
}
