import type { ReactNode } from 'react'
import type { Action } from '../lib/backend.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { ErrorNote } from './note.tsx'

type Props = {
  title: string
  text: ReactNode
  /** Label of the button that cancels. */
  keep: string
  /** Label of the button that acts. */
  act: string
  action: Action<[]>
  onClose: () => void
  open?: boolean | undefined
  /** Whether an error offers to retry. */
  retry?: boolean | undefined
  /** Shown while the action runs. */
  children?: ReactNode | undefined
}

/** Asks before something that cannot be undone. The button that cancels has the focus. */
export function AskFirst({ title, text, keep, act, action, onClose, open = true, retry, children }: Props) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={text}
      actions={
        <>
          <Button label={keep} onClick={onClose} autoFocus />
          <Button label={act} variant="danger" action={action} />
        </>
      }
    >
      {(action.busy && children) ||
        (action.error && <ErrorNote error={action.error} {...(retry ? { onAction: action.run } : {})} />)}
    </Dialog>
  )
}
