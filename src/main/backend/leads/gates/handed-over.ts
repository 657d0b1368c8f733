/** Finds the exports of this app that added an address, or may have added it, to a campaign. */
import type { Database } from 'better-sqlite3'
import { domainSpellings } from '../../core/lib/domain-spellings.ts'
import { isWithin, mergeIntoRanges } from '../lists/place-ranges.ts'
import { inZoneSql } from '../lists/zone-sql.ts'
import { hasLeadsLeftSql, isLeftAfterUndoSql } from './left-after-undo.ts'

export type HandedOverExport = { readonly exportId: number; readonly workspaceId: number }

type Run = HandedOverExport & {
  readonly zoneId: number | null
  /** Whether some of its rows were refused, failed or were not sent. */
  readonly hasProblems: boolean
  /** Whether it was undone, except for leads that could not be removed. */
  readonly undone: boolean
  /** First and last positions of what was sent, alternating, in ascending order; usually one range. */
  readonly sent: readonly number[]
}

/**
 * Finds them address by address. A lead counts once its batch was sent, since a batch without an answer may have
 * arrived. Refused, failed and taken-back leads do not count, nor do leads in a lead list, because nobody is emailed
 * from there. What was sent is read once for each list that has one of the addresses, so a new instance is needed for
 * every check. `isMeant` decides whose exports count. An address belongs to the same person in both spellings of its
 * domain.
 */
export function createHandedOverLookup(
  db: Database,
  isMeant: (run: HandedOverExport) => boolean,
): (email: string) => readonly HandedOverExport[] {
  // Answered by the index alone; most addresses are in no other list, or in one that was never sent.
  const listsOf = db
    .prepare<[string], readonly [number, number]>('select list_id, id from lead where email = ? and gate = 0')
    .raw()
  const placeOf = db.prepare<[number], number>('select position from lead where id = ?').pluck()
  const isProblem = db.prepare('select 1 from export_problem where export_id = ? and position = ?').pluck()
  const isLeft = db.prepare<[number, number]>(`select 1 where ${isLeftAfterUndoSql('?', '?')}`)
  const isInZone = db
    .prepare(`select 1 from (select ? as zone, ? as position) s where ${inZoneSql('s.zone', 's.position')}`)
    .pluck()
  const runsOf = createRunsOf(db, isMeant)

  const left = ({ exportId, zoneId, hasProblems, undone, sent }: Run, position: number): boolean =>
    isWithin(sent, position) &&
    (zoneId === null || isInZone.get(zoneId, position) !== undefined) &&
    (!hasProblems || isProblem.get(exportId, position) === undefined) &&
    (!undone || isLeft.get(exportId, position) !== undefined)

  return (email) => {
    let found: HandedOverExport[] | null = null
    for (const [listId, leadId] of domainSpellings(email).flatMap((spelling) => listsOf.all(spelling))) {
      const runs = runsOf(listId)
      if (runs.length === 0) continue
      const position = placeOf.get(leadId)
      if (position === undefined) continue
      for (const run of runs) {
        if (!left(run, position)) continue
        found ??= []
        found.push(run)
      }
    }
    return found ?? none
  }
}

const none: readonly HandedOverExport[] = []

/** Returns the exports of a list into campaigns, with what each sent; read when the list is first encountered. */
function createRunsOf(db: Database, isMeant: (run: HandedOverExport) => boolean) {
  const known = new Map<number, readonly Run[]>()
  const runs = db.prepare<
    [number],
    HandedOverExport & { readonly zoneId: number | null; readonly rowCount: number; readonly undone: 0 | 1 }
  >(
    `select r.id as exportId, r.workspace_id as workspaceId, r.zone_id as zoneId, r.row_count as rowCount,
       r.taken_back_at is not null as undone
     from export_run r where r.list_id = ? and r.target = 'campaign' and ${hasLeadsLeftSql('r')}`,
  )
  const batches = db
    .prepare<[number], readonly [number, number]>(
      `select first_position, last_position from export_batch where export_id = ? and state in ('sent', 'done')
       order by first_position`,
    )
    .raw()
  const anyProblem = db.prepare('select 1 from export_problem where export_id = ? limit 1')
  return (listId: number): readonly Run[] => {
    const before = known.get(listId)
    if (before) return before
    const read = runs
      .all(listId)
      .filter(isMeant)
      .map(({ rowCount, undone, ...run }) => ({
        ...run,
        undone: undone === 1,
        hasProblems: anyProblem.get(run.exportId) !== undefined,
        sent: mergeRanges(batches.all(run.exportId), rowCount),
      }))
      .filter(({ sent }) => sent.length > 0)
    known.set(listId, read)
    return read
  }
}

/** Returns what the batches cover as ranges, none of them beyond the rows of the export. */
const mergeRanges = (batches: readonly (readonly [number, number])[], rowCount: number): readonly number[] =>
  mergeIntoRanges(
    batches.filter(([first]) => first <= rowCount).map(([first, last]) => [first, Math.min(last, rowCount)] as const),
  )
