import type { PreflightCheck } from '#shared/contract/exports/preflight.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ListId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import type { PlanForm } from './plan-form.ts'

/** Target campaign: Instantly's id, or the name of the campaign to be created. */
export type TargetCampaign = Input<'preflight.look'>['campaign']

/** Returns the request for the good-practice check of the plan. */
export const preflightRequest = (
  listId: ListId,
  form: Pick<PlanForm, 'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies'>,
  campaign: TargetCampaign,
): Input<'preflight.look'> => ({
  listId,
  campaign,
  holdBlocked: form.holdBlocked,
  holdOtherClients: form.holdOtherClients,
  holdOtherCompanies: form.holdOtherCompanies,
})

/** Returns the good-practice check of a plan's leads. The previous result stays while a new one is loading. */
export function usePreflight(listId: ListId, form: PlanForm, campaign: TargetCampaign): PreflightCheck | undefined {
  return usePreviousData(useQuery('preflight.look', preflightRequest(listId, form, campaign)).data)
}
