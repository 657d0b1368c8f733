import { ChevronRight, type LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Icon } from '../../core/ui/button.tsx'
import { Cut } from '../../core/ui/cut.tsx'

export const rowIds = ['leads', 'schedule', 'accounts', 'blackout', 'forecast', 'options'] as const
export type RowId = (typeof rowIds)[number]

type Props = {
  id: RowId
  icon: LucideIcon
  title: string
  /** Summary of the choice; `quiet` follows it in a muted style. */
  value: string
  quiet?: string | undefined
  open: boolean
  onToggle: (id: RowId) => void
  children: ReactNode
}

/** A part of a plan that is rarely changed: collapsed it shows a summary, expanded its fields. */
export function PlanRow({ id, icon, title, value, quiet, open, onToggle, children }: Props) {
  const body = useId()
  return (
    <div className="plan-row">
      <h2>
        <button
          type="button"
          id={`plan-row-${id}`}
          className="plan-row-head"
          aria-expanded={open}
          aria-controls={open ? body : undefined}
          onClick={() => onToggle(id)}
        >
          <Icon of={icon} />
          <Cut text={title} className="plan-row-title" />
          <span className="plan-row-value ellipsis" title={quiet ? `${value} ${quiet}` : value}>
            {value} {quiet && <span className="text-3">{quiet}</span>}
          </span>
          <Icon of={ChevronRight} className="plan-row-mark" />
        </button>
      </h2>
      {open && (
        <div id={body} className="plan-row-body">
          {children}
        </div>
      )}
    </div>
  )
}
