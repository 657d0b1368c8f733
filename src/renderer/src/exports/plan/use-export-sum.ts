import type { ExportChoices, ExportCoverage, ExportSum } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { ListId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { contactsOf, type PlanForm, settingsOf } from './plan-form.ts'
import type { TargetCampaign } from './use-preflight.ts'

/** Returns the request for a plan's sum, with exactly the rules the export would be started with. */
export function sumRequestOf(
  listId: ListId,
  form: PlanForm,
  choices: ExportChoices | undefined,
  campaign: TargetCampaign,
  coverage: ExportCoverage | undefined,
): Input<'exports.sum'> {
  const {
    target: _,
    activateWhenDone: __,
    perZone: ___,
    fill: ____,
    sendBlanks: _____,
    ...rules
  } = settingsOf(form, choices)
  return {
    listId,
    part: form.part,
    place: placeOf(form),
    campaign: campaign ?? null,
    rules: {
      ...rules,
      ...contactsOf(form, choices),
      // Only variables in which a lead has a blank matter.
      blanksOut: (coverage?.blanks ?? []).map(({ name }) => name),
    },
  }
}

function placeOf({ kind, campaignId, listKind, leadListId }: PlanForm): Input<'exports.sum'>['place'] {
  if (kind === 'existing') return campaignId === null ? null : { kind: 'campaign', id: campaignId }
  return kind === 'list' && listKind === 'existing' && leadListId !== null ? { kind: 'list', id: leadListId } : null
}

/** Returns the button's label and the reason if no lead is left to export; null otherwise. */
export function emptyExportText(sum: ExportSum | undefined): { readonly word: string; readonly why: string } | null {
  const words = t.exportSum
  if (!sum || sum.goOut > 0) return null
  if (sum.beyondContacts > 0) return { word: words.noContacts, why: words.noContactsText }
  if (sum.held.length > 0 && sum.held.every(({ reason }) => reason === 'blank_variable'))
    return { word: words.allBlank, why: words.allBlankText }
  return sum.held.length > 0 ? { word: words.nobody, why: words.nobodyText } : null
}

/** Returns how many leads will be exported and why the others are left out. The last stays while a new one loads. */
export function useExportSum(asked: Input<'exports.sum'>): {
  readonly sum: ExportSum | undefined
  readonly isBehind: boolean
} {
  const found = useQuery('exports.sum', asked)
  return { sum: usePreviousData(found.data), isBehind: found.data === undefined && !found.error }
}
