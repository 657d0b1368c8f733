import type { ReactNode } from 'react'

export type SelectOption<Value extends string = string> = {
  readonly value: Value
  readonly label: string
  /** Secondary text after the label; also searched. */
  readonly hint?: string
  readonly group?: string
  readonly disabled?: boolean
  readonly before?: ReactNode
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_/-]+/g, ' ')

/** Returns the options that contain every typed word, in order; accents, case and `_` or `/` do not matter. */
export function filterOptions<Value extends string>(
  options: readonly SelectOption<Value>[],
  typed: string,
): readonly SelectOption<Value>[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return options
  return options.filter((option) => {
    const text = plain(`${option.label} ${option.hint ?? ''} ${option.group ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}
