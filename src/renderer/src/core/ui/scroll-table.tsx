import './scroll-table.css'
import type { ReactNode } from 'react'
import { Scrolls } from './scrolls.tsx'

type Props = {
  label: string
  /** Scrolls before any column becomes narrower than its preferred width. */
  early?: boolean
  children: ReactNode
}

/** A table that scrolls sideways, also by keyboard, if it is too wide. */
export const ScrollTable = ({ label, early = false, children }: Props) => (
  <Scrolls className={early ? 'scroll-x scroll-x-early' : 'scroll-x'} role="group" aria-label={label}>
    {children}
  </Scrolls>
)
