/** After an export that starts its campaign: ten seconds to keep the campaign paused after all. */

import { concerns } from '#shared/contract/changes.ts'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { call, onEvent } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { showFailure } from '../../core/stores/show-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'

/** Shows that sending will start, with a button to keep the campaign paused. */
export function offerKeepPaused(exportId: ExportId, when: string | null): void {
  const words = t.review
  showToast(when === null ? words.startedNow : words.started(when), {
    action: { label: words.keepPaused, run: () => keepPaused(exportId) },
  })
}

/** Keeps the campaign paused and confirms it once that is certain. */
export function keepPaused(exportId: ExportId): void {
  call('exports.keepPaused', { exportId })
    .then((summary) => {
      if (showIfKeptPaused(summary)) return
      showToast(t.review.keepingPaused)
      // Several changes may trigger a query before the first one is answered; only one may show the toast.
      let over = false
      const stop = onEvent('data.changed', (change) => {
        if (!concerns(change, ['exports.ledger'])) return
        call('exports.ledger', { exportId })
          .then(({ summary: now }) => {
            if (over || now.activation === 'stopping') return
            over = true
            stop()
            if (now.activation === 'kept') showToast(t.review.keptPaused)
          })
          .catch(() => undefined)
      })
    })
    .catch(showFailure)
}

function showIfKeptPaused({ activation }: ExportSummary): boolean {
  if (activation !== 'kept') return false
  showToast(t.review.keptDraft)
  return true
}
