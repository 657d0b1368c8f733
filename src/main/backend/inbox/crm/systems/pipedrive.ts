/** Pipedrive's API: v2 where it is there, v1 for users and notes, with a user's API token. */
import { z } from 'zod'
import type { Ask } from './ask.ts'
import { asHtml, type Choices, type DealReading, type Door, nameOf, type Offer } from './door.ts'

export const pipedriveAddress = 'https://api.pipedrive.com'

/** Pipedrive's clock and this machine's may differ by so much. */
const clocksApartMs = 10 * 60_000
/** Pages of what changed lately, each 500: more than that is not made in one half minute. */
const mostPages = 10

const id = z.union([z.number(), z.string().min(1).max(100)]).transform(String)
const text = z.string().nullish()
const data = <T extends z.ZodType>(of: T) => z.object({ data: of })
const many = <T extends z.ZodType>(of: T) =>
  z.object({
    data: z
      .array(of)
      .nullable()
      .transform((rows) => rows ?? []),
    additional_data: z.object({ next_cursor: z.string().nullish() }).nullish(),
  })
const me = z.object({
  name: z.string(),
  email: text,
  company_id: id,
  company_name: z.string(),
  company_domain: text,
  default_currency: text,
})
const made = data(z.object({ id }))
const person = z.object({ id, emails: z.array(z.object({ value: text })).nullish(), org_id: id.nullish() })
const company = z.object({ id, name: text })
const deal = z.object({
  id,
  title: text,
  add_time: text,
  pipeline_id: id.nullish(),
  stage_id: id.nullish(),
  status: z.enum(['open', 'won', 'lost', 'deleted']).catch('open'),
  is_deleted: z.boolean().nullish(),
  value: z.number().nullish(),
  currency: text,
  won_time: text,
  lost_time: text,
  close_time: text,
})
const note = z.object({ id, content: text })
const named = z.object({ id, name: z.string(), is_deleted: z.boolean().nullish() })
const stage = named.extend({ pipeline_id: id })
const user = z.object({ id, name: z.string(), active_flag: z.boolean().nullish() })
const searched = <T extends z.ZodType>(of: T) => data(z.object({ items: z.array(z.object({ item: of })) }))
const foundPerson = z.object({ id, emails: z.array(z.string()).nullish(), organization: z.object({ id }).nullish() })

type Page<T> = {
  readonly data: readonly T[]
  readonly additional_data?: { next_cursor?: string | null | undefined } | null | undefined
}

const same = (a: string | null | undefined, b: string) => a?.trim().toLowerCase() === b.trim().toLowerCase()
const earlier = (since: string) => new Date(Date.parse(since) - clocksApartMs).toISOString().replace(/\.\d+Z$/, 'Z')
const search = (term: string, field: string) => ({
  term: term.slice(0, 500),
  fields: field,
  exact_match: 'true',
  limit: '100',
})

export function openPipedrive(ask: Ask, choices: Pick<Choices, 'stageId' | 'ownerId'> | null, now: () => number): Door {
  const owner = choices?.ownerId ? { owner_id: Number(choices.ownerId) } : {}

  /** What changed since then, or lately, newest first, from the store itself: Pipedrive's search index lags behind. */
  async function changed<T>(
    of: z.ZodType<T>,
    kind: 'persons' | 'organizations',
    since: string | null,
  ): Promise<readonly T[]> {
    const rows: T[] = []
    let cursor: string | null = null
    for (let page = 0; page < mostPages; page++) {
      const query = {
        updated_since: earlier(since ?? new Date(now()).toISOString()),
        sort_by: 'update_time',
        sort_direction: 'desc',
        limit: '500',
      }
      const answer: Page<T> = await ask(many(of), {
        path: `/api/v2/${kind}`,
        query: { ...query, ...(cursor === null ? {} : { cursor }) },
      })
      rows.push(...answer.data)
      cursor = answer.additional_data?.next_cursor ?? null
      if (cursor === null) break
    }
    return rows
  }

  async function names() {
    const [lines, stages] = await Promise.all([
      ask(many(named), { path: '/api/v2/pipelines?limit=500' }),
      ask(many(stage), { path: '/api/v2/stages?limit=500' }),
    ])
    return { lines: lines.data.filter(isLive), stages: stages.data.filter(isLive) }
  }

  async function offer(): Promise<Offer> {
    const { data: who } = await ask(data(me), { path: '/v1/users/me' })
    const [{ lines, stages }, users] = await Promise.all([names(), ask(many(user), { path: '/v1/users' })])
    const domain = /^[a-z0-9-]+$/i.test(who.company_domain ?? '') ? who.company_domain : 'app'
    return {
      account: who.company_name,
      accountId: who.company_id,
      person: who.email ? `${who.name} (${who.email})` : who.name,
      missing: [],
      pipelines: lines.map((line) => ({
        id: line.id,
        name: line.name,
        stages: stages.filter((each) => each.pipeline_id === line.id).map((each) => ({ id: each.id, name: each.name })),
      })),
      owners: users.data.filter((each) => each.active_flag !== false).map((each) => ({ id: each.id, name: each.name })),
      web: `https://${domain}.pipedrive.com/deal/`,
      currency: who.default_currency ?? null,
    }
  }

  return {
    offer,
    async findPerson({ email }, since) {
      const { data: hits } = await ask(searched(foundPerson), {
        path: '/api/v2/persons/search',
        query: search(email, 'email'),
      })
      const hit = hits.items.find(({ item }) => item.emails?.some((each) => same(each, email)))?.item
      if (hit) return { id: hit.id, companyId: hit.organization?.id ?? null }
      const late = (await changed(person, 'persons', since)).find(({ emails }) =>
        emails?.some(({ value }) => same(value, email)),
      )
      return late ? { id: late.id, companyId: late.org_id ?? null } : null
    },
    async createPerson(lead, companyId) {
      const json = {
        name: nameOf(lead),
        emails: [{ value: lead.email, primary: true, label: 'work' }],
        ...(lead.phone ? { phones: [{ value: lead.phone, primary: true, label: 'work' }] } : {}),
        ...(companyId === null ? {} : { org_id: Number(companyId) }),
        ...owner,
      }
      return (await ask(made, { method: 'POST', path: '/api/v2/persons', json })).data.id
    },
    companies: {
      async find(name, since) {
        const { data: hits } = await ask(searched(company), {
          path: '/api/v2/organizations/search',
          query: search(name, 'name'),
        })
        const hit = hits.items.find(({ item }) => same(item.name, name))?.item
        if (hit) return hit.id
        return (await changed(company, 'organizations', since)).find((each) => same(each.name, name))?.id ?? null
      },
      create: async (name) =>
        (await ask(made, { method: 'POST', path: '/api/v2/organizations', json: { name, ...owner } })).data.id,
    },
    deals: {
      // Deals have no free field to write a mark into: the person, the title and the hour tell it.
      async find({ personId, name, others }, since) {
        const query = {
          person_id: personId,
          sort_by: 'add_time',
          sort_direction: 'desc',
          limit: '100',
        }
        const { data: rows } = await ask(many(deal), { path: '/api/v2/deals', query })
        const from = Date.parse(earlier(since))
        return (
          rows.find((row) => !others.has(row.id) && same(row.title, name) && Date.parse(row.add_time ?? '') >= from)
            ?.id ?? null
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
        return (await ask(made, { method: 'POST', path: '/api/v2/deals', json })).data.id
      },
    },
    async findNote({ dealId, mark }) {
      const query = { deal_id: dealId, sort: 'add_time DESC', limit: '100' }
      const { data: rows } = await ask(many(note), { path: '/v1/notes', query })
      return rows.find(({ content }) => content?.includes(mark))?.id ?? null
    },
    async createNote({ text: body, personId, dealId }) {
      const json = { content: asHtml(body), deal_id: Number(dealId), person_id: Number(personId) }
      return (await ask(made, { method: 'POST', path: '/v1/notes', json })).data.id
    },
    async readDeals(ids) {
      const known = await names()
      const query = { ids: ids.join(','), limit: '500' }
      const { data: rows } = await ask(many(deal), { path: '/api/v2/deals', query })
      const all = new Map(rows.map((row) => [row.id, row]))
      // Archived deals are left out of lists; only asking for one tells it from one that was deleted.
      for (const each of ids) {
        if (all.has(each)) continue
        const one = await ask.maybe(data(deal), { path: `/api/v2/deals/${encodeURIComponent(each)}` })
        if (one) all.set(each, one.data)
      }
      const live = [...all.values()].filter((row) => row.is_deleted !== true && row.status !== 'deleted')
      return new Map(live.map((row) => [row.id, readingOf(row, known)]))
    },
  }
}

const isLive = (each: { readonly is_deleted?: boolean | null | undefined }) => each.is_deleted !== true

type Names = {
  readonly lines: readonly z.output<typeof named>[]
  readonly stages: readonly z.output<typeof stage>[]
}

function readingOf(row: z.output<typeof deal>, { lines, stages }: Names): DealReading {
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
