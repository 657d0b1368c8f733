import type { WorkspaceId } from '#shared/ids.ts'
import { call } from '../../core/lib/backend.ts'
import { replace } from '../../core/lib/router.ts'
import { dropDraft, formatOf, keepFileDraft, pathOf } from '../../core/stores/import-drafts.ts'
import { chooseWorkspace, currentWorkspaceId } from '../../core/stores/workspaces.ts'
import { endEdits, type ImportEdits, reopenEdits } from './import-edits.ts'

/** Whether a file can be reopened; queried rows cannot. */
export const canReopen = ({ draft }: ImportEdits): boolean => pathOf(draft.importId) !== undefined

/** Reopens the file as it is on disk now, for the same client or another, and carries its edits over. */
export async function reopenImport(edits: ImportEdits, workspaceId: WorkspaceId): Promise<void> {
  const { importId } = edits.draft
  const path = pathOf(importId)
  if (path === undefined) return
  const format = edits.readByHand ? { format: formatOf(edits.draft) } : {}
  const draft = await call('imports.open', { workspaceId, path, ...format })
  keepFileDraft(draft, { workspaceId, path })
  reopenEdits(edits, draft)
  endEdits(importId)
  dropDraft(importId)
  void call('imports.cancel', { importId }).catch(() => {})
  if (currentWorkspaceId() !== null) chooseWorkspace(workspaceId)
  replace(`/import/${draft.importId}`)
}
