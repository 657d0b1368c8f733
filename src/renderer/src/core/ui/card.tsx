import './card.css'
import { type ReactNode, useId } from 'react'

type Props = {
  children: ReactNode
  title?: ReactNode | undefined
  /** Quiet words after the title. */
  meta?: ReactNode | undefined
  /** At the right end of the head. */
  actions?: ReactNode | undefined
  /** Padding around the content; off for tables. */
  pad?: boolean | undefined
  className?: string | undefined
}

/** A white sheet, with or without a head. */
export function Card({ children, title, meta, actions, pad = true, className }: Props) {
  const id = useId()
  return (
    <section className={['card', className].filter(Boolean).join(' ')} aria-labelledby={title ? id : undefined}>
      {title && (
        <header className="card-head">
          <h2 id={id} className="ellipsis">
            {title}
          </h2>
          {meta && <span className="text-3 ellipsis">{meta}</span>}
          {actions && <div className="row push">{actions}</div>}
        </header>
      )}
      <div className={pad ? 'card-body card-pad' : 'card-body'}>{children}</div>
    </section>
  )
}
