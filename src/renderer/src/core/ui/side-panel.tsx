import './side-panel.css'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useShortcut } from '../lib/keyboard.ts'
import { IconButton } from './icon-button.tsx'
import { Scrolls } from './scrolls.tsx'

type Props = {
  /** What it is, for screen readers. */
  label: string
  title: string
  /** Under it, where there is more to say. */
  text: ReactNode
  /** Of the button that closes it. */
  closeLabel: string
  onClose: () => void
  /** Gives it its width. */
  className: string
  /** Buttons of its head. */
  actions?: ReactNode | undefined
  /** Below what scrolls. */
  foot?: ReactNode | undefined
  children: ReactNode
}

/** All of one row, beside its table; Escape closes it. */
export function SidePanel({ label, title, text, closeLabel, onClose, className, actions, foot, children }: Props) {
  useShortcut('escape', onClose)
  return (
    <aside className={`card side-panel ${className}`} aria-label={label}>
      <header className="side-panel-head">
        <div className="grow">
          <h2 className="ellipsis" title={title}>
            {title}
          </h2>
          {text && <p className="text-2 small ellipsis">{text}</p>}
        </div>
        {actions}
        <IconButton icon={X} label={closeLabel} onClick={onClose} />
      </header>
      <Scrolls className="side-panel-body" role="group" aria-label={label}>
        {children}
      </Scrolls>
      {foot}
    </aside>
  )
}
