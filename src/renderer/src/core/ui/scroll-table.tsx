import './scroll-table.css'
import type { ReactNode } from 'react'

/** A table that is wider than its place scrolls sideways, by key too. */
export const ScrollTable = ({ label, children }: { label: string; children: ReactNode }) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by key too
  <div className="scroll-x" role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
)
