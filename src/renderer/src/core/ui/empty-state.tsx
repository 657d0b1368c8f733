import './empty-state.css'
import type { ReactNode } from 'react'
import { Icon, type LucideIcon } from './icon.tsx'

type Props = { icon: LucideIcon; title: string; text: ReactNode; children?: ReactNode }

/** Says what belongs here and offers a way to start. */
export function EmptyState({ icon, title, text, children }: Props) {
  return (
    <div className="empty">
      <Icon of={icon} size={28} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children && <div className="row">{children}</div>}
    </div>
  )
}
