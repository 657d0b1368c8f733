/** Runs the queries in DuckDB over the same rows. */
import fs from 'node:fs'
import path from 'node:path'
import type { Store } from '#backend/core/deps.ts'
import { fromNpm } from './beside.ts'

const version = '1.5.6-r.1'

type Connection = {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>
  closeSync(): void
}
type Module = { DuckDBInstance: { create(file: string): Promise<{ connect(): Promise<Connection> }> } }

const tables: Readonly<Record<string, string>> = {
  event:
    'select workspace_id, contact_id, campaign_id, type, at as moment, coalesce(account_id, 0) as account_id from event',
  campaign_day: `select workspace_id, campaign_id, day, sent, contacted, opened_unique, clicked_unique, replied_unique,
    automatic, opportunities from campaign_day`,
  mailbox_day: `select workspace_id, substr(email, 4, instr(email, '@') - 4) as email, day, sent, contacted, opened_unique,
    clicked_unique, replied_unique, automatic, bounced from mailbox_day`,
}

/** Creates a DuckDB file with the store's rows that the queries need; every column is a whole number. */
export async function openDuck(store: Store, dir: string): Promise<Connection> {
  // A package of another folder has no types here.
  const { DuckDBInstance } = fromNpm('@duckdb/node-api', version) as Module
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
