import type { CampaignChoice, ExportSummary } from '#shared/contract/exports/exports.ts'
import type { Tone } from '../../core/ui/badge.tsx'

/** Instantly's status codes: 1 active, 4 running subsequences; negative codes are errors. */
export const isActive = (campaign: Pick<CampaignChoice, 'status'>): boolean => campaign.status === 1

export const campaignTone = (status: number): Tone =>
  status === 1 || status === 4 ? 'ok' : status < 0 ? 'bad' : status === 2 ? 'warn' : 'quiet'

export const mailboxTone = (status: number): Tone => (status === 1 ? 'ok' : status < 0 ? 'bad' : 'warn')

/** Whether only the operator can say which campaign or lead list an export created. */
export const needsTargetChoice = (problem: ExportSummary['problem']): boolean =>
  problem?.code === 'CAMPAIGN_CREATION_UNCLEAR' || problem?.code === 'LEAD_LIST_CREATION_UNCLEAR'
