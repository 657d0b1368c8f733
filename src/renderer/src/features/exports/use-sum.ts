import type { ExportChoices, ExportSum } from '#shared/contract/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ListId } from '#shared/ids.ts'
import { useQuery } from '../../lib/use-query.ts'
import { useKept } from '../../lib/use-settled.ts'
import { contactsOf, type PlanForm, settingsOf } from './plan-form.ts'
import type { TargetCampaign } from './use-practice.ts'

/** What a plan's sum is asked about, as the plan stands: the very rules it would be started with. */
export function sumAsked(
  listId: ListId,
  form: PlanForm,
  choices: ExportChoices | undefined,
  campaign: TargetCampaign,
  blanksOut: readonly string[],
): Input<'exports.sum'> {
  const { target: _, activateWhenDone: __, perZone: ___, fill: ____, ...rules } = settingsOf(form, choices)
  return {
    listId,
    part: form.part,
    place: placeOf(form),
    campaign: campaign ?? null,
    rules: { ...rules, blanksOut: [...blanksOut], ...contactsOf(form, choices) },
  }
}

function placeOf({ kind, campaignId, listKind, leadListId }: PlanForm): Input<'exports.sum'>['place'] {
  if (kind === 'existing') return campaignId === null ? null : { kind: 'campaign', id: campaignId }
  return kind === 'list' && listKind === 'existing' && leadListId !== null ? { kind: 'list', id: leadListId } : null
}

/** How many leads go out, and why each other one stays out; what was known stays while it is looked at again. */
export function useSum(asked: Input<'exports.sum'>): {
  readonly sum: ExportSum | undefined
  readonly counting: boolean
} {
  const found = useQuery('exports.sum', asked, [
    'lists',
    'exports',
    'blocklist',
    'campaigns',
    'clients',
    'lead_copies',
    'remote',
  ])
  return { sum: useKept(found.data), counting: found.asking && found.data === undefined }
}
