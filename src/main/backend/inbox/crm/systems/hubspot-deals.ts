/** Reads HubSpot deals as open, won or lost. */
import { z } from 'zod'
import type { CrmAdapter, CrmChoices, DealReading } from './adapter.ts'
import type { CrmRequester } from './ask.ts'
import type { pipelines } from './hubspot.ts'
import { nullishText, remoteId } from './hubspot-offer.ts'

export const dealsAnswer = z.object({
  results: z.array(z.object({ id: remoteId, properties: z.record(z.string(), nullishText) })),
})

type Properties = Readonly<Record<string, string | null | undefined>>

function toDealReading(
  deal: Properties,
  lines: z.output<typeof pipelines>['results'],
  currency: string | null,
): DealReading {
  const line = lines.find(({ id }) => id === deal['pipeline'])
  const stage = line?.stages.find(({ id }) => id === deal['dealstage'])
  const closed = stage?.metadata.isClosed === 'true'
  const won = deal['hs_is_closed_won'] === 'true' || (closed && Number(stage.metadata.probability) === 1)
  const value = deal['amount'] ? Number(deal['amount']) : Number.NaN
  return {
    state: won ? 'won' : closed ? 'lost' : 'open',
    pipeline: line?.label ?? deal['pipeline'] ?? null,
    stage: stage?.label ?? deal['dealstage'] ?? null,
    value: Number.isFinite(value) ? value : null,
    currency: deal['deal_currency_code'] || currency,
    // For open deals, this is the expected close date.
    closedAt: won || closed ? (deal['closedate'] ?? null) : null,
  }
}

export function createHubspotDeals(
  ask: CrmRequester,
  readPipelines: () => Promise<z.output<typeof pipelines>>,
  choices: Pick<CrmChoices, 'currency'> | null,
): Pick<CrmAdapter, 'readDeals'> {
  return {
    async readDeals(ids) {
      const lines = await readPipelines()
      const properties = [
        'dealstage',
        'pipeline',
        'amount',
        'deal_currency_code',
        'closedate',
        'hs_is_closed_won',
        'hs_merged_object_ids',
      ]
      const inputs = ids.map((id) => ({ id }))
      const read = await ask(dealsAnswer, {
        method: 'POST',
        path: '/crm/v3/objects/deals/batch/read',
        json: { properties, inputs },
      })
      return new Map(
        read.results.flatMap((deal) => {
          const reading = toDealReading(deal.properties, lines.results, choices?.currency ?? null)
          // A deal that was merged into another one is now found under that one's id.
          const former = deal.properties['hs_merged_object_ids']?.split(';') ?? []
          return [deal.id, ...former].map((id) => [id, reading] as const)
        }),
      )
    },
  }
}
