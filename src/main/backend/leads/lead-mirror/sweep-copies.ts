/** Deletes what is left of copies that went. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../../core/deps.ts'

/** Rows looked at in one step of a sweep. */
const sweepStep = 4_000

const sweepRestMs = 5

/** Pages rows were made of, and rows of copies that went. */
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
     * Deletes pages rows were made of, and rows of copies that went. These lie among the others, so all are looked at, a step
     * at a time. `everything`: also where no copy is known to have gone.
     */
    async sweep(signal: AbortSignal, everything: boolean): Promise<void> {
      const gone = goneIds.all()
      for (const id of withBodies.all()) {
        while (raw.open && !signal.aborted && dropBodies.run(id).changes > 0) await sleep(sweepRestMs)
      }
      // Most often only pages are to go.
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
        // The log is moved into the store meanwhile, and screens ask.
        await sleep(sweepRestMs)
      }
    },
    /** Whether rows of copies that went, or pages that rows were made of, are still there. */
    hasGone: (): boolean => goneIds.all().length + withBodies.all().length > 0,
  }
}
