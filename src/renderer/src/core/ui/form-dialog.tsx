import type { Action } from '../lib/backend.ts'
import { t } from '../lib/texts.ts'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import { ErrorNote } from './note.tsx'

type Props = Pick<DialogProps, 'open' | 'title' | 'description' | 'width' | 'closeLabel' | 'onClose' | 'children'> & {
  /** What the dialog does: run by its button and, unless it destroys something, by ⌘/Ctrl-Enter. */
  action: Action<[]>
  label: string
  variant?: 'primary' | 'danger' | undefined
  /** Whether enough is filled in. */
  ready?: boolean | undefined
  /** Whether the button has the focus, as there is nothing to fill in. */
  focused?: boolean | undefined
  /** Whether a failure offers to try again. */
  retry?: boolean | undefined
}

/** Dialog with one action; a failure is shown below what is filled in. */
export function FormDialog(props: Props) {
  const { action, label, variant = 'primary', ready = true, focused, retry, closeLabel, children, ...frame } = props
  return (
    <Dialog
      width={520}
      {...frame}
      closeLabel={closeLabel ?? t.ui.cancel}
      actions={
        <Button
          label={label}
          variant={variant}
          shortcut={variant === 'primary' ? 'mod+enter' : undefined}
          action={action}
          disabled={!ready}
          autoFocus={focused}
        />
      }
    >
      {(children || action.error) && (
        <div className="stack">
          {children}
          {action.error && <ErrorNote error={action.error} onAction={retry ? action.run : undefined} />}
        </div>
      )}
    </Dialog>
  )
}
