import './card.css'
import './empty-state.css'
import './page-head.css'
import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode, useEffect, useId, useRef } from 'react'
import type { Asked } from '../lib/backend.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { Icon, Link, type LucideIcon } from './button.tsx'
import { Cut } from './cut.tsx'
import { ErrorNote } from './note.tsx'

type PageHeadProps = {
  title: string
  /** Path to this screen; an entry that is no link says what the title does not. */
  crumbs?: readonly { readonly label: string; readonly to?: string }[] | undefined
  /** Secondary text or a badge after the title. */
  meta?: ReactNode | undefined
  /** Shown in place of the title while it is edited. */
  field?: ReactNode | undefined
  /** Small buttons for the title, right after it. */
  after?: ReactNode | undefined
  /** Tabs of the screen, after its title. */
  tabs?: ReactNode | undefined
  /** Buttons at the right, the primary one last. */
  children?: ReactNode | undefined
}

/** Head of a screen; it does not scroll. */
export function PageHead({ title, field, after, crumbs, meta, tabs, children }: PageHeadProps) {
  return (
    <header className="page-head">
      <div className="page-head-words">
        {crumbs && (
          <nav className="crumbs" aria-label={t.ui.breadcrumb}>
            {crumbs.map((crumb, index) => (
              <Fragment key={crumb.label}>
                {index > 0 && <Icon of={ChevronRight} size={12} />}
                {crumb.to ? (
                  <Link to={crumb.to} className="crumb" title={crumb.label}>
                    {crumb.label}
                  </Link>
                ) : (
                  <Cut className="crumb" text={crumb.label} />
                )}
              </Fragment>
            ))}
          </nav>
        )}
        <div className="row">
          <h1 className={field ? 'sr-only' : 'ellipsis'} title={title} dir="auto">
            {title}
          </h1>
          {field && <div className="page-head-field">{field}</div>}
          {after && <div className="page-head-after">{after}</div>}
          {tabs}
          {meta && <span className="page-head-meta">{typeof meta === 'string' ? <Cut text={meta} /> : meta}</span>}
        </div>
      </div>
      {children && <div className="page-head-actions">{children}</div>}
    </header>
  )
}

type PageWithoutProps = {
  /** What the page shows. */
  queries: readonly Pick<Asked<unknown>, 'data' | 'error' | 'refetch'>[]
  /** Title if what the page is about does not exist any more; any other failure does not claim that. */
  goneTitle: string
  /** The screen above this page. */
  up: { readonly label: string; readonly to: string }
}

/**
 * A page without its data: empty while it is read. If that failed, one whose subject is gone leads back, and any other
 * is tried again.
 */
export function PageWithout({ queries, goneTitle, up }: PageWithoutProps) {
  const failed = queries.find(({ data, error }) => error && !data)
  if (!failed?.error) return <div className="page" />
  const isGone = failed.error.code === 'NOT_FOUND'
  return (
    <div className="page">
      <PageHead title={isGone ? goneTitle : t.ui.notLoaded} crumbs={[up]} />
      <div className="page-body">
        <ErrorNote
          error={failed.error}
          onAction={isGone ? () => go(up.to) : failed.refetch}
          actionLabel={isGone ? up.label : t.ui.tryAgain}
        />
      </div>
    </div>
  )
}

type CardProps = {
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
export function Card({ children, title, meta, actions, pad = true, className, ledTo = false }: CardProps) {
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
          <h2 id={id} className="ellipsis" title={typeof title === 'string' ? title : undefined}>
            {title}
          </h2>
          {meta &&
            (typeof meta === 'string' ? (
              <Cut text={meta} className="text-3" />
            ) : (
              <span className="text-3 ellipsis">{meta}</span>
            ))}
          {actions && <div className="row push">{actions}</div>}
        </header>
      )}
      <div className={pad ? 'card-body card-pad' : 'card-body'}>{children}</div>
    </section>
  )
}

type EmptyStateProps = { icon: LucideIcon; title: string; text: ReactNode; children?: ReactNode }

/** Says what belongs here and offers a way to start. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="empty">
      <Icon of={icon} size={28} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className="row">{children}</div>}
    </div>
  )
}
