import { AppError } from '#shared/errors.ts'

const ownHosts = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.salesforce\.com$/

/**
 * Returns the API address of a Salesforce org from the URL of any of its pages, such as
 * `https://acme.my.salesforce.com`. Throws CRM_ADDRESS_INVALID unless the host is one of Salesforce's.
 */
export function parseSalesforceAddress(pasted: string): URL {
  const url = URL.parse(/^https?:/i.test(pasted.trim()) ? pasted.trim() : `https://${pasted.trim()}`)
  const refuse = () => new AppError('CRM_ADDRESS_INVALID', { reason: 'salesforce' })
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') {
    throw refuse()
  }
  // The browser shows the address of the pages, not that of the API.
  const host = url.hostname
    .replace(/\.lightning\.force\.com$/, '.my.salesforce.com')
    .replace(/\.my\.salesforce-setup\.com$/, '.my.salesforce.com')
  // The shared login pages do not support client credentials.
  if (!ownHosts.test(host) || host === 'login.salesforce.com' || host === 'test.salesforce.com') throw refuse()
  return new URL(`https://${host}`)
}
