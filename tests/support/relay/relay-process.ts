/** Runs the relay as its users start it, in a separate process that can be killed; `script` is that of a packed one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { countKill } from '../crash/count-kills.ts'
import { builtRelayEnv, repoRoot } from '../repository.ts'

const main = process.env[builtRelayEnv] ?? path.join(repoRoot, 'relay/main.ts')

export type RelayProcess = {
  readonly url: string
  readonly output: string[]
  readonly logLines: string[]
  /** kill -9. */
  kill(): Promise<void>
  /** Sends SIGTERM; returns the exit code. */
  stop(): Promise<number | null>
}

export async function startRelayProcess(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  script: string = main,
): Promise<RelayProcess> {
  const child = spawnRelay(env, args, script)
  const output: string[] = []
  const logLines: string[] = []
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => output.push(line))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const url = await new Promise<string>((resolve, reject) => {
    if (!child.stderr) return reject(new Error('no log'))
    createInterface({ input: child.stderr }).on('line', (line) => {
      logLines.push(line)
      const port = /"message":"listening".*"port":(\d+)/.exec(line)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    void exited.then((code) => reject(new Error(`the relay ended with ${code}: ${logLines.join('\n')}`)))
  })
  return {
    url,
    output,
    logLines,
    async kill() {
      child.kill('SIGKILL')
      await exited
      countKill()
    },
    stop() {
      child.kill('SIGTERM')
      return exited
    },
  }
}

/** Runs one command; returns its output and exit code. */
export async function runRelayCommand(
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  script: string = main,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawnRelay(env, args, script)
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString()
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...texts }
}

function spawnRelay(env: Readonly<Record<string, string>>, args: readonly string[], script: string): ChildProcess {
  // Its code is compiled once for all of them.
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env
  return spawn(process.execPath, [script, ...args], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, RELAY_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
