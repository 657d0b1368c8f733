import './scroll-table.css'
import type { ReactNode } from 'react'
import { Scrolls } from './scrolls.tsx'

type Props = {
  label: string
  /** It scrolls before a column is narrower than it asks to be. */
  early?: boolean
  children: ReactNode
}

/** A table that is wider than its place scrolls sideways, by key too. */
export const ScrollTable = ({ label, early = false, children }: Props) => (
  <Scrolls className={early ? 'scroll-x scroll-x-early' : 'scroll-x'} role="group" aria-label={label}>
    {children}
  </Scrolls>
)
