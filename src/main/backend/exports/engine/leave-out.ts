/** Leaves out leads of a range that must not be sent, and stores the reason for each. */
import type { Database } from 'better-sqlite3'
import type { LeftOutReason } from '#shared/contract/exports/exports.ts'
import { inZoneOfExportSql } from '../../leads/lists/zone-sql.ts'
import type { LeadBodies, Slice } from './lead-body.ts'
import type { RuleCheck, RuledLead } from './lead-rules.ts'
import type { Run } from './run-store.ts'

/** Why leads of a run must be left out at this moment, in the given order; null if none must. */
export type HeldOf = (run: Run) => {
  readonly reasons: (
    leads: readonly { readonly position: number; readonly email: string }[],
  ) => readonly (LeftOutReason | null)[]
  /** Whether it is certain, without reading the leads, that nobody in the range is held back. */
  readonly nobody: (first: number, last: number) => boolean
} | null
/** The same for rules that need more than a lead's address. */
export type RuledOf = (run: Run) => RuleCheck | null

type Stretch = Pick<Slice, 'firstPosition' | 'lastPosition'>

export type LeaveOut = ReturnType<typeof createLeadExclusion>

/** Each function returns how many leads it left out. */
export function createLeadExclusion(db: Database, bodies: LeadBodies, heldOf: HeldOf, ruledOf: RuledOf) {
  const leaveOutRemoved = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
    select workspace_id, @exportId, position, id, 'stayed_behind', 'removed' from lead
    where list_id = @listId and position between @first and @last and removed <> 0 and gate = 0
      and ${inZoneOfExportSql('@exportId', 'lead.position')}`)
  const leaveOut = db.prepare(`
    insert or ignore into export_problem (workspace_id, export_id, position, lead_id, outcome, reason)
    values (?, ?, ?, ?, 'stayed_behind', ?)`)
  const ruledLeads = db.prepare<[object], RuledLead & { id: number }>(
    `select position, id, email, import_id as importId, row_number as rowNumber, payload from lead
     where list_id = @listId and position between @first and @last and gate = 0
       and ${inZoneOfExportSql('@exportId', 'lead.position')}
       and not exists (
         select 1 from export_problem p
         where p.export_id = @exportId and p.position = lead.position and p.outcome = 'stayed_behind')`,
  )

  /** Leaves out leads opted out or blocked since, already in the workspace, or of another client. Returns how many. */
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

  /** Leaves out leads not verified, or with a value unfit for the emails, as the rules ask. Returns how many. */
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

  /** Leaves out leads that were removed from the list since. */
  const removed = (run: { readonly id: number; readonly listId: number }, slice: Stretch): number =>
    leaveOutRemoved.run(placesOf(run, slice)).changes

  return {
    removed,
    /** Leaves out everybody who must not be sent now. */
    all: (run: Run, slice: Stretch): number => removed(run, slice) + held(run, slice) + ruled(run, slice),
  }
}

const placesOf = (run: { readonly id: number; readonly listId: number }, { firstPosition, lastPosition }: Stretch) => ({
  exportId: run.id,
  listId: run.listId,
  first: firstPosition,
  last: lastPosition,
})
