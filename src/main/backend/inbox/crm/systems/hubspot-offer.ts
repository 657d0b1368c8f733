/** Reads a HubSpot account: its name, pipelines, owners and missing scopes. */

import { z } from 'zod'
import type { AccountOffer } from './adapter.ts'
import { CrmFailure, type CrmRequester, nullIfForbidden } from './ask.ts'
import type { pipelines } from './hubspot.ts'

/** Required scopes; reading owners is optional. */
const neededScopes = [
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
] as const

export const remoteId = z.union([z.string().min(1).max(100), z.number()]).transform(String)

export const nullishText = z.string().nullish()

const info = z.object({ userId: remoteId.nullish(), hubId: remoteId, scopes: z.array(z.string()) })

const account = z.object({ portalId: remoteId, uiDomain: nullishText, companyCurrency: nullishText })

const owners = z.object({
  results: z.array(
    z.object({
      id: remoteId,
      userId: remoteId.nullish(),
      email: nullishText,
      firstName: nullishText,
      lastName: nullishText,
    }),
  ),
})

const isNotArchived = (each: { readonly archived?: boolean | null | undefined }) => each.archived !== true

const byOrder = (a: { readonly displayOrder: number }, b: { readonly displayOrder: number }) =>
  a.displayOrder - b.displayOrder

export function createHubspotOfferReader(
  ask: CrmRequester,
  token: string,
  readPipelines: () => Promise<z.output<typeof pipelines>>,
) {
  /** Returns the token's account and scopes, null unless it is a private app's, as only those are reported. */
  async function tokenInfo() {
    try {
      // The token is sent in the body and the header, because accounts in the EU are only found with the header.
      return await ask(info, {
        method: 'POST',
        path: '/oauth/v2/private-apps/get/access-token-info',
        json: { tokenKey: token },
      })
    } catch (error) {
      if (!(error instanceof CrmFailure && error.problem === 'refused')) throw error
      const { portalId } = await ask(account, { path: '/account-info/v3/details' })
      return { userId: null, hubId: portalId, scopes: null }
    }
  }

  async function offer(): Promise<AccountOffer> {
    const tokenDetails = await tokenInfo()
    const missing = neededScopes.filter((scope) => tokenDetails.scopes?.includes(scope) === false)
    const [about, lines, people] = await Promise.all([
      nullIfForbidden(ask(account, { path: '/account-info/v3/details' })),
      nullIfForbidden(readPipelines()),
      nullIfForbidden(ask(owners, { path: '/crm/v3/owners?limit=500' })),
    ])
    const me = people?.results.find(({ userId }) => userId !== null && userId === tokenDetails.userId)
    const domain = /^app(?:-[a-z0-9]+)?\.hubspot\.com$/.test(about?.uiDomain ?? '')
      ? about?.uiDomain
      : 'app.hubspot.com'
    return {
      account: tokenDetails.hubId,
      accountId: tokenDetails.hubId,
      person: me?.email ?? null,
      missing,
      pipelines: (lines?.results ?? [])
        .filter(isNotArchived)
        .toSorted(byOrder)
        .map(({ id, label, stages }) => ({
          id,
          name: label,
          stages: stages
            .filter(isNotArchived)
            .toSorted(byOrder)
            .map((stage) => ({ id: stage.id, name: stage.label })),
        })),
      owners:
        people?.results.map(({ id, email, firstName, lastName }) => ({
          id,
          name: [firstName, lastName].filter(Boolean).join(' ') || email || id,
        })) ?? null,
      web: `https://${domain}/contacts/${encodeURIComponent(tokenDetails.hubId)}/record/0-3/`,
      currency: about?.companyCurrency ?? null,
    }
  }
  return offer
}
