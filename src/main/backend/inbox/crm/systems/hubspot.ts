/** HubSpot's CRM API, v3 objects and v4 associations, with the token of a private app. */
import { z } from 'zod'
import { asHtml, type CrmAdapter, type CrmChoices, type CrmLead } from './adapter.ts'
import { CrmFailure, type CrmRequester } from './ask.ts'
import { createHubspotDeals, dealsAnswer } from './hubspot-deals.ts'
import { createHubspotOfferReader, nullishText, remoteId } from './hubspot-offer.ts'

export const hubspotAddress = 'https://api.hubapi.com'
const createdAnswer = z.object({ id: remoteId })
export const pipelines = z.object({
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
const contact = z.object({ id: remoteId, properties: z.record(z.string(), nullishText) })
const linked = z.object({ results: z.array(z.object({ toObjectId: remoteId })) })
const conflict = z.object({ message: z.string() })

/** HubSpot's ids of the association types between its objects. */
const associationTypes = { dealToContact: 3, noteToContact: 202, noteToDeal: 214 } as const
const associationTo = (id: string, type: number) => ({
  to: { id },
  types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: type }],
})

/** Returns the texts of the newest hundred objects linked to one. HubSpot's search is not used: its index lags. */
async function textsLinked(ask: CrmRequester, from: string, to: 'deals' | 'notes', property: string) {
  const all = await ask.maybe(linked, { path: `/crm/v4/objects/${from}/associations/${to}?limit=500` })
  const ids = (all?.results ?? [])
    .map(({ toObjectId }) => toObjectId)
    .toSorted((a, b) => Number(b) - Number(a))
    .slice(0, 100)
  if (ids.length === 0) return []
  const inputs = ids.map((id) => ({ id }))
  const read = await ask(dealsAnswer, {
    method: 'POST',
    path: `/crm/v3/objects/${to}/batch/read`,
    json: { properties: [property], inputs },
  })
  return read.results.map(({ id, properties }) => ({ id, text: properties[property] ?? '' }))
}

export function createHubspotAdapter(
  ask: CrmRequester,
  token: string,
  choices: Pick<CrmChoices, 'stageId' | 'pipelineId' | 'ownerId' | 'currency'> | null,
): CrmAdapter {
  const owner = choices?.ownerId ? { hubspot_owner_id: choices.ownerId } : {}
  const readPipelines = () => ask(pipelines, { path: '/crm/v3/pipelines/deals' })
  const offer = createHubspotOfferReader(ask, token, readPipelines)

  const readContact = (email: string) =>
    ask.maybe(contact, {
      path: `/crm/v3/objects/contacts/${encodeURIComponent(email)}?idProperty=email&properties=${contactFields.join(',')}`,
    })
  const { readDeals } = createHubspotDeals(ask, readPipelines, choices)

  return {
    offer,
    async findPerson(lead) {
      const known = await readContact(lead.email)
      return known && { id: known.id, companyId: null }
    },
    async createPerson(lead) {
      try {
        const properties = { email: lead.email, ...contactFieldsOf(lead), ...owner }
        return (await ask(createdAnswer, { method: 'POST', path: '/crm/v3/objects/contacts', json: { properties } })).id
      } catch (error) {
        // The contact was created meanwhile, or the address is the second one of another contact; HubSpot's answer
        // names it.
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
      const blank = Object.entries(contactFieldsOf(lead)).filter(([name]) => !known?.properties[name])
      if (!known || blank.length === 0) return
      const properties = Object.fromEntries(blank)
      await ask(createdAnswer, {
        method: 'PATCH',
        path: `/crm/v3/objects/contacts/${encodeURIComponent(id)}`,
        json: { properties },
      })
    },
    deals: {
      async find({ personId, mark }) {
        const texts = await textsLinked(ask, `contacts/${encodeURIComponent(personId)}`, 'deals', 'description')
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
        const associations = [associationTo(personId, associationTypes.dealToContact)]
        return (
          await ask(createdAnswer, {
            method: 'POST',
            path: '/crm/v3/objects/deals',
            json: { properties, associations },
          })
        ).id
      },
    },
    async findNote({ dealId, mark }) {
      const texts = await textsLinked(ask, `deals/${encodeURIComponent(dealId)}`, 'notes', 'hs_note_body')
      return texts.find((each) => each.text.includes(mark))?.id ?? null
    },
    async createNote({ text: body, at, personId, dealId }) {
      const properties = { hs_timestamp: at, hs_note_body: asHtml(body), ...owner }
      const associations = [
        associationTo(personId, associationTypes.noteToContact),
        associationTo(dealId, associationTypes.noteToDeal),
      ]
      return (
        await ask(createdAnswer, { method: 'POST', path: '/crm/v3/objects/notes', json: { properties, associations } })
      ).id
    },
    readDeals,
  }
}

const contactFields = ['firstname', 'lastname', 'company', 'jobtitle', 'phone', 'website'] as const

function contactFieldsOf(lead: CrmLead): Readonly<Record<string, string>> {
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
