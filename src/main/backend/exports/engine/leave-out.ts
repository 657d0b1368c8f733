/** Leads of a stretch that must not go: each is written down with its reason. */
import type { Database } from 'better-sqlite3'
import type { HeldGate } from '#shared/contract/exports/exports.ts'
import { inZoneOfExport } from '../../leads/lists/zone-sql.ts'
import type { LeadBodies, Slice } from './lead-body.ts'
import type { Ruled, RuledLead } from './lead-rules.ts'
import type { Run } from './run-store.ts'

/** Why leads of a run must stay behind as things are now, in the order given; null where nobody must. */
export type HeldOf = (run: Run) => {
  readonly reasons: (
    leads: readonly { readonly position: number; readonly email: string }[],
  ) => readonly (HeldGate | null)[]
  /** Whether nobody of a stretch can be held, told without its leads. */
  readonly nobody: (first: number, last: number) => boolean
} | null
/** The same by rules that need more of a lead. */
export type RuledOf = (run: Run) => Ruled | null

type Stretch = Pick<Slice, 'firstPosition' | 'lastPosition'>

export type LeaveOut = ReturnType<typeof createLeaveOut>

/** Each gives how many it left out. */
export function createLeaveOut(db: Database, bodies: LeadBodies, heldOf: HeldOf, ruledOf: RuledOf) {
  const leaveOutRemoved = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
    select workspace_id, @exportId, position, id, 'stayed_behind', 'removed' from lead
    where list_id = @listId and position between @first and @last and removed <> 0 and gate = 0
      and ${inZoneOfExport('@exportId', 'lead.position')}`)
  const leaveOut = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
    values (?, ?, ?, ?, 'stayed_behind', ?)`)
  const ruledLeads = db.prepare<[object], RuledLead & { id: number }>(
    `select position, id, email, import_id as importId, row_number as rowNumber, payload from lead
     where list_id = @listId and position between @first and @last and gate = 0
       and ${inZoneOfExport('@exportId', 'lead.position')}
       and not exists (
         select 1 from export_problem p
         where p.export_id = @exportId and p.position = lead.position and p.outcome = 'stayed_behind')`,
  )

  /** Leaves out who opted out or was blocked since, is in the workspace already, or belongs to another client; how many. */
  function held(run: Run, slice: Stretch): number {
    const known = heldOf(run)
    if (!known || known.nobody(slice.firstPosition, slice.lastPosition)) return 0
    const members = bodies.members({ listId: run.listId, exportId: run.id, ...slice })
    let count = 0
    for (const [at, reason] of known.reasons(members).entries()) {
      const member = members[at]
      if (reason !== null && member)
        count += leaveOut.run(run.workspaceId, run.id, member.position, member.id, reason).changes
    }
    return count
  }

  /** Leaves out leads nobody verified, or with a value nobody should read in the copy, where that is a rule; how many. */
  function ruled(run: Run, slice: Stretch): number {
    const rules = ruledOf(run)
    if (!rules) return 0
    const { firstPosition, lastPosition } = slice
    const suspects = rules.suspects(firstPosition, lastPosition)
    const stretches = suspects?.map((at) => ({ firstPosition: at, lastPosition: at })) ?? [slice]
    let count = 0
    for (const stretch of stretches) {
      for (const lead of ruledLeads.all(placesOf(run, stretch))) {
        const reason = rules.reasonOf(lead)
        if (reason !== null) count += leaveOut.run(run.workspaceId, run.id, lead.position, lead.id, reason).changes
      }
    }
    return count
  }

  return {
    /** Who was taken out of the list since. */
    removed: (run: { readonly id: number; readonly listId: number }, slice: Stretch): number =>
      leaveOutRemoved.run(placesOf(run, slice)).changes,
    held,
    ruled,
  }
}

const placesOf = (run: { readonly id: number; readonly listId: number }, { firstPosition, lastPosition }: Stretch) => ({
  exportId: run.id,
  listId: run.listId,
  first: firstPosition,
  last: lastPosition,
})
