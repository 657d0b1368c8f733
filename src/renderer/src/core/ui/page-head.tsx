import './page-head.css'
import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { t } from '../lib/texts.ts'
import { Cut } from './cut.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'

type Props = {
  title: string
  /** Path to this screen; the last entry is the screen itself and not a link. */
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
export function PageHead({ title, field, after, crumbs, meta, tabs, children }: Props) {
  return (
    <header className="page-head">
      <div className="page-head-words">
        {crumbs && (
          <nav className="crumbs" aria-label={t.ui.breadcrumb}>
            {crumbs.map((crumb, index) => (
              <Fragment key={crumb.label}>
                {index > 0 && <Icon of={ChevronRight} size={12} />}
                {crumb.to ? (
                  <Link to={crumb.to} className="crumb">
                    {crumb.label}
                  </Link>
                ) : (
                  <span className="crumb ellipsis">{crumb.label}</span>
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
