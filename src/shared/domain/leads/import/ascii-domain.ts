/** Exists in every process and in the window, but shared code is compiled without the types of either. */
declare const URL: { parse(text: string): { readonly hostname: string } | null }

/**
 * Returns an address or domain with its domain in ASCII form (RFC 5891), so that `info@müller.de` and
 * `info@xn--mller-kva.de`, which are the same, are equal. Anything else is returned unchanged.
 */
export function toAsciiDomain(value: string): string {
  if (!/[^\0-\x7f]/.test(value)) return value
  const at = value.lastIndexOf('@') + 1
  const host = URL.parse(`http://${value.slice(at)}`)?.hostname
  return value.slice(0, at) + (host ?? value.slice(at))
}
