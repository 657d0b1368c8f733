import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Note } from '../../core/ui/note.tsx'
import { editImport, type ImportEdits } from './import-edits.ts'

/** Suggests a list that this file seems to be a newer version of; it is never selected automatically. */
export function ReImportNote({ edits }: { edits: ImportEdits }) {
  const { draft, into, merge } = edits
  const known = draft.knownList
  // The identical file has a note of its own.
  if (!known || into.kind !== 'new' || draft.importedBefore.length > 0) return null
  return (
    <Note
      tone="info"
      title={t.reImport.offerTitle(known.name)}
      action={
        <Button
          label={t.reImport.offerUse}
          size="s"
          onClick={() =>
            editImport(draft.importId, {
              into: { kind: 'existing', listId: known.listId },
              merge: { ...merge, mode: 'both' },
            })
          }
        />
      }
    >
      {t.reImport.why[known.why]}
    </Note>
  )
}
