/**
 * Function and migrations as Supabase's own command line takes them, written out into the data folder: what comes with
 * the app, and one migration for each client, with hashes alone in it. Read file by file: in a package they lie in an
 * archive.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { splitRelayToken } from '#shared/relay-protocol.ts'

/** Lengths beyond this are refused by nobody, but the name is for people to read in a list. */
const longestName = 60

/** The statement that adds a client; run twice it adds it once. */
export function clientSql(name: string, token: string): string {
  const parts = splitRelayToken(token)
  if (!parts) throw new Error('not a relay token')
  const shown = name
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, longestName)
  const hashes = [token, parts.path, parts.secret].map((text) => createHash('sha256').update(text).digest('hex'))
  const values = [shown || 'Client', ...hashes].map((text) => `'${text.replaceAll("'", "''")}'`)
  return `select sendoff_relay.add_workspace(\n  ${values.join(',\n  ')}\n);\n`
}

const migrationsOf = (folder: string) => path.join(folder, 'supabase', 'migrations')
const fileOf = (folder: string, migration: string) => path.join(migrationsOf(folder), `${migration}_client.sql`)

/** Writes all that comes with the app, anew: an update of the app may have brought another function. */
export function writeSetupFiles(from: string, folder: string): void {
  copyInto(from, path.join(folder, 'supabase'))
}

function copyInto(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) copyInto(source, target)
    else fs.writeFileSync(target, fs.readFileSync(source))
  }
}

export function writeClientFile(folder: string, migration: string, sql: string): void {
  fs.mkdirSync(migrationsOf(folder), { recursive: true, mode: 0o700 })
  fs.writeFileSync(fileOf(folder, migration), sql)
}

/** Supabase refuses a folder that lacks a migration it has run: the file stays, without the client in it. */
export function emptyClientFile(folder: string, migration: string): void {
  const file = fileOf(folder, migration)
  if (fs.existsSync(file)) fs.writeFileSync(file, 'select 1;\n')
}

/** A number for the next client's migration: this second, or the first after those that are there. */
export function nextMigration(folder: string, taken: readonly string[], now: number): string {
  const there = fs.existsSync(migrationsOf(folder)) ? fs.readdirSync(migrationsOf(folder)) : []
  const used = new Set([...there.map((name) => name.slice(0, 14)), ...taken])
  for (let at = now; ; at += 1_000) {
    const number = new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14)
    if (!used.has(number)) return number
  }
}

/** All migrations in their order, and the client, for the editor of a project that has migrations of its own. */
export function wholeSql(from: string, client: string): string {
  const folder = path.join(from, 'migrations')
  const files = fs.readdirSync(folder).toSorted()
  return [...files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')), client].join('\n')
}

const cliName = 'npx --yes supabase'
/** Signs the computer in at Supabase. */
export const loginCommand = `${cliName} login`

/** What is copied into a terminal. `added`: the project has function and tables already. */
export function setupCommands(order: {
  readonly folder: string
  readonly project: string
  readonly added: boolean
  readonly system: NodeJS.Platform
}): readonly string[] {
  const cli = `${cliName} --workdir ${quoted(order.folder, order.system)}`
  // A migration of a later version of the app may be older than a client's.
  const push = `${cli} db push --include-all`
  if (order.added) return [push]
  return [`${cli} link --project-ref ${order.project}`, push, `${cli} functions deploy relay --use-api`]
}

const quoted = (text: string, system: NodeJS.Platform): string =>
  system === 'win32' ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`
