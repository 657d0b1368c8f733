/** Writes through a connection to a PostgreSQL database. */
import type { Client } from 'pg'
import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { connectionOptions } from '../../leads/supabase/connection-options.ts'
import {
  connectDatabase,
  disconnect,
  isSqlState,
  withSilenceTimeout,
} from '../../leads/supabase/database-connection.ts'
import { type OutRow, ownKey, platformKey, toWriteError, type Writer } from './writer.ts'

const places = z.array(z.object({ table: z.string(), id: z.string() }))

/** `run` runs an SQL file, including the transaction it contains. */
export type DatabaseWriter = Writer & { run(sql: string): Promise<void> }

export function createDatabaseWriter(connection: string): DatabaseWriter {
  const { host } = connectionOptions(connection)
  let opening: Promise<Client> | null = null

  /** Runs an unnamed statement: behind a transaction pooler another server may already have one of that name. */
  async function ask<T extends object>(text: string, values: unknown[], signal: AbortSignal): Promise<T[]> {
    const db = await (opening ??= connectDatabase(connection))
    try {
      return (await withSilenceTimeout(db, db.query<T>(text, values), signal)).rows
    } catch (error) {
      throw refusalOf(error)
    }
  }

  function refusalOf(error: unknown): Error {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (isSqlState(code)) return toWriteError(code, String(message), host)
    // The connection is lost; the next batch opens a new one.
    opening = null
    return new AppError('SUPABASE_UNREACHABLE', { host }, { cause: error })
  }

  return {
    async put(rows: readonly OutRow[], signal) {
      const names = Object.keys(rows[0] ?? {})
      const rest = names.filter((name) => !keyColumns.has(name))
      const list = names.join(', ')
      const written = await ask<{ c: string; k: string }>(
        `insert into public.outreach_engagement (${list})
         select ${list} from jsonb_populate_recordset(null::public.outreach_engagement, $1::jsonb)
         on conflict (workspace_id, campaign_id, lead_key) do update set
           ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}
         returning campaign_id as c, lead_key as k`,
        [JSON.stringify(rows)],
        signal,
      )
      return new Set(written.map(({ c, k }) => ownKey(c, k)))
    },
    async putPlatform(batch, signal) {
      const [row] = await ask<{ answer: unknown }>(
        'select public.outreach_write_platform($1::jsonb) as answer',
        [JSON.stringify(batch)],
        signal,
      )
      return new Set(places.parse(row?.answer).map(({ table, id }) => platformKey(table, id)))
    },
    async check(place, workspaceKey, signal) {
      const [row] =
        place === 'own'
          ? await ask<{ answer: unknown }>('select public.outreach_check($1) as answer', [workspaceKey], signal)
          : await ask<{ answer: unknown }>('select public.outreach_check_platform() as answer', [], signal)
      return row?.answer === true
    },
    async run(sql) {
      const db = await (opening ??= connectDatabase(connection))
      try {
        await withSilenceTimeout(db, db.query(sql))
      } catch (error) {
        await withSilenceTimeout(db, db.query('rollback')).catch(() => undefined)
        if (alreadyExistsCodes.has((error as { code?: unknown }).code)) return
        throw refusalOf(error)
      }
    },
    async close() {
      const db = await opening?.catch(() => null)
      if (db) await disconnect(db)
    },
  }
}

/** Errors for a table or function already there: the step was run before, and applies wholly or not at all. */
const alreadyExistsCodes: ReadonlySet<unknown> = new Set(['42P07', '42723'])
const keyColumns: ReadonlySet<string> = new Set(['workspace_id', 'campaign_id', 'lead_key'])
