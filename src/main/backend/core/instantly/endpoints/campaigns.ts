import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { campaignAnswer, campaignPage, doneAnswer } from '../schemas.ts'
import type { RemoteCampaign } from '../types.ts'
import type { CampaignFields } from '../types-campaigns.ts'

/** All campaigns, or those of exactly this name: Instantly's own search is loose. */
export async function campaigns(call: Caller, filter?: { readonly name?: string }): Promise<readonly RemoteCampaign[]> {
  const name = filter?.name
  const all = await readList({
    page: (cursor) =>
      call({
        name: 'campaigns',
        method: 'GET',
        path: '/campaigns',
        query: { ...pageQuery(cursor), ...(name === undefined ? {} : { search: name }) },
        write: false,
        patience: 'read',
        answer: campaignPage,
      }),
    idOf: (row) => row.id,
  })
  return name === undefined ? all : all.filter((row) => row.name === name)
}

export function campaign(call: Caller, id: string): Promise<RemoteCampaign> {
  return call({
    name: 'campaign',
    method: 'GET',
    path: campaignPath(id),
    write: false,
    patience: 'read',
    campaignId: id,
    answer: campaignAnswer,
  })
}

export function createCampaign(call: Caller, body: CampaignFields): Promise<RemoteCampaign> {
  return call({
    name: 'createCampaign',
    method: 'POST',
    path: '/campaigns',
    body: jsonBody(body),
    write: true,
    patience: 'write',
    answer: campaignAnswer,
  })
}

/** Changes the fields named and no others. Without a field nothing is sent: an empty body is refused. */
export async function updateCampaign(call: Caller, id: string, fields: CampaignFields): Promise<RemoteCampaign> {
  if (Object.keys(fields).length === 0) throw new AppError('INVALID_INPUT', { field: 'fields' })
  return call({
    name: 'updateCampaign',
    method: 'PATCH',
    path: campaignPath(id),
    body: jsonBody(fields),
    write: true,
    patience: 'write',
    campaignId: id,
    answer: campaignAnswer,
  })
}

/** Sent without a body: Instantly refuses an empty JSON one. */
export async function deleteCampaign(call: Caller, id: string): Promise<void> {
  await call({
    name: 'deleteCampaign',
    method: 'DELETE',
    path: campaignPath(id),
    write: true,
    patience: 'write',
    campaignId: id,
    answer: doneAnswer,
  })
}

export function activateCampaign(call: Caller, id: string): Promise<RemoteCampaign> {
  return call({
    name: 'activateCampaign',
    method: 'POST',
    path: `${campaignPath(id)}/activate`,
    write: true,
    patience: 'write',
    campaignId: id,
    answer: campaignAnswer,
  })
}

/** An empty id would turn a call for one campaign into one for the list; dots would leave the path. */
export function campaignPath(id: string): string {
  if (!/^[\w-]{1,200}$/.test(id)) throw new AppError('INVALID_INPUT', { field: 'campaignId' })
  return `/campaigns/${id}`
}
