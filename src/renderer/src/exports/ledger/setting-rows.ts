/** Export settings in words: who is left out, and which tags the campaign gets. */
import type { ExportSettings, Ledger } from '#shared/contract/exports/exports.ts'
import { formatList, t } from '../../core/lib/texts.ts'
import { partText } from './part-text.ts'

/** Describes whom Instantly skips. */
export function skipRulesText({ skipIfInWorkspace, skipIfInCampaign, skipIfInList }: ExportSettings): string {
  const words = t.exports.ledger
  if (skipIfInWorkspace) return words.settingSkipOn
  const own = t.exportTargets.settings
  const rules = [...(skipIfInCampaign ? [own.skipCampaign] : []), ...(skipIfInList ? [own.skipList] : [])]
  return rules.length === 0 ? words.settingSkipOff : rules.join(', ')
}

export const tagNames = ({ target }: ExportSettings): string =>
  target.kind === 'new' ? formatList((target.tags ?? []).map(({ name }) => name)) : ''

/** Returns which part of the list was exported, and rules that are applied here rather than by Instantly. */
export function partRows({ settings, summary }: Ledger): readonly { readonly term: string; readonly value: string }[] {
  const words = t.exportSum
  return [
    ...(summary.part === null ? [] : [{ term: words.part.title, value: partText(summary.part) }]),
    ...(settings.onlyVerified ? [{ term: words.onlyVerified, value: words.onlyVerifiedHint }] : []),
  ]
}

export function tagRows({ settings, summary }: Ledger): readonly { readonly term: string; readonly value: string }[] {
  const { tagging } = summary
  if (tagging === 'not_wanted') return []
  return [{ term: t.campaigns.tags, value: `${tagNames(settings)} (${t.exportTargets.tags.states[tagging]})` }]
}
