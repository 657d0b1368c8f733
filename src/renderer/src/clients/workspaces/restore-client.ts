import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'

/** Restores an archived client; can be undone. */
export async function restoreClient({ id: workspaceId, name }: Pick<Workspace, 'id' | 'name'>): Promise<void> {
  const put = (archived: boolean) => call('workspaces.archive', { workspaceId, archived })
  await put(false)
  pushUndo({
    words: () => t.undo.acts.clientRestored(name),
    undo: () => put(true),
    redo: () => put(false),
    toast: t.workspaces.restored(name),
  })
}
