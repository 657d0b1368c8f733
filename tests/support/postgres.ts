/** Runs a separate PostgreSQL for a test file: in a temporary folder, on a free port, removed afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { onceInRun } from './once-in-run.ts'

export type TestPostgres = {
  /** Connection string of the superuser. */
  readonly url: string
  readonly port: number
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  stop(): Promise<void>
}

const aptGet = '/usr/bin/apt-get'
const asRoot = process.getuid?.() === 0

/**
 * Returns the folder of PostgreSQL's programs, after installing them if this machine allows that. Null if there are
 * none.
 */
export function postgresBin(): string | null {
  const found = findBin()
  if (found || !asRoot || !existsSync(aptGet)) {
    // A machine that is meant to test PostgreSQL must not pass without it.
    if (!found && process.env['SENDOFF_POSTGRES'] === 'required') throw new Error('PostgreSQL is required here')
    return found
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync(aptGet, ['update', '-qq'], { env, stdio: 'ignore' })
  execFileSync(aptGet, ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], { env, stdio: 'ignore' })
  return findBin()
}

function findBin(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ]
  return (
    folders.find((folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres'))) ??
    null
  )
}

const asUser = asRoot ? ['runuser', '-u', 'postgres', '--'] : []

/** Returns the command for a PostgreSQL program, which refuses to run as root. */
function program(bin: string, name: string, args: readonly string[]): [string, string[]] {
  const [command = '', ...rest] = [...asUser, path.join(bin, name), ...args]
  return [command, rest]
}

/** Creates an empty cluster. It trusts local connections, except of roles that have a password. */
async function makeCluster(bin: string, dir: string): Promise<void> {
  chmodSync(dir, 0o755)
  if (asRoot) execFileSync('chown', ['postgres', dir])
  const flags = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth-host=scram-sha-256', '--auth-local=trust']
  const password = path.join(dir, 'password')
  writeFileSync(password, 'superuser-password', { mode: 0o644 })
  const made = ['-D', path.join(dir, 'data'), ...flags, '--no-sync', `--pwfile=${password}`]
  execFileSync(...program(bin, 'initdb', made), { stdio: 'ignore', cwd: dir })
}

/** Starts a copy of an empty cluster, because creating one takes longer than most tests that use it. */
export async function startPostgres(bin: string): Promise<TestPostgres> {
  const empty = await onceInRun('postgres', (folder) => makeCluster(bin, folder))
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-pg-'))
  const data = path.join(dir, 'data')
  // Its socket is there, too.
  if (asRoot) execFileSync('chown', ['postgres', dir])
  chmodSync(dir, 0o755)
  execFileSync('cp', ['-a', path.join(empty, 'data'), data])
  const { server, port } = await startServer(bin, dir, data)
  const url = `postgresql://postgres:superuser-password@127.0.0.1:${port}/postgres`
  const client = new Client({ connectionString: url })
  await client.connect()
  return {
    url,
    port,
    sql: async (text, values = []) => (await client.query(text, [...values])).rows as Record<string, unknown>[],
    async stop() {
      await client.end()
      const gone = new Promise((resolve) => server.once('exit', resolve))
      // Stops the server itself, because the started process may be runuser.
      execFileSync(...program(bin, 'pg_ctl', ['-D', data, '-m', 'immediate', 'stop']), { stdio: 'ignore', cwd: dir })
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/**
 * A free port may be taken by the time the server binds it; the server then exits with an error, and another port is
 * tried.
 */
async function startServer(bin: string, dir: string, data: string): Promise<{ server: ChildProcess; port: number }> {
  for (let left = 10; ; left--) {
    const port = await freePort()
    const place = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', dir]
    const settings = [...place, '-c', 'fsync=off', '-c', 'shared_buffers=32MB']
    const server = spawn(...program(bin, 'postgres', settings), { stdio: ['ignore', 'ignore', 'pipe'], cwd: dir })
    const said = await readyOrEnded(server)
    if (said === null) return { server, port }
    if (left === 0 || !said.includes('could not bind')) throw new Error(`PostgreSQL did not start:\n${said}`)
  }
}

/** Resolves to null once the server accepts connections, or to its output if it exits instead. */
function readyOrEnded(server: ChildProcess): Promise<string | null> {
  let said = ''
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => resolve(said))
    // Keeps reading afterwards, or a server with much output would block.
    server.stderr?.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-10_000)
      if (said.includes('ready to accept connections')) resolve(null)
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
