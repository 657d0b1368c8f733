/** A Supabase project in memory, whose function and tables tests switch on; its SQL is tested on PostgreSQL. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { CallRefused, createInbox } from '../../../relay/supabase/functions/relay/handler.ts'

export type Project = { readonly url: string; deployed: boolean; pushed: boolean; close(): void }

/** Serves the function over one list in memory that accepts every client; the SQL has tests of its own. */
export async function playProject(clientName: string): Promise<Project> {
  const stored: { seq: number; receivedMs: number; headers: object; source: null; body: string }[] = []
  const position = () => ({
    stream: '6f3c2a0e-8d0b-4a57-9f3e-1f1f6d2b7a10',
    newest: stored.length,
    acknowledged: 0,
    forgottenThrough: 0,
    forgottenUnacknowledged: 0,
  })
  const calls: Record<string, (args: Readonly<Record<string, unknown>>) => unknown> = {
    sendoff_relay_version: () => 1,
    sendoff_relay_may_deliver: () => true,
    sendoff_relay_deliver: ({ p_body, p_headers }) => {
      const headers = JSON.parse(String(p_headers)) as object
      stored.push({ seq: stored.length + 1, receivedMs: Date.now(), headers, source: null, body: String(p_body) })
      return true
    },
    sendoff_relay_poll: ({ p_after }) => ({
      position: position(),
      more: false,
      events: stored.filter(({ seq }) => seq > Number(p_after)),
    }),
    sendoff_relay_acknowledge: () => position(),
    sendoff_relay_status: () => ({
      name: clientName,
      position: position(),
      stored: { events: stored.length, bytes: 0 },
      lastReceivedMs: null,
    }),
  }
  const answer = () =>
    createInbox({
      checkEveryMs: 50,
      rpc: async (name, args) => {
        if (!project.pushed) throw new CallRefused(name, 404)
        return calls[name]?.(args) ?? null
      },
    })
  let inbox = answer()
  const notFound = { code: 'NOT_FOUND', message: 'Requested function was not found' }
  const server = createAdaptorServer({
    fetch: (request: Request) => (project.deployed ? inbox(request) : Response.json(notFound, { status: 404 })),
    createServer,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const project = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deployed: false,
    isPushed: false,
    get pushed() {
      return project.isPushed
    },
    set pushed(is: boolean) {
      project.isPushed = is
      // It caches the state of the tables for some seconds.
      inbox = answer()
    },
    close: () => {
      server.close()
      ;(server as ReturnType<typeof createServer>).closeAllConnections()
    },
  }
  return project
}
