import './tabs.css'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { formatNumber } from '../lib/format.ts'

type Props<Value extends string> = {
  value: Value
  onChange: (value: Value) => void
  tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[]
  label: string
  /** At the right end of the row of tabs. */
  actions?: ReactNode | undefined
  /** What the chosen tab shows. */
  children: ReactNode
}

/** Views of one thing, one at a time. */
export function Tabs<Value extends string>({ value, onChange, tabs, label, actions, children }: Props<Value>) {
  return (
    <Radix.Root
      className="tabs"
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((each) => each.value === next)
        if (tab) onChange(tab.value)
      }}
    >
      <div className="tabs-row">
        <Radix.List className="tabs-list" aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.value} value={tab.value} className="tab">
              {tab.label}
              {tab.count !== undefined && <span className="tab-count">{formatNumber(tab.count)}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions && <div className="row push">{actions}</div>}
      </div>
      <Radix.Content value={value} className="tabs-content" tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}
