/** Diagnostics for troubleshooting, as text to paste; it contains nothing about clients or leads. */
import { open } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

export type DiagnosticFacts = {
  readonly version: string
  readonly installed: boolean
  readonly language: string
  /** How keys are protected; null if unknown. */
  readonly keys: string | null
  readonly updates: string
  readonly logDir: string
}

/** How much of the end of the log is included. */
const logBytes = 24_000

/** Returns the facts, one per line, and the end of the log. Always in English. */
export async function diagnosticsText({
  version,
  installed,
  language,
  keys,
  updates,
  logDir,
}: DiagnosticFacts): Promise<string> {
  const { electron, chrome, node } = process.versions
  const lines = [
    `Sendoff ${version}, ${installed ? 'installed' : 'from source'}`,
    `${process.platform} ${process.arch} ${os.release()}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `Language ${language}, keys ${keys ?? 'unknown'}, updates ${updates}`,
    `Memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  ]
  return redactPeople([...lines, '', await readLogTail(path.join(logDir, 'sendoff.log'))].join('\n'))
}

async function readLogTail(file: string): Promise<string> {
  try {
    const handle = await open(file)
    try {
      const { size } = await handle.stat()
      const length = Math.min(size, logBytes)
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
      const text = buffer.subarray(0, bytesRead).toString('utf8')
      // The first line is truncated, unless it is the first of the file.
      return size > length ? text.slice(text.indexOf('\n') + 1) : text
    } finally {
      await handle.close()
    }
  } catch {
    return 'The log could not be read.'
  }
}

/** Removes personal data: the log has no keys or leads, but paths name the user, and errors may quote an address. */
export function redactPeople(text: string, home = os.homedir()): string {
  const { username } = os.userInfo()
  const named = [home, home.replaceAll('\\', '\\\\')].filter((each) => each.length > 1)
  let clean = text
  for (const each of named) clean = clean.replaceAll(each, '~')
  if (username.length > 2)
    clean = clean.replace(new RegExp(`([/\\\\])${RegExp.escape(username)}(?=[/\\\\])`, 'gi'), '$1…')
  // Begins only where a word begins: tried from each letter of a long line, it would take seconds.
  return clean.replace(/(?<![^\s"'<>@])[^\s"'<>@]+@[^\s"'<>@]+/g, '…@…')
}
