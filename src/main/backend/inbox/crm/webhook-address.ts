import { isIP } from 'node:net'
import { AppError } from '#shared/errors.ts'
import { hostOf, isPrivateAddress } from '../../core/lib/private-network.ts'

/**
 * Parses a webhook address entered by the operator: https, or http if they allowed a private network, without a user
 * name or password. Throws CRM_ADDRESS_INVALID otherwise.
 */
export function parseWebhookAddress(pasted: string, privateNetwork: boolean): URL {
  const url = URL.parse(pasted.trim())
  const refuse = (reason: string) => new AppError('CRM_ADDRESS_INVALID', { reason })
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('form')
  if (url.username !== '' || url.password !== '') throw refuse('password')
  const host = hostOf(url)
  const within = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && isPrivateAddress(host))
  if (within && !privateNetwork) throw refuse('private')
  if (url.protocol === 'http:' && !(within && privateNetwork)) throw refuse('https')
  url.hash = ''
  return url
}

/** Returns the part of the address that may be shown, as paths of Zapier, Make and n8n are as secret as a password. */
export function displayAddress(url: URL): string {
  return `${url.origin}${url.pathname.length > 1 || url.search !== '' ? '/…' : ''}`
}
