/** Leads of a list, gone through in small steps. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { FiledLead } from '../engine/lead-rules.ts'

/** Leads looked at in one go: some ten milliseconds. */
const STEP = 2000

/** Goes through the ready ones. */
export function createEachLead(raw: Store['raw']) {
  const next = raw.prepare<[number, number, number], FiledLead>(
    `select position, email, import_id as importId, row_number as rowNumber from lead
     where list_id = ? and position > ? and gate = 0 and removed = 0 order by position limit ?`,
  )

  /** Goes through the ready leads a sum is still about, in small steps. */
  async function each(listId: ListId, isWanted: (position: number) => boolean, see: (lead: FiledLead) => void) {
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
