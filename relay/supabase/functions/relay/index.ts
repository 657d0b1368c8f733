/** The relay's inbox as an Edge Function: handler.ts over the project's own database, asked by RPC. */
import { createInbox } from './handler.ts'

declare const Deno: {
  readonly env: { get(name: string): string | undefined }
  serve(handler: (request: Request) => Promise<Response>): unknown
}

// Supabase gives every function both.
const url = Deno.env.get('SUPABASE_URL') ?? ''
const key = Deno.env.get('SUPABASE_SERVICE_ROLE_KEY') ?? ''

async function rpc(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
  const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return answer.json()
}

Deno.serve(createInbox({ rpc, lookEveryMs: 1_000 }))
