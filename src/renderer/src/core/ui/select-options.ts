import type { ReactNode } from 'react'

export type SelectValue = string | number | null

export type SelectOption<Value extends SelectValue = string> = {
  /** Null for none of the others, such as *all clients*. */
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
export function filterOptions<Value extends SelectValue>(
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

/** Returns the numbers to choose from in order, with the current one among them. */
export const withCurrent = (choices: readonly number[], current: number | null): readonly number[] =>
  [...new Set(current === null ? choices : [...choices, current])].toSorted((a, b) => a - b)
