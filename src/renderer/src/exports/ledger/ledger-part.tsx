import type { ExportSummary } from '#shared/contract/exports/exports.ts'
import { isOver } from '#shared/domain/exports/export-verdict.ts'
import { useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { openPart } from './open-part.ts'
import { partText } from './part-text.ts'

/** Which part of the list this export included, and a button to export the leads no export has included yet. */
export function LedgerPart({ summary }: { summary: ExportSummary }) {
  const words = t.exportSum.part
  const { part, listId, id, totals, state } = summary
  const rest = useQuery('exports.rest', part && isOver(state) ? { exportId: id } : null).data
  const open = useAction(() => openPart(listId, { rest: true }))
  if (!part) return null
  return (
    <Note
      tone="quiet"
      title={`${words.label}: ${partText(part)}`}
      action={
        rest && rest.leads > 0 ? (
          <Button label={words.exportRest(rest.leads)} size="s" busy={open.busy} onClick={() => open.run()} />
        ) : undefined
      }
    >
      {words.of(totals.rows)}
    </Note>
  )
}
