import dns from 'node:dns'
import net from 'node:net'

/** Records every connection and DNS lookup from here on, and lets none of them through. */
export function watchNetwork(): { stop(): readonly string[] } {
  const tried: string[] = []
  const connect = net.Socket.prototype.connect
  const lookup = dns.lookup
  function refuse(this: net.Socket, ...args: unknown[]): net.Socket {
    tried.push(JSON.stringify(args[0]))
    return this.destroy(Object.assign(new Error('watched'), { code: 'ECONNREFUSED' }))
  }
  net.Socket.prototype.connect = refuse
  dns.lookup = ((name: string, ...rest: unknown[]) => {
    tried.push(name)
    const done = rest.at(-1) as (error: Error) => void
    done(Object.assign(new Error('watched'), { code: 'ENOTFOUND' }))
  }) as unknown as typeof lookup
  return {
    stop() {
      net.Socket.prototype.connect = connect
      dns.lookup = lookup
      return tried
    },
  }
}
