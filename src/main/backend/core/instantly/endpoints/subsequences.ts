/** Subsequences of a campaign, and the leads in them. */
import { AppError } from '#shared/errors.ts'
import { type Caller, jsonBody } from '../operation.ts'
import { pageQuery, readList } from '../read-list.ts'
import { sendingStatusAnswer, stepsAnswer } from '../schemas-campaigns.ts'
import {
  placedLeadAnswer,
  placedLeadPage,
  subsequenceAnswer,
  subsequencePage,
  subsequenceTotalsAnswer,
} from '../schemas-subsequences.ts'
import type { CampaignStep, SendingStatus } from '../types-campaigns.ts'
import type { PlacedFilter, PlacedLead, RemoteSubsequence, SubsequenceTotals } from '../types-subsequences.ts'
import { campaignPath } from './campaigns.ts'
import { listPage } from './leads.ts'

const read = { method: 'GET', write: false, patience: 'read' } as const
const write = { method: 'POST', write: true, patience: 'write' } as const

export async function subsequences(call: Caller, campaignId: string | null): Promise<readonly RemoteSubsequence[]> {
  if (campaignId !== null) campaignPath(campaignId)
  return readList({
    page: (cursor) =>
      call({
        ...read,
        name: 'subsequences',
        path: '/subsequences',
        query: { ...pageQuery(cursor), ...(campaignId === null ? {} : { parent_campaign: campaignId }) },
        answer: subsequencePage,
      }),
    idOf: (row) => row.id,
  })
}

export function subsequence(call: Caller, id: string): Promise<RemoteSubsequence> {
  return call({ ...read, name: 'subsequence', path: subsequencePath(id), answer: subsequenceAnswer })
}

export function subsequenceTotals(call: Caller, campaignId: string): Promise<readonly SubsequenceTotals[]> {
  campaignPath(campaignId)
  return call({
    ...read,
    name: 'subsequenceTotals',
    path: '/subsequences/analytics',
    query: { campaign_id: campaignId },
    campaignId,
    answer: subsequenceTotalsAnswer,
  })
}

export function subsequenceSteps(call: Caller, id: string): Promise<readonly CampaignStep[]> {
  return call({
    ...read,
    name: 'subsequenceSteps',
    path: `${subsequencePath(id)}/analytics/steps`,
    answer: stepsAnswer,
  })
}

export function subsequenceSending(call: Caller, id: string): Promise<SendingStatus> {
  return call({
    ...read,
    name: 'subsequenceSending',
    path: `${subsequencePath(id)}/sending-status`,
    query: { with_ai_summary: 'false' },
    answer: sendingStatusAnswer,
  })
}

/** Sent without a body: Instantly refuses an empty JSON one. */
export function pauseSubsequence(call: Caller, id: string): Promise<RemoteSubsequence> {
  return call({ ...write, name: 'pauseSubsequence', path: `${subsequencePath(id)}/pause`, answer: subsequenceAnswer })
}

export function resumeSubsequence(call: Caller, id: string): Promise<RemoteSubsequence> {
  return call({ ...write, name: 'resumeSubsequence', path: `${subsequencePath(id)}/resume`, answer: subsequenceAnswer })
}

export function placedLead(call: Caller, id: string): Promise<PlacedLead> {
  return call({ ...read, name: 'lead', path: `/leads/${properId(id)}`, answer: placedLeadAnswer })
}

export function placedLeads(call: Caller, { campaignId, ...narrowed }: PlacedFilter, after: string | null) {
  campaignPath(campaignId)
  return listPage(call, { place: { kind: 'campaign', id: campaignId }, ...narrowed }, after, placedLeadPage)
}

export function moveToSubsequence(call: Caller, leadId: string, subsequenceId: string): Promise<PlacedLead> {
  return call({
    ...write,
    name: 'moveToSubsequence',
    path: '/leads/subsequence/move',
    body: jsonBody({ id: properId(leadId), subsequence_id: properId(subsequenceId) }),
    answer: placedLeadAnswer,
  })
}

export function takeFromSubsequence(call: Caller, leadId: string): Promise<PlacedLead> {
  return call({
    ...write,
    name: 'takeFromSubsequence',
    path: '/leads/subsequence/remove',
    body: jsonBody({ id: properId(leadId) }),
    answer: placedLeadAnswer,
  })
}

const subsequencePath = (id: string): string => `/subsequences/${properId(id)}`

/** An empty id would turn a call for one into one for all; dots would leave the path. */
function properId(id: string): string {
  if (!/^[\w-]{1,200}$/.test(id)) throw new AppError('INVALID_INPUT', { field: 'id' })
  return id
}
