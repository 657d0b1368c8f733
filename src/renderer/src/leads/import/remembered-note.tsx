import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { editImportUndoably, type ImportEdits, proposalOf } from './import-edits.ts'

/** Says that the choices for the last file with this header were applied, with a button to return to the proposal. */
export function RememberedNote({ edits }: { edits: ImportEdits }) {
  if (!edits.remembered) return null
  const words = t.importing.templates
  return (
    <div className="row small business-names">
      <span className="grow text-2">{words.asLastTime}</span>
      <Button
        label={words.afresh}
        size="s"
        variant="quiet"
        onClick={() =>
          editImportUndoably(edits, { ...proposalOf(edits.draft), remembered: false }, () => words.afreshAct)
        }
      />
    </div>
  )
}
