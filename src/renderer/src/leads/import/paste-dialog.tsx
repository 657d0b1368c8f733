import { useState } from 'react'
import type { WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { pasteRowsFor } from '../../core/stores/opening-file.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field, TextArea } from '../../core/ui/field.tsx'

type Props = { open: boolean; onClose: () => void; workspaceId: WorkspaceId }

/** Imports rows copied from a spreadsheet, read like a file. */
export function PasteDialog({ open, onClose, workspaceId }: Props) {
  const [text, setText] = useState('')
  const words = t.lists.pasteDialog
  const rows = text.split('\n').filter((line) => line.trim() !== '').length
  const read = () => {
    onClose()
    void pasteRowsFor(workspaceId, text)
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={words.title}
      description={words.text}
      width={720}
      closeLabel={t.ui.cancel}
      actions={<Button label={words.read} variant="primary" shortcut="mod+enter" disabled={rows < 2} onClick={read} />}
    >
      <Field label={words.label} hint={words.rows(rows)}>
        <TextArea
          mono
          rows={12}
          wrap="off"
          autoFocus
          value={text}
          onChange={setText}
          placeholder={words.placeholder}
          spellCheck={false}
        />
      </Field>
    </Dialog>
  )
}
