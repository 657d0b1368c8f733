import { AppError } from '#shared/errors.ts'
import { checkedId, defineRead, defineWrite, type MayRepeat, notTwice } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { campaignAnswer, campaignPage, doneAnswer } from '../schemas.ts'
import type { CampaignFields, CreateCampaignBody, RemoteCampaign } from '../types.ts'

const reading = { scope: 'campaigns:read', neededFor: 'campaigns', countsAs: 'campaigns' } as const
const changing = { scope: 'campaigns:update', countsAs: 'campaigns' } as const

/** Fields of a request about one campaign; a 404 means that it was deleted. */
const of = (id: string) => ({ at: { id: checkedId(id, 'campaignId') }, campaignId: id })

/** All campaigns, or those with exactly this name: Instantly's own search is loose. */
export const campaigns = defineRead(
  'GET /campaigns',
  reading,
  async (send, filter?: { readonly name?: string }): Promise<readonly RemoteCampaign[]> => {
    const name = filter?.name
    const all = await readList({
      page: (cursor) =>
        send({
          query: { ...pageQuery(cursor), ...(name === undefined ? {} : { search: name }) },
          answer: campaignPage,
        }),
      idOf: (row) => row.id,
    })
    return name === undefined ? all : all.filter((row) => row.name === name)
  },
)

export const campaign = defineRead('GET /campaigns/{id}', reading, (send, id: string) =>
  send({ ...of(id), answer: campaignAnswer }),
)

export const createCampaign = defineWrite(
  'POST /campaigns',
  { scope: 'campaigns:create', neededFor: 'new campaigns', countsAs: 'campaigns' },
  (send, body: CreateCampaignBody | CampaignFields, mayRepeat: MayRepeat = notTwice) =>
    send({ body, mayRepeat, answer: campaignAnswer }),
)

/** Changes only the given fields; lists are replaced. Throws INVALID_INPUT without a field, as none is refused. */
export const updateCampaign = defineWrite(
  'PATCH /campaigns/{id}',
  { ...changing, neededFor: 'editing campaigns' },
  (send, id: string, fields: CampaignFields) => {
    if (Object.keys(fields).length === 0) throw new AppError('INVALID_INPUT', { field: 'fields' })
    return send({ ...of(id), body: fields, answer: campaignAnswer })
  },
)

/**
 * Deletes the campaign with its leads. Throws CAMPAIGN_NOT_FOUND if it is already gone. Sent without a body, because
 * Instantly refuses an empty JSON one.
 */
export const deleteCampaign = defineWrite(
  'DELETE /campaigns/{id}',
  { scope: 'campaigns:delete', neededFor: 'deleting campaigns', countsAs: 'campaigns' },
  async (send, id: string): Promise<void> => send({ ...of(id), answer: doneAnswer }),
)

export const activateCampaign = defineWrite(
  'POST /campaigns/{id}/activate',
  { ...changing, neededFor: 'starting campaigns' },
  (send, id: string) => send({ ...of(id), answer: campaignAnswer }),
)

/** Stops sending; Instantly refuses this for a campaign that is not running. */
export const pauseCampaign = defineWrite(
  'POST /campaigns/{id}/pause',
  { ...changing, neededFor: 'pausing campaigns' },
  (send, id: string, mayRepeat?: MayRepeat) =>
    send({ ...of(id), ...(mayRepeat && { mayRepeat }), answer: campaignAnswer }),
)
