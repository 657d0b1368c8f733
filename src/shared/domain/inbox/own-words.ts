/** Patterns of lines where the quoted email begins, in the languages email programs use. */
const quoteStarts: readonly RegExp[] = [
  /^\s*>/,
  /^\s*-{2,}\s*(?:original message|ursprüngliche nachricht|oorspronkelijk bericht|message d'origine|mensaje original|forwarded message)/i,
  /^\s*(?:on|am|op|le|el)\b.{5,200}\b(?:wrote|schrieb|schreef|a écrit|escribió)\b.{0,80}:\s*$/i,
  /^\s*(?:from|von|van|de)\s*:\s.{0,200}@/i,
  /^_{10,}\s*$/,
]

const longestMark = 400

/** Splits an email into the writer's own text and the quoted text below it. */
export function splitQuotedText(text: string): { readonly own: string; readonly quoted: string } {
  const lines = text.split('\n')
  const at = lines.findIndex((line, index) => {
    // Real attribution lines are shorter, and the pattern must not scan longer ones.
    const start = line.trim().slice(0, longestMark)
    return index > 0 && start !== '' && quoteStarts.some((quote) => quote.test(start))
  })
  if (at < 0) return { own: text, quoted: '' }
  return { own: lines.slice(0, at).join('\n').trimEnd(), quoted: lines.slice(at).join('\n') }
}
