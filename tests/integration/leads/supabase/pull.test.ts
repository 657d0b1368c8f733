import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Input } from '#shared/contract/index.ts'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import type { PullSpec, SupabaseAccess } from '#shared/contract/leads/supabase.ts'
import type { AppError } from '#shared/errors.ts'
import type { ListId, SupabaseSourceId, WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { createFullDisk } from '../../../support/full-disk.ts'
import type { TestPostgres } from '../../../support/postgres.ts'
import { type PostgrestOptions, startPostgrest, type TestPostgrest } from '../../../support/postgrest/server.ts'
import { addPlatform, keyRoles, keys, startProjectDatabase } from './support.ts'

let db: TestPostgres
let campaigns: { readonly finished: string; readonly running: string }
let connection: string
let before: PostgrestOptions['before']
let project: TestPostgrest
let app: TestBackend
let workspaceId: WorkspaceId

beforeAll(async () => {
  db = await startProjectDatabase()
  campaigns = await addPlatform(db)
  connection = `postgresql://reader:${encodeURIComponent('p@ss/word%1')}@127.0.0.1:${db.port}/postgres`
  await db.sql(`
    insert into leads (id, email, company, score, born, seen, ok, tags, sizes, extra, "odd, name") values
      (9007199254740993, 'big@id.example', 'Long "Id" Ltd', 1.50, '1999-12-31', '2026-01-02T03:04:05.123456Z', true,
       '{red,"dark blue"}', '{1,2}', '{"n": 12345678901234567890, "deep": {"a": null}}', E'two\\nlines'),
      (-5, 'minus@id.example', 'Grüße, Ω & 株式会社', null, null, null, false, null, null, null, ''),
      (1, 'one@id.example', null, 100000000000000000000.000001, null, null, null, '{}', null, '[]', '''quote'),
      (2, 'two@id.example', 'Two', 2, null, null, null, null, null, null, null),
      (3, 'three@id.example', 'Three', 3, null, null, null, null, null, null, null),
      (4, 'four@id.example', 'A * (four.', 4, null, null, null, null, null, null, null),
      (5, 'five@id.example', 'Five', 5, null, null, null, null, null, null, null);
    insert into shared_leads (email, public) values ('open@a.example', true), ('closed@b.example', false);
    insert into no_key values ('twin@a.example', 'Same'), ('other@a.example', 'Same');
    insert into crm.people values (1, 'crm@a.example');
  `)
})
afterAll(() => db.stop())

const openProject = (maxRows: number): Promise<TestPostgrest> =>
  startPostgrest({ databaseUrl: db.url, keys: keyRoles, maxRows, before: (request) => before?.(request) ?? null })

beforeEach(async () => {
  before = undefined
  // Three rows per request: a hosted project truncates at a thousand just as silently.
  project = await openProject(3)
  app = startBackend({ instantlyUrl: null })
  workspaceId = (await app.call('workspaces.create', { name: 'Northwind', colour: 1 })).id
})
afterEach(async () => {
  await app.stop()
  await project.close()
})

const byKey = (key: string): SupabaseAccess => ({ kind: 'project', address: project.url, key })
const byConnection = (): SupabaseAccess => ({ kind: 'database', connection })

async function addSource(access: SupabaseAccess): Promise<SupabaseSourceId> {
  return (await app.call('supabase.add', { workspaceId, name: 'CRM', access })).id
}
type TableSpec = Extract<PullSpec, { kind: 'table' }>
const table = (relation: string, more: Partial<TableSpec> = {}): PullSpec => ({
  kind: 'table',
  schema: 'public',
  relation,
  columns: null,
  filters: [],
  keyColumn: null,
  ...more,
})
let pullNumber = 0
const pull = (sourceId: SupabaseSourceId, spec: PullSpec, onlyNew = false) =>
  app.call('supabase.pull', { sourceId, spec, onlyNew, pullId: `pull-${++pullNumber}` })

/** Returns what was pulled, as a person would see it: header and cells of every row. */
async function rowsOf(draft: ImportDraft | null) {
  if (!draft) return []
  const mapping = draft.columns.map((column) => column.suggestion.target)
  const previews = await app.call('imports.preview', {
    importId: draft.importId,
    mapping,
    settings: { holdUnverified: false },
    count: 50,
  })
  return previews.map((preview) => preview.email ?? '')
}
const fileOf = () => {
  const folder = path.join(app.dir, 'pulls')
  const [name = ''] = fs.readdirSync(folder)
  return fs.readFileSync(path.join(folder, name), 'utf8')
}
const sorted = (texts: readonly string[]) => texts.toSorted((a, b) => a.localeCompare(b))
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error: AppError) => error.code)

describe('every row is read, each once', () => {
  it('from a project that returns three rows at a time without saying so', async () => {
    const pulled = await pull(await addSource(byKey(keys.secret)), table('leads'))
    expect(pulled).toMatchObject({ rowsRead: 7, rowsCounted: 7, rowsNew: 7 })
    expect(sorted(await rowsOf(pulled.draft))).toEqual(
      ['big', 'five', 'four', 'minus', 'one', 'three', 'two'].map((name) => `${name}@id.example`),
    )
  })

  it('with the same cells through both kinds of access, every digit and letter kept', async () => {
    await pull(await addSource(byConnection()), table('leads'))
    const byDatabase = fileOf().split('\r\n')
    fs.rmSync(path.join(app.dir, 'pulls'), { recursive: true })
    await pull(await addSource(byKey(keys.secret)), table('leads'))
    const byProject = fileOf().split('\r\n')
    const big = (lines: readonly string[]) => lines.find((line) => line.startsWith('9007199254740993')) ?? ''
    for (const lines of [byDatabase, byProject]) {
      expect(big(lines)).toContain('"Long ""Id"" Ltd",1.50,1999-12-31')
      expect(big(lines)).toContain('12345678901234567890')
      expect(big(lines)).toContain('"red, dark blue"')
      expect(lines.some((line) => line.includes('"Grüße, Ω & 株式会社"'))).toBe(true)
      expect(lines.some((line) => line.includes('100000000000000000000.000001'))).toBe(true)
    }
  })

  it('refuses the whole read if pages went missing on the way', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    before = (request) => {
      const after = new URL(request.url).searchParams.get('id')
      const cutShort = request.method === 'GET' && /^gte?\.2$/.test(after ?? '')
      return cutShort ? Response.json([], { headers: { 'content-range': '*/*' } }) : null
    }
    expect(await codeOf(pull(sourceId, table('leads')))).toBe('SUPABASE_INCOMPLETE')
    expect(fs.readdirSync(path.join(app.dir, 'pulls'))).toEqual([])
  })

  it('asks for a unique column instead of skipping rows at a page border', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    expect(await codeOf(pull(sourceId, table('no_key')))).toBe('SUPABASE_KEY_COLUMN_NEEDED')
    expect(await codeOf(pull(sourceId, table('no_key', { keyColumn: 'company' })))).toBe('SUPABASE_KEY_COLUMN_NEEDED')
    expect(await pull(sourceId, table('no_key', { keyColumn: 'email' }))).toMatchObject({ rowsRead: 2 })
  })

  describe('of a table that loses rows while it is read', () => {
    /** Creates a table of this many rows, on which `sql` runs at its second page. */
    async function shrinking(rows: number, sql: string, maxRows: number) {
      await db.sql(`
        drop table if exists shrinking; create table shrinking (id int primary key, email text);
        insert into shrinking select n, 'lead' || n || '@shrinking.example' from generate_series(1, ${rows}) n;
        grant select on shrinking to anon, service_role`)
      await project.close()
      project = await openProject(maxRows)
      let pages = 0
      before = async ({ method, url }) => {
        if (method === 'GET' && url.includes('/shrinking?') && url.includes('gte.') && ++pages === 1) await db.sql(sql)
        return null
      }
      return pull(await addSource(byKey(keys.publishable)), table('shrinking'))
    }
    const hidden = `alter table shrinking enable row level security;
                    create policy few on shrinking for select to anon using (id <= 3)`

    it.each([
      ['the table is emptied', 30, 'truncate shrinking', 3],
      ['the table is emptied when all but its end is read', 200, 'truncate shrinking', 199],
      ['a policy begins to hide the rest', 30, hidden, 3],
      ['some rows of a small table are deleted', 30, 'delete from shrinking where id > 28', 3],
    ])('refuses the whole read if %s', async (_what, rows, sql, maxRows) => {
      expect(await codeOf(shrinking(rows, sql, maxRows))).toBe('SUPABASE_INCOMPLETE')
      expect(fs.readdirSync(path.join(app.dir, 'pulls'))).toEqual([])
    })

    it('uses the current rows if single rows are deleted', async () => {
      const pulled = await shrinking(200, 'delete from shrinking where id in (100, 150)', 60)
      expect(pulled).toMatchObject({ rowsRead: 198, rowsCounted: 200 })
    })
  })

  describe('if the project does not count', () => {
    beforeEach(() => {
      before = (request) => (request.method === 'HEAD' ? new Response(null, { status: 500 }) : null)
    })

    it('refuses a column with empty values, chosen or found, before any row is kept', async () => {
      await db.sql(`
        create table half_filled (n int, email text);
        insert into half_filled select n, case when n <= 5 then 'lead' || n || '@half.example' end from generate_series(1, 8) n;
        create view half_known as select case when n <= 6 then n end as id, email from half_filled;
        grant select on half_filled, half_known to service_role`)
      const sourceId = await addSource(byKey(keys.secret))
      for (const spec of [table('half_filled', { keyColumn: 'email' }), table('half_known')]) {
        expect(await codeOf(pull(sourceId, spec))).toBe('SUPABASE_KEY_COLUMN_NEEDED')
      }
      expect(fs.readdirSync(path.join(app.dir, 'pulls'))).toEqual([])
    })

    it.each([1, 3])('refuses a value repeated at the border of pages of %i rows', async (maxRows) => {
      await db.sql(`
        create table if not exists placed (n int, place int);
        truncate placed; insert into placed values (1, 1), (2, 2), (3, 3), (4, 3), (5, 4);
        grant select on placed to service_role`)
      await project.close()
      project = await openProject(maxRows)
      const sourceId = await addSource(byKey(keys.secret))
      expect(await codeOf(pull(sourceId, table('placed', { keyColumn: 'place' })))).toBe('SUPABASE_KEY_COLUMN_NEEDED')
      expect(await pull(sourceId, table('placed', { keyColumn: 'n' }))).toMatchObject({
        rowsRead: 5,
        rowsCounted: null,
      })
    })
  })

  it('refuses a table that is emptied while it is read, if the project does not count', async () => {
    await db.sql(`
      create table emptied (id int primary key, email text); grant select on emptied to service_role;
      insert into emptied select n, 'lead' || n || '@emptied.example' from generate_series(1, 9) n`)
    const sourceId = await addSource(byKey(keys.secret))
    before = async ({ method, url }) => {
      if (url.includes('gte.')) await db.sql('truncate emptied')
      return method === 'HEAD' ? new Response(null, { status: 500 }) : null
    }
    expect(await codeOf(pull(sourceId, table('emptied')))).toBe('SUPABASE_INCOMPLETE')
  })

  it.each(['project', 'database'] as const)('of a table with an odd name, by %s', async (door) => {
    const odd = ['leads#old', 'leads?select=email', 'leads%20x', '50% off', 'crm/../leads', 'leads&id=eq.1', ' leads ']
    const sourceId = await addSource(door === 'project' ? byKey(keys.secret) : byConnection())
    for (const name of odd) {
      await db.sql(`create table if not exists "${name}" (id int primary key, email text);
                    truncate "${name}"; insert into "${name}" values (1, 'odd@name.example');
                    grant select on "${name}" to service_role, reader`)
      const { draft } = await pull(sourceId, table(name))
      expect([name, await rowsOf(draft)]).toEqual([name, ['odd@name.example']])
    }
  })

  it.each(['.', '..', '../v1/leads'])('%s is no table of a project', async (name) => {
    const sourceId = await addSource(byKey(keys.secret))
    expect(await codeOf(pull(sourceId, table(name)))).toBe('SUPABASE_TABLE_NOT_FOUND')
  })

  it('reads a table without any key from a database, in one snapshot', async () => {
    expect(await pull(await addSource(byConnection()), table('no_key'))).toMatchObject({ rowsRead: 2, rowsCounted: 2 })
  })

  describe('a server that is not PostgREST', () => {
    const lead = (id: number, more: object = {}) => ({ id, email: `lead${id}@odd.example`, ...more })
    /** Counts ten rows, and returns these after the rows up to an id; no row has an empty one. */
    const gives = (rowsAfter: (id: number) => readonly unknown[], init: ResponseInit = {}) => {
      before = ({ method, url }) => {
        const { pathname, searchParams } = new URL(url)
        if (pathname.endsWith('/rest/v1/')) return null
        const count = { 'content-range': '0-9/10' }
        if (method === 'HEAD') return new Response(null, { headers: count })
        const [op = '', id = '0'] = (searchParams.get('id') ?? 'all.0').split('.')
        return Response.json(op === 'is' ? [] : rowsAfter(Number(id)), { headers: count, ...init })
      }
    }

    it.each<[string, (id: number) => readonly unknown[]]>([
      ['has rows without end', (id) => Array.from({ length: 1_000 }, (_, no) => lead(id + no + 1))],
      ['has the same two pages in turn', (id) => (id === 2 ? [lead(3), lead(4)] : [lead(1), lead(2)])],
    ])('is refused if it %s', async (_what, rowsAfter) => {
      gives(rowsAfter)
      const work = pull(await addSource(byKey(keys.secret)), table('leads', { keyColumn: 'id' }))
      expect(await codeOf(work)).toBe('SUPABASE_KEY_COLUMN_NEEDED')
      expect(fs.readdirSync(path.join(app.dir, 'pulls'))).toEqual([])
    })

    it('is refused if a later row has an additional column, whose values would be lost', async () => {
      gives((id) => (id === 0 ? [{ id: 1, company: 'One' }, ...[2, 3].map((no) => lead(no, { company: 'More' }))] : []))
      const work = pull(await addSource(byKey(keys.secret)), table('leads', { keyColumn: 'id' }))
      await expect(work).rejects.toMatchObject({ code: 'SUPABASE_INCOMPLETE', data: { column: 'email' } })
    })

    it('is refused with a sentence if a cell is nested too deeply', async () => {
      const deep = `[{"id":1,"extra":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`
      gives(() => [])
      const answer = before
      before = async (request) =>
        new URL(request.url).searchParams.has('order') && !request.url.includes('id=')
          ? new Response(deep, { headers: { 'content-type': 'application/json' } })
          : ((await answer?.(request)) ?? null)
      const work = pull(await addSource(byKey(keys.secret)), table('leads', { keyColumn: 'id' }))
      expect(await codeOf(work)).toBe('SUPABASE_QUERY_REFUSED')
    })
  })

  it('continues after temporary trouble', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    let trouble = 2
    before = () => (trouble-- > 0 ? new Response('upstream', { status: 503, headers: { 'retry-after': '0' } }) : null)
    expect(await pull(sourceId, table('leads'))).toMatchObject({ rowsRead: 7 })
  })
})

describe('a query narrows the rows the same through both kinds of access', () => {
  const questions: readonly [string, TableSpec['filters'][number], readonly string[]][] = [
    ['equal', { column: 'company', op: 'eq', value: 'Two' }, ['two']],
    ['greater', { column: 'score', op: 'gt', value: '4' }, ['five', 'one']],
    ['contains, whatever the case', { column: 'company', op: 'contains', value: 'LONG "id"' }, ['big']],
    ['a sign that means something elsewhere', { column: 'company', op: 'contains', value: '_' }, []],
    ['contains a star and other signs', { column: 'company', op: 'contains', value: '* (Four' }, ['four']],
    ['a star that is nowhere', { column: 'company', op: 'contains', value: 'L*g' }, []],
    ['one of several', { column: 'company', op: 'one_of', value: 'Two, Three' }, ['three', 'two']],
    ['empty', { column: 'score', op: 'is_empty', value: '' }, ['minus']],
    ['filled', { column: 'born', op: 'is_filled', value: '' }, ['big']],
    ['a column with an odd name', { column: 'odd, name', op: 'eq', value: "'quote" }, ['one']],
  ]
  it.each(questions)('%s', async (_what, filter, expected) => {
    const addresses = expected.map((name) => `${name}@id.example`)
    for (const access of [byKey(keys.secret), byConnection()]) {
      const { draft } = await pull(await addSource(access), table('leads', { filters: [filter] }))
      expect(sorted(await rowsOf(draft))).toEqual(addresses)
    }
  })

  it.each(['limit', 'offset', 'order', 'select', 'columns', 'on_conflict', 'and', 'or'])(
    'a column called %s is no keyword of the query',
    async (column) => {
      await db.sql(`create table odd ("${column}" int primary key, email text); grant select on odd to reader, service_role;
                    insert into odd select n, n || '@odd.example' from generate_series(1, 9) as n`)
      try {
        const filters = [{ column, op: 'gt' as const, value: '4' }]
        for (const access of [byKey(keys.secret), byConnection()]) {
          const { draft } = await pull(await addSource(access), table('odd', { filters, keyColumn: column }))
          expect(sorted(await rowsOf(draft))).toEqual(['5', '6', '7', '8', '9'].map((n) => `${n}@odd.example`))
        }
      } finally {
        await db.sql('drop table odd')
      }
    },
  )

  it('a value the column cannot hold gives a message, not a crash', async () => {
    const filters = [{ column: 'id', op: 'eq' as const, value: '1; drop table leads --' }]
    for (const access of [byKey(keys.secret), byConnection()]) {
      expect(await codeOf(pull(await addSource(access), table('leads', { filters })))).toBe('SUPABASE_QUERY_REFUSED')
    }
    expect(await db.sql('select count(*)::int as n from leads')).toEqual([{ n: 7 }])
  })

  it('only the requested columns are stored on this disk', async () => {
    await pull(await addSource(byKey(keys.secret)), table('leads', { columns: ['email', 'odd, name'] }))
    expect(fileOf().split('\r\n')[0]).toBe('email,"odd, name"')
    expect(fileOf()).not.toContain('Long')
  })
})

describe('a key opens only what it may', () => {
  it('a publishable key sees the rows its policy allows', async () => {
    const { draft } = await pull(await addSource(byKey(keys.publishable)), table('shared_leads'))
    expect(await rowsOf(draft)).toEqual(['open@a.example'])
  })

  it('a table without access gives a message with advice', async () => {
    const sourceId = await addSource(byKey(keys.publishable))
    await expect(pull(sourceId, table('secrets', { keyColumn: 'id' }))).rejects.toMatchObject({
      code: 'SUPABASE_REFUSED',
      data: { table: 'secrets', reason: 'rights' },
    })
    expect(await codeOf(pull(sourceId, table('not_there', { keyColumn: 'id' })))).toBe('SUPABASE_TABLE_NOT_FOUND')
  })

  it("requests carry our own name, never a browser's, and new keys are never sent as a token", async () => {
    await pull(await addSource(byKey(keys.secret)), table('leads'))
    for (const { headers } of project.requests) {
      expect(headers.get('user-agent')).toMatch(/^Sendoff\//)
      expect(headers.get('authorization')).toBeNull()
    }
    await pull(await addSource(byKey(keys.legacy)), table('leads'))
    expect(project.requests.at(-1)?.headers.get('authorization')).toBe(`Bearer ${keys.legacy}`)
  })

  it('a connection string that is none is named as one, not as a field', async () => {
    expect(await codeOf(addSource({ kind: 'database', connection: 'hello world' }))).toBe('SUPABASE_ADDRESS_INVALID')
  })

  it('a refused key or password is not stored', async () => {
    expect(await codeOf(addSource(byKey('sb_secret_of_someone_else')))).toBe('SUPABASE_REFUSED')
    const wrong = connection.replace(/:[^:@]+@/, ':wrong@')
    expect(await codeOf(addSource({ kind: 'database', connection: wrong }))).toBe('SUPABASE_REFUSED')
    expect(await app.call('supabase.sources', { workspaceId })).toEqual([])
  })

  it('no secret is in an answer, in the log or readable on disk', async () => {
    const byProject = await addSource(byKey(keys.secret))
    const byDatabase = await addSource(byConnection())
    await pull(byProject, table('leads'))
    await codeOf(pull(byDatabase, table('not_there')))
    const told = JSON.stringify([await app.call('supabase.sources', { workspaceId }), app.logs, app.events])
    app.backend.machine('suspend')
    const disk = fs.readdirSync(app.dir).flatMap((name) => {
      const file = path.join(app.dir, name)
      return fs.statSync(file).isFile() ? [fs.readFileSync(file, 'latin1')] : []
    })
    for (const text of [told, ...disk]) {
      expect(text).not.toContain(keys.secret)
      expect(text).not.toContain(encodeURIComponent('p@ss/word%1'))
    }
  })

  it('waits for the passphrase without a keyring, and opens again with it', async () => {
    const other = startBackend({ instantlyUrl: null, keyProtection: 'plain' })
    try {
      const { id } = await other.call('workspaces.create', { name: 'Plain', colour: 2 })
      const add = () => other.call('supabase.add', { workspaceId: id, name: 'CRM', access: byKey(keys.secret) })
      expect(await codeOf(add())).toBe('KEYS_LOCKED')
      await other.call('vault.setPassphrase', { passphrase: 'first passphrase' })
      const source = await add()
      await other.call('vault.setPassphrase', { passphrase: 'second passphrase' })
      await other.call('vault.lock', {})
      expect(await codeOf(other.call('supabase.offer', { sourceId: source.id }))).toBe('KEYS_LOCKED')
      await other.call('vault.unlock', { passphrase: 'second passphrase' })
      expect((await other.call('supabase.offer', { sourceId: source.id })).listed).toBe(true)
    } finally {
      await other.stop()
    }
  })

  it('a removed source is deleted with its secret', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    await app.call('supabase.remove', { sourceId })
    expect(await codeOf(pull(sourceId, table('leads')))).toBe('NOT_FOUND')
    expect(await app.call('supabase.sources', { workspaceId })).toEqual([])
  })
})

describe('the content of a source', () => {
  it('lists its tables with columns and keys, and the lead platform if present', async () => {
    const offer = await app.call('supabase.offer', { sourceId: await addSource(byConnection()) })
    expect(offer).toMatchObject({ listed: true, platform: true })
    const leads = offer.relations.find((each) => each.name === 'leads')
    expect(leads?.columns[0]).toEqual({ name: 'id', type: 'bigint', primaryKey: true })
    expect(offer.relations.some((each) => each.schema === 'crm' && each.name === 'people')).toBe(true)
  })

  it('includes a table requested by name from a project that hides its list', async () => {
    before = (request) => (new URL(request.url).pathname === '/rest/v1/' ? new Response('{}', { status: 403 }) : null)
    const sourceId = await addSource(byKey(keys.secret))
    expect(await app.call('supabase.offer', { sourceId })).toMatchObject({ listed: false, platform: true })
    expect(await pull(sourceId, table('leads'))).toMatchObject({ rowsRead: 7 })
  })
})

describe('the lead platform', () => {
  it('lists its campaigns, and reads only a completed one', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    const listed = await app.call('supabase.campaigns', { sourceId })
    expect(sorted(listed.map(({ name, status }) => `${name}: ${status}`))).toEqual([
      'Dentists Leeds: completed',
      'Plumbers York: running',
    ])
    expect(await codeOf(pull(sourceId, { kind: 'platform', campaignId: campaigns.running }))).toBe(
      'CAMPAIGN_NOT_COMPLETED',
    )
  })

  it.each(['project', 'database'] as const)('joins businesses with what was found for them, by %s', async (door) => {
    const sourceId = await addSource(door === 'project' ? byKey(keys.secret) : byConnection())
    const pulled = await pull(sourceId, { kind: 'platform', campaignId: campaigns.finished })
    expect(pulled).toMatchObject({ rowsRead: 4, rowsCounted: 4 })
    expect(pulled.draft?.suggestedListName).toContain('Dentists Leeds')
    const [header = '', ...lines] = fileOf().trimEnd().split('\r\n')
    const rows = lines.map((line) => {
      const cells = line.split(',')
      return Object.fromEntries(header.split(',').map((name, at) => [name, cells[at] ?? '']))
    })
    const named = (name: string) => rows.find((row) => row['name'] === name)
    expect(named('Own Address Dental')).toMatchObject({ email: 'hello@own.example', email_source: 'google_maps' })
    expect(named('Facebook Smiles')).toMatchObject({
      email: 'smiles@page.example',
      email_source: 'facebook',
      email_status: 'verified',
      facebook_url: 'https://facebook.com/smiles',
    })
    expect(named('Linked Teeth')).toMatchObject({
      email: 'office@linked.example',
      linkedin_email: 'ada@linked.example',
      linkedin_contact_name: 'Ada Byron',
      linkedin_contact_title: 'Practice owner',
      linkedin_email_status: 'deliverable',
      zip: 'LS1 4DY',
      rating: '4.70',
    })
    expect(named('Silent Dental')).toMatchObject({ email: '', linkedin_email: '' })
  })
})

describe('next time only new or changed rows', () => {
  const settings = { holdUnverified: false }
  const save = (draft: ImportDraft, into: Input<'imports.save'>['into']) => {
    const mapping = draft.columns.map((column) => column.suggestion.target)
    return app.call('imports.save', { importId: draft.importId, mapping, settings, into })
  }

  it.each(['project', 'database'] as const)('by %s', async (door) => {
    const name = `follow_${door}`
    await db.sql(`create table ${name} (id int primary key, email text); grant select on ${name} to service_role, reader;
                  insert into ${name} select n, 'lead' || n || '@follow.example' from generate_series(1, 5) n`)
    const sourceId = await addSource(door === 'project' ? byKey(keys.secret) : byConnection())
    const first = await pull(sourceId, table(name), true)
    expect(first).toMatchObject({ rowsNew: 5, rowsSame: 0 })

    // Previewed and cancelled: nothing of it was imported, so all of it comes again.
    await app.call('imports.cancel', { importId: first.draft?.importId ?? '' })
    const second = await pull(sourceId, table(name), true)
    expect(second).toMatchObject({ rowsNew: 5 })
    await save(second.draft as ImportDraft, { name: 'Followed' })

    expect(await pull(sourceId, table(name), true)).toMatchObject({ draft: null, rowsRead: 5, rowsSame: 5 })
    await db.sql(
      `update ${name} set email = 'moved@follow.example' where id = 3; insert into ${name} values (6, 'six@follow.example')`,
    )
    const third = await pull(sourceId, table(name), true)
    expect(third).toMatchObject({ rowsRead: 6, rowsNew: 1, rowsChanged: 1, rowsSame: 4 })
    expect(sorted(await rowsOf(third.draft))).toEqual(['moved@follow.example', 'six@follow.example'])
    expect(await app.call('supabase.lastPull', { sourceId, spec: table(name) })).toMatchObject({ rows: 5 })

    // It continues in the same list; once that is undone, nothing counts as known any more.
    expect(third.draft?.knownList).toMatchObject({ name: 'Followed', why: 'pull' })
    const saved = await save(third.draft as ImportDraft, {
      listId: third.draft?.knownList?.listId as ListId,
      merge: { mode: 'both' },
    })
    expect(saved.step?.counts).toMatchObject({ added: 2, changed: 0, same: 0 })
    expect(await pull(sourceId, table(name), true)).toMatchObject({ draft: null })
    await app.call('lists.undo', { actionId: saved.step?.actionId as number })
    const again = await pull(sourceId, table(name), true)
    expect(again).toMatchObject({ rowsNew: 6, draft: { knownList: { why: 'pull' } } })
  })

  it('brings rows again whose list was undone or deleted, although later ones went into another list', async () => {
    await db.sql(`create table two_lists (id int primary key, email text); grant select on two_lists to service_role, reader;
                  insert into two_lists values (1, 'one@two.example')`)
    const sourceId = await addSource(byConnection())
    const next = async () => (await pull(sourceId, table('two_lists'), true)).draft as ImportDraft
    const add = (id: number) => db.sql(`insert into two_lists values (${id}, 'lead${id}@two.example')`)
    const first = await save(await next(), { name: 'First' })
    await add(2)
    const step = await save(await next(), { listId: first.id, merge: { mode: 'both' } })
    await add(3)
    await save(await next(), { name: 'Second' })

    await app.call('lists.undo', { actionId: step.step?.actionId as number })
    expect(await rowsOf(await next())).toContain('lead2@two.example')

    await add(4)
    await save(await next(), { name: 'Third' })
    await app.call('lists.archive', { listId: first.id, archived: true })
    await app.call('lists.purge', { listId: first.id, what: 'list', typed: 'First' })
    expect(await rowsOf(await next())).toContain('one@two.example')
  })
})

describe('source problems', () => {
  it('an address that does not answer is reported', async () => {
    const dead = project.url.replace(/\d+$/, '1')
    const access = { kind: 'project', address: dead, key: keys.secret } as const
    expect(await codeOf(addSource(access))).toBe('SUPABASE_UNREACHABLE')
  })

  it.each([
    ['{"error":"paused"}', 540, 'SUPABASE_UNREACHABLE'],
    ['"text"', 500, 'SUPABASE_UNREACHABLE'],
    ['[]', 400, 'SUPABASE_QUERY_REFUSED'],
    ['null', 400, 'SUPABASE_QUERY_REFUSED'],
    ['{"message":{"a":1}}', 400, 'SUPABASE_QUERY_REFUSED'],
    ['{"code":42,"message":"no"}', 422, 'SUPABASE_QUERY_REFUSED'],
  ])('a refusal that reads %s (%i) gives a message', async (body, status, code) => {
    const sourceId = await addSource(byKey(keys.secret))
    const headers = { 'content-type': 'application/json' }
    before = (request) => (request.url.includes('/leads?') ? new Response(body, { status, headers }) : null)
    expect(await codeOf(pull(sourceId, table('leads')))).toBe(code)
  })

  it.each([403, 404])('a site that answers %i to everything is no project, and not stored', async (status) => {
    before = () => new Response('<h1>Nothing here</h1>', { status, headers: { 'content-type': 'text/html' } })
    expect(await codeOf(addSource(byKey(keys.secret)))).toBe('SUPABASE_UNREACHABLE')
    expect(await app.call('supabase.sources', { workspaceId })).toEqual([])
  })

  it.each([
    'ftp://abc.supabase.co',
    'http://abc.supabase.co',
    'https://user:pw@abc.supabase.co',
    'supabase',
    'javascript:alert(1)',
  ])('%s is no address of a project', async (address) => {
    const access = { kind: 'project', address, key: keys.secret } as const
    expect(await codeOf(addSource(access))).toBe('SUPABASE_ADDRESS_INVALID')
  })

  it('cancelling works while the columns of a table are requested', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    let asked = (): void => undefined
    const asking = new Promise<void>((resolve) => {
      asked = resolve
    })
    before = (request) => {
      // The list of tables is withheld, so that the first row is read for its columns.
      if (new URL(request.url).pathname.endsWith('/rest/v1/')) return new Response(null, { status: 403 })
      asked()
      return new Promise(() => undefined)
    }
    const work = app.call('supabase.pull', { sourceId, spec: table('leads'), onlyNew: false, pullId: 'hanging-pull' })
    await asking
    await app.call('supabase.cancelPull', { pullId: 'hanging-pull' })
    expect(await codeOf(work)).toBe('CANCELLED')
  })

  it('cancelling ends the reading and leaves nothing on disk', async () => {
    const sourceId = await addSource(byKey(keys.secret))
    let pages = 0
    before = () => {
      pages += 1
      if (pages === 4) void app.call('supabase.cancelPull', { pullId: 'cancelled-pull' })
      return null
    }
    const work = app.call('supabase.pull', { sourceId, spec: table('leads'), onlyNew: false, pullId: 'cancelled-pull' })
    expect(await codeOf(work)).toBe('CANCELLED')
    expect(fs.readdirSync(path.join(app.dir, 'pulls'))).toEqual([])
  })

  it('another client’s source is not listed', async () => {
    await addSource(byKey(keys.secret))
    const other = await app.call('workspaces.create', { name: 'Other', colour: 3 })
    expect(await app.call('supabase.sources', { workspaceId: other.id })).toEqual([])
  })
})

it('A pulled list is saved with its source, or not at all: results are written back there, also after a full disk', async () => {
  await app.stop()
  const disk = createFullDisk('insert on main.supabase_import')
  app = startBackend({ instantlyUrl: null, dir: app.dir, openStore: disk.openStore })
  const { draft } = await pull(await addSource(byKey(keys.secret)), table('leads'))
  if (!draft) throw new Error('nothing new')
  const mapping = draft.columns.map((column) => column.suggestion.target)
  const save = () =>
    app.call('imports.save', {
      importId: draft.importId,
      mapping,
      settings: { holdUnverified: false },
      into: { name: 'Pulled' },
    })
  disk.isFull = true
  expect(await codeOf(save())).toBe('STORE_FULL')
  expect(await app.call('lists.all', { workspaceId })).toEqual([])
  disk.isFull = false
  await save()
  expect(await app.call('lists.all', { workspaceId })).toHaveLength(1)
})
