import './scroll-table.css'
import type { ReactNode } from 'react'
import { Scrolls } from './scrolls.tsx'

/** A table that is wider than its place scrolls sideways, by key too. */
export const ScrollTable = ({ label, children }: { label: string; children: ReactNode }) => (
  <Scrolls className="scroll-x" role="group" aria-label={label}>
    {children}
  </Scrolls>
)
