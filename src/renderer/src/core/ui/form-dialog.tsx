import type { ReactNode } from 'react'
import { t } from '../lib/texts.ts'
import type { Action } from '../lib/use-action.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorNote } from './error-note.tsx'

type Props = {
  title: string
  description?: ReactNode | undefined
  /** What the form is for: run by its button and by ⌘/Ctrl-Enter; its failure is told below the fields. */
  action: Action<[]>
  label: string
  /** Enough is filled in. */
  ready: boolean
  onClose: () => void
  children: ReactNode
}

/** Some fields over the screen, and the one thing to do with them. */
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
