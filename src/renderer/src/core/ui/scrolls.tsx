import type { HTMLAttributes, Ref } from 'react'

type Props = HTMLAttributes<HTMLElement> & {
  readonly as?: 'div' | 'pre' | 'section' | 'ul'
  readonly ref?: Ref<HTMLDivElement>
}

/** A scrollable element that can take the focus, so that the arrow keys scroll it too. */
export function Scrolls({ as = 'div', ...rest }: Props) {
  // The four tags take the same props, but JSX cannot type a union of tags.
  const Tag = as as 'div'
  // It scrolls by key, too.
  return <Tag tabIndex={0} {...rest} />
}
