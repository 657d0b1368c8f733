/** Sends requests to Salesforce with a token that is fetched on demand and renewed when it has expired. */
import { z } from 'zod'
import { CrmFailure, type CrmRequest, type CrmRequester } from './ask.ts'
import type { SalesforceParts } from './salesforce.ts'

export const apiPath = '/services/data/v62.0'

const records = <T extends z.ZodType>(of: T) => z.object({ records: z.array(of) })

const tokenAnswer = z.object({ access_token: z.string().min(1).max(5_000), instance_url: z.string().max(500) })

const errorList = z.array(z.object({ errorCode: z.string() }))

/** Salesforce reports an exceeded daily request limit as a 403 with its own error code. */
function asLimitError(error: CrmFailure): CrmFailure {
  const codes = errorList.safeParse(error.said).data ?? []
  if (!codes.some(({ errorCode }) => errorCode === 'REQUEST_LIMIT_EXCEEDED')) return error
  return new CrmFailure('rate_limited', { status: error.status, retryAfterMs: 60 * 60_000 })
}

/** Creates a session that authenticates as the operator's app. */
export function createSalesforceSession(parts: SalesforceParts) {
  const { session } = parts

  async function signIn() {
    try {
      const got = await parts.ask(tokenAnswer, {
        method: 'POST',
        path: '/services/oauth2/token',
        form: { grant_type: 'client_credentials', client_id: parts.clientId, client_secret: parts.clientSecret },
      })
      session.token = { value: got.access_token, instanceUrl: got.instance_url }
      return session.token
    } catch (error) {
      // A wrong key, a wrong secret and a missing run-as user all return 400.
      if (error instanceof CrmFailure && error.status === 400) throw new CrmFailure('token_refused', { status: 400 })
      throw error
    }
  }

  /** Sends with a token, and once more with a new token if it has expired, in which case nothing was carried out. */
  async function withToken<T>(
    send: (ask: CrmRequester, headers: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T> {
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
      throw asLimitError(error)
    }
  }

  const ask = <T>(shape: z.ZodType<T>, request: CrmRequest): Promise<T> =>
    withToken((at, headers) => at(shape, { ...request, headers: { ...headers, ...request.headers } }))
  const maybe = <T>(shape: z.ZodType<T>, request: CrmRequest): Promise<T | null> =>
    withToken((at, headers) => at.maybe(shape, { ...request, headers: { ...headers, ...request.headers } }))
  const query = async <T>(of: z.ZodType<T>, soql: string): Promise<readonly T[]> =>
    (await ask(records(of), { path: `${apiPath}/query`, query: { q: soql } })).records
  return { maybe, query, ask }
}

export type SalesforceSession = ReturnType<typeof createSalesforceSession>
