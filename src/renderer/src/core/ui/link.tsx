import type { ReactNode } from 'react'
import { go } from '../lib/router.ts'

type Props = {
  to: string
  children: ReactNode
  className?: string | undefined
  current?: boolean | undefined
  title?: string | undefined
  'aria-label'?: string | undefined
}

/** A link if there is a target, else plain text. */
export function MaybeLink({ to, children, ...rest }: Omit<Props, 'to'> & { to: string | null }) {
  if (to === null) return children
  return (
    <Link to={to} {...rest}>
      {children}
    </Link>
  )
}

/** A link to another screen of the app. */
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
