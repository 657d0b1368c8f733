/** Connections to a PostgreSQL database, for whoever reads or writes there. */
import type { Client } from 'pg'
import { AppError } from '#shared/errors.ts'
import { connectionOptions } from './connection-options.ts'

/** How long is waited, and what a failure is called there. */
type Connecting = {
  readonly connectMs: number
  /** Of one statement, or one fetch of a cursor: the whole may take as long as it takes. */
  readonly statementMs: number
  /** Given up here too, where the connection may be dead without saying so. */
  readonly queryMs?: number
  readonly asError: (error: unknown, host: string) => AppError
}
const usual: Connecting = { connectMs: 15_000, statementMs: 120_000, asError: asConnectError }

/** An open connection. SUPABASE_REFUSED or SUPABASE_UNREACHABLE where there is none, or what `asError` makes of it. */
export async function connectDatabase(connection: string, how: Connecting = usual): Promise<Client> {
  const { default: pg } = await import('pg')
  const options = connectionOptions(connection)
  const db = new pg.Client({
    ...options,
    connectionTimeoutMillis: how.connectMs,
    statement_timeout: how.statementMs,
    ...(how.queryMs === undefined ? {} : { query_timeout: how.queryMs, keepAlive: true }),
    application_name: 'Sendoff',
  })
  // A connection that breaks between two reads must not end the backend; the next read says what happened.
  db.on('error', () => undefined)
  try {
    await db.connect()
    return db
  } catch (error) {
    await db.end().catch(() => undefined)
    throw how.asError(error, options.host)
  }
}

/** Why nobody is let in, as far as an error says: who asks is refused, or the server's certificate is. */
export function connectFault(error: unknown): 'login' | 'certificate' | null {
  const { code } = error as { code?: unknown }
  if (code === '28P01' || code === '28000' || code === '3D000') return 'login'
  return typeof code === 'string' && /CERT|SIGNED|SSL|TLS/.test(code) ? 'certificate' : null
}

function asConnectError(error: unknown, host: string): AppError {
  const fault = connectFault(error)
  if (fault === 'login') return new AppError('SUPABASE_REFUSED', { host })
  return new AppError('SUPABASE_UNREACHABLE', fault ? { host, reason: fault } : { host })
}

/** Whether the database itself answered with an error; `EPIPE`, of the same shape, is the connection's. */
export const isSqlState = (code: unknown): code is string =>
  typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)

/** PostgreSQL's refusals as the operator should hear them; its texts may quote values, so they are cut. */
export async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (code === '42501') throw new AppError('SUPABASE_REFUSED', { reason: 'rights' })
    if (code === '42P01') throw new AppError('SUPABASE_TABLE_NOT_FOUND')
    if (isSqlState(code)) {
      throw new AppError('SUPABASE_QUERY_REFUSED', { message: String(message).slice(0, 300) })
    }
    throw new AppError('SUPABASE_UNREACHABLE', {}, { cause: error })
  }
}
