/** A lead platform in a real PostgreSQL, whose leads were exported from here, with events to be written back. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openStore } from '#backend/core/db/open.ts'
import type { Clock, Store } from '#backend/core/deps.ts'
import { createEventIngest } from '#backend/events/events/ingest-events.ts'
import type { WriteBack, WriteBackPlace } from '#shared/contract/insights/write-back.ts'
import type { PullSpec, SupabaseAccess } from '#shared/contract/leads/supabase.ts'
import type { ListId, SupabaseSourceId, WorkspaceId, WriteBackId } from '#shared/ids.ts'
import { migrationsDir, repoRoot, startBackend, type TestBackend, until } from '../../../support/backend.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type PostgrestOptions, startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { payload, received } from '../../events/events/support.ts'
import { keyRoles, keys } from '../../leads/supabase/support.ts'

export const workspaceKey = 'remote-northwind'
const sqlFolder = path.join(repoRoot, 'supabase/engagement')
export const sqlFile = (name: string): string => readFileSync(path.join(sqlFolder, `${name}.sql`), 'utf8')
/** Prepares the place, as the operator does in the SQL editor. */
export async function prepare(db: TestPostgres, place: WriteBackPlace): Promise<void> {
  for (const step of place === 'own' ? ['0001_table', '0002_views'] : ['0003_platform'])
    await db.sql(sqlFile(`${step}.up`))
}
/** Removes whatever of it exists. */
export async function unprepare(db: TestPostgres): Promise<void> {
  for (const step of ['0003_platform', '0002_views', '0001_table']) await db.sql(sqlFile(`${step}.down`))
}

export type WriteBackBench = Awaited<ReturnType<typeof startBench>>

export async function startBench(
  db: TestPostgres,
  options: { readonly before?: PostgrestOptions['before']; readonly maxRows?: number; readonly clock?: Clock } = {},
) {
  const project: TestPostgrest = await startPostgrest({
    databaseUrl: db.url,
    keys: keyRoles,
    maxRows: options.maxRows ?? 1000,
    ...(options.before ? { before: options.before } : {}),
  })
  let app: TestBackend = startBackend({
    instantlyUrl: null,
    ...(options.clock ? { clock: options.clock } : {}),
  })
  const { dir } = app
  const workspaceId: WorkspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
  const byKey: SupabaseAccess = { kind: 'project', address: project.url, key: keys.secret }
  const byConnection: SupabaseAccess = { kind: 'database', connection: db.url }
  const sourceId: SupabaseSourceId = (await app.call('supabase.add', { workspaceId, name: 'Platform', access: byKey }))
    .id
  const beside = openStore(dir, migrationsDir)
  beside.raw.prepare('update workspace set remote_id = ? where id = ?').run(workspaceKey, workspaceId)
  const events = createEventIngest({ store: beside, changed: () => undefined })
  let minute = 0

  return {
    db,
    dir,
    project,
    workspaceId,
    sourceId,
    byKey,
    byConnection,
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- the return type cannot be named without
    raw: beside.raw as Store['raw'],
    app: () => app,
    call: ((name, input) => app.call(name, input)) as TestBackend['call'],
    /** Reads rows of the source and saves them as a list, including people found beside businesses. */
    async list(spec: PullSpec, into: { name: string } | { listId: ListId } = { name: 'Pulled' }): Promise<ListId> {
      const { draft } = await app.call('supabase.pull', { sourceId, spec, onlyNew: false, pullId: crypto.randomUUID() })
      if (!draft) throw new Error('nothing was pulled')
      const mapping = draft.columns.map((column) => column.suggestion.target)
      const settings = { holdUnverified: false, derivePersons: true }
      return (await app.call('imports.save', { importId: draft.importId, mapping, settings, into })).id
    },
    /** Records an export into a campaign. */
    exported(listId: ListId, campaignId = 'c-1', tracks = true): void {
      const at = '2026-11-01T08:00:00.000Z'
      beside.raw
        .prepare(
          `insert or ignore into campaign (workspace_id, remote_id, name, search_name, status, content_hash, content_at, first_seen_at,
             open_tracking, link_tracking) values (?, ?, ?, ?, 1, '', 0, 0, ?, ?)`,
        )
        .run(workspaceId, campaignId, `Campaign ${campaignId}`, campaignId, Number(tracks), Number(tracks))
      beside.raw
        .prepare(
          `insert into export_run (workspace_id, list_id, click_id, settings, state, campaign_id, campaign_name, campaign_step,
             activation, row_count, ready_count, created_at)
           values (?, ?, ?, '{}', 'done', ?, ?, 'done', 'not_wanted', 9, 9, ?)`,
        )
        .run(workspaceId, listId, crypto.randomUUID(), campaignId, `Campaign ${campaignId}`, at)
    },
    /** Records an event of a lead, by default a minute after the previous one. Returns its time. */
    happened(email: string, type: string, fields: Readonly<Record<string, unknown>> = {}): string {
      minute += 1
      const timestamp = new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString()
      const told = { event_type: type, lead_email: email, timestamp, workspace: workspaceKey, ...fields }
      events.ingest(workspaceId, 'relay', [received(payload(told))])
      return told.timestamp
    },
    /** Stores the text of a reply, as the inbox has it. */
    replied(email: string, text: string): void {
      const thread = beside.raw
        .prepare(
          `insert into inbox_thread (workspace_id, lead_email, subject, snippet, last_at, box, their_turn)
             values (?, ?, '', '', 1, 'answer', 1)`,
        )
        .run(workspaceId, email).lastInsertRowid
      beside.raw
        .prepare(
          `insert into inbox_message (thread_id, workspace_id, lead_email, campaign_id, from_name, from_address, subject, at, scope,
             direction, to_list, cc_list, text, complete) values (?, ?, ?, 'c-1', '', ?, '', 1, 's', 'received', '', '', ?, 1)`,
        )
        .run(thread, workspaceId, email, email, text)
    },
    /** Adds a lead to the list by hand. */
    async typed(listId: ListId, email: string): Promise<void> {
      const { importId, columns } = await app.call('imports.paste', { workspaceId, text: `Email\n${email}` })
      const mapping = columns.map((column) => column.suggestion.target)
      await app.call('imports.save', { importId, mapping, settings: { holdUnverified: false }, into: { listId } })
    },
    until: (what: () => Promise<boolean>) => until('it to be so', what),
    setUp: (place: WriteBackPlace, access: SupabaseAccess = byKey, more: { replyText?: boolean } = {}) =>
      app.call('writeBack.setUp', {
        sourceId,
        access,
        place,
        organizationId: 'org-7',
        replyText: more.replyText ?? false,
      }),
    /** Switches it on, or runs it once more, and waits until nothing is left to do. */
    async written(id: WriteBackId): Promise<WriteBack> {
      const before = await app.call('writeBack.of', { sourceId })
      if (before?.on) await app.call('writeBack.now', { id })
      else await app.call('writeBack.switch', { id, on: true })
      return until('the results to be written', async () => {
        const now = await app.call('writeBack.of', { sourceId })
        const ended = now !== null && (now.writtenAt !== before?.writtenAt || now.problem !== null)
        return ended ? now : false
      })
    },
    /** Ends the app, or kills it, and starts it again on the same data. */
    async restart(kill = false): Promise<void> {
      if (!kill) await app.stop()
      app = startBackend({ instantlyUrl: null, dir, ...(options.clock ? { clock: options.clock } : {}) })
    },
    async stop(): Promise<void> {
      beside.raw.close()
      await app.stop()
      await project.close()
    },
  }
}
