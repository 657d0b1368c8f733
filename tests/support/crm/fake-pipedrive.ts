import type { CrmCall, CrmReply, FakeSystem } from './fake-crm.ts'

type Row = Record<string, unknown> & { id: number; add_time: string; update_time: string; is_deleted: boolean }

/** Fields allowed at creation; v2 rejects any other, and numbers sent as text. */
const fields: Readonly<Record<string, Readonly<Record<string, 'number' | 'string' | 'object'>>>> = {
  persons: { name: 'string', emails: 'object', phones: 'object', org_id: 'number', owner_id: 'number' },
  organizations: { name: 'string', owner_id: 'number' },
  deals: {
    title: 'string',
    person_id: 'number',
    org_id: 'number',
    pipeline_id: 'number',
    stage_id: 'number',
    owner_id: 'number',
  },
  notes: { content: 'string', deal_id: 'number', person_id: 'number' },
}

const refuse = (status: number, error: string): CrmReply => ({ status, json: { success: false, error, code: 'ERR' } })
const ok = (data: unknown, status = 200): CrmReply => ({
  status,
  json: { success: true, data, additional_data: { next_cursor: null } },
})
const second = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** Pipedrive: nothing is unique there, and its search does not find records created a moment ago. */
export function createFakePipedrive() {
  const state = { token: 'pd-good', lastId: 10, searchKnowsUpTo: Number.POSITIVE_INFINITY }
  const tables: Record<string, Row[]> = { persons: [], organizations: [], deals: [], notes: [] }
  const pipelines = [{ id: 1, name: 'Pipeline', is_deleted: false }]
  const stages = [
    { id: 1, name: 'Qualified', pipeline_id: 1, is_deleted: false },
    { id: 2, name: 'Contact Made', pipeline_id: 1, is_deleted: false },
  ]
  const live = (kind: string) => (tables[kind] ?? []).filter((row) => !row.is_deleted)
  const emailsOf = (row: Row) => ((row['emails'] as { value: string }[] | undefined) ?? []).map(({ value }) => value)

  function create(kind: string, body: Record<string, unknown>): CrmReply {
    for (const [name, value] of Object.entries(body)) {
      if (fields[kind]?.[name] === undefined) return refuse(400, `unknown field ${name}`)
      if (typeof value !== fields[kind]?.[name] || Number.isNaN(value))
        return refuse(400, `${name} is no ${fields[kind]?.[name]}`)
    }
    if (kind === 'deals' && !stages.some(({ id }) => id === body['stage_id'])) return refuse(400, 'stage_id')
    if (kind === 'notes' && !live('deals').some(({ id }) => id === body['deal_id'])) return refuse(404, 'deal')
    const now = second(Date.now())
    const more =
      kind === 'deals' ? { status: 'open', value: 0, currency: 'EUR', pipeline_id: 1, is_archived: false } : {}
    const row: Row = { ...more, ...body, id: ++state.lastId, add_time: now, update_time: now, is_deleted: false }
    tables[kind]?.push(row)
    return ok(row, 201)
  }

  function search(kind: string, query: URLSearchParams): CrmReply {
    const term = (query.get('term') ?? '').toLowerCase()
    const indexed = live(kind).filter((row) => row.id <= state.searchKnowsUpTo)
    const of = (row: Row) => (query.get('fields') === 'email' ? emailsOf(row) : [String(row['name'])])
    const items = indexed
      .filter((row) => of(row).some((each) => each.toLowerCase() === term))
      .map((row) => ({
        result_score: 1,
        item: {
          id: row.id,
          type: kind,
          name: row['name'],
          emails: emailsOf(row),
          organization: row['org_id'] ? { id: row['org_id'] } : null,
        },
      }))
    return ok({ items })
  }

  function list(kind: string, query: URLSearchParams): CrmReply {
    const ids = query.get('ids')?.split(',')
    const since = query.get('updated_since')
    const rows = live(kind).filter(
      (row) =>
        row['is_archived'] !== true &&
        (!ids || ids.includes(String(row.id))) &&
        (!since || row.update_time > since) &&
        (!query.has('person_id') || String(row['person_id']) === query.get('person_id')) &&
        (!query.has('deal_id') || String(row['deal_id']) === query.get('deal_id')),
    )
    return ok(rows.toReversed())
  }

  function answer({ method, path, query, headers, body }: CrmCall): CrmReply {
    if (headers['x-api-token'] !== state.token) return refuse(401, 'unauthorized access')
    if (path === '/v1/users/me')
      return ok({
        id: 5,
        name: 'Ana Lang',
        email: 'ana@agency.example',
        company_id: 8,
        company_name: 'Agency',
        company_domain: 'agency',
        default_currency: 'EUR',
      })
    if (path === '/v1/users') return ok([{ id: 5, name: 'Ana Lang', active_flag: true }])
    if (path === '/api/v2/pipelines') return ok(pipelines)
    if (path === '/api/v2/stages') return ok(stages)
    const [, kind = '', rest] = /^\/(?:api\/v2|v1)\/(persons|organizations|deals|notes)(?:\/(.+))?$/.exec(path) ?? []
    if (!tables[kind]) return refuse(404, 'unknown')
    if (method === 'POST') return create(kind, JSON.parse(body))
    if (rest === 'search') return search(kind, query)
    if (rest === undefined) return list(kind, query)
    const one = live(kind).find((row) => String(row.id) === rest)
    return one ? ok(one) : refuse(404, 'not found')
  }

  return {
    state,
    stages,
    answer,
    persons: () => live('persons'),
    organizations: () => live('organizations'),
    deals: () => live('deals'),
    notes: () => live('notes'),
    put: create,
    remove(kind: string, id: number): void {
      const one = tables[kind]?.find((row) => row.id === id)
      if (one) one.is_deleted = true
    },
  } satisfies FakeSystem & Record<string, unknown>
}
