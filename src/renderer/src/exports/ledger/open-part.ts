import type { ExportPart } from '#shared/contract/exports/export-part.ts'
import { localDate } from '#shared/domain/core/days.ts'
import type { ListId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { operatorZone } from '../../core/lib/texts.ts'
import { editPlan, planEditsOf } from '../plan/plan-edits.ts'
import { formOf, type PlanForm } from '../plan/plan-form.ts'

/**
 * Opens the plan of a list for some of its leads. Everything else in the plan stays as it was, except the target if
 * `into` sets one. Nothing is sent.
 */
export async function openPart(listId: ListId, part: ExportPart, into: Partial<PlanForm> = {}): Promise<void> {
  const before =
    planEditsOf(listId) ?? formOf(await call('exports.plan', { listId }), operatorZone(), localDate(Date.now()))
  editPlan(listId, { ...before, ...into, part })
  go(`/exports/plan/${listId}`)
}

/** Opens the plan of the whole list, even if a part was chosen before. */
export function openWhole(listId: ListId): void {
  const before = planEditsOf(listId)
  if (before?.part) editPlan(listId, { ...before, part: undefined })
  go(`/exports/plan/${listId}`)
}
