import type { ReactNode } from 'react'
import type { Action } from '../lib/backend.ts'
import { t } from '../lib/texts.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorNote } from './error-note.tsx'

type Props = {
  title: string
  description?: ReactNode | undefined
  /** What the form does: run by its button and by ⌘/Ctrl-Enter; a failure is shown below the fields. */
  action: Action<[]>
  label: string
  /** Whether enough is filled in. */
  ready: boolean
  onClose: () => void
  children: ReactNode
}

/** Dialog with a few fields and one action. */
export function FormDialog({ title, description, action, label, ready, onClose, children }: Props) {
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={description}
      width={520}
      closeLabel={t.ui.cancel}
      actions={<Button label={label} variant="primary" shortcut="mod+enter" action={action} disabled={!ready} />}
    >
      <div className="stack">
        {children}
        {action.error && <ErrorNote error={action.error} />}
      </div>
    </Dialog>
  )
}
