import { Search } from 'lucide-react'
import { TextInput } from './text-input.tsx'

type Props = {
  value: string
  onChange: (value: string) => void
  placeholder: string
  /** Accessible name, if the placeholder is too long for one. */
  label?: string | undefined
  maxLength?: number | undefined
  autoFocus?: boolean | undefined
}

/** Search box with a magnifier and a clear button. */
export function SearchInput({ label, placeholder, ...rest }: Props) {
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
