/** The list that leads are copied or moved to. */
import { AppError } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { assertWorkspaceOpen } from './queries.ts'

export type TargetChoice = { readonly listId: ListId } | { readonly name: string }

/** How a step stores it: a new list is created with the first leads that go there, so it never exists without them. */
export type StepTarget = { readonly targetListId: ListId } | { readonly newList: string }

/** Finds or creates the target list. */
export function createTargetLists(deps: Deps) {
  const { raw } = deps.store
  const at = () => new Date(deps.clock.now()).toISOString()
  const workspaceOf = (listId: ListId): WorkspaceId =>
    raw.prepare('select workspace_id from lead_list where id = ?').pluck().get(listId) as WorkspaceId

  /** Returns the list that leads go to: another one of the same client, or a new one. */
  function targetOf(listId: ListId, into: TargetChoice): StepTarget {
    const workspaceId = workspaceOf(listId)
    assertWorkspaceOpen(deps.store, workspaceId)
    if ('name' in into) return { newList: into.name }
    const own = raw
      .prepare("select 1 from lead_list where id = ? and workspace_id = ? and state = 'ready'")
      .get(into.listId, workspaceId)
    if (!own) throw new AppError('NOT_FOUND', { what: 'list' })
    if (into.listId === listId) throw new AppError('INVALID_INPUT', { field: 'list', message: 'the same list' })
    return { targetListId: into.listId }
  }

  /** Creates the new list of a step, for leads of this one. */
  const makeFor = (actionId: number, listId: ListId, name: string): void => {
    const made = raw
      .prepare("insert into lead_list (workspace_id, name, created_at, state) values (?, ?, ?, 'ready')")
      .run(workspaceOf(listId), name, at()).lastInsertRowid
    raw.prepare('update list_action set target_list_id = ? where id = ?').run(made, actionId)
  }
  return { targetOf, makeFor }
}
