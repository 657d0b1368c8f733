import type { ImportDraft } from '#shared/contract/lists.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { dropDraft } from '../../stores/import-drafts.ts'
import { showToast } from '../../stores/toasts.ts'
import { endEdits } from './import-edits.ts'

/** Closes an opened file without saving. */
export function discardImport(draft: ImportDraft): void {
  endEdits(draft.importId)
  dropDraft(draft.importId)
  // One that is closed already is closed.
  void call('imports.cancel', { importId: draft.importId }).catch(() => {})
  showToast(t.lists.page.discarded(draft.fileName))
}
