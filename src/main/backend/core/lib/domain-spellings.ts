import { domainToASCII, domainToUnicode } from 'node:url'

/** An address or a domain as it may be written: `info@müller.de` is `info@xn--mller-kva.de` (RFC 5891). As given first. */
export function domainSpellings(value: string): readonly string[] {
  if (!/[^\0-\x7f]|xn--/.test(value)) return [value]
  const at = value.lastIndexOf('@') + 1
  const [name, domain] = [value.slice(0, at), value.slice(at)]
  const others = [domainToASCII(domain), domainToUnicode(domain)].filter((one) => one !== '')
  return [...new Set([value, ...others.map((one) => name + one)])]
}
