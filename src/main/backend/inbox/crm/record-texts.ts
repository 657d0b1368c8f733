/** Texts written into CRMs, in the operator's language. */
import type { Texts } from '#shared/texts/en.ts'
import { type CrmLead, leadName, truncateAsHtml, truncateText } from './systems/adapter.ts'

type Words = Texts['crm']['record']

/** Returns the mark by which a deal or note is found again. */
export const recordMarkOf = (uid: string): string => `Sendoff-${uid}`

/** Returns the deal's name: the company, or the person if no company is known, and the campaign. */
export const dealName = (lead: CrmLead): string =>
  truncateText([lead.companyName || leadName(lead), lead.campaignName].filter(Boolean).join(' – '), 200)

const labelOf = ({ label }: CrmLead): string => label.replaceAll('_', ' ')

export const noteSubjectOf = (words: Words, lead: CrmLead, client: string | null): string =>
  [words.reply(leadName(lead)), labelOf(lead), client].filter(Boolean).join(' · ')

/** Describes where the lead comes from. */
export function dealText(words: Words, lead: CrmLead, client: string | null): string {
  return formatLines([
    [words.label, labelOf(lead)],
    [words.client, client],
    [words.campaign, lead.campaignName],
  ])
}

/** HubSpot refuses a note of more than 65,536 characters, which would fail the lead's delivery. */
const maxHtmlLength = 60_000

/** Combines the reply, its origin and the lead's fields and variables. */
export function noteText(words: Words, lead: CrmLead, client: string | null, mark: string): string {
  const variables = Object.entries(lead.variables).slice(0, 50)
  const details = formatLines([
    [words.website, lead.website],
    [words.phone, lead.phone],
    [words.jobTitle, lead.jobTitle],
    ...variables,
  ])
  const reply = lead.replyText && `${words.replyAt(formatTime(lead.replyAt))}\n${lead.replyText}`
  const parts = [dealText(words, lead, client), reply, details, lead.replyUrl, mark]
  const whole = truncateText(parts.slice(0, -1).filter(Boolean).join('\n\n'), 30_000 - mark.length)
  return `${truncateAsHtml(whole, maxHtmlLength)}\n\n${mark}`
}

const formatLines = (rows: readonly (readonly [string, string | null])[]): string =>
  rows.flatMap(([name, value]) => (value ? [`${name}: ${truncateText(value, 500)}`] : [])).join('\n')

/** Formats a time to the minute in UTC, as the reader may be in any time zone. */
const formatTime = (iso: string | null): string =>
  iso === null ? '' : `${new Date(iso).toISOString().slice(0, 16).replace('T', ' ')} UTC`
