/** A PostgreSQL of its own for a test file: in a temporary folder, on a free port, gone afterwards. */
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

/** Where PostgreSQL's programs are; installed first where this machine may do that. Null where there are none. */
export function postgresBin(): string | null {
  const found = findBin()
  if (found || !asRoot || !existsSync(aptGet)) {
    // Where it is meant to be tested, a machine without it must not pass.
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

/** A program of PostgreSQL's, which refuses to run as root. */
function program(bin: string, name: string, args: readonly string[]): [string, string[]] {
  const [command = '', ...rest] = [...asUser, path.join(bin, name), ...args]
  return [command, rest]
}

/** An empty cluster. It trusts connections of this machine, but for roles that have a password. */
async function makeCluster(bin: string, dir: string): Promise<void> {
  chmodSync(dir, 0o755)
  if (asRoot) execFileSync('chown', ['postgres', dir])
  const flags = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth-host=scram-sha-256', '--auth-local=trust']
  const password = path.join(dir, 'password')
  writeFileSync(password, 'superuser-password', { mode: 0o644 })
  const made = ['-D', path.join(dir, 'data'), ...flags, '--no-sync', `--pwfile=${password}`]
  execFileSync(...program(bin, 'initdb', made), { stdio: 'ignore', cwd: dir })
}

/** Starts one: a copy of an empty cluster, as making one takes longer than most of what is done with it. */
export async function startPostgres(bin: string): Promise<TestPostgres> {
  const empty = await onceInRun('postgres', (folder) => makeCluster(bin, folder))
  const dir = mkdtempSync(path.join(os.tmpdir(), 'sendoff-pg-'))
  const data = path.join(dir, 'data')
  // Its socket lies there, too.
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
      // To the server itself: the one started may be runuser.
      execFileSync(...program(bin, 'pg_ctl', ['-D', data, '-m', 'immediate', 'stop']), { stdio: 'ignore', cwd: dir })
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A port that was free may be taken by the time the server asks for it: it says so and ends, and is given another one. */
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

/** Null once it takes connections; what it said when it ended instead. */
function readyOrEnded(server: ChildProcess): Promise<string | null> {
  let said = ''
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => resolve(said))
    // Read on afterwards, or a server that has much to say would wait for its reader.
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
