/** Registers in a shared memory what was uploaded before the client joined it. */
import type { Database } from 'better-sqlite3'
import type { ExportId } from '#shared/ids.ts'
import type { SharedLink, SharedMemories } from '../../leads/shared-memory/shared-memory.ts'
import type { LeadBodies } from './lead-body.ts'

/** Leads released or registered per step. */
const stepLeads = 10_000

export type Memories = Pick<
  SharedMemories,
  'memberOf' | 'keyOf' | 'linkOf' | 'catchUp' | 'confirm' | 'prepare' | 'mayRely' | 'rows'
>

/** Registers a part per call and continues at the next poll. */
export function createEarlierUploads(db: Database, bodies: LeadBodies, memories: Memories) {
  const covering = db.prepare(
    `select 1 from shared_claim where export_id = ? and state in ('held', 'late') and first_position <= ? and last_position >= ?`,
  )
  const untold = db.prepare<
    [number, number],
    { id: number; listId: number; exportId: ExportId; firstPosition: number; lastPosition: number }
  >(
    `select b.id, r.list_id as listId, r.id as exportId, b.first_position as firstPosition,
       b.last_position as lastPosition
     from export_batch b join export_run r on r.id = b.export_id
     where b.workspace_id = ? and b.id > ? and b.state in ('sent', 'done') order by b.id limit 1`,
  )
  const isUploaded = db.prepare('select 1 from export_problem where export_id = ? and position = ?')

  /** Registers people contacted here before joining, under the former number, or by exports without claims. */
  async function registerEarlierUploads({ member, key, ledger }: SharedLink): Promise<void> {
    const { formerly } = memories.rows.row(member.id)
    for (;;) {
      let upTo = memories.rows.row(member.id).toldBatch
      const hashes: string[] = []
      while (hashes.length < stepLeads) {
        const batch = untold.get(member.workspaceId, upTo)
        if (!batch) break
        upTo = batch.id
        if (covering.get(batch.exportId, batch.firstPosition, batch.lastPosition)) continue
        for (const { position, email } of bodies.members(batch))
          if (!isUploaded.get(batch.exportId, position)) hashes.push(key.hash(email))
      }
      if (upTo === memories.rows.row(member.id).toldBatch) break
      if (formerly === null) await ledger.claim(member.computer, hashes)
      else await ledger.claimFrom(member.computer, formerly, hashes)
      memories.rows.set(member.id, { toldBatch: upTo })
    }
  }
  return registerEarlierUploads
}
