/** What an operator gives to reach a source: checked, named, and turned into a reader. */

import type { SupabaseAccess, SupabaseKeyKind } from '#shared/contract/leads/supabase.ts'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import { connectionOptions } from './connection-options.ts'
import type { TableReader } from './reader.ts'

type ReaderParts = { readonly clock: Clock; readonly appVersion: string }
/** An access as it is kept: what may be shown, and what may not. */
export type KeptAccess = {
  readonly kind: 'project' | 'database'
  readonly address: string
  readonly keyKind: SupabaseKeyKind
  readonly secret: string
}

/** SUPABASE_ADDRESS_INVALID for what is no project and no connection string. */
export function keptAccess(access: SupabaseAccess): KeptAccess {
  if (access.kind === 'database') {
    const { host, port, database } = connectionOptions(access.connection)
    const address = `${host}:${port}/${database}`
    return { kind: 'database', address, keyKind: 'password', secret: access.connection }
  }
  return {
    kind: 'project',
    address: projectOrigin(access.address),
    keyKind: keyKindOf(access.key),
    secret: access.key,
  }
}

/** Its libraries come with the first source that is read, not with the start of the app. */
export async function openReader(access: KeptAccess, { clock, appVersion }: ReaderParts): Promise<TableReader> {
  const { kind, address, secret } = access
  if (kind === 'database') return (await import('./database-reader.ts')).createDatabaseReader(secret)
  const { createProjectReader } = await import('./project-reader.ts')
  return createProjectReader({ origin: address, key: secret, userAgent: `Sendoff/${appVersion}`, clock })
}

/** A project's address from what people paste: the project id, its address, its dashboard's, with or without a path. */
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

/** Tells a key's kind by its form; the older ones carry their role inside. */
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
