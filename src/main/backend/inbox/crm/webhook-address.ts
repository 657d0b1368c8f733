import { isIP } from 'node:net'
import { AppError } from '#shared/errors.ts'
import { hostOf, isInside } from '../../core/lib/private-network.ts'

/**
 * A webhook's address as the operator gave it: https, or http where they named a private network; no name and password
 * in it. CRM_ADDRESS_INVALID else.
 */
export function webhookAddress(pasted: string, privateNetwork: boolean): URL {
  const url = URL.parse(pasted.trim())
  const refuse = (reason: string) => new AppError('CRM_ADDRESS_INVALID', { reason })
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('form')
  if (url.username !== '' || url.password !== '') throw refuse('password')
  const host = hostOf(url)
  const within = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isInside(host))
  if (within && !privateNetwork) throw refuse('private')
  if (url.protocol === 'http:' && !(within && privateNetwork)) throw refuse('https')
  url.hash = ''
  return url
}

/** What may be shown of it: paths of Zapier, Make and n8n are as good as a password. */
export function shownAddress(url: URL): string {
  return `${url.origin}${url.pathname.length > 1 || url.search !== '' ? '/…' : ''}`
}
