/** Known in every process and in the window; shared code is compiled without the types of either. */
declare const URL: { parse(text: string): { readonly hostname: string } | null }

/**
 * An address or a domain with its domain in Latin letters (RFC 5891): the same for `info@müller.de` and
 * `info@xn--mller-kva.de`, which are one. Anything else as given.
 */
export function inLatinLetters(value: string): string {
  if (!/[^\0-\x7f]/.test(value)) return value
  const at = value.lastIndexOf('@') + 1
  const host = URL.parse(`http://${value.slice(at)}`)?.hostname
  return value.slice(0, at) + (host ?? value.slice(at))
}
