/** Results of an experiment by the values of a column. */
import type { LeadColumn, ResultOfColumn, VariantResult } from '#shared/contract/exports/experiments.ts'
import type { Counter } from '#shared/domain/events/event-types.ts'
import type { ListId } from '#shared/ids.ts'
import { addOutcomes, countOutcome, noOutcomes } from '../../insights/analytics/lead-outcomes.ts'
import { createValueGroups } from '../../insights/analytics/value-groups.ts'
import { createValueReader, type ReadPayload } from '../../leads/lists/column-values.ts'
import type { ResultRequest } from './results.ts'
import { type Campaign, forEachSentLead, type Lead, type SentLead, type SentReading } from './sent-leads.ts'

type Sums = { -readonly [Key in keyof VariantResult]: VariantResult[Key] }

export const zeroSums = (name: string): Sums => ({
  name,
  leads: 0,
  uploaded: 0,
  ...noOutcomes,
  positive: 0,
  unsubscribed: null,
})

/** Adds one lead. Rates are based on leads that were contacted: what others did is not a result of the experiment. */
export function addSentLead(sums: Sums, { outcome }: SentLead, campaign: Campaign): void {
  sums.uploaded += 1
  if (!outcome || outcome.sent === 0) return
  // A lead first contacted after the lead list was read may have done something that is not known yet.
  const isReported = (counter: Counter) => outcome.firstAt <= campaign.listedAt || campaign.reported.has(counter)
  countOutcome(sums, outcome, { opens: campaign.opens === 1 && isReported('opened'), bounces: isReported('bounced') })
  sums.positive += Number((outcome.stage ?? 0) > 0)
  if (isReported('unsubscribed')) sums.unsubscribed = (sums.unsubscribed ?? 0) + Number(outcome.unsubscribed > 0)
}

const plus = (a: Sums, b: Sums): Sums => ({
  name: a.name,
  leads: a.leads + b.leads,
  uploaded: a.uploaded + b.uploaded,
  ...addOutcomes(a, b),
  positive: a.positive + b.positive,
  unsubscribed: a.unsubscribed === null ? b.unsubscribed : a.unsubscribed + (b.unsubscribed ?? 0),
})

/** The same by the values of a column. */
export async function resultsByColumn(
  reading: SentReading,
  asked: ResultRequest,
  column: LeadColumn,
  top: number,
): Promise<ResultOfColumn> {
  const groups = createValueGroups((value) => ({
    value,
    variants: asked.plan.variants.map(({ name }) => zeroSums(name)),
  }))
  const valueOf = readerOf(reading, asked.listId, column)
  await forEachSentLead(reading, asked, (sent, campaign) => {
    for (const one of sent) {
      const of = groups.of(valueOf(one.lead)).variants[one.variant]
      if (of) addSentLead(of, one, campaign)
    }
  })
  const size = ({ variants }: { readonly variants: readonly Sums[] }) =>
    variants.reduce((sum, { uploaded: leads }) => sum + leads, 0)
  const { values, rest, empty } = groups.inOrder(size, top)
  const others = asked.plan.variants.map(({ name }, at) =>
    rest.reduce((sum, { variants }) => plus(sum, variants[at] ?? zeroSums(name)), zeroSums(name)),
  )
  return {
    values,
    others: rest.length === 0 ? null : { values: rest.length, variants: others },
    empty: size(empty) === 0 ? null : { variants: empty.variants },
  }
}

function readerOf(reading: SentReading, listId: ListId, column: LeadColumn): (lead: Lead) => string {
  if (column === 'list') {
    const name = reading.listName.get(listId) as string
    return () => name
  }
  if (column === 'source') {
    const names = new Map(reading.fileNames.all(listId).map(({ id, name }) => [id, name]))
    return ({ importId }) => names.get(importId) ?? ''
  }
  const valuesOf = createValueReader(reading.raw, [column])
  return (lead) => valuesOf(lead, JSON.parse(lead.payload) as ReadPayload)[0] ?? ''
}
