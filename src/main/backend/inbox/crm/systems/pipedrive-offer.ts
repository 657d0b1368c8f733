/** Reads a Pipedrive account: its name, pipelines and owners. */
import { z } from 'zod'
import type { AccountOffer } from './adapter.ts'
import type { CrmRequester } from './ask.ts'
import { listAnswer } from './pipedrive-changed.ts'

export const idSchema = z.union([z.number(), z.string().min(1).max(100)]).transform(String)

export const nullishText = z.string().nullish()

export const dataAnswer = <T extends z.ZodType>(of: T) => z.object({ data: of })

const me = z.object({
  name: z.string(),
  email: nullishText,
  company_id: idSchema,
  company_name: z.string(),
  company_domain: nullishText,
  default_currency: nullishText,
})

export const namedItem = z.object({ id: idSchema, name: z.string(), is_deleted: z.boolean().nullish() })

export const stage = namedItem.extend({ pipeline_id: idSchema })

const user = z.object({ id: idSchema, name: z.string(), active_flag: z.boolean().nullish() })

const isNotDeleted = (each: { readonly is_deleted?: boolean | null | undefined }) => each.is_deleted !== true

export function createPipedriveOfferReader(ask: CrmRequester) {
  async function names() {
    const [lines, stages] = await Promise.all([
      ask(listAnswer(namedItem), { path: '/api/v2/pipelines?limit=500' }),
      ask(listAnswer(stage), { path: '/api/v2/stages?limit=500' }),
    ])
    return { lines: lines.data.filter(isNotDeleted), stages: stages.data.filter(isNotDeleted) }
  }

  async function offer(): Promise<AccountOffer> {
    const { data: who } = await ask(dataAnswer(me), { path: '/v1/users/me' })
    const [{ lines, stages }, users] = await Promise.all([names(), ask(listAnswer(user), { path: '/v1/users' })])
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
