import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type JournalReading, parseJournal } from '#demo/api/journal.ts'
import type { Control, ControlState, ProcessOptions } from './control-types.ts'

export type SpawnedInstantly = {
  readonly url: string
  readonly key: string
  readonly pid: number
  control(control: Control): Promise<void>
  /** Totals from the journal; takes a while after a million leads. */
  state(): Promise<ControlState>
  /** The journal as written to `journalFile`, whether or not the server still runs. */
  journal(): JournalReading
  close(): Promise<void>
}

/** Starts the fake Instantly in a separate process, so that it does not disturb what is measured or killed. */
export async function spawnFakeInstantly(options: ProcessOptions = {}): Promise<SpawnedInstantly> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the fake Instantly ended at its start with ${String(code)}`)
    }),
  ])
  const started = JSON.parse(first) as { readonly url: string; readonly key: string; readonly pid: number }
  const address = `${started.url}/__control`
  return {
    ...started,
    async control(control) {
      const answer = await fetch(address, { method: 'POST', body: JSON.stringify(control) })
      if (!answer.ok) throw new Error(`the fake Instantly refused its orders with ${answer.status}`)
    },
    state: async () => (await (await fetch(address)).json()) as ControlState,
    journal() {
      const file = options.journalFile
      if (file === undefined) throw new Error('started without a journalFile')
      return parseJournal(existsSync(file) ? readFileSync(file, 'utf8') : '')
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill()
      await gone
    },
  }
}
