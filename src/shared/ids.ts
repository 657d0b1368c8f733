/** Branded ids, so that the id of one table can never be passed in place of another's. */
import { z } from 'zod'

declare const brand: unique symbol
type Id<Name extends string> = number & { readonly [brand]: Name }

export type WorkspaceId = Id<'workspace'>
export type ApiKeyId = Id<'apiKey'>
export type ListId = Id<'list'>
export type LeadId = Id<'lead'>
export type ExportId = Id<'export'>
export type SupabaseSourceId = Id<'supabaseSource'>
export type RelayConnectionId = Id<'relayConnection'>
export type BlockEntryId = Id<'blockEntry'>
export type OptOutId = Id<'optOut'>
export type CampaignId = Id<'campaign'>
export type LocalCampaignId = Id<'localCampaign'>
export type ClientPartId = Id<'clientPart'>
export type ClientRuleId = Id<'clientRule'>
export type CrmTargetId = Id<'crmTarget'>
export type CrmDeliveryId = Id<'crmDelivery'>
export type CrmDealId = Id<'crmDeal'>
export type ReportId = Id<'report'>
export type ModelConnectionId = Id<'modelConnection'>
export type CostId = Id<'cost'>
export type SequenceId = Id<'sequence'>
export type ExperimentId = Id<'experiment'>
export type SubsequenceId = Id<'subsequence'>
export type SubsequenceMoveId = Id<'subsequenceMove'>
export type WriteBackId = Id<'writeBack'>
export type SharedMemoryId = Id<'sharedMemory'>

const id = <T extends number>() => z.number().int().positive() as unknown as z.ZodType<T, T>
export const workspaceId = id<WorkspaceId>()
export const apiKeyId = id<ApiKeyId>()
export const listId = id<ListId>()
export const leadId = id<LeadId>()
export const exportId = id<ExportId>()
export const supabaseSourceId = id<SupabaseSourceId>()
export const blockEntryId = id<BlockEntryId>()
export const optOutId = id<OptOutId>()
export const campaignId = id<CampaignId>()
export const localCampaignId = id<LocalCampaignId>()
export const costId = id<CostId>()
export const clientPartId = id<ClientPartId>()
export const crmTargetId = id<CrmTargetId>()
export const crmDeliveryId = id<CrmDeliveryId>()
export const crmDealId = id<CrmDealId>()
export const reportId = id<ReportId>()
export const sequenceId = id<SequenceId>()
export const experimentId = id<ExperimentId>()
export const subsequenceId = id<SubsequenceId>()
export const subsequenceMoveId = id<SubsequenceMoveId>()
export const writeBackId = id<WriteBackId>()
export const sharedMemoryId = id<SharedMemoryId>()

/** An id from Instantly: opaque to us, and limited in length so that a response cannot flood the store. */
export const remoteId = z.string().min(1).max(200)
