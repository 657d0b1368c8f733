import type { ImportDraft, ImportSettings } from '#shared/contract/leads/imports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import type { Mapping } from '#shared/domain/leads/import/mapping.ts'
import type { MergeRule } from '#shared/domain/leads/import/merge-rule.ts'
import { call } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { dropDraft } from '../../core/stores/import-drafts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { endEdits } from './import-edits.ts'

type Choice = { readonly mapping: Mapping; readonly settings: ImportSettings; readonly merge?: MergeRule }

/** Saves further files with the same columns into a list, one after the other. Files that fail stay open. */
export async function joinFiles(
  list: LeadList,
  files: readonly ImportDraft[],
  { mapping, settings, merge }: Choice,
): Promise<void> {
  let saved = 0
  for (const { importId } of files) {
    try {
      const into = { listId: list.id, ...(merge ? { merge } : {}) }
      await call('imports.save', { importId, mapping, settings, into })
    } catch (error) {
      showFailure(error)
      break
    }
    saved += 1
    endEdits(importId)
    dropDraft(importId)
  }
  if (saved > 0) showToast(t.reImport.joined(saved + 1, list.name))
}
