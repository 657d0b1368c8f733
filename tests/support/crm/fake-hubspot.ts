import type { CrmCall, CrmReply, FakeSystem } from './fake-crm.ts'

type Properties = Record<string, string | null>
type Stored = { readonly id: string; properties: Properties; archived: boolean }
type Link = { readonly from: string; readonly to: string }

const known: Readonly<Record<string, readonly string[]>> = {
  contacts: ['email', 'firstname', 'lastname', 'company', 'jobtitle', 'phone', 'website', 'hubspot_owner_id'],
  deals: [
    'dealname',
    'pipeline',
    'dealstage',
    'description',
    'amount',
    'deal_currency_code',
    'closedate',
    'hubspot_owner_id',
    'hs_is_closed_won',
    'hs_merged_object_ids',
  ],
  notes: ['hs_timestamp', 'hs_note_body', 'hubspot_owner_id'],
}
const linkTypes: Readonly<Record<number, readonly [string, string]>> = {
  3: ['deals', 'contacts'],
  202: ['notes', 'contacts'],
  214: ['notes', 'deals'],
}
const allScopes = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.owners.read',
]

const problem = (status: number, category: string, message: string, more: object = {}): CrmReply => ({
  status,
  json: { status: 'error', message, correlationId: 'c0ffee', category, ...more },
})

/** HubSpot: addresses of contacts are unique, objects are linked by numbered types, tokens have scopes. */
export function createFakeHubspot() {
  const state = { token: 'pat-eu1-good', hubId: 4711, scopes: [...allScopes], lastId: 100 }
  const objects: Record<string, Stored[]> = { contacts: [], deals: [], notes: [] }
  const links: Link[] = []
  const pipelines = [
    {
      id: 'default',
      label: 'Sales Pipeline',
      displayOrder: 0,
      archived: false,
      stages: [
        {
          id: 'appointmentscheduled',
          label: 'Appointment Scheduled',
          displayOrder: 0,
          archived: false,
          metadata: { isClosed: 'false', probability: '0.2' },
        },
        {
          id: 'qualifiedtobuy',
          label: 'Qualified To Buy',
          displayOrder: 1,
          archived: false,
          metadata: { isClosed: 'false', probability: '0.4' },
        },
        {
          id: 'closedwon',
          label: 'Closed Won',
          displayOrder: 2,
          archived: false,
          metadata: { isClosed: 'true', probability: '1.0' },
        },
        {
          id: 'closedlost',
          label: 'Closed Lost',
          displayOrder: 3,
          archived: false,
          metadata: { isClosed: 'true', probability: '0.0' },
        },
      ],
    },
  ]
  const live = (kind: string) => (objects[kind] ?? []).filter(({ archived }) => !archived)
  const shown = ({ id, properties }: Stored) => ({
    id,
    properties,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    archived: false,
  })

  function create(
    kind: string,
    body: {
      properties?: Properties
      associations?: { to: { id: string }; types: { associationCategory: string; associationTypeId: number }[] }[]
    },
  ): CrmReply {
    const properties = body.properties ?? {}
    const stranger = Object.keys(properties).find((name) => !known[kind]?.includes(name))
    if (stranger) return problem(400, 'VALIDATION_ERROR', `Property "${stranger}" does not exist`)
    if ((properties['hs_note_body']?.length ?? 0) > 65_536)
      return problem(400, 'VALIDATION_ERROR', 'hs_note_body is too long')
    if (kind === 'contacts') {
      const same = live('contacts').find((each) => each.properties['email'] === properties['email']?.toLowerCase())
      if (same) return problem(409, 'CONFLICT', `Contact already exists. Existing ID: ${same.id}`)
      properties['email'] = properties['email']?.toLowerCase() ?? null
    }
    if (kind === 'deals') {
      const line = pipelines.find(({ id }) => id === properties['pipeline'])
      if (!line?.stages.some(({ id }) => id === properties['dealstage']))
        return problem(400, 'VALIDATION_ERROR', 'Property values were not valid')
    }
    const id = String(++state.lastId)
    for (const { to, types } of body.associations ?? []) {
      const [, target] = linkTypes[types[0]?.associationTypeId ?? 0] ?? []
      if (!target || linkTypes[types[0]?.associationTypeId ?? 0]?.[0] !== kind)
        return problem(400, 'VALIDATION_ERROR', 'no such association')
      if (!live(target).some((each) => each.id === to.id)) return problem(404, 'OBJECT_NOT_FOUND', `${target} ${to.id}`)
      links.push({ from: `${kind}/${id}`, to: `${target}/${to.id}` })
    }
    const made = { id, properties: { ...properties }, archived: false }
    objects[kind]?.push(made)
    return { status: 201, json: shown(made) }
  }

  const needs = (method: string, kind: string): string | null =>
    kind === 'notes' || kind === 'contacts'
      ? `crm.objects.contacts.${method === 'GET' ? 'read' : 'write'}`
      : kind === 'deals'
        ? `crm.objects.deals.${method === 'GET' ? 'read' : 'write'}`
        : null

  function answer({ method, path, query, headers, body }: CrmCall): CrmReply {
    if (headers.authorization !== `Bearer ${state.token}`)
      return problem(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.')
    const json = body === '' ? {} : JSON.parse(body)
    if (path === '/oauth/v2/private-apps/get/access-token-info')
      return { status: 200, json: { userId: 9, hubId: state.hubId, appId: 1, scopes: state.scopes } }
    if (path === '/account-info/v3/details')
      return {
        status: 200,
        json: {
          portalId: state.hubId,
          accountType: 'STANDARD',
          timeZone: 'Europe/Berlin',
          companyCurrency: 'EUR',
          uiDomain: 'app-eu1.hubspot.com',
        },
      }
    const lacks = (scope: string) => !state.scopes.includes(scope)
    const forbidden = () => problem(403, 'MISSING_SCOPES', 'This app hasn’t been granted all required scopes')
    if (path === '/crm/v3/owners') {
      if (lacks('crm.objects.owners.read')) return forbidden()
      return {
        status: 200,
        json: {
          results: [
            { id: '77', email: 'ana@agency.example', firstName: 'Ana', lastName: 'Lang', userId: 9, archived: false },
          ],
        },
      }
    }
    if (path === '/crm/v3/pipelines/deals')
      return lacks('crm.objects.deals.read') ? forbidden() : { status: 200, json: { results: pipelines } }
    const linked = /^\/crm\/v4\/objects\/(\w+)\/(\d+)\/associations\/(\w+)$/.exec(path)
    if (linked) {
      const [, kind = '', id = '', to = ''] = linked
      const own = `${kind}/${id}`
      const results = links
        .flatMap((link) => (link.to === own && link.from.startsWith(`${to}/`) ? [link.from] : []))
        .map((each) => ({ toObjectId: Number(each.split('/')[1]), associationTypes: [] }))
      return { status: 200, json: { results } }
    }
    const object = /^\/crm\/v3\/objects\/(\w+)(?:\/(.+))?$/.exec(path)
    const [, kind = '', rest] = object ?? []
    if (!objects[kind]) return problem(404, 'NOT_FOUND', path)
    const scope = needs(rest === 'batch/read' ? 'GET' : method, kind)
    if (scope && lacks(scope)) return forbidden()
    if (method === 'POST' && rest === undefined) return create(kind, json)
    if (method === 'POST' && rest === 'batch/read') {
      const ids = (json.inputs as { id: string }[]).map(({ id }) => id)
      const found = live(kind).filter(
        ({ id, properties }) =>
          ids.includes(id) || properties['hs_merged_object_ids']?.split(';').some((former) => ids.includes(former)),
      )
      const wanted = ['hs_object_id', ...(json.properties as string[])]
      const results = found.map((each) => ({
        ...shown(each),
        properties: Object.fromEntries(wanted.map((name) => [name, each.properties[name] ?? null])),
      }))
      if (found.length === ids.length) return { status: 200, json: { status: 'COMPLETE', results } }
      const errors = [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'Could not get some objects' }]
      return { status: 207, json: { status: 'COMPLETE', results, numErrors: 1, errors } }
    }
    const key = decodeURIComponent(rest ?? '')
    const one = live(kind).find((each) =>
      query.get('idProperty') === 'email' ? each.properties['email'] === key.toLowerCase() : each.id === key,
    )
    if (!one) return problem(404, 'OBJECT_NOT_FOUND', 'not found')
    if (method === 'PATCH') Object.assign(one.properties, json.properties)
    return { status: 200, json: shown(one) }
  }

  return {
    state,
    pipelines,
    answer,
    contacts: () => live('contacts'),
    deals: () => live('deals'),
    notes: () => live('notes'),
    /** Creates an object as a user would in HubSpot. */
    put: (kind: 'contacts' | 'deals', properties: Properties) => create(kind, { properties }),
    /** Merges a deal into another one; HubSpot then returns that one for its id. */
    merge(id: string, into: Properties): void {
      create('deals', { properties: { ...into, hs_merged_object_ids: id } })
      const one = objects['deals']?.find((each) => each.id === id)
      if (one) one.archived = true
    },
    remove(kind: string, id: string): void {
      const one = objects[kind]?.find((each) => each.id === id)
      if (one) one.archived = true
    },
  } satisfies FakeSystem & Record<string, unknown>
}
