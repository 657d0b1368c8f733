/** The target of an export, handled the same way for campaigns and lead lists. */
import type { ExportSettings, TargetKind } from '#shared/contract/exports/exports.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import type { LeadFilter } from '../../core/instantly/endpoints/leads.ts'
import type { Instantly, RemotePlace, RequestContext } from '../../core/instantly/types.ts'

/** The place of an existing target; null for one that is still to be created. */
export function chosenPlace(target: ExportSettings['target']): RemotePlace | null {
  if (target.kind === 'existing') return { kind: 'campaign', id: target.campaignId }
  return target.kind === 'existing_list' ? { kind: 'list', id: target.leadListId } : null
}

/** The name of a target that is to be created; null for an existing one. */
export const newTargetName = (target: ExportSettings['target']): string | null =>
  target.kind === 'new' || target.kind === 'new_list' ? target.name : null

export const leadFilterOf = ({ kind, id }: RemotePlace): LeadFilter =>
  kind === 'campaign' ? { campaignId: id } : { leadListId: id }

/** Reads the place; throws the code from `targetGoneCode` if it no longer exists. */
export const readPlace = (
  instantly: Instantly,
  requestContext: RequestContext,
  { kind, id }: RemotePlace,
): Promise<{ readonly id: string; readonly name: string }> =>
  kind === 'campaign' ? instantly.campaign(requestContext, id) : instantly.leadList(requestContext, id)

const gone: Readonly<Record<TargetKind, ErrorCode>> = { campaign: 'CAMPAIGN_NOT_FOUND', list: 'LEAD_LIST_NOT_FOUND' }
const unclear: Readonly<Record<TargetKind, ErrorCode>> = {
  campaign: 'CAMPAIGN_CREATION_UNCLEAR',
  list: 'LEAD_LIST_CREATION_UNCLEAR',
}

export const targetGoneCode = (kind: TargetKind): ErrorCode => gone[kind]
export const creationUnclearCode = (kind: TargetKind): ErrorCode => unclear[kind]

/** Whether an error means that the target no longer exists at Instantly. */
export const isTargetGone = (error: unknown): boolean =>
  error instanceof AppError && (error.code === gone.campaign || error.code === gone.list)
