import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type CrmAccess, crmAccess } from '#shared/contract/inbox/crm.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { Deps } from '../../../core/deps.ts'
import { checkedBaseUrl } from '../../../core/instantly/transport.ts'
import type { CrmAdapter, CrmChoices } from './adapter.ts'
import {
  CrmFailure,
  type CrmRequester,
  type CrmRequesterParts,
  createCrmRequester,
  createCrmTransports,
} from './ask.ts'
import { createHubspotAdapter, hubspotAddress } from './hubspot.ts'
import { createPipedriveAdapter, pipedriveAddress } from './pipedrive.ts'
import { createSalesforceAdapter, type SalesforceParts } from './salesforce.ts'
import { parseSalesforceAddress } from './salesforce-address.ts'

export const sealedAccess = z.object({ access: crmAccess })

export type OpenCrmClient = (access: CrmAccess, choices: CrmChoices | null, signal: AbortSignal) => CrmAdapter

/** Creates clients for CRMs at their public addresses; unpackaged builds can name a stand-in on this machine. */
export function createCrmClients(deps: Deps): OpenCrmClient {
  const transportOf = createCrmTransports(deps.log('crm'))
  const sessions = new Map<string, SalesforceParts['session']>()
  const standIn = deps.config.crmUrl ? checkedBaseUrl(deps.config.crmUrl) : null
  const baseOf = (system: string, address: string) =>
    standIn === null ? new URL(address) : new URL(`/${system}`, standIn)

  return (access, choices, signal) => {
    const asking = (base: URL, headers: CrmRequesterParts['headers'] = {}): CrmRequester =>
      createCrmRequester({ base, transport: transportOf(base), headers, appVersion: deps.config.appVersion, signal })
    if (access.kind === 'hubspot') {
      const ask = asking(baseOf('hubspot', hubspotAddress), { authorization: `Bearer ${access.token}` })
      return createHubspotAdapter(ask, access.token, choices)
    }
    if (access.kind === 'pipedrive') {
      return createPipedriveAdapter(
        asking(baseOf('pipedrive', pipedriveAddress), { 'x-api-token': access.token }),
        choices,
        () => deps.clock.now(),
      )
    }
    const own = parseSalesforceAddress(access.address)
    const key = createHash('sha256').update(`${own.origin} ${access.clientId} ${access.clientSecret}`).digest('hex')
    const session = sessions.get(key) ?? { token: null }
    sessions.set(key, session)
    return createSalesforceAdapter(
      {
        ask: asking(baseOf('salesforce', own.origin)),
        askAt: (instanceUrl) => asking(baseOf('salesforce', parseSalesforceAddress(instanceUrl).origin)),
        clientId: access.clientId,
        clientSecret: access.clientSecret,
        session,
        web: `${own.origin}/`,
      },
      choices,
    )
  }
}

const errorCodeOfProblem: Partial<Record<CrmFailure['problem'], ErrorCode>> = {
  token_refused: 'CRM_TOKEN_REFUSED',
  rights_missing: 'CRM_RIGHTS_MISSING',
  rate_limited: 'CRM_BUSY',
  unreachable: 'CRM_NOT_REACHED',
  timeout: 'CRM_NOT_REACHED',
  server_error: 'CRM_NOT_REACHED',
}

/** Turns a CrmFailure into an error with a message, for requests the operator waits for. */
export async function withAppErrors<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof CrmFailure)) throw error
    throw new AppError(
      errorCodeOfProblem[error.problem] ?? 'CRM_ANSWER_UNREADABLE',
      error.status === null ? {} : { status: error.status },
    )
  }
}
