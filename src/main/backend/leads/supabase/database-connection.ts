/** Connections to a PostgreSQL database, for reading or writing. */
import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { Client } from 'pg'
import { answerLimits, answerValues } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'
import { isCertificateFault } from '../../core/lib/certificate-fault.ts'
import { withoutSecret } from '../../core/lib/without-secret.ts'
import { connectionOptions } from './connection-options.ts'

/** Timeouts, and the conversion of errors. */
type ConnectOptions = {
  readonly connectMs: number
  /** Timeout of one statement, or of one fetch from a cursor; the total time is not limited. */
  readonly statementMs: number
  /** Client-side timeout, as the connection may be dead without reporting it. */
  readonly queryMs?: number
  /** Maximum bytes of one answer; for a cursor, of one fetch. */
  readonly maxBytes?: number
  readonly asError: (error: unknown, host: string) => AppError
}
export const defaultConnectOptions: ConnectOptions = {
  connectMs: 15_000,
  statementMs: 120_000,
  asError: asConnectError,
}

/** Opens a connection. Throws SUPABASE_REFUSED or SUPABASE_UNREACHABLE, or what `asError` makes of the failure. */
export async function connectDatabase(
  connection: string,
  how: ConnectOptions = defaultConnectOptions,
): Promise<Client> {
  try {
    return await connect(connection, how, { statement_timeout: how.statementMs }).catch((error: unknown) => {
      if (!isUnknownSetting(error)) throw error
      return connect(connection, how, {})
    })
  } catch (error) {
    throw how.asError(error, connectionOptions(connection).host)
  }
}

/** PgBouncer refuses connections that set a statement timeout, unless it is configured otherwise. */
const isUnknownSetting = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '08P01' && error.message.includes('startup parameter')

async function connect(
  connection: string,
  how: ConnectOptions,
  settings: { readonly statement_timeout?: number },
): Promise<Client> {
  const { default: pg } = await import('pg')
  const options = connectionOptions(connection)
  const db = new pg.Client({
    ...options,
    ...settings,
    connectionTimeoutMillis: how.connectMs,
    ...(how.queryMs === undefined ? {} : { query_timeout: how.queryMs, keepAlive: true }),
    application_name: 'Sendoff',
  })
  // A connection that breaks between two reads must not terminate the backend; the next read reports the error.
  db.on('error', () => undefined)
  // Runs before pg handles the message: the server's text is shown, and stored with the rows it refused.
  connectionOf(db).on('errorMessage', (said: Error) => {
    said.message = withoutSecret(said.message, options.password)
  })
  limitAnswer(db, options.ssl !== false, how.maxBytes ?? answerLimits.supabase)
  try {
    await db.connect()
    return db
  } catch (error) {
    await db.end().catch(() => undefined)
    throw error
  }
}

/** If nothing came for longer than any statement may take, the connection is dead, though neither side said so. */
const maxSilentMs = defaultConnectOptions.statementMs + 10_000

/**
 * Waits for an answer; disconnects if the database falls silent or the caller cancels. A cursor would otherwise wait
 * forever if the connection ended between its last row and the next message.
 */
export async function withSilenceTimeout<T>(
  db: Client,
  work: Promise<T>,
  signal?: AbortSignal,
  silentMs = maxSilentMs,
): Promise<T> {
  const { stream } = connectionOf(db)
  const { promise: gone, reject } = Promise.withResolvers<never>()
  const closed = () => reject(stream.errored ?? new Error('the connection was closed'))
  const hangUp = () => void stream.destroy(new Error('nothing was heard'))
  stream.once('close', closed).once('timeout', hangUp).setTimeout(silentMs)
  signal?.addEventListener('abort', hangUp)
  if (stream.destroyed) closed()
  else if (signal?.aborted) hangUp()
  try {
    return await Promise.race([work, gone])
  } finally {
    signal?.removeEventListener('abort', hangUp)
    stream.off('close', closed).off('timeout', hangUp).setTimeout(0)
  }
}

/** Disconnects, and does not wait long for the end, whatever the database still says. */
export async function disconnect(db: Client): Promise<void> {
  const { stream } = connectionOf(db)
  const late = setTimeout(() => stream.destroy(), goodbyeMs)
  await db.end().catch(() => undefined)
  clearTimeout(late)
}

const goodbyeMs = 5_000

type Connection = EventEmitter & { readonly stream: Socket }
// Every client has it, but its types do not declare it.
const connectionOf = (db: Client): Connection => (db as unknown as { connection: Connection }).connection

/**
 * The owner of the server, or of its rows, could send an endless answer, and pg keeps the whole answer in memory, where
 * a value that is empty on the way takes up the most.
 */
function limitAnswer(db: Client, isTls: boolean, maxBytes: number): void {
  const connection = connectionOf(db)
  let [bytes, values] = [0, 0]
  let most = LOGIN_BYTES
  const tooLarge = () => new AppError('SUPABASE_QUERY_REFUSED', { message: 'answer too large' })
  const beginAnew = () => {
    bytes = 0
    values = 0
    most = maxBytes
  }
  connection.on('readyForQuery', beginAnew).on('portalSuspended', beginAnew)
  connection.on('dataRow', ({ fields }: { readonly fields: readonly unknown[] }) => {
    values += fields.length + 1
    if (values > answerValues.supabase) connection.stream.destroy(tooLarge())
  })
  // With TLS, the stream is replaced at that point.
  connection.once(isTls ? 'sslconnect' : 'connect', () => {
    const { stream } = connection
    catchBadMessages(stream)
    stream.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > most) stream.destroy(tooLarge())
    })
  })
}

/** Disconnects if the server breaks the protocol: pg then throws where nobody catches it, ending the backend. */
function catchBadMessages(stream: Socket): void {
  const [parse] = stream.listeners('data') as ((piece: Buffer) => void)[]
  if (!parse) return
  stream.off('data', parse).on('data', (piece: Buffer) => {
    try {
      parse(piece)
    } catch (error) {
      stream.destroy(error as Error)
    }
  })
}

/** Limit for the messages before login: a handful of settings and notices. */
const LOGIN_BYTES = 1024 * 1024

/** Returns the reason for a refused connection, as far as the error shows it: the login or the server's certificate. */
export function connectFault(error: unknown): 'login' | 'certificate' | null {
  const { code } = error as { code?: unknown }
  if (code === '28P01' || code === '28000' || code === '3D000') return 'login'
  return typeof code === 'string' && isCertificateFault(code) ? 'certificate' : null
}

function asConnectError(error: unknown, host: string): AppError {
  const fault = connectFault(error)
  if (fault === 'login') return new AppError('SUPABASE_REFUSED', { host })
  const reason = fault ?? (saysNoTls(error) ? 'no_tls' : null)
  return new AppError('SUPABASE_UNREACHABLE', reason ? { host, reason } : { host })
}

/** pg's own message, which has no code. */
const saysNoTls = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('does not support SSL connections')

/** Whether the database itself answered with an error; `EPIPE`, of the same format, comes from the connection. */
export const isSqlState = (code: unknown): code is string =>
  typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)

/** Converts PostgreSQL's errors to those shown to the operator; the texts are cut because they may quote values. */
export async function withSupabaseErrors<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AppError) throw error
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (code === '42501') throw new AppError('SUPABASE_REFUSED', { reason: 'rights' })
    if (code === '42P01') throw new AppError('SUPABASE_TABLE_NOT_FOUND')
    if (isSqlState(code)) {
      throw new AppError('SUPABASE_QUERY_REFUSED', { message: String(message).slice(0, 300) })
    }
    throw new AppError('SUPABASE_UNREACHABLE', {}, { cause: error })
  }
}
