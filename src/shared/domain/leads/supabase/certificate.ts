const decodeQueryPart = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/**
 * Returns whether a connection string leaves the server’s certificate unchecked. As in libpq, `sslmode=require`
 * encrypts but does not verify the certificate. Both the connection and the warning about it use this function.
 */
export function leavesCertificateUnchecked(connection: string): boolean {
  const [address = ''] = connection.trim().split('#')
  const query = address.split('?').slice(1).join('?')
  const mode = query.split('&').find((pair) => decodeQueryPart(pair.split('=')[0] ?? '') === 'sslmode')
  return mode !== undefined && decodeQueryPart(mode.slice(mode.indexOf('=') + 1)) === 'require'
}
