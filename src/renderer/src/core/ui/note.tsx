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
  /** One button at the right. */
  action?: ReactNode | undefined
  /** `alert` interrupts a screen reader: only for what just went wrong. */
  role?: 'alert' | 'status' | undefined
}

/** A remark beside the thing it concerns. */
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
