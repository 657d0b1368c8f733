import { FolderInput, Send } from 'lucide-react'
import { useState } from 'react'
import type { ExportSummary, RowOutcome } from '#shared/contract/exports/exports.ts'
import type { LeadId } from '#shared/ids.ts'
import { useAction } from '../../core/lib/backend.ts'
import { useShortcut } from '../../core/lib/keyboard.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { TransferDialog } from '../../leads/lists/transfer-dialog.tsx'
import { openPart } from '../ledger/open-part.ts'
import { OutcomeBadge } from '../ledger/outcome-cells.tsx'
import type { PlanForm } from './plan-form.ts'

export type ChosenRows = ReadonlyMap<LeadId, RowOutcome>
export const noRows: ChosenRows = new Map()

type Exported = Pick<ExportSummary, 'listId' | 'workspaceId' | 'campaignId' | 'leadListId' | 'campaignGone'>
type Props = { summary: Exported; chosen: ChosenRows; onClear: () => void }

/** Failed leads go to the same target as before, if it still exists. */
function sameTarget({ campaignId, leadListId, campaignGone }: Exported): Partial<PlanForm> {
  if (campaignGone) return {}
  if (leadListId !== null) return { kind: 'list', listKind: 'existing', leadListId }
  return campaignId === null ? {} : { kind: 'existing', campaignId }
}

/** Actions for rows selected in a report: put them into another list, or review and export them again. */
export function ChosenRowsBar({ summary, chosen, onClear }: Props) {
  const words = t.listWork
  const [moving, setMoving] = useState(false)
  const leadIds = [...chosen.keys()]
  const [outcome, ...others] = new Set(chosen.values())
  const isFailed = outcome === 'failed' && others.length === 0
  const again = useAction(() => openPart(summary.listId, { choice: { leadIds } }, isFailed ? sameTarget(summary) : {}))
  useShortcut('escape', onClear)
  return (
    <>
      <span className="medium">{words.chosen(chosen.size)}</span>
      {outcome && others.length === 0 && <OutcomeBadge outcome={outcome} />}
      <span className="row push">
        <Button label={words.chooseNone} size="s" variant="quiet" keysShown="escape" onClick={onClear} />
        <Button label={words.transfer.open} size="s" icon={FolderInput} onClick={() => setMoving(true)} />
        <Button
          label={isFailed ? t.exports.ledger.checkAndExport(chosen.size) : t.exportSum.part.exportRows(chosen.size)}
          size="s"
          variant="primary"
          icon={Send}
          action={again}
        />
      </span>
      {again.error && <ErrorNote error={again.error} />}
      {moving && (
        <TransferDialog
          list={{ id: summary.listId, workspaceId: summary.workspaceId }}
          count={chosen.size}
          choice={{ leadIds }}
          onClose={() => setMoving(false)}
          onDone={() => {
            setMoving(false)
            onClear()
          }}
        />
      )}
    </>
  )
}
