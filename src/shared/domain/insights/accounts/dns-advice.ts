/** Determines what to add to a domain's DNS when a test found something missing. Pure functions, no look-ups. */

export const dnsChecks = ['mx', 'spf', 'dkim', 'dmarc'] as const
export type DnsCheck = (typeof dnsChecks)[number]

/** A record in the form that DNS providers ask for. `value` null: only the email provider can supply it. */
export type DnsRecord = {
  readonly check: DnsCheck
  readonly type: 'MX' | 'TXT' | 'CNAME'
  readonly name: string
  readonly value: string | null
}

/** Instantly's numbers of email providers. */
const google = 2
const microsoft = 3
const aws = 4

const spfOf: Readonly<Record<number, string>> = {
  [google]: 'include:_spf.google.com',
  [microsoft]: 'include:spf.protection.outlook.com',
  [aws]: 'include:amazonses.com',
}
const mxOf = (provider: number | null, domain: string): string | null => {
  if (provider === google) return 'smtp.google.com'
  return provider === microsoft ? `${domain.replaceAll('.', '-')}.mail.protection.outlook.com` : null
}
const dkimNameOf: Readonly<Record<number, string>> = {
  [google]: 'google._domainkey',
  [microsoft]: 'selector1._domainkey',
}

/** Returns the records to add or fix for checks that failed; none for checks that passed or were not reported. */
export function dnsAdvice(
  domain: string,
  vitals: Readonly<Record<DnsCheck, boolean | null>>,
  provider: number | null,
): readonly DnsRecord[] {
  const failed = dnsChecks.filter((check) => vitals[check] === false)
  return failed.map((check): DnsRecord => {
    if (check === 'mx') return { check, type: 'MX', name: '@', value: mxOf(provider, domain) }
    if (check === 'spf') {
      const include = provider === null ? undefined : spfOf[provider]
      return { check, type: 'TXT', name: '@', value: include === undefined ? null : `v=spf1 ${include} ~all` }
    }
    if (check === 'dkim') {
      const name = (provider === null ? undefined : dkimNameOf[provider]) ?? '<selector>._domainkey'
      return { check, type: provider === microsoft ? 'CNAME' : 'TXT', name, value: null }
    }
    return { check, type: 'TXT', name: '_dmarc', value: `v=DMARC1; p=none; rua=mailto:postmaster@${domain}` }
  })
}

/** Returns the records as text for the person who manages the DNS. */
export const dnsText = (domain: string, records: readonly DnsRecord[], unknown: (check: DnsCheck) => string): string =>
  [domain, ...records.map(({ check, type, name, value }) => `${type}\t${name}\t${value ?? unknown(check)}`)].join('\n')
