/** The log file: rotating, redacted, written in the background. */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { addressForms, escapeRegExp } from '#shared/domain/app/address-forms.ts'
import { type LogLevel, type LogLine, type LogSink, logLevels } from '#shared/log.ts'
import { formatLine } from './redact.ts'

export type LogFile = {
  readonly sink: LogSink
  /** Resolves when everything logged so far is in the file. */
  flush(): Promise<void>
  /** Removes an address from every file, including older ones, in any spelling. Rejects if one could not be written. */
  erase(address: string): Promise<void>
  /** Writes the remaining lines synchronously, just before the process ends. */
  flushNow(): void
}

export type LogFileOptions = {
  readonly dir: string
  readonly level: LogLevel
  readonly maxBytes?: number
  /** Number of files kept, including the current one. */
  readonly files?: number
}

/** Opens `sendoff.log` in `dir`; older files are `sendoff.1.log` and so on. Never throws, even if unwritable. */
export function createLogFile({ dir, level, maxBytes = 2_000_000, files = 5 }: LogFileOptions): LogFile {
  const nameOf = (age: number) => path.join(dir, age === 0 ? 'sendoff.log' : `sendoff.${age}.log`)
  const lowest = logLevels.indexOf(level)
  let queue: string[] = []
  let writing: Promise<void> | null = null
  let bytes = sizeOf(nameOf(0))
  ignoreFailure(() => mkdirSync(dir, { recursive: true, mode: 0o700 }))

  const rotate = () => {
    ignoreFailure(() => rmSync(nameOf(files - 1), { force: true }))
    for (let age = files - 2; age >= 0; age -= 1) ignoreFailure(() => renameSync(nameOf(age), nameOf(age + 1)))
    bytes = 0
  }

  /** Takes as many lines from the queue as fit the current file, rotating to a new one first if none does. */
  const takeChunk = (): string => {
    let chunk = ''
    let size = 0
    while (queue.length > 0) {
      const line = queue[0] as string
      const lineBytes = Buffer.byteLength(line)
      if (bytes + size + lineBytes > maxBytes) {
        if (size > 0) break
        if (bytes > 0) rotate()
      }
      queue.shift()
      chunk += line
      size += lineBytes
    }
    bytes += size
    return chunk
  }

  const drain = async () => {
    // Waits for one turn of the event loop, so that a burst of lines becomes one write.
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) await appendFile(nameOf(0), takeChunk(), ownOnly).catch(() => {})
  }

  /** Runs work one after the other; lines logged meanwhile are written afterwards. */
  const begin = (work: () => Promise<void>): Promise<void> => {
    const mine = (writing ?? Promise.resolve()).then(work)
    const settled: Promise<void> = mine
      .catch(() => {})
      .then(() => {
        if (writing !== settled) return
        writing = null
        if (queue.length > 0) void begin(drain)
      })
    writing = settled
    return mine
  }

  const eraseFromFiles = async (address: string) => {
    const forms = new RegExp(addressForms(address).map(escapeRegExp).join('|'), 'giu')
    for (let age = 0; age < files; age += 1) {
      const file = nameOf(age)
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      const without = text.replace(forms, '[erased]')
      if (without === text) continue
      await writeFile(`${file}.part`, without, ownOnly)
      await rename(`${file}.part`, file)
    }
    bytes = sizeOf(nameOf(0))
  }

  return {
    sink(line: LogLine) {
      if (logLevels.indexOf(line.level) < lowest) return
      queue.push(formatLine(line))
      if (!writing) void begin(drain)
    },
    async flush() {
      for (let now = writing; now; now = writing) await now
    },
    erase: (address) => begin(() => eraseFromFiles(address)),
    flushNow() {
      while (queue.length > 0) ignoreFailure(() => appendFileSync(nameOf(0), takeChunk(), ownOnly))
      queue = []
    },
  }
}

/** Other users of this computer cannot read it. */
const ownOnly = { mode: 0o600 }

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** A full disk or a file locked by another program must not stop the app from working. */
function ignoreFailure(write: () => void): void {
  try {
    write()
  } catch {
    // There is nowhere left to report it.
  }
}
