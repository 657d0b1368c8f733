/** Interface that every CRM implements. */

import type { CrmOffer, QualifiedLeadRead } from '#shared/contract/inbox/crm.ts'
import { escapeHtml } from '#shared/domain/core/escape-html.ts'

export type CrmLead = Omit<QualifiedLeadRead, 'key'>

/** Choices made when connecting, as stored. Ids are the CRM's. */
export type CrmChoices = {
  readonly account: string
  /** The CRM's own id of the account, as names are not unique. */
  readonly accountId: string
  readonly pipelineId: string
  readonly pipelineName: string
  readonly stageId: string
  readonly stageName: string
  readonly ownerId: string | null
  readonly ownerName: string | null
  /** URL of a deal's page without the deal's id, which is appended. */
  readonly web: string
  /** The account's own currency, if the CRM reports it. */
  readonly currency: string | null
}

/** An account's choices for the operator, and further facts about it. */
export type AccountOffer = CrmOffer & Pick<CrmChoices, 'accountId' | 'web' | 'currency'>

export type DealReading = {
  readonly state: 'open' | 'won' | 'lost'
  readonly pipeline: string | null
  readonly stage: string | null
  readonly value: number | null
  readonly currency: string | null
  readonly closedAt: string | null
}

export type CrmPerson = { readonly id: string; readonly companyId: string | null }

export type DealPlan = {
  readonly name: string
  /** Written into the deal if the CRM has a field for it. */
  readonly mark: string
  readonly text: string
  readonly personId: string
  readonly companyId: string | null
  /** Other known deals in the same CRM. */
  readonly others: ReadonlySet<string>
}

export type NotePlan = {
  /** Appears somewhere in the text. */
  readonly mark: string
  readonly subject: string
  readonly text: string
  readonly at: string
  readonly personId: string
  readonly dealId: string
}

/**
 * A CRM opened with a token. `since` is when a creation was sent whose outcome is unknown (ISO); the record must then
 * be found without relying on an index that lags. All methods throw CrmFailure.
 */
export type CrmAdapter = {
  offer(): Promise<AccountOffer>
  findPerson(lead: CrmLead, since: string | null): Promise<CrmPerson | null>
  createPerson(lead: CrmLead, companyId: string | null): Promise<string>
  /** Fills in fields that are empty in the CRM. Idempotent. */
  fillPerson?(id: string, lead: CrmLead): Promise<void>
  /** Present if companies are separate records that must be created explicitly. */
  readonly companies?: {
    find(name: string, since: string | null): Promise<string | null>
    create(name: string): Promise<string>
  }
  /** Absent if the person record is the deal (a Salesforce lead). */
  readonly deals?: {
    find(plan: DealPlan, since: string): Promise<string | null>
    create(plan: DealPlan): Promise<string>
  }
  findNote(plan: NotePlan): Promise<string | null>
  createNote(plan: NotePlan): Promise<string>
  /** Reads up to 100 deals. Deals missing from the answer no longer exist. */
  readDeals(ids: readonly string[]): Promise<ReadonlyMap<string, DealReading>>
}

/** Escapes text as HTML, so that text written by others does not become markup in the CRM. */
export const asHtml = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>')

export const truncateText = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

/** Cuts a text so that it is at most `most` characters long as HTML, where a quote sign takes six. */
export function truncateAsHtml(text: string, most: number): string {
  let length = 0
  for (let at = 0; at < text.length; at++) {
    length += asHtml(text.charAt(at)).length
    if (length > most) return truncateText(text, at)
  }
  return text
}

/** Returns a lead's full name, or its address if it has none. */
export const leadName = (lead: CrmLead): string =>
  [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.email
