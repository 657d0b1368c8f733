/** DuckDB over the same rows. It is a peer of the bench, no dependency: npm puts it into a folder of its own. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import type { Store } from '#backend/core/deps.ts'

const version = '1.5.6-r.1'

type Connection = {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
  closeSync(): void
}
type Module = { DuckDBInstance: { create(file: string): Promise<{ connect(): Promise<Connection> }> } }

function install(): Module {
  const dir = path.join(os.tmpdir(), `sendoff-bench-duckdb-${version}`)
  const entry = path.join(dir, 'node_modules/@duckdb/node-api')
  if (!fs.existsSync(entry)) {
    fs.mkdirSync(dir, { recursive: true })
    const { status, stderr } = spawnSync(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['install', '--prefix', dir, '--no-audit', '--no-fund', '--no-save', `@duckdb/node-api@${version}`],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`DuckDB was not installed: ${stderr}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a package of another folder has no types here
  return createRequire(path.join(dir, 'index.js'))('@duckdb/node-api') as Module
}

const tables: Readonly<Record<string, string>> = {
  event:
    'select workspace_id, contact_id, campaign_id, type, at as moment, coalesce(account_id, 0) as account_id from event',
  campaign_day: `select workspace_id, campaign_id, day, sent, contacted, opened_unique, clicked_unique, replied_unique,
    automatic, opportunities from campaign_day`,
  mailbox_day: `select workspace_id, substr(email, 4, instr(email, '@') - 4) as email, day, sent, contacted, opened_unique,
    clicked_unique, replied_unique, automatic, bounced from mailbox_day`,
}

/** A DuckDB file with the store's own rows of what is asked; every column a whole number. */
export async function openDuck(store: Store, dir: string): Promise<Connection> {
  const { DuckDBInstance } = install()
  const file = path.join(dir, 'duck.db')
  const made = fs.existsSync(file)
  const connection = await (await DuckDBInstance.create(file)).connect()
  if (made) return connection
  for (const [table, sql] of Object.entries(tables)) {
    const csv = path.join(dir, `${table}.csv`)
    const out = fs.openSync(csv, 'w')
    const statement = store.raw.prepare(sql)
    fs.writeSync(
      out,
      `${statement
        .columns()
        .map(({ name }) => name)
        .join(',')}\n`,
    )
    let lines: string[] = []
    for (const row of statement.raw().iterate() as Iterable<number[]>) {
      lines.push(row.join(','))
      if (lines.length < 10_000) continue
      fs.writeSync(out, `${lines.join('\n')}\n`)
      lines = []
    }
    fs.writeSync(out, `${lines.join('\n')}\n`)
    fs.closeSync(out)
    await connection.run(
      `create table ${table} as select * from read_csv('${csv.replaceAll('\\', '/')}', header = true, all_varchar = false)`,
    )
    fs.rmSync(csv)
  }
  return connection
}
