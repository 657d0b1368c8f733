import { leaksPassword } from '#shared/domain/core/database-address.ts'
import { decodeUrlPart } from '#shared/domain/core/decode-url-part.ts'
import { isThisComputer } from '#shared/domain/core/this-computer.ts'
import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { AppError } from '#shared/errors.ts'

/** Returns the parts of a connection string, with TLS except for this machine, or throws SUPABASE_ADDRESS_INVALID. */
export function connectionOptions(connection: string) {
  const url = URL.parse(connection)
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || !url.hostname || !url.username) {
    throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  }
  if (leaksPassword(url)) throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  const host = decodeUrlPart(url.hostname).replace(/^\[|\]$/g, '')
  const local = isThisComputer(host)
  const mode = url.searchParams.get('sslmode')
  return {
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    // A percent sign in a password may be literal, as passwords are pasted without encoding.
    user: decodeUrlPart(url.username),
    password: decodeUrlPart(url.password),
    database: decodeUrlPart(url.pathname.slice(1)) || 'postgres',
    ssl:
      local && mode !== 'require' && mode !== 'verify-full'
        ? false
        : { rejectUnauthorized: !leavesCertificateUnchecked(connection) },
  }
}
