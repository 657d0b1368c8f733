import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { call } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { dropDraft, keepDraft } from '../../core/stores/import-drafts.ts'
import { forgetUndoOf, pushUndo } from '../../core/stores/undo.ts'
import { endEdits, type ImportEdits, keepEdits } from './import-edits.ts'

/** Only one discarded file can be restored at a time, as it stays open in the backend. */
const scope = 'import:removed'

function remove({ importId }: ImportDraft): void {
  endEdits(importId)
  dropDraft(importId)
}

/** Discards an opened file. Undo restores it with its edits until the next file is discarded. */
export function discardImport(draft: ImportDraft, edits: ImportEdits): void {
  forgetUndoOf(scope)
  remove(draft)
  pushUndo({
    scope,
    words: () => t.undo.acts.discarded(draft.fileName),
    undo: () => {
      keepDraft(draft)
      keepEdits(edits)
      go(`/import/${draft.importId}`)
    },
    redo: () => {
      remove(draft)
      go('/lists')
    },
    // An error means that the file is already closed.
    final: () => void call('imports.cancel', { importId: draft.importId }).catch(() => {}),
    toast: t.lists.page.discarded(draft.fileName),
  })
}
