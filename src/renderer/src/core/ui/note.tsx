import './note.css'
import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from './badge.tsx'
import { Icon } from './icon.tsx'

const icons: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  quiet: Info,
  accent: Info,
}

type Props = {
  tone?: Tone | undefined
  icon?: LucideIcon | undefined
  title?: ReactNode | undefined
  children?: ReactNode | undefined
  /** Button at the right. */
  action?: ReactNode | undefined
  /** `alert` interrupts a screen reader: only for something that has just failed. */
  role?: 'alert' | 'status' | undefined
}

/** A note beside what it concerns. */
export function Note({ tone = 'quiet', icon, title, children, action, role }: Props) {
  return (
    <div className={`note note-${tone}`} role={role}>
      <Icon of={icon ?? icons[tone]} />
      <div className="note-words">
        {title && <b>{title}</b>}
        {children && <div className="note-text">{children}</div>}
      </div>
      {action && <div className="note-action">{action}</div>}
    </div>
  )
}
