import type { PlacedLeadRow, SubsequenceMove, SubsequenceRow } from '#shared/contract/campaigns/subsequences.ts'
import type { CampaignId, SubsequenceId, SubsequenceMoveId } from '#shared/ids.ts'
import { type TestBackend, until } from '../../../support/backend.ts'
import { type Bench, newIdempotencyKey } from '../../../support/export-bench.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { makeCampaign, read, rowOf } from '../campaigns/support.ts'

export { day, makeCampaign, read, rowOf, startCampaigns } from '../campaigns/support.ts'

const mails = (...subjects: readonly string[]) => [
  {
    steps: subjects.map((subject, at) => ({
      type: 'email',
      delay: 2,
      delay_unit: 'days',
      ...(at === 0 ? { pre_delay: 3, pre_delay_unit: 'hours' } : {}),
      variants: [{ subject, body: `Mail ${at + 1}<br/>Bye` }],
    })),
  },
]

/** Creates a subsequence at Instantly itself. Returns Instantly's id. */
export async function makeSubsequence(
  bench: Pick<Bench, 'fake'>,
  parent: string,
  name: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const body = {
    parent_campaign: parent,
    name,
    conditions: { crm_status: [1] },
    sequences: mails('Again'),
    ...settings,
  }
  const made = await createAsk(bench.fake)('POST', '/subsequences', body)
  if (made.status !== 200) throw new Error(`no subsequence: ${JSON.stringify(made.body)}`)
  return String(made.body['id'])
}

/** Creates a campaign with leads and two subsequences, synced. */
export async function withSubsequences(bench: Bench, leads = 6) {
  const remoteId = await makeCampaign(bench, 'Autumn', { leads, start: false })
  const warm = await makeSubsequence(bench, remoteId, 'Warm')
  const cold = await makeSubsequence(bench, remoteId, 'Cold', { conditions: { lead_activity: [91] } })
  await read(bench)
  const { id: campaignId } = await rowOf(bench, 'Autumn')
  const { rows } = await bench.app.call('subsequences.read', { campaignId })
  bench.fake.journal.clear()
  return { bench, campaignId, remoteId, warm, cold, rows }
}

export const idOf = (rows: readonly SubsequenceRow[], name: string): SubsequenceId => {
  const found = rows.find((row) => row.name === name)
  if (!found) throw new Error(`no subsequence ${name}`)
  return found.id
}

type App = Pick<TestBackend, 'call'>

export const leadsOf = async (app: App, campaignId: CampaignId): Promise<readonly PlacedLeadRow[]> =>
  (await app.call('subsequences.leads', { campaignId, pick: 'all', into: null, after: null })).rows

export const ask = (
  app: App,
  campaignId: CampaignId,
  into: SubsequenceId | null,
  leads: readonly Pick<PlacedLeadRow, 'id' | 'email' | 'name'>[],
  idempotencyKey = newIdempotencyKey(),
): Promise<SubsequenceMove> =>
  app.call('subsequenceMoves.start', {
    campaignId,
    into,
    leads: leads.map(({ id, email, name }) => ({ id, email, name })),
    idempotencyKey,
  })

export const ended = (app: App, moveId: SubsequenceMoveId): Promise<SubsequenceMove> =>
  until('the move to end', async () => {
    const move = await app.call('subsequenceMoves.get', { moveId })
    return move.state === 'done' ? move : null
  })

/** Returns the requests that added or removed a lead and were carried out. */
export const carriedOut = ({ fake }: Pick<Bench, 'fake'>) =>
  fake.journal.requests('POST', /\/leads\/subsequence\//).filter(({ committed }) => committed)

/** Returns which subsequence each lead is in at Instantly, by the number in its address. */
export const placesAt = (bench: Pick<Bench, 'fake'>, remoteId: string) =>
  (bench.fake.world.workspaces[0]?.campaigns.get(remoteId)?.leads ?? []).map(
    (lead) => lead.life?.subsequence?.id ?? null,
  )
