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

/** What was selected on the list's page, as no option of its own says it. */
export function ownChoice(part: ExportPart | undefined): string | null {
  if (!part?.choice || tagOf(part) !== null) return null
  return 'leadIds' in part.choice ? t.exportSum.part.rows(part.choice.leadIds.length) : t.exportSum.part.filter
}

/** Which leads a plan takes, in a few words; `tags` names a tag by its id. */
export function chosenWords(part: ExportPart | undefined, tags: readonly { id: number; name: string }[]): string {
  const words = t.exportSum.part
  const tag = tagOf(part)
  const name = tags.find(({ id }) => id === tag)?.name
  const which =
    ownChoice(part) ?? (part?.rest ? words.rest : tag === null || name === undefined ? words.whole : words.tag(name))
  return part?.first ? `${which}, ${words.firstOf(part.first.count, words.orders[part.first.order])}` : which
}
