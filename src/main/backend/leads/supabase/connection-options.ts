import { decoded } from '#shared/domain/core/decoded.ts'
import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { AppError } from '#shared/errors.ts'

/** Parts of a connection string; TLS always, except to this very machine. SUPABASE_ADDRESS_INVALID for anything else. */
export function connectionOptions(connection: string) {
  const url = URL.parse(connection)
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || !url.hostname || !url.username) {
    throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  }
  // Of a password with an @ and a slash as they are, a part would be taken for the server's name, and shown and looked up as one.
  if (`${url.pathname}${url.search}${url.hash}`.includes('@')) {
    throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  }
  const host = decoded(url.hostname).replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
  const mode = url.searchParams.get('sslmode')
  return {
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    // A percent sign of a password may stand for itself: it is pasted as it was given.
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(url.pathname.slice(1)) || 'postgres',
    ssl:
      local && mode !== 'require' && mode !== 'verify-full'
        ? false
        : { rejectUnauthorized: !leavesCertificateUnchecked(connection) },
  }
}
