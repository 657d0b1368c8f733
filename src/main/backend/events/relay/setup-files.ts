/**
 * Writes the function and migrations for Supabase's command line tool into the data folder: those that ship with the
 * app, and one migration per client, which contains only hashes. Copied file by file, because in a package they are
 * inside an archive.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { splitRelayToken } from '#shared/relay-protocol.ts'

/** Longer names work too, but people read them in a list. */
const longestName = 60

/** The statement that adds a client. Running it twice adds the client once. */
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

/** Rewrites all files that ship with the app, as an update may have changed the function. */
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

/** Supabase rejects a folder without a migration it has already run, so the file stays, but without the client. */
export function emptyClientFile(folder: string, migration: string): void {
  const file = fileOf(folder, migration)
  if (fs.existsSync(file)) fs.writeFileSync(file, 'select 1;\n')
}

/** A number for the next client's migration: the current second, or the first free one after the existing numbers. */
export function nextMigration(folder: string, taken: readonly string[], now: number): string {
  const there = fs.existsSync(migrationsOf(folder)) ? fs.readdirSync(migrationsOf(folder)) : []
  const used = new Set([...there.map((name) => name.slice(0, 14)), ...taken])
  for (let at = now; ; at += 1_000) {
    const number = new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14)
    if (!used.has(number)) return number
  }
}

/** All migrations in order plus the client, for the SQL editor of a project with its own migrations. */
export function fullSetupSql(from: string, client: string): string {
  const folder = path.join(from, 'migrations')
  const files = fs.readdirSync(folder).toSorted()
  return [...files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8')), client].join('\n')
}

const cliName = 'npx --yes supabase'
/** Signs the computer in at Supabase. */
export const loginCommand = `${cliName} login`

/** The commands to paste into a terminal. `added`: the project already has the function and the tables. */
export function setupCommands(order: {
  readonly folder: string
  readonly project: string
  readonly added: boolean
  readonly system: NodeJS.Platform
}): readonly string[] {
  const cli = `${cliName} --workdir ${quoted(order.folder, order.system)}`
  // A migration of a later app version may have a lower number than a client's.
  const push = `${cli} db push --include-all`
  if (order.added) return [push]
  return [`${cli} link --project-ref ${order.project}`, push, `${cli} functions deploy relay --use-api`]
}

const quoted = (text: string, system: NodeJS.Platform): string =>
  system === 'win32' ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`
