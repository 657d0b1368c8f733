import { leavesCertificateUnchecked } from '#shared/domain/leads/supabase/certificate.ts'
import { AppError } from '#shared/errors.ts'

/** Parts of a connection string; TLS always, except to this very machine. SUPABASE_ADDRESS_INVALID for anything else. */
export function connectionOptions(connection: string) {
  const url = URL.parse(connection)
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || !url.hostname || !url.username) {
    throw new AppError('SUPABASE_ADDRESS_INVALID', { reason: 'connection' })
  }
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
  const mode = url.searchParams.get('sslmode')
  return {
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    ssl:
      local && mode !== 'require' && mode !== 'verify-full'
        ? false
        : { rejectUnauthorized: !leavesCertificateUnchecked(connection) },
  }
}
