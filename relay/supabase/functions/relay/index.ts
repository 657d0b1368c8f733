/** The relay's inbox as an Edge Function: runs handler.ts on the project's own database through RPC. */
import { CallRefused, createInbox } from './handler.ts'

declare const Deno: {
  readonly env: { get(name: string): string | undefined }
  serve(handler: (request: Request) => Promise<Response>): unknown
}

// Supabase gives every function its address and keys: the newer ones by name, the older one until it is disabled.
const url = Deno.env.get('SUPABASE_URL') ?? ''
const secretKey = firstOf(Deno.env.get('SUPABASE_SECRET_KEYS'))
const olderKey = Deno.env.get('SUPABASE_SERVICE_ROLE_KEY') ?? ''
// A newer key is not a JWT, so it is sent only in its own header.
const keys: Record<string, string> = secretKey
  ? { apikey: secretKey }
  : { apikey: olderKey, authorization: `Bearer ${olderKey}` }

function firstOf(json: string | undefined): string | null {
  try {
    const byName: unknown = JSON.parse(json ?? '')
    if (typeof byName !== 'object' || byName === null) return null
    const key = 'default' in byName ? byName.default : Object.values(byName)[0]
    return typeof key === 'string' && key !== '' ? key : null
  } catch {
    return null
  }
}

async function rpc(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
  const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
    method: 'POST',
    headers: { ...keys, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
  if (!answer.ok) throw new CallRefused(name, answer.status)
  return answer.json()
}

Deno.serve(createInbox({ rpc, checkEveryMs: 1_000 }))
