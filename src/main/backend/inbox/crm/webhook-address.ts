import { AppError } from '#shared/errors.ts'
import { parseOutsideAddress } from '../../core/lib/private-network.ts'

/** Parses a webhook address. Throws CRM_ADDRESS_INVALID. */
export function parseWebhookAddress(pasted: string, privateNetwork: boolean): URL {
  const refuse = (reason: string) => new AppError('CRM_ADDRESS_INVALID', { reason })
  const url = parseOutsideAddress(pasted, privateNetwork, refuse)
  url.hash = ''
  return url
}

/** Returns the part of the address that may be shown, as paths of Zapier, Make and n8n are as secret as a password. */
export function displayAddress(url: URL): string {
  return `${url.origin}${url.pathname.length > 1 || url.search !== '' ? '/…' : ''}`
}
