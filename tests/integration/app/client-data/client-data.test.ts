/** A client at the end of a contract: handed over completely, moved to another computer, permanently deleted. */

import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { references, unexportedTables } from '#backend/app/client-data/references.ts'
import { ownedTablesOf } from '#backend/app/demo/remove-rows.ts'
import { openStore } from '#backend/core/db/open.ts'
import type { Store } from '#backend/core/deps.ts'
import { createBlockedLookup } from '#backend/leads/blocklist/blocked.ts'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { localeOf } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { startBackend, type TestBackend, temporaryDir, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { createRandom } from '../../../support/instantly/fault-rules.ts'
import { makeList } from '../../../support/lists.ts'
import { times } from '../../../support/long.ts'

const apps: TestBackend[] = []
const start = (dir?: string) => {
  const app = startBackend({ instantlyUrl: null, ...(dir === undefined ? {} : { dir }) })
  apps.push(app)
  return app
}
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
})
const inStore = <T>(app: Pick<TestBackend, 'dir'>, work: (raw: Database.Database) => T): T => {
  const raw = new Database(path.join(app.dir, 'sendoff.db'))
  try {
    return work(raw)
  } finally {
    raw.close()
  }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  )

/** The demo's two clients as if they were real, with months of campaigns, events, replies and exports. */
async function withClients(
  people: 'whole' | 'small' = 'small',
): Promise<{ app: TestBackend; ids: readonly WorkspaceId[] }> {
  const dir = await demoDir(people)
  const ids = inStore({ dir }, (raw) => {
    raw.exec(`update workspace set demo = null`)
    return raw.prepare<[], WorkspaceId>('select id from workspace order by id').pluck().all()
  })
  return { app: start(dir), ids }
}

async function exported(app: TestBackend, workspaceId: WorkspaceId): Promise<string> {
  app.place = temporaryDir()
  const made = await app.call('clientData.export', { workspaceId })
  if (!made) throw new Error('cancelled')
  return made.path
}
const csvs = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fs.readdirSync(path.join(folder, 'csv')).map((name) => {
      const text = fs.readFileSync(path.join(folder, 'csv', name), 'utf8')
      // The export's number differs there, and the order of rows in a store is not defined.
      const lines = text.split('\r\n').map((line) => (name === 'export-results.csv' ? line.replace(/^\d+,/, '') : line))
      return [name, lines.toSorted().join('\n')]
    }),
  )
const rowsHere = (app: TestBackend, workspaceId: WorkspaceId) =>
  inStore(app, (raw) =>
    ownedTablesOf(raw)
      .map(({ table, condition }) => [
        table,
        raw
          .prepare<[object], number>(`select count(*) from "${table}" where ${condition}`)
          .pluck()
          .get({ workspaceId }),
      ])
      .filter(([, count]) => count !== 0),
  )

describe('a client’s folder', () => {
  it('has every row in files with correct checksums, no secrets, and imports completely beside other clients', async () => {
    const { app, ids } = await withClients(times(0, 1) === 1 ? 'whole' : 'small')
    const [, id] = ids as [WorkspaceId, WorkspaceId]
    const folder = await exported(app, id)
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
      files: { path: string; rows: number }[]
    }
    const rows = Object.fromEntries(manifest.files.map((file) => [file.path, file.rows]))
    expect(rows['data/event.jsonl']).toBeGreaterThan(times(50, 1_000))
    expect(rows['data/event_payload.jsonl']).toBeGreaterThan(0)
    expect(rows['csv/leads.csv']).toBe((rows['data/lead.jsonl'] ?? 0) + 1)
    expect(rows['data/api_key.jsonl']).toBeUndefined()

    const { app: other, ids: others } = await withClients()
    inStore(other, (raw) => raw.exec('update workspace set remote_id = null'))
    const before = csvs(await exported(other, others[0] as WorkspaceId))
    other.place = folder
    expect(await other.call('clientData.look', {})).toMatchObject({ name: 'Harborline Talent' })
    const { workspaceId } = await other.call('clientData.import', { folder })
    expect(csvs(await exported(other, workspaceId))).toEqual(csvs(folder))
    expect(csvs(await exported(other, others[0] as WorkspaceId))).toEqual(before)

    // Every number refers to a row of the same client, as before.
    const dangling = (of: TestBackend, workspace: WorkspaceId) =>
      inStore(of, (raw) => {
        const conditions = new Map(ownedTablesOf(raw).map(({ table, condition }) => [table, condition]))
        return Object.entries(references).flatMap(([table, columns]) =>
          Object.entries(columns).map(([column, parent]) => [
            `${table}.${column}`,
            raw
              .prepare<[object], number>(
                `select count(*) from "${table}" where ${conditions.get(table)} and "${column}" is not null
                   and "${column}" not in (select id from "${parent}" where ${conditions.get(parent)})`,
              )
              .pluck()
              .get({ workspaceId: workspace }),
          ]),
        )
      })
    expect(dangling(other, workspaceId)).toEqual(dangling(app, id))
    expect(inStore(other, (raw) => raw.pragma('foreign_key_check'))).toEqual([])

    // A search finds its emails, and no other client's.
    const search = async (of: TestBackend, client: WorkspaceId) =>
      (await of.call('inbox.threads', { workspaceId: client, box: 'all', search: 'the', page: { limit: 500 } })).rows
    expect((await search(other, workspaceId)).length).toBe((await search(app, id)).length)
    expect((await search(other, workspaceId)).filter((row) => row.workspaceId !== workspaceId)).toEqual([])
    // The received form of an event is found under its new number.
    const { rows: events } = await other.call('events.log', { workspaceId, page: { limit: 20 } } as never)
    expect((events as unknown[]).length).toBeGreaterThan(0)
    expect((await other.call('pauses.state', {})).clients).toMatchObject([{ workspaceId }])
    expect(await codeOf(other.call('clientData.import', { folder }))).toBe(null)
  })

  it('has the same counts on the next computer: conversations, also quiet ones, and interested people', async () => {
    const { app, ids } = await withClients()
    const [id] = ids as [WorkspaceId]
    inStore(app, (raw) => {
      raw
        .prepare(
          `update inbox_thread set box = 'waiting', interest = null, sorted = null, opt_out_entry_id = null,
             last_received_at = last_at where id = (select min(id) from inbox_thread where workspace_id = ?)`,
        )
        .run(id)
      raw
        .prepare(
          `insert into lead_label (workspace_id, campaign_id, email, value, stage, as_of, source, interested_at)
             values (?, 'remote', 'labelled@x.example', 1, 1, 1, 1, 1)`,
        )
        .run(id)
    })
    const folder = await exported(app, id)
    const { app: other } = await withClients()
    inStore(other, (raw) => raw.exec('update workspace set remote_id = null'))
    const { workspaceId } = await other.call('clientData.import', { folder })
    const figures = async (of: TestBackend, client: WorkspaceId) => {
      const { mails: _, ...inbox } = await of.call('inbox.counts', { workspaceId: client })
      const labelled = `select interested from lead_label_count where workspace_id = ? and campaign_id = 'remote'`
      return { inbox, interested: inStore(of, (raw) => raw.prepare<[number]>(labelled).pluck().get(client)) }
    }
    expect(await figures(other, workspaceId)).toEqual(await figures(app, id))
  })

  it('leaves out every table that the store computes itself', () => {
    const computed = inStore(start(), (raw) =>
      raw
        .prepare<[], string>(`select sql from sqlite_schema where type = 'trigger'`)
        .pluck()
        .all()
        .flatMap((sql) => [...sql.matchAll(/insert into `?(\w+)`?/gi)].map(([, table = '']) => table)),
    )
    const exportable = new Set(inStore(start(), ownedTablesOf).map(({ table }) => table))
    const kept = [...new Set(computed)].filter((table) => exportable.has(table) && !unexportedTables.has(table))
    expect(kept).toEqual([])
  })

  it('that was changed, truncated or points elsewhere is refused, and leaves nothing behind', async () => {
    const { app, ids } = await withClients()
    const folder = await exported(app, ids[0] as WorkspaceId)
    const other = start()
    const lead = path.join(folder, 'data', 'lead.jsonl')
    const whole = fs.readFileSync(lead, 'utf8')
    const manifestFile = path.join(folder, 'manifest.json')
    const manifest = fs.readFileSync(manifestFile, 'utf8')
    const spoilt = [whole.slice(0, -40), whole.replace(/"list_id":\d+/, '"list_id":-1'), `${whole}{"a":[1]}\n`, '']
    for (const text of spoilt) {
      fs.writeFileSync(lead, text)
      expect(await codeOf(other.call('clientData.import', { folder }))).toBe('CLIENT_FILE_UNREADABLE')
    }
    fs.writeFileSync(lead, whole)
    for (const text of [
      '',
      '{}',
      manifest.replace('"version": 1', '"version": 2'),
      manifest.replace('data/lead.', '../lead.'),
    ]) {
      fs.writeFileSync(manifestFile, text)
      expect(await codeOf(other.call('clientData.import', { folder }))).toBe('CLIENT_FILE_UNREADABLE')
    }
    expect(await other.call('workspaces.list', {})).toEqual([])
    expect(inStore(other, (raw) => raw.prepare('select count(*) from workspace').pluck().get())).toBe(0)
    expect(inStore(other, (raw) => raw.prepare('select count(*) from event').pluck().get())).toBe(0)
  })

  it.each([
    ['is imported', false],
    ['is imported, although not even its half could be removed before,', true],
  ])('that the disk has no room for is reported as such, and %s once there is room', async (_, isKept) => {
    const { app, ids } = await withClients()
    const [id] = ids as [WorkspaceId]
    inStore(app, (of) => of.prepare(`update workspace set remote_id = 'kessler' where id = ?`).run(id))
    const folder = await exported(app, id)
    let raw: Database.Database | undefined
    const other = startBackend({
      instantlyUrl: null,
      openStore: (...from) => {
        const store = openStore(...from)
        raw = store.raw
        return store
      },
    })
    apps.push(other)
    if (!raw) throw new Error('no store')
    let isFull = true
    raw.function('test_refuses', () => {
      if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      return null
    })
    if (isKept) raw.exec('create temp trigger refuses before delete on main.workspace begin select test_refuses(); end')
    raw.pragma(`max_page_count = ${Number(raw.pragma('page_count', { simple: true })) + 20}`)
    expect(await codeOf(other.call('clientData.import', { folder }))).toBe('STORE_FULL')
    expect(await other.call('workspaces.list', {})).toEqual([])
    raw.pragma('max_page_count = 1000000')
    isFull = false
    const { workspaceId } = await other.call('clientData.import', { folder })
    const count = (of: TestBackend, table: string) =>
      inStore(of, (store) => store.prepare(`select count(*) from ${table}`).pluck().get())
    expect(count(other, 'workspace')).toBe(1)
    expect(count(other, 'lead')).toBe(count(app, `lead where workspace_id = ${id}`))
    expect(workspaceId).toBeGreaterThan(0)
  })

  it('keeps people who opted out for all clients excluded on the next computer', async () => {
    const { app, ids } = await withClients()
    const [id, another] = ids as [WorkspaceId, WorkspaceId]
    const text = 'anna@nobody.example, nowhere.example'
    await app.call('optOuts.add', { workspaceId: another, scope: 'all', text })
    await app.call('optOuts.add', { workspaceId: another, scope: 'client', text: 'kai@nobody.example' })
    const held = (of: TestBackend, client: WorkspaceId) =>
      inStore(of, (raw) => {
        const isBlocked = createBlockedLookup({ raw } as Store, client)
        return ['anna@nobody.example', 'eva@nowhere.example', 'kai@nobody.example'].map(
          (one) => isBlocked?.(one) ?? null,
        )
      })
    expect(held(app, id)).toEqual(['opted_out', 'opted_out', null])
    const folder = await exported(app, id)
    const other = start()
    const { workspaceId } = await other.call('clientData.import', { folder })
    expect(held(other, workspaceId)).toEqual(['opted_out', 'opted_out', null])
  })

  it('brings opt-outs for all clients that apply to existing clients at once, and theirs to it', async () => {
    const { app, ids } = await withClients()
    const [id] = ids as [WorkspaceId]
    await app.call('optOuts.add', { workspaceId: id, scope: 'all', text: 'lead7@list.example' })
    // Undone there, but here it applies to all clients.
    await app.call('optOuts.add', { workspaceId: id, scope: 'client', text: 'eva@nobody.example' })
    inStore(app, (raw) => raw.exec(`update opt_out set state = 'undone' where value = 'eva@nobody.example'`))
    inStore(app, (raw) => raw.exec(`update opt_out_sync set wanted = 0 where value = 'eva@nobody.example'`))
    const folder = await exported(app, id)
    const other = start()
    const { id: here } = await other.call('workspaces.create', { name: 'Kessler', colour: 1 })
    await other.call('optOuts.add', { workspaceId: here, scope: 'all', text: 'kai@nobody.example, eva@nobody.example' })
    const { listId } = makeList(other.dir, { workspaceId: here, name: 'Here', count: 20 })
    const goOut = async () => (await other.call('exports.sum', { listId, rules: {} })).goOut
    expect(await goOut()).toBe(20)
    const { workspaceId } = await other.call('clientData.import', { folder })
    expect(await goOut()).toBe(19)
    const told = (client: WorkspaceId, value: string) =>
      inStore(other, (raw) =>
        raw
          .prepare<[number, string], number>('select wanted from opt_out_sync where workspace_id = ? and value = ?')
          .pluck()
          .get(client, value),
      )
    expect(told(here, 'lead7@list.example')).toBe(1)
    for (const name of ['kai', 'eva']) expect(told(workspaceId, `${name}@nobody.example`)).toBe(1)
  })

  it('imports no pending start of a campaign and no pending undo of one', async () => {
    const { app, ids } = await withClients()
    const [id] = ids as [WorkspaceId]
    inStore(app, (raw) => {
      const runs = raw
        .prepare<[number], number>(`select id from export_run where workspace_id = ? and state = 'done' order by id`)
        .pluck()
        .all(id)
      expect(runs.length).toBeGreaterThan(1)
      const set = raw.prepare('update export_run set activation = ? where id = ?')
      for (const [at, run] of runs.entries()) set.run(at % 2 === 0 ? 'stopping' : 'pending', run)
    })
    const folder = await exported(app, id)
    const other = start()
    await other.call('clientData.import', { folder })
    expect(
      inStore(other, (raw) =>
        raw
          .prepare(`select count(*) from export_run where activation in ('pending', 'sent', 'stopping')`)
          .pluck()
          .get(),
      ),
    ).toBe(0)
  })

  it('does not bring back a person erased after it was made', async () => {
    const { app, ids } = await withClients()
    const [id] = ids as [WorkspaceId, WorkspaceId]
    const email = inStore(app, (raw) =>
      raw
        .prepare<[number], string>(
          `select t.lead_email from inbox_thread t join lead l on l.email = t.lead_email and l.gate = 0
            where t.workspace_id = ? limit 1`,
        )
        .pluck()
        .get(id),
    ) as string
    inStore(app, (raw) => raw.exec('update workspace set remote_id = null'))
    const folder = await exported(app, id)
    await app.call('people.erase', { email, typed: email, block: false })
    const erased = () =>
      until('the person to be erased', async () => {
        const all = await app.call('people.erasures', {})
        return all.every(({ state }) => state === 'done')
      })
    await erased()
    await app.call('clientData.import', { folder })
    await erased()
    expect(await app.call('people.view', { email })).toMatchObject({ clients: [], leads: [], events: 0, replies: 0 })
  })

  it('keeps what refers to its lists, parts, emails and templates on a computer that has other ones', async () => {
    const { app, ids } = await withClients()
    const [, id] = ids as [WorkspaceId, WorkspaceId]
    const { listId } = makeList(app.dir, { workspaceId: id, name: 'Own columns', count: 1 })
    await app.call('lists.showColumns', { listId, shown: ['email', 'state'] })
    const part = await app.call('clients.createPart', { workspaceId: id, name: 'North', colour: 1 })
    inStore(app, (raw) => {
      const put = raw.prepare(
        `insert into setting (workspace_id, key, value, changed_at) values (?, ?, ?, '2026-01-01')`,
      )
      put.run(id, `report part ${part.id}`, '{"name":"Northern branch"}')
      const imports = raw.prepare<[number], number>('select id from list_import where list_id = ?').pluck().get(listId)
      const choice = { all: { gate: 'all', search: '', importId: imports, tagId: null, where: [] } }
      raw
        .prepare(
          `insert into list_action (workspace_id, list_id, kind, lead_count, at, unfinished) values (?, ?, 'remove', 0, '2026-01-01', ?)`,
        )
        .run(id, listId, JSON.stringify({ choice, after: 0, rowCount: 1 }))
      const targets = { open: null, reply: 0.05, unsubscribe: null, costPerReplyCents: null }
      put.run(id, 'alertTargetsOfClient', JSON.stringify({ whole: null, parts: { [part.id]: targets } }))
      raw
        .prepare(
          `insert into sequence (id, workspace_id, name, industry, steps, version, saved_at) values (?, ?, 'T', '', ?, 3, '2026-01-01')`,
        )
        .run(70, id, JSON.stringify([{ waitDays: 0, html: false, variants: [{ subject: 'S', body: 'B' }] }]))
      const template = (sequence: number) => JSON.stringify({ id: sequence, version: 2, name: 'T' })
      const [first, second] = raw
        .prepare<[number], number>('select id from export_run where workspace_id = ? order by id limit 2')
        .pluck()
        .all(id)
      const set = raw.prepare(
        `update export_run set settings = json_set(settings, '$.target.template', json(?)) where id = ?`,
      )
      set.run(template(70), first)
      // For every client, and therefore not in the folder.
      set.run(template(71), second)
      const quote = raw
        .prepare<[number], number>('select max(id) from inbox_message where workspace_id = ?')
        .pluck()
        .get(id)
      raw
        .prepare(
          `insert into report_made (workspace_id, part_id, from_date, to_date, asked_by, state, started_at, folder, formats, quotes, files)
             values (?, 0, '2026-01-01', '2026-01-31', 'operator', 'made', 0, '', '["pdf"]', ?, '[]')`,
        )
        .run(id, JSON.stringify([quote]))
      raw
        .prepare(
          `insert into audit_call (workspace_id, at, asked_by, method, path, duration_ms, tries, outcome)
             values (?, '2026-01-01', ?, 'POST', '/leads/add', 1, 1, 'ok')`,
        )
        .run(id, `undo export ${first}`)
    })
    const folder = await exported(app, id)

    const { app: other } = await withClients()
    inStore(other, (raw) => {
      raw.exec('update workspace set remote_id = null')
      raw.exec(
        `insert into sequence (id, workspace_id, name, industry, steps, version, saved_at) values (70, 0, 'Theirs', '', '[]', 9, '2026-01-01'), (71, 0, 'Theirs', '', '[]', 9, '2026-01-01')`,
      )
    })
    const { workspaceId } = await other.call('clientData.import', { folder })
    const one = (sql: string) => inStore(other, (raw) => raw.prepare<[number]>(sql).pluck().all(workspaceId))
    const [list] = one(`select id from lead_list where workspace_id = ? and name = 'Own columns'`) as ListId[]
    expect((await other.call('lists.columns', { listId: list as ListId })).shown).toEqual(['email', 'state'])
    // A step that was interrupted goes on with the same leads.
    expect(
      one(
        `select i.list_id = a.list_id from list_action a
           left join list_import i on i.id = a.unfinished ->> '$.choice.all.importId'
          where a.workspace_id = ? and a.unfinished is not null`,
      ),
    ).toEqual([1])
    expect(
      one(
        `select p.name from client_part p join setting s on s.workspace_id = p.workspace_id and s.key = 'report part ' || p.id
          where p.workspace_id = ?`,
      ),
    ).toEqual(['North'])
    expect(
      one(
        `select p.name from setting s, json_each(s.value, '$.parts') t join client_part p on p.id = t.key
          where s.workspace_id = ? and s.key = 'alertTargetsOfClient'`,
      ),
    ).toEqual(['North'])
    expect(
      one(
        `select m.workspace_id = r.workspace_id from report_made r, json_each(r.quotes) q left join inbox_message m on m.id = q.value
          where r.workspace_id = ? and r.quotes <> '[]'`,
      ),
    ).toEqual([1])
    const [first, second] = one('select id from export_run where workspace_id = ? order by id limit 2') as ExportId[]
    expect(one(`select asked_by from audit_call where workspace_id = ? and asked_by like 'undo export %'`)).toEqual([
      `undo export ${first}`,
    ])
    expect((await other.call('exportHistory.repeat', { exportId: first as ExportId })).template).toEqual({
      name: 'T',
      used: 2,
      now: 3,
    })
    expect((await other.call('exportHistory.repeat', { exportId: second as ExportId })).template).toBe(null)
  })

  it('is imported completely while other clients get new rows', async () => {
    const { app, ids } = await withClients()
    const id = ids[1] as WorkspaceId
    let tags = 0
    const addedTo = (of: TestBackend, workspaceId: WorkspaceId, count: number) =>
      inStore(of, (raw) => {
        // As the work of a client that is not being imported does it: numbers are given by SQLite.
        const call = raw.prepare(
          `insert into audit_call (workspace_id, at, asked_by, method, path, duration_ms, tries, outcome)
           values (?, '2026-01-01T00:00:00.000Z', 'sync', 'GET', '/api/v2/campaigns', 1, 1, 'ok')`,
        )
        const tag = raw.prepare('insert into tag (workspace_id, name) values (?, ?)')
        for (let added = 0; added < count; added += 1) {
          call.run(workspaceId)
          tags += 1
          tag.run(workspaceId, `Tag ${tags}`)
        }
      })
    addedTo(app, id, 5_000)
    const folder = await exported(app, id)
    const { app: other, ids: others } = await withClients()
    inStore(other, (raw) => raw.exec('update workspace set remote_id = null'))

    const importing = { ended: false }
    const imported = other.call('clientData.import', { folder }).finally(() => (importing.ended = true))
    for (let added = 1; !importing.ended && added < 200; added += 1) {
      addedTo(other, others[0] as WorkspaceId, 1)
      await other.call('clientData.state', {})
    }
    const { workspaceId } = await imported
    expect(csvs(await exported(other, workspaceId))).toEqual(csvs(folder))
    const counted = (of: TestBackend, client: WorkspaceId) =>
      inStore(of, (raw) =>
        ['audit_call', 'tag'].map((table) =>
          raw.prepare(`select count(*) from ${table} where workspace_id = ?`).pluck().get(client),
        ),
      )
    expect(counted(other, workspaceId)).toEqual(counted(app, id))
  })

  it('never leads from a conversation of another client to one of its own', async () => {
    const { app, ids } = await withClients()
    const [another, id] = ids as [WorkspaceId, WorkspaceId]
    const threadsOf = (of: TestBackend, client: WorkspaceId) =>
      inStore(of, (raw) =>
        raw
          .prepare<[number], number>('select id from inbox_thread where workspace_id = ? order by id')
          .pluck()
          .all(client),
      )
    const [threadId] = threadsOf(app, another)
    // Two threads of the client turned out to be one conversation; in the other store that number is somebody else's.
    inStore(app, (raw) =>
      raw
        .prepare('insert into inbox_thread_joined (id, workspace_id, into_id) values (?, ?, ?)')
        .run(threadId, id, threadsOf(app, id)[0]),
    )
    const folder = await exported(app, id)
    const { app: other, ids: others } = await withClients()
    inStore(other, (raw) => raw.exec('update workspace set remote_id = null'))
    await other.call('clientData.import', { folder })
    const { thread } = await other.call('inbox.thread', { threadId: threadId as number })
    expect([thread.id, thread.workspaceId]).toEqual([threadId, others[0]])
  })

  it('names every column that holds the number of another row', () => {
    const app = start()
    const unknown = inStore(app, (raw) => {
      const tables = ownedTablesOf(raw).map(({ table }) => table)
      return tables
        .filter((table) => !unexportedTables.has(table))
        .flatMap((table) => {
          const keys = raw.prepare<[string], string>('select "from" from pragma_foreign_key_list(?)').pluck().all(table)
          return raw
            .prepare<[string], { name: string; type: string }>('select name, type from pragma_table_info(?)')
            .all(table)
            .filter(
              ({ name, type }) =>
                /int/i.test(type) && /_id$|_of$|_by$/.test(name) && name !== 'workspace_id' && name !== 'as_of',
            )
            .filter(({ name }) => !keys.includes(name) && references[table]?.[name] === undefined)
            .map(({ name }) => `${table}.${name}`)
        })
    })
    expect(unknown).toEqual([])
  })
})

describe('a deleted client', () => {
  it('needs its name typed, leaves no row or word on the disk and other clients unchanged, however often the app ends', async () => {
    const { app: first, ids } = await withClients()
    const [id, kept] = ids as [WorkspaceId, WorkspaceId]
    const random = createRandom(11)
    makeList(first.dir, { workspaceId: id, name: 'Leaving', count: 20_000, tag: 'leaving' })
    const before = rowsHere(first, kept)
    const [{ name } = { name: '' }] = await first.call('workspaces.list', {})
    expect(await codeOf(first.call('clientData.remove', { workspaceId: id, typed: 'something else' }))).toBe(
      'INVALID_INPUT',
    )
    const openFiles = [{ workspaceId: kept, path: '/files/kept.csv' }]
    const withLeaving = [{ workspaceId: id, path: '/files/leaving.csv' }, ...openFiles]
    await first.call('app.saveUiState', { openFiles: withLeaving })
    await first.call('clientData.remove', { workspaceId: id, typed: name })
    let app = first
    for (let ends = 0; ends < 6; ends += 1) {
      await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 40)))
      await app.stop()
      app = start(first.dir)
    }
    const removal = await until('it to be gone', async () => {
      const [one] = await app.call('clientData.removals', {})
      return one?.state === 'done' ? one : null
    })
    expect(removal).toMatchObject({ name, problem: null, receipt: { webhook: 'none' } })
    expect(removal.receipt.leads).toBeGreaterThan(20_000)
    expect(rowsHere(app, id)).toEqual([])
    expect(rowsHere(app, kept)).toEqual(before)
    const left = await app.call('workspaces.list', {})
    expect(left.map((one) => one.id)).toEqual([kept])
    // A window that still shows the client does not save it again.
    await app.call('app.saveUiState', { openFiles: withLeaving })
    expect((await app.call('app.uiState', {})).openFiles).toEqual(openFiles)
    // The printed receipt may be given to the client, so it names no other client and no folder.
    app.savePath = path.join(temporaryDir(), 'receipt.pdf')
    await app.call('clientData.saveReceipt', { id: removal.id })
    const paper = fs.readFileSync(app.savePath, 'utf8')
    const { receipt: words } = textsOf.en.people
    const day = new Intl.DateTimeFormat(localeOf.en, { dateStyle: 'long' }).format(new Date())
    for (const word of [name, `C-${new Date().getUTCFullYear()}-001`, words.asOf(day).slice(0, -1)])
      expect(paper).toContain(word)
    for (const secret of [left[0]?.name ?? '', app.dir]) expect(paper).not.toContain(secret)
    expect(await codeOf(app.call('clientData.saveReceipt', { id: 2 }))).toBe('NOT_FOUND')
    await app.stop()
    const holding = fs
      .readdirSync(app.dir)
      .filter((file) => file.startsWith('sendoff.db'))
      .filter((file) => fs.readFileSync(path.join(app.dir, file), 'latin1').includes('leaving'))
    expect(holding).toEqual([])
  })

  it('leaves no list files made for dragging out; those of others stay', async () => {
    const app = start()
    const [gone, kept] = await Promise.all(
      ['Leaving', 'Kept'].map((name) => app.call('workspaces.create', { name, colour: 1 })),
    )
    const dragged = await Promise.all(
      [gone, kept].map(async (of) => {
        const { listId } = makeList(app.dir, { workspaceId: of?.id as WorkspaceId, name: of?.name ?? '', count: 20 })
        return (await app.call('lists.dragFile', { listId })).path
      }),
    )
    expect(dragged.map((file) => fs.existsSync(file))).toEqual([true, true])
    await app.call('clientData.remove', { workspaceId: gone?.id as WorkspaceId, typed: 'Leaving' })
    await until('it to be gone', async () => (await app.call('clientData.removals', {}))[0]?.state === 'done')
    expect(dragged.map((file) => fs.existsSync(file))).toEqual([false, true])
  })

  it('leaves opt-outs for all clients in force, and deletes its own', async () => {
    const { app, ids } = await withClients()
    const [id, kept] = ids as [WorkspaceId, WorkspaceId]
    await app.call('optOuts.add', { workspaceId: id, scope: 'all', text: 'anna@nobody.example, both@nobody.example' })
    await app.call('optOuts.add', { workspaceId: id, scope: 'client', text: 'kai@nobody.example' })
    const held = () =>
      inStore(app, (raw) => {
        const isBlocked = createBlockedLookup({ raw } as Store, kept)
        return ['anna', 'both', 'kai'].map((name) => isBlocked?.(`${name}@nobody.example`) ?? null)
      })
    expect(held()).toEqual(['opted_out', 'opted_out', null])
    // From a client that was deleted before, and undecided there.
    inStore(app, (raw) =>
      raw.exec(`insert into opt_out (workspace_id, value, state, scope, source, since, changed_at)
        values (0, 'both@nobody.example', 'asked', 'all', 'reply', 1, 1)`),
    )
    const [{ name } = { name: '' }] = (await app.call('workspaces.list', {})).filter((one) => one.id === id)
    await app.call('clientData.remove', { workspaceId: id, typed: name })
    await until('it to be gone', async () => (await app.call('clientData.removals', {}))[0]?.state === 'done')
    expect(held()).toEqual(['opted_out', 'opted_out', null])
    const { rows } = await app.call('optOuts.list', {
      workspaceId: kept,
      filter: 'all',
      search: 'nobody.example',
      order: 'value',
      descending: false,
      page: { offset: 0, limit: 10 },
    })
    expect(rows.map(({ value, state, workspaceId }) => [value, state, workspaceId])).toEqual([
      ['anna@nobody.example', 'on', null],
      ['both@nobody.example', 'on', null],
    ])
    // A request for data about these people reports that too, and it can be erased.
    expect(await app.call('people.view', { email: 'anna@nobody.example' })).toMatchObject({
      clients: [],
      optOuts: [{ workspaceId: null, scope: 'all', state: 'on', words: null }],
      stores: { opt_outs: 1 },
    })
    app.savePath = path.join(temporaryDir(), 'anna.html')
    await app.call('people.saveFile', { email: 'anna@nobody.example' })
    expect(fs.readFileSync(app.savePath, 'utf8')).toContain(textsOf.en.people.deletedClient)
  })
})
