import { AppError } from '#shared/errors.ts'

const ownHosts = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.salesforce\.com$/

/**
 * The address of a Salesforce org as it was pasted, from whatever page of it: `https://acme.my.salesforce.com`. Only
 * Salesforce's own hosts; CRM_ADDRESS_INVALID else.
 */
export function salesforceAddress(pasted: string): URL {
  const url = URL.parse(/^https?:/i.test(pasted.trim()) ? pasted.trim() : `https://${pasted.trim()}`)
  const refuse = () => new AppError('CRM_ADDRESS_INVALID', { reason: 'salesforce' })
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') {
    throw refuse()
  }
  // What the browser shows is the address of the pages, not of the API.
  const host = url.hostname
    .replace(/\.lightning\.force\.com$/, '.my.salesforce.com')
    .replace(/\.my\.salesforce-setup\.com$/, '.my.salesforce.com')
  // Everybody's login pages know no client credentials.
  if (!ownHosts.test(host) || host === 'login.salesforce.com' || host === 'test.salesforce.com') throw refuse()
  return new URL(`https://${host}`)
}
