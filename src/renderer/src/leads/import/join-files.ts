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
import { withOwnExclusions } from './mapping-rules.ts'

type Choice = {
  /** The file for which the choice was made. */
  readonly draft: ImportDraft
  readonly mapping: Mapping
  readonly settings: ImportSettings
  readonly merge?: MergeRule
}

/** Saves further files with the same columns into a list, one after the other. Files that fail stay open. */
export async function joinFiles(
  list: LeadList,
  files: readonly ImportDraft[],
  { draft, mapping, settings, merge }: Choice,
): Promise<void> {
  let saved = 0
  for (const { importId, columns } of files) {
    // What the first file already had, the operator has seen.
    const own = withOwnExclusions(
      columns,
      mapping,
      (at) => draft.columns[at]?.suggestion.target.kind === columns[at]?.suggestion.target.kind,
    )
    try {
      const into = { listId: list.id, ...(merge ? { merge } : {}) }
      await call('imports.save', { importId, mapping: own, settings, into })
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
