import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const quiet = ['--disable-warning=ExperimentalWarning']

/** Runs a script of this folder in a separate process and returns the one message it sends. */
export async function runAlone<T>(script: string, args: readonly string[]): Promise<T> {
  const child = fork(path.join(import.meta.dirname, script), args, {
    execArgv: quiet,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const message = once(child, 'message').then(([value]) => value as T)
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code} before it answered`)
  })
  const value = await Promise.race([message, exit])
  await exit.catch(() => undefined)
  return value
}

export type Server = {
  /** Sends a message and returns the answer. Only one call at a time. */
  ask(message: unknown): Promise<unknown>
  stop(): Promise<void>
}

/** Starts a server script in a separate process; its first message is its address. Stopping kills it. */
export async function startServer<T extends { readonly url: string }>(
  script: string,
  args: readonly string[] = [],
): Promise<T & Server> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, script), args, {
    execArgv: quiet,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [message] = await once(child, 'message')
  return {
    ...(message as T),
    async ask(question) {
      const answered = once(child, 'message')
      child.send(question as string)
      const [said] = await answered
      return said
    },
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

export function answer(value: unknown): void {
  process.send?.(value, () => process.exit(0))
}
