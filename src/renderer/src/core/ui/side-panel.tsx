import './side-panel.css'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useShortcut } from '../lib/keyboard.ts'
import { IconButton } from './button.tsx'
import { Scrolls } from './scrolls.tsx'

type Props = {
  /** Name for screen readers. */
  label: string
  title: string
  /** Below the title. */
  text: ReactNode
  closeLabel: string
  onClose: () => void
  /** Class that sets the width. */
  className: string
  /** Buttons in the head. */
  actions?: ReactNode | undefined
  /** Below the scrolling part. */
  foot?: ReactNode | undefined
  children: ReactNode
}

/** Panel with all details of one row beside its table; Escape closes it. */
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
