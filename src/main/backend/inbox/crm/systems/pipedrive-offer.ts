/** Reads a Pipedrive account: its name, pipelines and owners. */
import { z } from 'zod'
import type { Offer } from './adapter.ts'
import type { Ask } from './ask.ts'
import { many } from './pipedrive-changed.ts'

export const id = z.union([z.number(), z.string().min(1).max(100)]).transform(String)

export const text = z.string().nullish()

export const data = <T extends z.ZodType>(of: T) => z.object({ data: of })

const me = z.object({
  name: z.string(),
  email: text,
  company_id: id,
  company_name: z.string(),
  company_domain: text,
  default_currency: text,
})

export const named = z.object({ id, name: z.string(), is_deleted: z.boolean().nullish() })

export const stage = named.extend({ pipeline_id: id })

const user = z.object({ id, name: z.string(), active_flag: z.boolean().nullish() })

const isLive = (each: { readonly is_deleted?: boolean | null | undefined }) => each.is_deleted !== true

export function createPipedriveOffer(ask: Ask) {
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
  return { offer, names }
}
