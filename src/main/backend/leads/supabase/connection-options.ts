import { spillsPassword } from '#shared/domain/core/database-address.ts'
import { decoded } from '#shared/domain/core/decoded.ts'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { AppError } from '#shared/errors.ts'

/** Parts of a connection string; TLS always, except to this very machine. SUPABASE_ADDRESS_INVALID for anything else. */
export function connectionOptions(connection: string) {
  const url = URL.parse(connection)
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || !url.hostname || !url.username) {
    throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  }
  if (spillsPassword(url)) throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  const host = decoded(url.hostname).replace(/^\[|\]$/g, '')
  const local = isThisComputer(host)
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
