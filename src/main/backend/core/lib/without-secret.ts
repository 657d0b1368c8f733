/** Between the letters of a secret that was wrapped or written apart. */
const between = String.raw`[\s\p{Cc}\p{Cf}]*`

/** What a server says without our secrets, should it repeat one: as it is, as part of an address, in base64, or over two lines. */
export const withoutSecret = (text: string, ...secrets: readonly string[]): string => secretsHider(secrets)(text)

/** The same of every text in an answer. */
export function withoutSecretInside(json: unknown, ...secrets: readonly string[]): unknown {
  const hide = secretsHider(secrets)
  const inside = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value)
    if (Array.isArray(value)) return value.map(inside)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, inside(of)]))
  }
  return inside(json)
}

function secretsHider(secrets: readonly string[]): (text: string) => string {
  const forms = secrets.filter((secret) => secret !== '').flatMap(formsOf)
  if (forms.length === 0) return (text) => text
  const patterns = [...new Set(forms)].map((form) => Array.from(form, (letter) => RegExp.escape(letter)).join(between))
  const anyForm = new RegExp(patterns.join('|'), 'giu')
  return (text) => text.replaceAll(anyForm, '[key]')
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')]
}
