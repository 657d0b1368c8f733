import './field.css'
import { createContext, type ReactNode, useContext, useId } from 'react'

type FieldIds = { readonly id: string; readonly describedBy: string | undefined; readonly invalid: boolean }
const FieldContext = createContext<FieldIds | null>(null)

/** Returns the props that connect an input to the Field around it. */
export function useFieldProps() {
  const field = useContext(FieldContext)
  return field
    ? { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.invalid || undefined }
    : {}
}

type Props = { label: string; children: ReactNode; hint?: ReactNode; error?: ReactNode; aside?: ReactNode }

/** A label over one control, with a hint or an error below it. */
export function Field({ label, children, hint, error, aside }: Props) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <FieldContext value={{ id, describedBy: note ? noteId : undefined, invalid: Boolean(error) }}>
      <div className="field">
        <div className="field-head">
          <label htmlFor={id} id={`${id}-label`}>
            {label}
          </label>
          {aside}
        </div>
        {children}
        {note && (
          <p id={noteId} className={error ? 'field-note field-note-bad' : 'field-note'}>
            {note}
          </p>
        )}
      </div>
    </FieldContext>
  )
}
