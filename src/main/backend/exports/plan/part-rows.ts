/** Determines the rows of a list an export covers: chosen by hand, by a filter, or not yet covered by any export. */
import type { ExportPart, PartOfList } from '#shared/contract/exports/export-part.ts'
import type { ExportSettings } from '#shared/contract/exports/exports.ts'
import type { ListId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import type { ListIndex } from '../../leads/list-index/list-index.ts'
import { chosenPositions, listStateOf } from '../../leads/lists/queries.ts'
import { inZoneOfRunSql } from '../../leads/lists/zone-sql.ts'

export type PartRows = ReturnType<typeof createPartRows>

/** Without the list index nothing can be chosen. */
export function createPartRows({ store }: Pick<Deps, 'store'>, index: ListIndex | null) {
  const { raw } = store
  // A lead that may have arrived, or may still be sent by its export, counts as covered. A lead that was left out does
  // not: the rules decide about it again.
  const taken = raw
    .prepare<[object], number>(
      `select l.position from export_run r
         join lead l on l.list_id = r.list_id and l.position <= r.row_count and l.gate = 0 and ${inZoneOfRunSql('r', 'l.position')}
         left join export_problem p on p.export_id = r.id and p.position = l.position
         left join export_batch b on b.id = (select c.id from export_batch c
           where c.export_id = r.id and c.first_position <= l.position
           order by c.first_position desc limit 1) and b.last_position >= l.position
       where r.list_id = @listId and r.taken_back_at is null
         and (p.position is null or p.outcome = 'failed' or (p.outcome = 'refused' and p.reason <> 'plan_limit'))
         and (r.state <> 'cancelled' or b.state in ('sent', 'done'))`,
    )
    .pluck()
  const tagName = raw.prepare<[number], string>('select name from tag where id = ?').pluck()

  return {
    /** One byte per position, 1 for a row of the part; null for the whole list. Throws NOT_FOUND. */
    async of(listId: ListId, part: ExportPart | undefined): Promise<Uint8Array | null> {
      if (!part || (!part.choice && !part.rest)) return null
      const list = listStateOf(store, listId)
      const isIn = new Uint8Array(list.rowCount + 1)
      if (part.choice && index) {
        for (const position of await chosenPositions(store, index, list, part.choice)) isIn[position] = 1
      } else isIn.fill(1, 1)
      if (part.rest) for (const position of taken.all({ listId })) isIn[position] = 0
      return isIn
    },
    /** The part as stored in an export's ledger. */
    describe(part: ExportPart | undefined, settings: ExportSettings, isCut: boolean): PartOfList | null {
      const contactsLeft = isCut ? (settings.contactsLeft ?? null) : null
      if (!part?.choice && !part?.rest && !part?.first && contactsLeft === null) return null
      const { choice, rest = false, first = null } = part ?? {}
      const filter = choice && 'all' in choice ? choice.all : null
      return {
        rows: choice && 'leadIds' in choice ? choice.leadIds.length : null,
        filter,
        tag: filter?.tagId ? (tagName.get(filter.tagId) ?? null) : null,
        rest,
        first,
        contactsLeft,
      }
    },
  }
}
