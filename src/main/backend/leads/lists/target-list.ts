/** The list leads are copied or moved to. */
import { AppError } from '#shared/errors.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import type { Deps } from '../../core/deps.ts'
import { assertWorkspaceOpen } from './queries.ts'

export type Into = { readonly listId: ListId } | { readonly name: string }

/** Finds or makes it. */
export function createTargets(deps: Deps) {
  const { raw } = deps.store
  const at = () => new Date(deps.clock.now()).toISOString()

  /** The list leads go to: another of the same client, or a new one. */
  function targetOf(listId: ListId, into: Into): ListId {
    const { workspaceId } = raw
      .prepare('select workspace_id as workspaceId from lead_list where id = ?')
      .get(listId) as {
      workspaceId: WorkspaceId
    }
    assertWorkspaceOpen(deps.store, workspaceId)
    if ('name' in into) {
      return Number(
        raw
          .prepare("insert into lead_list (workspace_id, name, created_at, state) values (?, ?, ?, 'ready')")
          .run(workspaceId, into.name, at()).lastInsertRowid,
      ) as ListId
    }
    const own = raw
      .prepare("select 1 from lead_list where id = ? and workspace_id = ? and state = 'ready'")
      .get(into.listId, workspaceId)
    if (!own) throw new AppError('NOT_FOUND', { what: 'list' })
    if (into.listId === listId) throw new AppError('INVALID_INPUT', { field: 'list', message: 'the same list' })
    return into.listId
  }
  return targetOf
}
