/** Subsequences of a campaign; a 404 is API_REFUSED with `status` 404. */
import { checkedId, defineRead, defineWrite } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { type CampaignStep, sendingStatusAnswer, stepsAnswer } from '../schemas-campaigns.ts'
import {
  type RemoteSubsequence,
  type SubsequenceTotals,
  subsequenceAnswer,
  subsequencePage,
  subsequenceTotalsAnswer,
} from '../schemas-subsequences.ts'

const reading = {
  scope: 'subsequences:read',
  neededFor: 'subsequences',
  countsAs: 'campaigns',
  aside: 'scope',
} as const
const figures = { ...reading, countsAs: 'figures' } as const
const changing = {
  scope: 'subsequences:update',
  neededFor: 'starting and pausing subsequences',
  countsAs: 'campaigns',
  aside: 'scope',
} as const

const at = (id: string) => ({ id: checkedId(id) })

/** All subsequences of a campaign; null: of the whole workspace. */
export const subsequences = defineRead(
  'GET /subsequences',
  reading,
  async (send, campaignId: string | null): Promise<readonly RemoteSubsequence[]> => {
    const of = campaignId === null ? {} : { parent_campaign: checkedId(campaignId, 'campaignId') }
    return readList({
      page: (cursor) => send({ query: { ...pageQuery(cursor), ...of }, answer: subsequencePage }),
      idOf: (row) => row.id,
    })
  },
)

export const subsequence = defineRead('GET /subsequences/{id}', reading, (send, id: string) =>
  send({ at: at(id), answer: subsequenceAnswer }),
)

export const subsequenceTotals = defineRead(
  'GET /subsequences/analytics',
  figures,
  (send, campaignId: string): Promise<readonly SubsequenceTotals[]> => {
    const query = { campaign_id: checkedId(campaignId, 'campaignId') }
    return send({ query, campaignId, answer: subsequenceTotalsAnswer })
  },
)

/** Figures by step and variant, the first step being 0. */
export const subsequenceSteps = defineRead(
  'GET /subsequences/{id}/analytics/steps',
  figures,
  (send, id: string): Promise<readonly CampaignStep[]> => send({ at: at(id), answer: stepsAnswer }),
)

export const subsequenceSending = defineRead('GET /subsequences/{id}/sending-status', reading, (send, id: string) =>
  send({ at: at(id), query: { with_ai_summary: 'false' }, answer: sendingStatusAnswer }),
)

/** Sent without a body: Instantly refuses an empty JSON one. */
export const pauseSubsequence = defineWrite('POST /subsequences/{id}/pause', changing, (send, id: string) =>
  send({ at: at(id), answer: subsequenceAnswer }),
)

export const resumeSubsequence = defineWrite('POST /subsequences/{id}/resume', changing, (send, id: string) =>
  send({ at: at(id), answer: subsequenceAnswer }),
)
