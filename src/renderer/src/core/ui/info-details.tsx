import './info-details.css'
import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './button.tsx'

/** Details that few operators need, behind an ⓘ: hidden until it is clicked. */
export function InfoDetails({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="info-details small">
      <summary>
        <Icon of={Info} size={14} /> {label}
      </summary>
      <div className="info-details-body">{children}</div>
    </details>
  )
}
