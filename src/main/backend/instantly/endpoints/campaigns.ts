import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { campaignAnswer, campaignPage } from '../schemas.ts'
import type { CreateCampaignBody, RemoteCampaign } from '../types.ts'

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

export function createCampaign(call: Caller, body: CreateCampaignBody): Promise<RemoteCampaign> {
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
