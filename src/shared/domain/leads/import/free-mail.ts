/** Public email providers; an address there says nothing about a company. */
import data from './free-mail.json' with { type: 'json' }

/** Providers that use the same name under many country domains. */
const everywhere =
  /^(?:yahoo|ymail|hotmail|outlook|live|msn|gmx|yandex|aol|icloud|protonmail|zohomail)\.[a-z]{2,4}(?:\.[a-z]{2})?$/

const providers: ReadonlySet<string> = new Set(data)

/**
 * Returns whether a domain (lower-cased, as after the `@`) belongs to a public email provider rather than to a company.
 */
export const isFreeMail = (domain: string): boolean => providers.has(domain) || everywhere.test(domain)

/** Returns the domain of an address key. */
export const domainOfAddress = (email: string): string => email.slice(email.lastIndexOf('@') + 1)
