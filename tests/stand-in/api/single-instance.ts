/**
 * Ensures one instance per profile. The answer must be synchronous, so it uses a lock file with the holder's process
 * id; a second instance leaves its command line as a file in a folder the holder watches.
 */
import { type FSWatcher, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'

export type SecondStart = { readonly argv: readonly string[]; readonly cwd: string; readonly data: unknown }

export class InstanceLock {
  readonly #lockFile: string
  readonly #mailbox: string
  readonly #onSecond: (start: SecondStart) => void
  #watcher: FSWatcher | null = null

  constructor(profile: string, onSecond: (start: SecondStart) => void) {
    this.#lockFile = path.join(profile, '.standin-lock')
    this.#mailbox = path.join(profile, '.standin-starts')
    this.#onSecond = onSecond
  }

  get held(): boolean {
    return this.#watcher !== null
  }

  /** Returns true if this process holds the lock; otherwise the holder has been notified of this start. */
  request(start: SecondStart): boolean {
    if (this.held) return true
    mkdirSync(this.#mailbox, { recursive: true })
    if (!this.#take()) {
      const letter = path.join(this.#mailbox, `${process.hrtime.bigint()}-${process.pid}`)
      writeFileSync(`${letter}.part`, JSON.stringify(start))
      renameSync(`${letter}.part`, `${letter}.json`)
      return false
    }
    for (const old of readdirSync(this.#mailbox)) rmSync(path.join(this.#mailbox, old), { force: true })
    this.#watcher = watch(this.#mailbox, () => this.#read()).unref()
    return true
  }

  release(): void {
    if (!this.#watcher) return
    this.#watcher.close()
    this.#watcher = null
    rmSync(this.#lockFile, { force: true })
  }

  #take(): boolean {
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        writeFileSync(this.#lockFile, String(process.pid), { flag: 'wx' })
        return true
      } catch {
        if (isAlive(Number(readFileSync(this.#lockFile, 'utf8')))) return false
        rmSync(this.#lockFile, { force: true })
      }
    }
    return false
  }

  #read(): void {
    for (const name of readdirSync(this.#mailbox)) {
      if (!name.endsWith('.json')) continue
      const letter = path.join(this.#mailbox, name)
      const start = JSON.parse(readFileSync(letter, 'utf8')) as SecondStart
      rmSync(letter, { force: true })
      this.#onSecond(start)
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
