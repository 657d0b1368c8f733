/** Providers anybody can have a mailbox at: an address there says nothing about a company. */
import data from './free-mail.json' with { type: 'json' }

/** Those that have the same name under many countries. */
const everywhere =
  /^(?:yahoo|ymail|hotmail|outlook|live|msn|gmx|yandex|aol|icloud|protonmail|zohomail)\.[a-z]{2,4}(?:\.[a-z]{2})?$/

const providers: ReadonlySet<string> = new Set(data)

/** Whether a domain (lower case, as after the `@`) belongs to a provider of mailboxes, and not to one company. */
export const isFreeMail = (domain: string): boolean => providers.has(domain) || everywhere.test(domain)

/** The domain of an address key. */
export const domainOfAddress = (email: string): string => email.slice(email.lastIndexOf('@') + 1)
