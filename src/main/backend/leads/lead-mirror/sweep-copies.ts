/** Deletes what is left of replaced copies. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../core/deps.ts'

/** Rows checked in one step of a sweep. */
const sweepStep = 4_000

const sweepRestMs = 5

/** Creates the functions that delete pages already turned into rows, and rows of replaced copies. */
export function createCopySweeper(raw: Store['raw']) {
  const dropBodies = raw.prepare(
    'delete from lead_copy_page where id in (select id from lead_copy_page where copy_id = ? limit 200)',
  )
  const withBodies = raw
    .prepare<[], number>(
      `select distinct c.id from lead_copy c join lead_copy_page p on p.copy_id = c.id where c.state in ('whole', 'gone')`,
    )
    .pluck()
  const aliveIds = raw.prepare<[], number>(`select id from lead_copy where state <> 'gone'`).pluck()
  const goneIds = raw.prepare<[], number>(`select id from lead_copy where state = 'gone'`).pluck()
  const dropGone = raw.prepare(`delete from lead_copy where id = ? and state = 'gone'`)
  const sweepTo = raw
    .prepare<[string, number], string>(
      'select email from lead_copy_row where email > ? order by email limit 1 offset ?',
    )
    .pluck()
  return {
    /**
     * Deletes pages already turned into rows, and rows of replaced copies. As these are mixed with the others, all rows
     * are checked, step by step. `everything`: even if no copy is known to have been replaced.
     */
    async sweep(signal: AbortSignal, everything: boolean): Promise<void> {
      const gone = goneIds.all()
      for (const id of withBodies.all()) {
        while (raw.open && !signal.aborted && dropBodies.run(id).changes > 0) await sleep(sweepRestMs)
      }
      // Usually only pages have to be deleted.
      if (gone.length === 0 && !everything) return
      for (let after = ''; raw.open && !signal.aborted; ) {
        const to = sweepTo.get(after, sweepStep)
        const alive = aliveIds.all().join(', ')
        raw
          .prepare(
            `delete from lead_copy_row where email > @after and (@to is null or email <= @to)
               and copy_id not in (${alive})`,
          )
          .run({ after, to: to ?? null })
        if (to === undefined) {
          for (const id of gone) dropGone.run(id)
          return
        }
        after = to
        // Leaves time for moving the log into the store and for queries of screens.
        await sleep(sweepRestMs)
      }
    },
    /** Returns whether rows of replaced copies, or pages already turned into rows, still exist. */
    hasGone: (): boolean => goneIds.all().length + withBodies.all().length > 0,
  }
}
