import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Call } from '#shared/contract/index.ts'
import { AppError, fromWire } from '#shared/errors.ts'
import type { Reply } from '#shared/rpc.ts'
import { backendProcessEnv } from '../repository.ts'
import { countKill } from './count-kills.ts'
import type { DieAt } from './die-at.ts'

export type CrashingApp = {
  readonly pid: number
  readonly call: Call
  /** True once the process has ended, for any reason. */
  dead(): boolean
  /** Sends SIGKILL: no shutdown, no flush. */
  kill(): Promise<void>
  readonly gone: Promise<void>
}

export type CrashingOptions = {
  readonly crmUrl?: string
  readonly dying?: DieAt | null | undefined
  /** The process kills itself before the nth removal of a file or folder in its data folder, copies included. */
  readonly dyingAtCopy?: number
  /** The keyring's key; see `startBackend`. */
  readonly keyring?: number
  readonly emailsPerMinute?: number
}

/**
 * Starts the backend on a folder as a process that can be killed at any instant, or that kills itself at a given one.
 */
export async function startCrashingApp(
  dir: string,
  instantlyUrl: string,
  options: CrashingOptions = {},
): Promise<CrashingApp> {
  const child: ChildProcess = fork(
    process.env[backendProcessEnv] ?? path.join(import.meta.dirname, 'backend-process.ts'),
    [dir, instantlyUrl, JSON.stringify(options)],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // As in vitest.config.ts: threads that load TypeScript can crash the process.
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--wasm-wrapper-tiering-budget=2000000000',
        // Enough room for everything allocated at start, so that no garbage collection runs meanwhile.
        '--min-semi-space-size=32',
        '--max-semi-space-size=64',
      ],
    },
  )
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>()
  let lastId = 0
  let dead = false
  const gone = once(child, 'exit').then(([, signal]) => {
    if (signal === 'SIGKILL') countKill()
    dead = true
    for (const requestContext of waiting.values()) requestContext.reject(new AppError('BACKEND_GONE'))
    waiting.clear()
  })
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (raw) => {
      const message = raw as { ready?: boolean; id?: number; reply?: Reply }
      if (message.ready) resolve()
      else if (message.id !== undefined && message.reply) {
        waiting.get(message.id)?.resolve(message.reply)
        waiting.delete(message.id)
      }
    })
    void gone.then(() => reject(new AppError('BACKEND_GONE')))
  })
  await ready

  const ask = (name: string, input: unknown) =>
    new Promise<Reply>((resolve, reject) => {
      if (dead) {
        reject(new AppError('BACKEND_GONE'))
        return
      }
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      // A closed channel means a dying process. The caller is told only once it is dead; a caller that retries at once
      // would otherwise never let its exit be noticed. `gone` rejects all pending calls.
      child.send({ id: lastId, name, input }, () => undefined)
    })
  const call: Call = async (name, input) => {
    const reply = await ask(name, input)
    if (!reply.ok) throw fromWire(reply.error)
    return reply.data as never
  }
  return {
    pid: child.pid ?? 0,
    call,
    dead: () => dead,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    gone,
  }
}
