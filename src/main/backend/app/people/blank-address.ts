/** Finds and blanks an address in text: as written and as encoded in links, in any case. */
import { addressForms, escapeRegExp } from '#shared/domain/app/address-forms.ts'
import { blankedAddress } from '../../clients/people/erased.ts'

export type AddressText = {
  readonly isIn: (text: string) => boolean
  /** Every way it can be written. */
  readonly forms: readonly string[]
  /** Searches bytes decoded as Latin-1, whatever surrounds the address. */
  readonly isInBytes: (bytes: string) => boolean
  /** The text without the address. */
  readonly blank: (text: string) => string
  /** SQL that is true if a column contains it; requires `patterns` as parameters. */
  readonly like: (column: string) => string
  readonly patterns: Readonly<Record<string, string>>
}

/** For one address, trimmed and in lower case. */
export function addressText(email: string): AddressText {
  const forms = addressForms(email)
  // Must not match part of a longer address: eva@x.example is not in geva@x.example, nor in eva@x.example.org.
  const source = `(?<![\\w.+-])(?:${forms.map(escapeRegExp).join('|')})(?![\\w-]|\\.[a-z0-9])`
  const once = new RegExp(source, 'iu')
  const inBytes = new RegExp(forms.map((form) => escapeRegExp(Buffer.from(form).toString('latin1'))).join('|'), 'i')
  const every = new RegExp(source, 'giu')
  const [local = '', domain = ''] = email.split('@')
  // Every text in the store is compared, so if links differ only in the @, a single pattern suffices.
  const sought = encodeURIComponent(local) === local ? [`${local}%${domain}`] : null
  const patterns = Object.fromEntries(
    (sought?.map((pattern) => pattern.replaceAll('_', String.raw`\_`)) ?? forms.map(likePattern)).map((pattern, at) => [
      `p${at}`,
      `%${pattern}%`,
    ]),
  )
  return {
    forms,
    isIn: (text) => once.test(text),
    isInBytes: (bytes) => inBytes.test(bytes),
    blank: (text) => text.replace(every, blankedAddress),
    like: (column) =>
      `(${Object.keys(patterns)
        .map((name) => `${column} like @${name} escape '\\'`)
        .join(' or ')})`,
    patterns,
  }
}

const likePattern = (form: string): string => form.replace(/[\\%_]/g, String.raw`\$&`)
