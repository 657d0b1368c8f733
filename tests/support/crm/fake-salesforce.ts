import type { CrmCall, CrmReply, FakeSystem } from './fake-crm.ts'

type Row = Record<string, unknown> & { Id: string }

const fault = (status: number, errorCode: string): CrmReply => ({ status, json: [{ message: errorCode, errorCode }] })
const records = (rows: readonly object[]): CrmReply => ({
  status: 200,
  json: { totalSize: rows.length, done: true, records: rows },
})

/** Salesforce: an app's key and secret give a token that expires, and all reads are SOQL queries. */
export function createFakeSalesforce() {
  const state = {
    clientId: '3MVG9',
    clientSecret: 'sf-good',
    token: 'session-1',
    tokens: 1,
    lastId: 100,
    multiCurrency: false,
    createLead: true,
  }
  const tables: Record<string, Row[]> = { Lead: [], Task: [], Opportunity: [] }
  const statuses = [
    { MasterLabel: 'Open - Not Contacted', ApiName: 'Open - Not Contacted', IsConverted: false },
    { MasterLabel: 'Working - Contacted', ApiName: 'Working - Contacted', IsConverted: false },
    { MasterLabel: 'Closed - Converted', ApiName: 'Closed - Converted', IsConverted: true },
  ]
  const nextId = (prefix: string) => `${prefix}000000${String(++state.lastId).padStart(9, '0')}`

  /** Runs the few queries Sendoff uses; an unescaped quote ends the string, as in Salesforce. */
  function soql(q: string): CrmReply {
    const [, columns = '', object = '', rest = ''] = /^SELECT (.+?) FROM (\w+)(.*)$/s.exec(q) ?? []
    if (object === 'Organization') return records([{ Id: '00D000000000001', Name: 'Agency' }])
    if (object === 'LeadStatus') return records(statuses)
    if (object === 'TaskStatus') return records([{ MasterLabel: 'Completed', ApiName: 'Completed' }])
    if (object === 'User') return records([{ Id: '005000000000001', Name: 'Ana Lang' }])
    if (!tables[object]) return fault(400, 'INVALID_TYPE')
    if (columns.includes('CurrencyIsoCode') && !state.multiCurrency) return fault(400, 'INVALID_FIELD')
    const literal = String.raw`'((?:[^'\\]|\\.)*)'`
    const where = new RegExp(
      `^ WHERE (\\w+) (?:= ${literal}|IN \\((${literal}(?:, ${literal})*)\\))(?: ORDER BY CreatedDate DESC)?(?: LIMIT \\d+)?$`,
      's',
    ).exec(rest)
    if (!where) return fault(400, 'MALFORMED_QUERY')
    const plain = (text: string) => text.replace(/\\(.)/gs, '$1')
    const [, field = '', one, several] = where
    const wanted =
      one === undefined
        ? [...(several ?? '').matchAll(new RegExp(literal, 'gs'))].map((hit) => plain(hit[1] ?? ''))
        : [plain(one)]
    const found = (tables[object] ?? []).filter((row) =>
      wanted.some((each) => String(row[field]).toLowerCase() === each.toLowerCase()),
    )
    return records(found.toReversed())
  }

  function create(object: string, body: Record<string, unknown>): CrmReply {
    if (object === 'Lead') {
      if (!state.createLead) return fault(403, 'INSUFFICIENT_ACCESS_OR_READONLY')
      if (!body['LastName'] || !body['Company']) return fault(400, 'REQUIRED_FIELD_MISSING')
      if (!statuses.some(({ ApiName }) => ApiName === body['Status']))
        return fault(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST')
    }
    if (object === 'Task') {
      const lead = tables['Lead']?.find(({ Id }) => Id === body['WhoId'])
      if (lead?.['IsConverted']) return fault(400, 'CANNOT_UPDATE_CONVERTED_LEAD')
    }
    const row = {
      IsConverted: false,
      ConvertedOpportunityId: null,
      ConvertedContactId: null,
      ...body,
      Id: nextId(object === 'Lead' ? '00Q' : '00T'),
    }
    tables[object]?.push(row)
    return { status: 201, json: { id: row.Id, success: true, errors: [] } }
  }

  function answer({ method, path, query, headers, body }: CrmCall): CrmReply {
    if (path === '/services/oauth2/token') {
      const form = new URLSearchParams(body)
      if (
        form.get('grant_type') !== 'client_credentials' ||
        form.get('client_id') !== state.clientId ||
        form.get('client_secret') !== state.clientSecret
      )
        return { status: 400, json: { error: 'invalid_client', error_description: 'invalid client credentials' } }
      state.token = `session-${++state.tokens}`
      return {
        status: 200,
        json: {
          access_token: state.token,
          instance_url: 'https://agency.my.salesforce.com',
          token_type: 'Bearer',
          issued_at: '1',
        },
      }
    }
    if (headers.authorization !== `Bearer ${state.token}`) return fault(401, 'INVALID_SESSION_ID')
    if (path === '/services/oauth2/userinfo')
      return { status: 200, json: { name: 'Ana Lang', preferred_username: 'ana@agency.example' } }
    const [, rest = ''] = /^\/services\/data\/v\d+\.0\/(.+)$/.exec(path) ?? []
    if (rest === 'query') return soql(query.get('q') ?? '')
    const [, object = '', what] = /^sobjects\/(\w+)(?:\/(\w+))?$/.exec(rest) ?? []
    if (what === 'describe')
      return {
        status: 200,
        json: { name: object, createable: object !== 'Lead' || state.createLead, queryable: true, fields: [] },
      }
    if (method === 'POST' && tables[object]) return create(object, JSON.parse(body))
    return fault(404, 'NOT_FOUND')
  }

  return {
    state,
    statuses,
    answer,
    leads: () => tables['Lead'] ?? [],
    tasks: () => tables['Task'] ?? [],
    put: create,
    /** Converts as a user does in Salesforce: the lead becomes a contact and an opportunity. */
    convert(
      leadId: string,
      deal: {
        StageName: string
        IsClosed: boolean
        IsWon: boolean
        Amount: number | null
        CloseDate: string
        CurrencyIsoCode?: string
      },
    ): void {
      const opportunity = { ...deal, Id: nextId('006') }
      tables['Opportunity']?.push(opportunity)
      const lead = tables['Lead']?.find(({ Id }) => Id === leadId)
      if (lead)
        Object.assign(lead, {
          IsConverted: true,
          Status: 'Closed - Converted',
          ConvertedOpportunityId: opportunity.Id,
          ConvertedContactId: nextId('003'),
        })
    },
    remove(id: string): void {
      tables['Lead'] = (tables['Lead'] ?? []).filter(({ Id }) => Id !== id)
    },
  } satisfies FakeSystem & Record<string, unknown>
}
