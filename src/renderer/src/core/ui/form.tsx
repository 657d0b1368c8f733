import type { ComponentProps, ReactNode } from 'react'
import type { AppError } from '#shared/errors.ts'
import { t } from '../lib/texts.ts'
import { Button } from './button.tsx'
import { ErrorNote } from './error-note.tsx'

type Props = Omit<ComponentProps<'form'>, 'onSubmit'> & { onSubmit: () => void }

/** A form that Enter in a field submits, without loading a page. */
export const Form = ({ onSubmit, ...rest }: Props) => (
  <form
    {...rest}
    onSubmit={(event) => {
      event.preventDefault()
      onSubmit()
    }}
  />
)

type FootProps = {
  /** Label of the submit button. */
  label: ReactNode
  /** State of the form's action: whether it is running, and what went wrong. */
  action?: { readonly busy: boolean; readonly error: AppError | null } | undefined
  variant?: 'primary' | 'danger'
  disabled?: boolean | undefined
  onClose: () => void
}

/** Buttons and error at the end of a form in a dialog. */
export const FormFoot = ({ label, action, variant = 'primary', disabled, onClose }: FootProps) => (
  <>
    {action?.error && <ErrorNote error={action.error} />}
    <div className="dialog-actions">
      <Button label={t.ui.cancel} onClick={onClose} />
      <Button label={label} type="submit" variant={variant} disabled={disabled} busy={action?.busy} />
    </div>
  </>
)
