/**
 * Adapter for Salesforce's REST API with an app of the org's own (client credentials). A qualified lead becomes a Lead,
 * and the reply a completed task; once somebody converts the Lead, its opportunity is read back.
 */
import { z } from 'zod'
import { type CrmAdapter, type CrmChoices, type CrmLead, type DealReading, truncateText } from './adapter.ts'
import { CrmFailure, type CrmRequester } from './ask.ts'
import { createSalesforceOfferReader, idSchema, leadPipeline, nullishText } from './salesforce-offer.ts'
import { apiPath, createSalesforceSession } from './salesforce-session.ts'

const createdAnswer = z.object({ id: idSchema, success: z.literal(true) })
const lead = z.object({ Id: idSchema, IsConverted: z.boolean() })
const converted = z.object({ IsConverted: z.boolean(), ConvertedContactId: idSchema.nullish() })
const task = z.object({ Id: idSchema, Description: nullishText })
const readLead = z.object({
  Id: idSchema,
  Status: nullishText,
  IsConverted: z.boolean(),
  ConvertedOpportunityId: idSchema.nullish(),
})
const opportunity = z.object({
  Id: idSchema,
  StageName: nullishText,
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
  Amount: z.number().nullish(),
  CloseDate: nullishText,
  CurrencyIsoCode: nullishText,
})

/** Escapes text for a quoted SOQL string. */
export const escapeSoql = (raw: string): string =>
  raw
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\b', '\\b')
    .replaceAll('\f', '\\f')

export type SalesforceParts = {
  /** Sends requests to the org without a token. */
  readonly ask: CrmRequester
  readonly clientId: string
  readonly clientSecret: string
  /** Sends API requests to the host named in the token's answer. Throws CRM_ADDRESS_INVALID for another's. */
  readonly askAt: (instanceUrl: string) => CrmRequester
  /** Token fetched earlier, kept while the app runs. */
  readonly session: { token: { readonly value: string; readonly instanceUrl: string } | null }
  readonly web: string
}

export function createSalesforceAdapter(
  parts: SalesforceParts,
  choices: Pick<CrmChoices, 'stageId' | 'ownerId'> | null,
): CrmAdapter {
  const { maybe, query, ask } = createSalesforceSession(parts)
  const offer = createSalesforceOfferReader(parts, query, maybe)

  /** Reads opportunities. Orgs with a single currency do not have the currency field. */
  async function opportunities(ids: readonly string[]): Promise<ReadonlyMap<string, z.output<typeof opportunity>>> {
    if (ids.length === 0) return new Map()
    const soql = (more: string) =>
      `SELECT Id, StageName, IsClosed, IsWon, Amount, CloseDate${more} FROM Opportunity WHERE Id IN (${ids.map((each) => `'${escapeSoql(each)}'`).join(', ')})`
    let rows: readonly z.output<typeof opportunity>[]
    try {
      rows = await query(opportunity, soql(', CurrencyIsoCode'))
    } catch (error) {
      if (!(error instanceof CrmFailure && error.status === 400)) throw error
      rows = await query(opportunity, soql(''))
    }
    return new Map(rows.map((row) => [row.Id, row]))
  }

  return {
    offer,
    async findPerson({ email }) {
      const rows = await query(
        lead,
        `SELECT Id, IsConverted FROM Lead WHERE Email = '${escapeSoql(email)}' ORDER BY CreatedDate DESC LIMIT 50`,
      )
      const found = rows.find((row) => !row.IsConverted) ?? rows[0]
      return found ? { id: found.Id, companyId: null } : null
    },
    async createPerson(given) {
      const json = {
        ...leadFieldsOf(given),
        Status: choices?.stageId,
        ...(choices?.ownerId ? { OwnerId: choices.ownerId } : {}),
      }
      // A duplicate rule that only warns would also refuse the request; the address was already searched for.
      const headers = { 'sforce-duplicate-rule-header': 'allowSave=true' }
      return (await ask(createdAnswer, { method: 'POST', path: `${apiPath}/sobjects/Lead`, json, headers })).id
    },
    async findNote({ personId, mark }) {
      const about = await whoOf(personId)
      const rows = await query(
        task,
        `SELECT Id, Description FROM Task WHERE WhoId = '${escapeSoql(about)}' ORDER BY CreatedDate DESC LIMIT 100`,
      )
      return rows.find((row) => row.Description?.includes(mark))?.Id ?? null
    },
    async createNote({ subject, text: body, at, personId }) {
      const [done] = await query(
        z.object({ ApiName: nullishText, MasterLabel: z.string() }),
        'SELECT ApiName, MasterLabel FROM TaskStatus WHERE IsClosed = true LIMIT 1',
      )
      const json = {
        Subject: truncateText(subject, 255),
        Description: truncateText(body, 32_000),
        WhoId: await whoOf(personId),
        ActivityDate: at.slice(0, 10),
        ...(done ? { Status: done.ApiName ?? done.MasterLabel } : {}),
        ...(choices?.ownerId ? { OwnerId: choices.ownerId } : {}),
      }
      return (await ask(createdAnswer, { method: 'POST', path: `${apiPath}/sobjects/Task`, json })).id
    },
    async readDeals(ids) {
      const wanted = ids.filter((each) => idSchema.safeParse(each).success)
      if (wanted.length === 0) return new Map()
      const leads = await query(
        readLead,
        `SELECT Id, Status, IsConverted, ConvertedOpportunityId FROM Lead WHERE Id IN (${wanted.map((each) => `'${escapeSoql(each)}'`).join(', ')})`,
      )
      const deals = await opportunities(leads.flatMap((row) => row.ConvertedOpportunityId ?? []))
      return new Map(leads.map((row) => [row.Id, toDealReading(row, deals.get(row.ConvertedOpportunityId ?? ''))]))
    },
  }

  /** Returns the id to attach tasks to: a converted lead accepts none, but the contact it became does. */
  async function whoOf(personId: string): Promise<string> {
    const [row] = await query(
      converted,
      `SELECT IsConverted, ConvertedContactId FROM Lead WHERE Id = '${escapeSoql(personId)}'`,
    )
    return (row?.IsConverted && row.ConvertedContactId) || personId
  }
}

function toDealReading(row: z.output<typeof readLead>, deal: z.output<typeof opportunity> | undefined): DealReading {
  if (!deal) {
    return {
      state: 'open',
      pipeline: leadPipeline,
      stage: row.Status ?? null,
      value: null,
      currency: null,
      closedAt: null,
    }
  }
  return {
    state: deal.IsWon ? 'won' : deal.IsClosed ? 'lost' : 'open',
    pipeline: 'Opportunity',
    stage: deal.StageName ?? null,
    value: deal.Amount ?? null,
    currency: deal.CurrencyIsoCode ?? null,
    closedAt: deal.IsClosed ? (deal.CloseDate ?? null) : null,
  }
}

/** Salesforce requires a company and a last name; if one is unknown, it is derived from the address. */
function leadFieldsOf(given: CrmLead): Readonly<Record<string, string>> {
  const [local = given.email, domain = given.email] = given.email.split('@')
  const all: Readonly<Record<string, string | null>> = {
    LastName: truncateText(given.lastName || given.firstName || local, 80),
    FirstName: given.lastName && given.firstName ? truncateText(given.firstName, 40) : null,
    Company: truncateText(given.companyName || domain, 255),
    Title: given.jobTitle && truncateText(given.jobTitle, 128),
    Email: given.email,
    Phone: given.phone && truncateText(given.phone, 40),
    Website: given.website && truncateText(given.website, 255),
  }
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
