const decoded = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/**
 * Whether a connection string lets the server’s certificate go unchecked. As libpq has it, `sslmode=require` encrypts and does
 * not ask whose certificate it is. The connection and its warning both ask here.
 */
export function leavesCertificateUnchecked(connection: string): boolean {
  const [address = ''] = connection.trim().split('#')
  const query = address.split('?').slice(1).join('?')
  const mode = query.split('&').find((pair) => decoded(pair.split('=')[0] ?? '') === 'sslmode')
  return mode !== undefined && decoded(mode.slice(mode.indexOf('=') + 1)) === 'require'
}
