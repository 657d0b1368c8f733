import { Search } from 'lucide-react'
import { TextInput } from './text-input.tsx'

type Props = {
  value: string
  onChange: (value: string) => void
  placeholder: string
  /** Its name, where the placeholder says more than a name should. */
  label?: string | undefined
  maxLength?: number | undefined
  autoFocus?: boolean | undefined
}

/** A box to look for something with: a magnifier, and a button that empties it. */
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
