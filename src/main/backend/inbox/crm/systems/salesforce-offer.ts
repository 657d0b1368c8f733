/** Reads a Salesforce org: its name, stages, owners and missing rights. */

import { z } from 'zod'
import type { AccountOffer } from './adapter.ts'
import { nullIfForbidden } from './ask.ts'
import type { SalesforceParts } from './salesforce.ts'
import type { SalesforceSession } from './salesforce-session.ts'
import { apiPath } from './salesforce-session.ts'

/** Id of the only pipeline for leads; its stages are the lead statuses. */
export const leadPipeline = 'Lead'

export const idSchema = z.string().regex(/^[a-zA-Z0-9]{15,18}$/)

export const nullishText = z.string().nullish()

const org = z.object({ Id: idSchema, Name: z.string() })

const userInfo = z.object({ name: nullishText, email: nullishText, preferred_username: nullishText })

const status = z.object({ MasterLabel: z.string(), ApiName: nullishText, IsConverted: z.boolean() })

const user = z.object({ Id: idSchema, Name: z.string() })

const objectDescription = z.object({ createable: z.boolean(), queryable: z.boolean() })

export function createSalesforceOfferReader(
  parts: SalesforceParts,
  query: SalesforceSession['query'],
  maybe: SalesforceSession['maybe'],
) {
  async function missingRights(object: string): Promise<readonly string[]> {
    const about = await nullIfForbidden(maybe(objectDescription, { path: `${apiPath}/sobjects/${object}/describe` }))
    return [...(about?.queryable ? [] : [`${object}: Read`]), ...(about?.createable ? [] : [`${object}: Create`])]
  }

  async function offer(): Promise<AccountOffer> {
    const [company] = await query(org, 'SELECT Id, Name FROM Organization LIMIT 1')
    const [person, leadRights, taskRights, people] = await Promise.all([
      nullIfForbidden(maybe(userInfo, { path: '/services/oauth2/userinfo' })),
      missingRights('Lead'),
      missingRights('Task'),
      nullIfForbidden(
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
          // A lead cannot be created as converted, because that requires an account and a contact.
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
  return offer
}
