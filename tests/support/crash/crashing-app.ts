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
  /** True once the process has gone, by whose hand ever. */
  dead(): boolean
  /** SIGKILL: no goodbye, no flush. */
  kill(): Promise<void>
  readonly gone: Promise<void>
}

export type CrashingOptions = {
  readonly crmUrl?: string
  readonly dying?: DieAt | null | undefined
  /** Before the nth of the copies in its data folder is removed, and of what else lies there. */
  readonly dyingAtCopy?: number
  /** The keyring’s key; see `startBackend`. */
  readonly keyring?: number
  readonly emailsPerMinute?: number
}

/** Starts the backend on a folder as a process that can be killed at any instant, or ends itself at one. */
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
      // As in vitest.config.ts: threads that load TypeScript can take the process down.
      execArgv: [
        '--disable-warning=ExperimentalWarning',
        '--wasm-wrapper-tiering-budget=2000000000',
        // Room for all a start makes, so that it is not collected again and again meanwhile.
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
      // A closed channel means a dying process: who asked hears of it when it is dead, and not before, or a caller that
      // asks again at once would never let its end be noticed. `gone` rejects everybody who waits.
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
