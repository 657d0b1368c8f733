import type { ExportPart, PartOfList } from '#shared/contract/exports/export-part.ts'
import { t } from '../../core/lib/texts.ts'

/** Describes briefly which leads of the list an export included. */
export function partText(part: PartOfList): string {
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

/** Returns the tag if the part is chosen by a tag and nothing else; null otherwise. */
export function tagOf(part: ExportPart | undefined): number | null {
  if (!part?.choice || !('all' in part.choice)) return null
  const { tagId, gate, search, importId, where } = part.choice.all
  return gate === undefined || gate === 'all'
    ? !search && !importId && (where ?? []).length === 0
      ? (tagId ?? null)
      : null
    : null
}

/** Describes a selection made on the list's page that none of the standard options covers; null if there is none. */
export function ownChoice(part: ExportPart | undefined): string | null {
  if (!part?.choice || tagOf(part) !== null) return null
  return 'leadIds' in part.choice ? t.exportSum.part.rows(part.choice.leadIds.length) : t.exportSum.part.filter
}

/** Describes briefly which leads a plan includes; `tags` gives the names of tags by id. */
export function choiceText(part: ExportPart | undefined, tags: readonly { id: number; name: string }[]): string {
  const words = t.exportSum.part
  const tag = tagOf(part)
  const name = tags.find(({ id }) => id === tag)?.name
  const which =
    ownChoice(part) ?? (part?.rest ? words.rest : tag === null || name === undefined ? words.whole : words.tag(name))
  return part?.first ? `${which}, ${words.firstOf(part.first.count, words.orders[part.first.order])}` : which
}
