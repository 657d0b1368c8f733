/** What every CRM can be asked for, whichever it is. */
import type { CrmOffer, QualifiedLeadRead } from '#shared/contract/inbox/crm.ts'

export type Lead = Omit<QualifiedLeadRead, 'key'>

/** What was chosen at connecting, as kept. Ids are the CRM's. */
export type Choices = {
  readonly account: string
  /** The CRM's own id of the account: names are given twice. */
  readonly accountId: string
  readonly pipelineId: string
  readonly pipelineName: string
  readonly stageId: string
  readonly stageName: string
  readonly ownerId: string | null
  readonly ownerName: string | null
  /** A deal's page is this with its id behind. */
  readonly web: string
  /** The account's own currency, where the CRM says. */
  readonly currency: string | null
}

/** What was found out about an account beside what the operator chooses from. */
export type Offer = CrmOffer & Pick<Choices, 'accountId' | 'web' | 'currency'>

export type DealReading = {
  readonly state: 'open' | 'won' | 'lost'
  readonly pipeline: string | null
  readonly stage: string | null
  readonly value: number | null
  readonly currency: string | null
  readonly closedAt: string | null
}

export type Person = { readonly id: string; readonly companyId: string | null }

export type DealPlan = {
  readonly name: string
  /** Written into the deal where there is a field for it. */
  readonly mark: string
  readonly text: string
  readonly personId: string
  readonly companyId: string | null
  /** Deals of the same CRM that are known as others. */
  readonly others: ReadonlySet<string>
}

export type NotePlan = {
  /** Somewhere in the text. */
  readonly mark: string
  readonly subject: string
  readonly text: string
  readonly at: string
  readonly personId: string
  readonly dealId: string
}

/**
 * A CRM that was opened with a token. `since`: when a creation left whose answer is not known (ISO); what it may have made
 * must then be found without relying on an index that lags. All throw CrmFailure.
 */
export type CrmAdapter = {
  offer(): Promise<Offer>
  findPerson(lead: Lead, since: string | null): Promise<Person | null>
  createPerson(lead: Lead, companyId: string | null): Promise<string>
  /** What the CRM has no value for. Doing it again changes nothing. */
  fillPerson?(id: string, lead: Lead): Promise<void>
  /** Where companies are records that must be made by hand. */
  readonly companies?: {
    find(name: string, since: string | null): Promise<string | null>
    create(name: string): Promise<string>
  }
  /** Absent where the person is the deal (a Salesforce lead). */
  readonly deals?: {
    find(plan: DealPlan, since: string): Promise<string | null>
    create(plan: DealPlan): Promise<string>
  }
  findNote(plan: NotePlan): Promise<string | null>
  createNote(plan: NotePlan): Promise<string>
  /** Up to 100 at a time. What is not in the answer is not there any more. */
  readDeals(ids: readonly string[]): Promise<ReadonlyMap<string, DealReading>>
}

/** Text as HTML that says the same: what others wrote must not become markup in the CRM. */
export const asHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>')

export const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Cut to what is no longer than `most` as HTML: a quote sign becomes six. */
export function cutAsHtml(text: string, most: number): string {
  let length = 0
  for (let at = 0; at < text.length; at++) {
    length += asHtml(text.charAt(at)).length
    if (length > most) return cut(text, at)
  }
  return text
}

/** A lead's name as one, or its address. */
export const nameOf = (lead: Lead): string => [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.email
