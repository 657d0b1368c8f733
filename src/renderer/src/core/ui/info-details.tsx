import './info-details.css'
import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** What only some want to know, behind an ⓘ: closed until it is pressed. */
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
