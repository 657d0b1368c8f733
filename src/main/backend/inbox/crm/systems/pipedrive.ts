/** Adapter for Pipedrive with a user's API token: API v2 where available, v1 for users and notes. */
import { z } from 'zod'
import { asHtml, type CrmAdapter, type CrmChoices, type DealReading, leadName } from './adapter.ts'
import type { CrmRequester } from './ask.ts'
import { createChangeReader, listAnswer, withClockTolerance } from './pipedrive-changed.ts'
import { createPipedriveOfferReader, dataAnswer, idSchema, namedItem, nullishText, stage } from './pipedrive-offer.ts'

export const pipedriveAddress = 'https://api.pipedrive.com'
const createdAnswer = dataAnswer(z.object({ id: idSchema }))
const person = z.object({
  id: idSchema,
  emails: z.array(z.object({ value: nullishText })).nullish(),
  org_id: idSchema.nullish(),
})
const company = z.object({ id: idSchema, name: nullishText })
const deal = z.object({
  id: idSchema,
  title: nullishText,
  add_time: nullishText,
  pipeline_id: idSchema.nullish(),
  stage_id: idSchema.nullish(),
  status: z.enum(['open', 'won', 'lost', 'deleted']).catch('open'),
  is_deleted: z.boolean().nullish(),
  value: z.number().nullish(),
  currency: nullishText,
  won_time: nullishText,
  lost_time: nullishText,
  close_time: nullishText,
})
const note = z.object({ id: idSchema, content: nullishText })
const searchAnswer = <T extends z.ZodType>(of: T) => dataAnswer(z.object({ items: z.array(z.object({ item: of })) }))
const foundPerson = z.object({
  id: idSchema,
  emails: z.array(z.string()).nullish(),
  organization: z.object({ id: idSchema }).nullish(),
})

const isSameText = (a: string | null | undefined, b: string) => a?.trim().toLowerCase() === b.trim().toLowerCase()
const searchParams = (term: string, field: string) => ({
  term: term.slice(0, 500),
  fields: field,
  exact_match: 'true',
  limit: '100',
})

export function createPipedriveAdapter(
  ask: CrmRequester,
  choices: Pick<CrmChoices, 'stageId' | 'ownerId'> | null,
  now: () => number,
): CrmAdapter {
  const owner = choices?.ownerId ? { owner_id: Number(choices.ownerId) } : {}
  const changed = createChangeReader(ask, now)
  const { offer, names } = createPipedriveOfferReader(ask)

  return {
    offer,
    async findPerson({ email }, since) {
      const { data: hits } = await ask(searchAnswer(foundPerson), {
        path: '/api/v2/persons/search',
        query: searchParams(email, 'email'),
      })
      const hit = hits.items.find(({ item }) => item.emails?.some((each) => isSameText(each, email)))?.item
      if (hit) return { id: hit.id, companyId: hit.organization?.id ?? null }
      const late = (await changed(person, 'persons', since)).find(({ emails }) =>
        emails?.some(({ value }) => isSameText(value, email)),
      )
      return late ? { id: late.id, companyId: late.org_id ?? null } : null
    },
    async createPerson(lead, companyId) {
      const json = {
        name: leadName(lead),
        emails: [{ value: lead.email, primary: true, label: 'work' }],
        ...(lead.phone ? { phones: [{ value: lead.phone, primary: true, label: 'work' }] } : {}),
        ...(companyId === null ? {} : { org_id: Number(companyId) }),
        ...owner,
      }
      return (await ask(createdAnswer, { method: 'POST', path: '/api/v2/persons', json })).data.id
    },
    companies: {
      async find(name, since) {
        const { data: hits } = await ask(searchAnswer(company), {
          path: '/api/v2/organizations/search',
          query: searchParams(name, 'name'),
        })
        const hit = hits.items.find(({ item }) => isSameText(item.name, name))?.item
        if (hit) return hit.id
        return (await changed(company, 'organizations', since)).find((each) => isSameText(each.name, name))?.id ?? null
      },
      create: async (name) =>
        (await ask(createdAnswer, { method: 'POST', path: '/api/v2/organizations', json: { name, ...owner } })).data.id,
    },
    deals: {
      // Deals have no free field for a mark, so they are recognised by person, title and time.
      async find({ personId, name, others }, since) {
        const query = {
          person_id: personId,
          sort_by: 'add_time',
          sort_direction: 'desc',
          limit: '100',
        }
        const { data: rows } = await ask(listAnswer(deal), { path: '/api/v2/deals', query })
        const from = Date.parse(withClockTolerance(since))
        return (
          rows.find(
            (row) => !others.has(row.id) && isSameText(row.title, name) && Date.parse(row.add_time ?? '') >= from,
          )?.id ?? null
        )
      },
      async create({ name, personId, companyId }) {
        const json = {
          title: name,
          person_id: Number(personId),
          stage_id: Number(choices?.stageId),
          ...(companyId === null ? {} : { org_id: Number(companyId) }),
          ...owner,
        }
        return (await ask(createdAnswer, { method: 'POST', path: '/api/v2/deals', json })).data.id
      },
    },
    async findNote({ dealId, mark }) {
      const query = { deal_id: dealId, sort: 'add_time DESC', limit: '100' }
      const { data: rows } = await ask(listAnswer(note), { path: '/v1/notes', query })
      return rows.find(({ content }) => content?.includes(mark))?.id ?? null
    },
    async createNote({ text: body, personId, dealId }) {
      const json = { content: asHtml(body), deal_id: Number(dealId), person_id: Number(personId) }
      return (await ask(createdAnswer, { method: 'POST', path: '/v1/notes', json })).data.id
    },
    async readDeals(ids) {
      const known = await names()
      const query = { ids: ids.join(','), limit: '500' }
      const { data: rows } = await ask(listAnswer(deal), { path: '/api/v2/deals', query })
      const all = new Map(rows.map((row) => [row.id, row]))
      // Lists leave out archived deals, so each missing deal is requested by id to tell archived from deleted.
      for (const each of ids) {
        if (all.has(each)) continue
        const one = await ask.maybe(dataAnswer(deal), { path: `/api/v2/deals/${encodeURIComponent(each)}` })
        if (one) all.set(each, one.data)
      }
      const live = [...all.values()].filter((row) => row.is_deleted !== true && row.status !== 'deleted')
      return new Map(live.map((row) => [row.id, toDealReading(row, known)]))
    },
  }
}

type PipelineNames = {
  readonly lines: readonly z.output<typeof namedItem>[]
  readonly stages: readonly z.output<typeof stage>[]
}

function toDealReading(row: z.output<typeof deal>, { lines, stages }: PipelineNames): DealReading {
  const state = row.status === 'won' || row.status === 'lost' ? row.status : 'open'
  const closed = state === 'won' ? row.won_time : row.lost_time
  return {
    state,
    pipeline: lines.find((each) => each.id === row.pipeline_id)?.name ?? null,
    stage: stages.find((each) => each.id === row.stage_id)?.name ?? null,
    value: row.value ?? null,
    currency: row.currency ?? null,
    closedAt: state === 'open' ? null : (closed ?? row.close_time ?? null),
  }
}
