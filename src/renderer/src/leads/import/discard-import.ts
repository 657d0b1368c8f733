import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { call } from '../../core/lib/call.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { dropDraft, keepDraft } from '../../core/stores/import-drafts.ts'
import { forgetActsOf, pushUndo } from '../../core/stores/undo.ts'
import { endEdits, type ImportEdits, keepEdits } from './import-edits.ts'

/** One at a time: a removed file stays open in the backend, so that it can come back. */
const scope = 'import:removed'

function remove({ importId }: ImportDraft): void {
  endEdits(importId)
  dropDraft(importId)
}

/** Closes an opened file without saving. With what was done to it, it can be brought back until the next is closed. */
export function discardImport(draft: ImportDraft, edits: ImportEdits): void {
  forgetActsOf(scope)
  remove(draft)
  pushUndo(
    {
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
      // One that is closed already is closed.
      final: () => void call('imports.cancel', { importId: draft.importId }).catch(() => {}),
    },
    t.lists.page.discarded(draft.fileName),
  )
}
