/** Where a mail begins to repeat the one it answers, in the languages mail programs speak. */
const quotes: readonly RegExp[] = [
  /^\s*>/,
  /^\s*-{2,}\s*(?:original message|ursprüngliche nachricht|oorspronkelijk bericht|message d'origine|mensaje original|forwarded message)/i,
  /^\s*(?:on|am|op|le|el)\b.{5,200}\b(?:wrote|schrieb|schreef|a écrit|escribió)\b.{0,80}:\s*$/i,
  /^\s*(?:from|von|van|de)\s*:\s.{0,200}@/i,
  /^_{10,}\s*$/,
]

/** A mail in two: what its writer says, and what is repeated below. */
export function ownWords(text: string): { readonly own: string; readonly quoted: string } {
  const lines = text.split('\n')
  const at = lines.findIndex((line, index) => index > 0 && quotes.some((quote) => quote.test(line)))
  if (at < 0) return { own: text, quoted: '' }
  return { own: lines.slice(0, at).join('\n').trimEnd(), quoted: lines.slice(at).join('\n') }
}
