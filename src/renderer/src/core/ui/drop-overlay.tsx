import './drop-overlay.css'
import { FileDown } from 'lucide-react'
import { Icon } from './button.tsx'

/** Shown over the whole window while a file is dragged over it. */
export function DropOverlay({ title, text }: { title: string; text: string }) {
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-overlay-words">
        <Icon of={FileDown} size={32} />
        <b>{title}</b>
        <span className="text-2">{text}</span>
      </div>
    </div>
  )
}
