import type { PreflightCheck } from '#shared/contract/exports/preflight.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ListId } from '#shared/ids.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { useQuery } from '../../core/lib/use-query.ts'
import type { PlanForm } from './plan-form.ts'

/** Where the leads are to go: by Instantly's id of the campaign, or by the name it will have. */
export type TargetCampaign = Input<'practice.look'>['campaign']

/** What good practice is asked about, as the plan stands. */
export const preflightRequest = (
  listId: ListId,
  form: Pick<PlanForm, 'holdBlocked' | 'holdOtherClients' | 'holdOtherCompanies'>,
  campaign: TargetCampaign,
): Input<'practice.look'> => ({
  listId,
  campaign,
  holdBlocked: form.holdBlocked,
  holdOtherClients: form.holdOtherClients,
  holdOtherCompanies: form.holdOtherCompanies,
})

/** What is known of the leads of a plan; what was known before stays while it is looked at again. */
export function usePreflight(listId: ListId, form: PlanForm, campaign: TargetCampaign): PreflightCheck | undefined {
  return usePreviousData(useQuery('practice.look', preflightRequest(listId, form, campaign)).data)
}
