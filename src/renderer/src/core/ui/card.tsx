import './card.css'
import { type ReactNode, useEffect, useId, useRef } from 'react'

type Props = {
  children: ReactNode
  title?: ReactNode | undefined
  /** Secondary text after the title. */
  meta?: ReactNode | undefined
  /** Buttons at the right end of the head. */
  actions?: ReactNode | undefined
  /** Padding around the content; off for tables. */
  pad?: boolean | undefined
  className?: string | undefined
  /** The operator was led to this card: it scrolls into view and takes the focus. */
  ledTo?: boolean | undefined
}

/** Card with or without a head. */
export function Card({ children, title, meta, actions, pad = true, className, ledTo = false }: Props) {
  const id = useId()
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!ledTo) return
    sheet.current?.focus({ preventScroll: true })
    sheet.current?.scrollIntoView({ block: 'start' })
  }, [ledTo])
  return (
    <section
      ref={sheet}
      tabIndex={ledTo ? -1 : undefined}
      className={['card', className].filter(Boolean).join(' ')}
      aria-labelledby={title ? id : undefined}
    >
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
