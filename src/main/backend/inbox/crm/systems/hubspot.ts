/** HubSpot's CRM API, v3 objects and v4 associations, with the token of a private app. */
import { z } from 'zod'
import { type Ask, CrmFailure } from './ask.ts'
import { asHtml, type Choices, type DealReading, type Door, type Lead, type Offer } from './door.ts'

export const hubspotAddress = 'https://api.hubapi.com'

/** What is needed; owners can be done without. */
const neededScopes = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
] as const

const remoteId = z.union([z.string().min(1).max(100), z.number()]).transform(String)
const text = z.string().nullish()
const made = z.object({ id: remoteId })
const info = z.object({ userId: remoteId.nullish(), hubId: remoteId, scopes: z.array(z.string()) })
const account = z.object({ portalId: remoteId, uiDomain: text, companyCurrency: text })
const pipelines = z.object({
  results: z.array(
    z.object({
      id: remoteId,
      label: z.string(),
      displayOrder: z.number().catch(0),
      archived: z.boolean().nullish(),
      stages: z.array(
        z.object({
          id: remoteId,
          label: z.string(),
          displayOrder: z.number().catch(0),
          archived: z.boolean().nullish(),
          metadata: z.object({ isClosed: z.string().nullish(), probability: z.string().nullish() }).catch({}),
        }),
      ),
    }),
  ),
})
const owners = z.object({
  results: z.array(
    z.object({ id: remoteId, userId: remoteId.nullish(), email: text, firstName: text, lastName: text }),
  ),
})
const contact = z.object({ id: remoteId, properties: z.record(z.string(), text) })
const linked = z.object({ results: z.array(z.object({ toObjectId: remoteId })) })
const found = z.object({ results: z.array(z.object({ id: remoteId, properties: z.record(z.string(), text) })) })
const conflict = z.object({ message: z.string() })

/** HubSpot's own ids of the links between its objects. */
const links = { dealToContact: 3, noteToContact: 202, noteToDeal: 214 } as const
const linkTo = (id: string, type: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: type }],
})

export function openHubspot(
  ask: Ask,
  token: string,
  choices: Pick<Choices, 'stageId' | 'pipelineId' | 'ownerId' | 'currency'> | null,
): Door {
  const owner = choices?.ownerId ? { hubspot_owner_id: choices.ownerId } : {}
  const readPipelines = () => ask(pipelines, { path: '/crm/v3/pipelines/deals' })

  /** What the token is for. Scopes are null where HubSpot tells them of private apps only, and this is another's. */
  async function tokenInfo() {
    try {
      // Both, because accounts in the EU are only told of with the header.
      return await ask(info, {
        method: 'POST',
        path: '/oauth/v2/private-apps/get/access-token-info',
        json: { tokenKey: token },
      })
    } catch (error) {
      if (!(error instanceof CrmFailure && error.problem === 'refused')) throw error
      const { portalId } = await ask(account, { path: '/account-info/v3/details' })
      return { userId: null, hubId: portalId, scopes: null }
    }
  }

  async function offer(): Promise<Offer> {
    const told = await tokenInfo()
    const missing = neededScopes.filter((scope) => told.scopes?.includes(scope) === false)
    const [about, lines, people] = await Promise.all([
      unlessForbidden(ask(account, { path: '/account-info/v3/details' })),
      unlessForbidden(readPipelines()),
      unlessForbidden(ask(owners, { path: '/crm/v3/owners?limit=500' })),
    ])
    const me = people?.results.find(({ userId }) => userId !== null && userId === told.userId)
    const domain = /^app(?:-[a-z0-9]+)?\.hubspot\.com$/.test(about?.uiDomain ?? '')
      ? about?.uiDomain
      : 'app.hubspot.com'
    return {
      account: told.hubId,
      accountId: told.hubId,
      person: me?.email ?? null,
      missing,
      pipelines: (lines?.results ?? [])
        .filter(isLive)
        .toSorted(byOrder)
        .map(({ id, label, stages }) => ({
          id,
          name: label,
          stages: stages
            .filter(isLive)
            .toSorted(byOrder)
            .map((stage) => ({ id: stage.id, name: stage.label })),
        })),
      owners:
        people?.results.map(({ id, email, firstName, lastName }) => ({
          id,
          name: [firstName, lastName].filter(Boolean).join(' ') || email || id,
        })) ?? null,
      web: `https://${domain}/contacts/${encodeURIComponent(told.hubId)}/record/0-3/`,
      currency: about?.companyCurrency ?? null,
    }
  }

  /** The texts of objects linked to one, the newest hundred. Not HubSpot's search: its index lags behind. */
  async function textsLinked(from: string, to: 'deals' | 'notes', property: string) {
    const all = await ask.maybe(linked, { path: `/crm/v4/objects/${from}/associations/${to}?limit=500` })
    const ids = (all?.results ?? [])
      .map(({ toObjectId }) => toObjectId)
      .toSorted((a, b) => Number(b) - Number(a))
      .slice(0, 100)
    if (ids.length === 0) return []
    const inputs = ids.map((id) => ({ id }))
    const read = await ask(found, {
      method: 'POST',
      path: `/crm/v3/objects/${to}/batch/read`,
      json: { properties: [property], inputs },
    })
    return read.results.map(({ id, properties }) => ({ id, text: properties[property] ?? '' }))
  }

  const readContact = (email: string) =>
    ask.maybe(contact, {
      path: `/crm/v3/objects/contacts/${encodeURIComponent(email)}?idProperty=email&properties=${contactFields.join(',')}`,
    })

  return {
    offer,
    async findPerson(lead) {
      const known = await readContact(lead.email)
      return known && { id: known.id, companyId: null }
    },
    async createPerson(lead) {
      try {
        const properties = { email: lead.email, ...fieldsOf(lead), ...owner }
        return (await ask(made, { method: 'POST', path: '/crm/v3/objects/contacts', json: { properties } })).id
      } catch (error) {
        // Somebody was faster, or the address is another contact's second one: HubSpot names it.
        const existing = error instanceof CrmFailure && error.status === 409 && conflict.safeParse(error.said).data
        const id = existing ? /Existing ID: (\d+)/.exec(existing.message)?.[1] : undefined
        if (id === undefined) throw error
        return id
      }
    },
    async fillPerson(id, lead) {
      const known = await ask.maybe(contact, {
        path: `/crm/v3/objects/contacts/${encodeURIComponent(id)}?properties=${contactFields.join(',')}`,
      })
      const blank = Object.entries(fieldsOf(lead)).filter(([name]) => !known?.properties[name])
      if (!known || blank.length === 0) return
      const properties = Object.fromEntries(blank)
      await ask(made, {
        method: 'PATCH',
        path: `/crm/v3/objects/contacts/${encodeURIComponent(id)}`,
        json: { properties },
      })
    },
    deals: {
      async find({ personId, mark }) {
        const texts = await textsLinked(`contacts/${encodeURIComponent(personId)}`, 'deals', 'description')
        return texts.find((each) => each.text.includes(mark))?.id ?? null
      },
      async create({ name, text: description, mark, personId }) {
        const properties = {
          dealname: name,
          pipeline: choices?.pipelineId,
          dealstage: choices?.stageId,
          description: `${description}\n\n${mark}`,
          ...owner,
        }
        const associations = [linkTo(personId, links.dealToContact)]
        return (await ask(made, { method: 'POST', path: '/crm/v3/objects/deals', json: { properties, associations } }))
          .id
      },
    },
    async findNote({ dealId, mark }) {
      const texts = await textsLinked(`deals/${encodeURIComponent(dealId)}`, 'notes', 'hs_note_body')
      return texts.find((each) => each.text.includes(mark))?.id ?? null
    },
    async createNote({ text: body, at, personId, dealId }) {
      const properties = { hs_timestamp: at, hs_note_body: asHtml(body), ...owner }
      const associations = [linkTo(personId, links.noteToContact), linkTo(dealId, links.noteToDeal)]
      return (await ask(made, { method: 'POST', path: '/crm/v3/objects/notes', json: { properties, associations } })).id
    },
    async readDeals(ids) {
      const lines = await readPipelines()
      const properties = [
        'dealstage',
        'pipeline',
        'amount',
        'deal_currency_code',
        'closedate',
        'hs_is_closed_won',
        'hs_merged_object_ids',
      ]
      const inputs = ids.map((id) => ({ id }))
      const read = await ask(found, {
        method: 'POST',
        path: '/crm/v3/objects/deals/batch/read',
        json: { properties, inputs },
      })
      return new Map(
        read.results.flatMap((deal) => {
          const reading = readingOf(deal.properties, lines.results, choices?.currency ?? null)
          // A deal that was merged into another lives on under that one's id.
          const former = deal.properties['hs_merged_object_ids']?.split(';') ?? []
          return [deal.id, ...former].map((id) => [id, reading] as const)
        }),
      )
    },
  }
}

type Properties = Readonly<Record<string, string | null | undefined>>

function readingOf(
  deal: Properties,
  lines: z.output<typeof pipelines>['results'],
  currency: string | null,
): DealReading {
  const line = lines.find(({ id }) => id === deal['pipeline'])
  const stage = line?.stages.find(({ id }) => id === deal['dealstage'])
  const closed = stage?.metadata.isClosed === 'true'
  const won = deal['hs_is_closed_won'] === 'true' || (closed && Number(stage.metadata.probability) === 1)
  const value = deal['amount'] ? Number(deal['amount']) : Number.NaN
  return {
    state: won ? 'won' : closed ? 'lost' : 'open',
    pipeline: line?.label ?? deal['pipeline'] ?? null,
    stage: stage?.label ?? deal['dealstage'] ?? null,
    value: Number.isFinite(value) ? value : null,
    currency: deal['deal_currency_code'] || currency,
    // While it is open this is when it is expected to close.
    closedAt: won || closed ? (deal['closedate'] ?? null) : null,
  }
}

const contactFields = ['firstname', 'lastname', 'company', 'jobtitle', 'phone', 'website'] as const

function fieldsOf(lead: Lead): Readonly<Record<string, string>> {
  const { firstName, lastName, companyName, jobTitle, phone, website } = lead
  const all: Readonly<Record<(typeof contactFields)[number], string | null>> = {
    firstname: firstName,
    lastname: lastName,
    company: companyName,
    jobtitle: jobTitle,
    phone,
    website,
  }
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

const isLive = (each: { readonly archived?: boolean | null | undefined }) => each.archived !== true
const byOrder = (a: { readonly displayOrder: number }, b: { readonly displayOrder: number }) =>
  a.displayOrder - b.displayOrder

/** Null where the token may not. */
async function unlessForbidden<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CrmFailure && error.problem === 'rights_missing') return null
    throw error
  }
}
