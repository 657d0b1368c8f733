/** Iterates over the leads of a list in small steps. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { LeadInFile } from '../engine/lead-rules.ts'

/** Leads read per step, which takes about ten milliseconds. */
const STEP = 2000

export function createLeadIteration(raw: Store['raw']) {
  const next = raw.prepare<[number, number, number], LeadInFile>(
    `select position, email, import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position > ? and gate = 0 and removed = 0 order by position limit ?`,
  )

  /** Iterates in small steps over the ready leads for which `isWanted` holds. */
  async function each(listId: ListId, isWanted: (position: number) => boolean, see: (lead: LeadInFile) => void) {
    for (let after = 0; ; ) {
      const page = next.all(listId, after, STEP)
      for (const lead of page) if (isWanted(lead.position)) see(lead)
      const last = page.at(-1)
      if (!last || page.length < STEP) return
      after = last.position
      await nextTurn()
    }
  }
  return each
}
