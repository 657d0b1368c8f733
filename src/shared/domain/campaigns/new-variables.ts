import type { CampaignDraft } from './campaign-draft.ts'
import { fieldNames, resolveCopyName } from './copy/copy-names.ts'
import { isFieldName } from './copy/coverage.ts'
import { nearestName } from './copy/nearest-name.ts'
import { namesIn } from './copy/read-copy.ts'

const textsOf = ({ steps }: Pick<CampaignDraft, 'steps'>): readonly string[] =>
  steps.flatMap(({ variants }) => variants.flatMap(({ subject, body }) => [subject, body]))

/**
 * Returns variables without a fallback that the emails did not have before, except Instantly's own fields; each with
 * the name that was probably meant.
 */
export function findNewVariables(
  before: Pick<CampaignDraft, 'steps'>,
  after: Pick<CampaignDraft, 'steps'>,
): readonly { readonly name: string; readonly nearest: string | null }[] {
  const had = new Set(namesIn(textsOf(before)).map(({ name }) => name))
  const known = [...Object.values(fieldNames), ...had]
  return namesIn(textsOf(after))
    .filter(({ name, bare }) => bare && !had.has(name) && !isFieldName(resolveCopyName(name, had)))
    .map(({ name }) => ({ name, nearest: nearestName(name, known) }))
}
