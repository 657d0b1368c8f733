/** The operator's access data for a source: validated, named, and turned into a reader. */

import type { SupabaseAccess, SupabaseKeyKind } from '#shared/contract/leads/supabase.ts'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import { connectionOptions } from './connection-options.ts'
import type { TableReader } from './reader.ts'

type ReaderParts = { readonly clock: Clock; readonly appVersion: string }
/** Access data as stored: the part that may be shown, and the part that may not. */
export type StoredAccess = {
  readonly kind: 'project' | 'database'
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly secret: string
}

/**
 * Throws SUPABASE_ADDRESS_INVALID for anything that is neither a project nor a connection string, and SUPABASE_REFUSED
 * for what cannot be a key: it would not even fit into a header.
 */
export function splitAccess(access: SupabaseAccess): StoredAccess {
  if (access.kind === 'database') {
    const { host, port, database } = connectionOptions(access.connection)
    const address = `${host}:${port}/${database}`
    return { kind: 'database', address, keyKind: 'password', secret: access.connection }
  }
  const address = projectOrigin(access.address)
  if (!/^[\x21-\x7e]{8,}$/.test(access.key)) throw new AppError('SUPABASE_REFUSED')
  return {
    kind: 'project',
    address,
    keyKind: keyKindOf(access.key),
    secret: access.key,
  }
}

/** The libraries are loaded with the first source that is read, not when the app starts. */
export async function openReader(access: StoredAccess, { clock, appVersion }: ReaderParts): Promise<TableReader> {
  const { kind, address, secret } = access
  if (kind === 'database') return (await import('./database-reader.ts')).createDatabaseReader(secret)
  const { createProjectReader } = await import('./project-reader.ts')
  return createProjectReader({ origin: address, key: secret, userAgent: `Sendoff/${appVersion}`, clock })
}

/** Returns a project's address from what people paste: the id, the address, the dashboard's, with or without a path. */
export function projectOrigin(pasted: string): string {
  const text = pasted.trim()
  const ref = /^[a-z]{20}$/.exec(text)?.[0] ?? /supabase\.com\/dashboard\/project\/([a-z]{20})/.exec(text)?.[1]
  if (ref) return `https://${ref}.supabase.co`
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  const local = url !== null && isThisComputer(url.hostname)
  const safe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && local))
  if (!safe || url.username !== '' || url.password !== '' || !(local || url.hostname.includes('.'))) {
    throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'project' })
  }
  return url.origin
}

/** Returns the kind of a key from its format; older keys contain their role. */
export function keyKindOf(key: string): SupabaseKeyKind {
  if (key.startsWith('sb_publishable_')) return 'publishable'
  if (key.startsWith('sb_secret_')) return 'secret'
  try {
    const claims = JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString('utf8')) as { role?: unknown }
    return claims.role === 'anon' || claims.role === 'service_role' ? claims.role : 'unknown'
  } catch {
    return 'unknown'
  }
}
