import './field.css'
import { Eye, EyeOff, Search, X } from 'lucide-react'
import {
  type ComponentProps,
  type ComponentPropsWithRef,
  createContext,
  type ReactNode,
  useContext,
  useId,
  useState,
} from 'react'
import type { AppError } from '#shared/errors.ts'
import { t } from '../lib/texts.ts'
import { Button, Icon, IconButton, type LucideIcon } from './button.tsx'
import { ErrorNote } from './note.tsx'

type FieldIds = { readonly id: string; readonly describedBy: string | undefined; readonly invalid: boolean }
const FieldContext = createContext<FieldIds | null>(null)

/** Returns the props that connect an input to the Field around it. */
export function useFieldProps() {
  const field = useContext(FieldContext)
  return field
    ? { id: field.id, 'aria-describedby': field.describedBy, 'aria-invalid': field.invalid || undefined }
    : {}
}

type FieldProps = { label: string; children: ReactNode; hint?: ReactNode; error?: ReactNode; aside?: ReactNode }

/** A label over one control, with a hint or an error below it. */
export function Field({ label, children, hint, error, aside }: FieldProps) {
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

type InputProps = Omit<ComponentPropsWithRef<'input'>, 'onChange' | 'value' | 'size' | 'type'> & {
  value: string
  onChange: (value: string) => void
  icon?: LucideIcon | undefined
  /** Shown before the typed text: a currency sign. */
  before?: string | undefined
  mono?: boolean | undefined
  size?: 'm' | 'l' | undefined
  /** Hides the text as a password, with a button that reveals it. */
  secret?: boolean | undefined
  type?: 'text' | 'number' | 'date' | 'time' | 'email' | 'search' | undefined
  /** Shows a small button that clears it. */
  clearable?: boolean | undefined
}

/** Single-line text input. Put it in a Field, or give it an `aria-label`. */
export function TextInput({
  value,
  onChange,
  icon,
  before,
  mono,
  size = 'm',
  secret,
  clearable,
  type = 'text',
  ...rest
}: InputProps) {
  const field = useFieldProps()
  const [seen, setSeen] = useState(false)
  return (
    <div className={size === 'l' ? 'input input-l' : 'input'}>
      {icon && <Icon of={icon} />}
      {before && (
        <span className="text-3" aria-hidden>
          {before}
        </span>
      )}
      <input
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        {...field}
        {...rest}
        type={secret && !seen ? 'password' : type === 'search' ? 'text' : type}
        className={mono ? 'mono' : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {secret && value !== '' && (
        <IconButton
          size="s"
          icon={seen ? EyeOff : Eye}
          label={seen ? t.ui.hide : t.ui.show}
          onClick={() => setSeen(!seen)}
        />
      )}
      {clearable && value !== '' && <IconButton size="s" icon={X} label={t.ui.clear} onClick={() => onChange('')} />}
    </div>
  )
}

type AreaProps = Omit<ComponentPropsWithRef<'textarea'>, 'onChange' | 'value'> & {
  value: string
  onChange: (value: string) => void
  mono?: boolean | undefined
}

/** Multi-line text input. */
export function TextArea({ value, onChange, mono, className, ...rest }: AreaProps) {
  const field = useFieldProps()
  return (
    <textarea
      dir="auto"
      {...field}
      {...rest}
      className={['textarea', mono && 'mono', className].filter(Boolean).join(' ')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

type SearchInputProps = Pick<ComponentProps<'input'>, 'ref'> & {
  value: string
  onChange: (value: string) => void
  placeholder: string
  /** Accessible name, if the placeholder is too long for one. */
  label?: string | undefined
  maxLength?: number | undefined
  autoFocus?: boolean | undefined
}

/** Search box with a magnifier and a clear button. */
export function SearchInput({ label, placeholder, ...rest }: SearchInputProps) {
  return (
    <TextInput
      type="search"
      icon={Search}
      clearable
      aria-label={label ?? placeholder}
      placeholder={placeholder}
      {...rest}
    />
  )
}

type FormProps = Omit<ComponentProps<'form'>, 'onSubmit'> & { onSubmit: () => void }

/** A form that Enter in a field submits, without loading a page. */
export const Form = ({ onSubmit, ...rest }: FormProps) => (
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
