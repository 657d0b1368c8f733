/** Removes all secrets from a log line. It is better to remove a word too many than to keep a key. */
import type { LogLine } from '#shared/log.ts'

const redactedMark = '[redacted]'
const longest = 4000
/** Longer than any key or address of a database. */
const longestSecret = 500

/** Names whose values are never logged: keys, and the bodies of requests and answers. */
const secretName =
  /(^|[_-])(api[_-]?key|key|token|secret|password|passphrase|authorization|auth|cookie|cipher|body|bodies|headers)$|apiKey|ApiKey|Token$|Secret$|Password$|Passphrase$|Body$/i

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const namedSecret =
  /(?<![a-z\d])((?:api[_-]?)?key|token|secret|password|passphrase|authorization|cookie)(["']?\s*[=:]\s*["']?)(?!\[redacted\])(?:(?:bearer|basic)\s+)?[^\s"'&,;]+/gi
const bearer = /\b(bearer|basic)\s+(?!\[redacted\])[\w+/=.~-]+/gi
/** Name and password in the address of a database or proxy. Up to the last @, because a password may contain one. */
const credentialsInUrl = /\b([a-z][a-z\d+.-]{1,20}:\/\/)[^\s"'<>]*@(?=[^\s"'<>@])/gi
/** A run as long as a key. Slashes occur in base64, but also in paths; `isSecret` decides about those. */
const longRun = /[A-Za-z0-9+/_=-]{24,}/g

function isSecret(run: string): boolean {
  if (uuid.test(run)) return false
  // A path or address consists of many short names; base64 has a slash once in 64 letters.
  if (run.includes('/')) {
    const names = run.split('/')
    return (
      names.some((name) => name.length >= 24 && isSecret(name)) ||
      (names.length <= 1 + run.length / 24 && looksRandom(run))
    )
  }
  return looksRandom(run)
}

/** Whether a run looks random: digits and letters mixed, and not words joined by dashes or underscores. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) || !/[A-Za-z]/.test(run)) return false
  return /^[0-9a-f]+$/i.test(run) || Math.max(...run.split(/[-_]/).map((part) => part.length)) >= 12
}

/** Cuts a long text before a word and not inside one, because a part of a key no longer looks like one. */
function shortened(text: string): string {
  if (text.length <= longest) return text
  const sure = longest - longestSecret
  return text.slice(0, sure) + text.slice(sure, longest).replace(/[^\s"'<>]+$/, '')
}

/** Returns the text without anything that looks like a key, on one line, of bounded length. */
export function redactText(text: string): string {
  return shortened(text)
    .replace(credentialsInUrl, `$1${redactedMark}@`)
    .replace(namedSecret, (_whole, name: string, between: string) => `${name}${between}${redactedMark}`)
    .replace(bearer, (_whole, scheme: string) => `${scheme} ${redactedMark}`)
    .replace(longRun, (run) => (isSecret(run) ? redactedMark : run))
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return String(value)
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '[…]'
  if (value instanceof Error) return redactText(value.stack ?? value.message)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return redactedMark
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redactValue(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      redactText(name),
      secretName.test(name) ? redactedMark : redactValue(item, depth + 1),
    ]),
  )
}

/** Formats one line of the log file: time, level, scope, message, facts as JSON. Line breaks in it are removed. */
export function formatLine(line: LogLine): string {
  const facts = line.data ? ` ${JSON.stringify(redactValue(line.data, 0))}` : ''
  // oxlint-disable-next-line no-control-regex
  const message = redactText(line.message).replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ')
  return `${line.at} ${line.level.toUpperCase().padEnd(5)} ${line.scope}: ${message}${facts}\n`
}
