import type { ExportPart, PartOfList } from '#shared/contract/exports/export-part.ts'
import { t } from '../../core/lib/texts.ts'

/** Which leads of the list an export took, in a few words. */
export function partWords(part: PartOfList): string {
  const words = t.exportSum.part
  return [
    part.rows === null ? null : words.rows(part.rows),
    part.tag === null ? (part.filter === null ? null : words.filter) : words.tag(part.tag),
    part.rest ? words.rest : null,
    part.first === null ? null : words.firstOf(part.first.count, words.orders[part.first.order]),
    part.contactsLeft === null ? null : words.contacts(part.contactsLeft),
  ]
    .filter((each) => each !== null)
    .join(', ')
}

/** Whether a part goes by a tag and by nothing else. */
export function tagOf(part: ExportPart | undefined): number | null {
  if (!part?.choice || !('all' in part.choice)) return null
  const { tagId, gate, search, importId, where } = part.choice.all
  return gate === undefined || gate === 'all'
    ? !search && !importId && (where ?? []).length === 0
      ? (tagId ?? null)
      : null
    : null
}
