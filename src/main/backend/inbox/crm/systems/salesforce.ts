/**
 * Salesforce's REST API with an app of the org's own (client credentials). A qualified lead becomes a Lead, the reply a
 * task that is done; once somebody converts the Lead, its opportunity is what is read back.
 */
import { z } from 'zod'
import { type Ask, CrmFailure, type CrmRequest } from './ask.ts'
import { type Choices, cut, type DealReading, type Door, type Lead, type Offer } from './door.ts'

const api = '/services/data/v62.0'
/** Under "Lead" there is one pipeline: the statuses a lead can have. */
const leadPipeline = 'Lead'

const id = z.string().regex(/^[a-zA-Z0-9]{15,18}$/)
const text = z.string().nullish()
const records = <T extends z.ZodType>(of: T) => z.object({ records: z.array(of) })
const made = z.object({ id, success: z.literal(true) })
const token = z.object({ access_token: z.string().min(1).max(5_000), instance_url: z.string().max(500) })
const org = z.object({ Id: id, Name: z.string() })
const who = z.object({ name: text, email: text, preferred_username: text })
const status = z.object({ MasterLabel: z.string(), ApiName: text, IsConverted: z.boolean() })
const user = z.object({ Id: id, Name: z.string() })
const described = z.object({ createable: z.boolean(), queryable: z.boolean() })
const lead = z.object({ Id: id, IsConverted: z.boolean() })
const converted = z.object({ IsConverted: z.boolean(), ConvertedContactId: id.nullish() })
const task = z.object({ Id: id, Description: text })
const readLead = z.object({ Id: id, Status: text, IsConverted: z.boolean(), ConvertedOpportunityId: id.nullish() })
const opportunity = z.object({
  Id: id,
  StageName: text,
  IsClosed: z.boolean(),
  IsWon: z.boolean(),
  Amount: z.number().nullish(),
  CloseDate: text,
  CurrencyIsoCode: text,
})
const faults = z.array(z.object({ errorCode: z.string() }))

/** Text between the quotes of SOQL: nothing in it can end them. */
export const soqlText = (raw: string): string =>
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
  /** Asks the org without a token. */
  readonly ask: Ask
  readonly clientId: string
  readonly clientSecret: string
  /** Where API calls may go, as the token's answer names it. CRM_ADDRESS_INVALID for a host that is not Salesforce's. */
  readonly askAt: (instanceUrl: string) => Ask
  /** A token that was got before, kept for as long as the app runs. */
  readonly session: { token: { readonly value: string; readonly instanceUrl: string } | null }
  readonly web: string
}

export function openSalesforce(parts: SalesforceParts, choices: Pick<Choices, 'stageId' | 'ownerId'> | null): Door {
  const { session } = parts

  async function signIn() {
    try {
      const got = await parts.ask(token, {
        method: 'POST',
        path: '/services/oauth2/token',
        form: { grant_type: 'client_credentials', client_id: parts.clientId, client_secret: parts.clientSecret },
      })
      session.token = { value: got.access_token, instanceUrl: got.instance_url }
      return session.token
    } catch (error) {
      // Wrong key, wrong secret, and no user the app may act as: all are 400.
      if (error instanceof CrmFailure && error.status === 400) throw new CrmFailure('token_refused', { status: 400 })
      throw error
    }
  }

  /** With a token; once more with a new one where it ran out, which is when nothing was done. */
  async function withToken<T>(send: (ask: Ask, headers: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
    const once = ({ value, instanceUrl }: { readonly value: string; readonly instanceUrl: string }) =>
      send(parts.askAt(instanceUrl), { authorization: `Bearer ${value}` })
    const known = session.token
    try {
      return await once(known ?? (await signIn()))
    } catch (error) {
      if (!(error instanceof CrmFailure)) throw error
      if (error.status === 401 && known) {
        session.token = null
        return once(await signIn())
      }
      throw limitOf(error)
    }
  }

  const ask = <T>(shape: z.ZodType<T>, request: CrmRequest): Promise<T> =>
    withToken((at, headers) => at(shape, { ...request, headers: { ...headers, ...request.headers } }))
  const maybe = <T>(shape: z.ZodType<T>, request: CrmRequest): Promise<T | null> =>
    withToken((at, headers) => at.maybe(shape, { ...request, headers: { ...headers, ...request.headers } }))
  const query = async <T>(of: z.ZodType<T>, soql: string): Promise<readonly T[]> =>
    (await ask(records(of), { path: `${api}/query`, query: { q: soql } })).records

  async function missingRights(object: string): Promise<readonly string[]> {
    const about = await forbidden(maybe(described, { path: `${api}/sobjects/${object}/describe` }))
    return [...(about?.queryable ? [] : [`${object}: Read`]), ...(about?.createable ? [] : [`${object}: Create`])]
  }

  async function offer(): Promise<Offer> {
    const [company] = await query(org, 'SELECT Id, Name FROM Organization LIMIT 1')
    const [person, leadRights, taskRights, people] = await Promise.all([
      forbidden(maybe(who, { path: '/services/oauth2/userinfo' })),
      missingRights('Lead'),
      missingRights('Task'),
      forbidden(
        query(
          user,
          `SELECT Id, Name FROM User WHERE IsActive = true AND UserType = 'Standard' ORDER BY Name LIMIT 500`,
        ),
      ),
    ])
    const statuses =
      leadRights.length > 0
        ? []
        : await query(status, 'SELECT MasterLabel, ApiName, IsConverted FROM LeadStatus ORDER BY SortOrder')
    return {
      account: company ? company.Name : new URL(parts.web).hostname,
      accountId: company?.Id ?? new URL(parts.web).hostname,
      person: person?.preferred_username ?? person?.email ?? person?.name ?? null,
      missing: [...leadRights, ...taskRights],
      pipelines: [
        {
          id: leadPipeline,
          name: leadPipeline,
          // A lead is not made converted: that takes an account and a contact.
          stages: statuses
            .filter((each) => !each.IsConverted)
            .map((each) => ({ id: each.ApiName ?? each.MasterLabel, name: each.MasterLabel })),
        },
      ],
      owners: people?.map((each) => ({ id: each.Id, name: each.Name })) ?? null,
      web: parts.web,
      currency: null,
    }
  }

  /** Opportunities; orgs with one currency do not know the field that names it. */
  async function opportunities(ids: readonly string[]): Promise<ReadonlyMap<string, z.output<typeof opportunity>>> {
    if (ids.length === 0) return new Map()
    const soql = (more: string) =>
      `SELECT Id, StageName, IsClosed, IsWon, Amount, CloseDate${more} FROM Opportunity WHERE Id IN (${ids.map((each) => `'${soqlText(each)}'`).join(', ')})`
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
        `SELECT Id, IsConverted FROM Lead WHERE Email = '${soqlText(email)}' ORDER BY CreatedDate DESC LIMIT 50`,
      )
      const found = rows.find((row) => !row.IsConverted) ?? rows[0]
      return found ? { id: found.Id, companyId: null } : null
    },
    async createPerson(given) {
      const json = {
        ...fieldsOf(given),
        Status: choices?.stageId,
        ...(choices?.ownerId ? { OwnerId: choices.ownerId } : {}),
      }
      // A rule that only warns of duplicates would refuse; we looked for the address ourselves.
      const headers = { 'sforce-duplicate-rule-header': 'allowSave=true' }
      return (await ask(made, { method: 'POST', path: `${api}/sobjects/Lead`, json, headers })).id
    },
    async findNote({ personId, mark }) {
      const about = await whoOf(personId)
      const rows = await query(
        task,
        `SELECT Id, Description FROM Task WHERE WhoId = '${soqlText(about)}' ORDER BY CreatedDate DESC LIMIT 100`,
      )
      return rows.find((row) => row.Description?.includes(mark))?.Id ?? null
    },
    async createNote({ subject, text: body, at, personId }) {
      const [done] = await query(
        z.object({ ApiName: text, MasterLabel: z.string() }),
        'SELECT ApiName, MasterLabel FROM TaskStatus WHERE IsClosed = true LIMIT 1',
      )
      const json = {
        Subject: cut(subject, 255),
        Description: cut(body, 32_000),
        WhoId: await whoOf(personId),
        ActivityDate: at.slice(0, 10),
        ...(done ? { Status: done.ApiName ?? done.MasterLabel } : {}),
        ...(choices?.ownerId ? { OwnerId: choices.ownerId } : {}),
      }
      return (await ask(made, { method: 'POST', path: `${api}/sobjects/Task`, json })).id
    },
    async readDeals(ids) {
      const wanted = ids.filter((each) => id.safeParse(each).success)
      if (wanted.length === 0) return new Map()
      const leads = await query(
        readLead,
        `SELECT Id, Status, IsConverted, ConvertedOpportunityId FROM Lead WHERE Id IN (${wanted.map((each) => `'${soqlText(each)}'`).join(', ')})`,
      )
      const deals = await opportunities(leads.flatMap((row) => row.ConvertedOpportunityId ?? []))
      return new Map(leads.map((row) => [row.Id, readingOf(row, deals.get(row.ConvertedOpportunityId ?? ''))]))
    },
  }

  /** A converted lead takes no tasks; the contact it became does. */
  async function whoOf(personId: string): Promise<string> {
    const [row] = await query(
      converted,
      `SELECT IsConverted, ConvertedContactId FROM Lead WHERE Id = '${soqlText(personId)}'`,
    )
    return (row?.IsConverted && row.ConvertedContactId) || personId
  }
}

function readingOf(row: z.output<typeof readLead>, deal: z.output<typeof opportunity> | undefined): DealReading {
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

/** Salesforce asks for a company and a last name; where none is known, the address stands in. */
function fieldsOf(given: Lead): Readonly<Record<string, string>> {
  const [local = given.email, domain = given.email] = given.email.split('@')
  const all: Readonly<Record<string, string | null>> = {
    LastName: cut(given.lastName || given.firstName || local, 80),
    FirstName: given.lastName && given.firstName ? cut(given.firstName, 40) : null,
    Company: cut(given.companyName || domain, 255),
    Title: given.jobTitle && cut(given.jobTitle, 128),
    Email: given.email,
    Phone: given.phone && cut(given.phone, 40),
    Website: given.website && cut(given.website, 255),
  }
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

/** A used-up day of calls is a 403 of its own kind. */
function limitOf(error: CrmFailure): CrmFailure {
  const codes = faults.safeParse(error.said).data ?? []
  if (!codes.some(({ errorCode }) => errorCode === 'REQUEST_LIMIT_EXCEEDED')) return error
  return new CrmFailure('rate_limited', { status: error.status, retryAfterMs: 60 * 60_000 })
}

async function forbidden<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CrmFailure && error.problem === 'rights_missing') return null
    throw error
  }
}
