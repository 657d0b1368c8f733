/** What somebody who looks for a fault asks for first, as text to paste: nothing in it belongs to a client or a lead. */
import { open } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

export type Facts = {
  readonly version: string
  readonly installed: boolean
  readonly language: string
  /** How keys are protected; null where the system did not say. */
  readonly keys: string | null
  readonly updates: string
  readonly logDir: string
}

/** How much of the log's end is given. */
const logBytes = 24_000

/** The facts, one a line, and the end of the log. In English, whatever the operator speaks. */
export async function diagnosticsText({ version, installed, language, keys, updates, logDir }: Facts): Promise<string> {
  const { electron, chrome, node } = process.versions
  const lines = [
    `Sendoff ${version}, ${installed ? 'installed' : 'from source'}`,
    `${process.platform} ${process.arch} ${os.release()}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `Language ${language}, keys ${keys ?? 'unknown'}, updates ${updates}`,
    `Memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  ]
  return withoutPeople([...lines, '', await endOfLog(path.join(logDir, 'sendoff.log'))].join('\n'))
}

async function endOfLog(file: string): Promise<string> {
  try {
    const handle = await open(file)
    try {
      const { size } = await handle.stat()
      const length = Math.min(size, logBytes)
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
      const text = buffer.subarray(0, bytesRead).toString('utf8')
      // The first line is cut, unless it is the first of all.
      return size > length ? text.slice(text.indexOf('\n') + 1) : text
    } finally {
      await handle.close()
    }
  } catch {
    return 'The log could not be read.'
  }
}

/** The log holds no key and no lead; its paths name the person at this computer, and an error may quote an address. */
export function withoutPeople(text: string, home = os.homedir()): string {
  const { username } = os.userInfo()
  const named = [home, home.replaceAll('\\', '\\\\')].filter((each) => each.length > 1)
  let clean = text
  for (const each of named) clean = clean.replaceAll(each, '~')
  if (username.length > 2)
    clean = clean.replace(new RegExp(`([/\\\\])${RegExp.escape(username)}(?=[/\\\\])`, 'gi'), '$1…')
  return clean.replace(/[^\s"'<>@]+@[^\s"'<>@]+/g, '…@…')
}
