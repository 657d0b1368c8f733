/** After a start that was asked for: ten seconds to keep the campaign from sending after all. */

import { concerns } from '#shared/contract/changes.ts'
import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import type { ExportId } from '#shared/ids.ts'
import { call } from '../../core/lib/call.ts'
import { t } from '../../core/lib/texts.ts'
import { onEvent } from '../../core/lib/use-event.ts'
import { tellFailure } from '../../core/stores/tell-failure.ts'
import { showToast } from '../../core/stores/toasts.ts'

/** Says that sending starts, with a button that keeps it from it. */
export function offerKeepPaused(exportId: ExportId, when: string | null): void {
  const words = t.review
  showToast(when === null ? words.startedNow : words.started(when), {
    action: { label: words.keepPaused, run: () => keepPaused(exportId) },
  })
}

/** Keeps it paused, and says so once that is certain. */
export function keepPaused(exportId: ExportId): void {
  call('exports.keepPaused', { exportId })
    .then((summary) => {
      if (tellIfKept(summary)) return
      showToast(t.review.keepingPaused)
      // Several changes may be asked about before the first of them is answered: only one says it.
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
    .catch(tellFailure)
}

function tellIfKept({ activation }: ExportSummary): boolean {
  if (activation !== 'kept') return false
  showToast(t.review.keptDraft)
  return true
}
