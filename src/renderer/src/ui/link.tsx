import type { ReactNode } from 'react'
import { go } from '../lib/router.ts'

type Props = {
  to: string
  children: ReactNode
  className?: string
  current?: boolean
  title?: string | undefined
  'aria-label'?: string
}

/** A way to another screen of the app. */
export function Link({ to, children, current, ...rest }: Props) {
  return (
    <a
      href={`#${to}`}
      {...rest}
      aria-current={current ? 'page' : undefined}
      draggable={false}
      onClick={(event) => {
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
