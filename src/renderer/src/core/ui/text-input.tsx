import './field.css'
import { Eye, EyeOff, X } from 'lucide-react'
import { type ComponentPropsWithRef, useState } from 'react'
import { t } from '../lib/texts.ts'
import { useFieldProps } from './field.tsx'
import { Icon, type LucideIcon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

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
