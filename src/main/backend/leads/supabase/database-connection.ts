/** Connections to a PostgreSQL database, for whoever reads or writes there. */
import type { Client } from 'pg'
import { AppError } from '#shared/errors.ts'
import { connectionOptions } from './connection-options.ts'

const connectMs = 15_000
/** Of one statement, or one fetch of a cursor: the whole may take as long as it takes. */
const statementMs = 120_000

/** An open connection. SUPABASE_REFUSED or SUPABASE_UNREACHABLE where there is none. */
export async function connectDatabase(connection: string): Promise<Client> {
  const { default: pg } = await import('pg')
  const options = connectionOptions(connection)
  const db = new pg.Client({
    ...options,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    application_name: 'Sendoff',
  })
  // A connection that breaks between two reads must not end the backend; the next read says what happened.
  db.on('error', () => undefined)
  try {
    await db.connect()
    return db
  } catch (error) {
    await db.end().catch(() => undefined)
    throw asConnectError(error, options.host)
  }
}

function asConnectError(error: unknown, host: string): AppError {
  const code = (error as { code?: unknown }).code
  if (code === '28P01' || code === '28000' || code === '3D000') return new AppError('SUPABASE_REFUSED', { host })
  const certificate = typeof code === 'string' && /CERT|SIGNED|SSL|TLS/.test(code)
  return new AppError('SUPABASE_UNREACHABLE', certificate ? { host, reason: 'certificate' } : { host })
}

/** PostgreSQL's refusals as the operator should hear them; its texts may quote values, so they are cut. */
export async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (code === '42501') throw new AppError('SUPABASE_REFUSED', { reason: 'rights' })
    if (code === '42P01') throw new AppError('SUPABASE_TABLE_NOT_FOUND')
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
      throw new AppError('SUPABASE_QUERY_REFUSED', { message: String(message).slice(0, 300) })
    }
    throw new AppError('SUPABASE_UNREACHABLE', {}, { cause: error })
  }
}
