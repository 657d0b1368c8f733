import type { HTMLAttributes, Ref } from 'react'

type Props = HTMLAttributes<HTMLElement> & {
  readonly as?: 'div' | 'pre' | 'section' | 'ul'
  readonly ref?: Ref<HTMLDivElement>
}

/** What is longer or wider than its place takes the focus, so that the arrow keys scroll it too. */
export function Scrolls({ as = 'div', ...rest }: Props) {
  // The props of the four are the same; a union of tags has no type of its own in JSX.
  const Tag = as as 'div'
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by key too
  return <Tag tabIndex={0} {...rest} />
}
