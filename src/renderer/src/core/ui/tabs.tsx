import './tabs.css'
import { Tabs as Radix } from 'radix-ui'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { formatNumber } from '../lib/texts.ts'

type Props<Value extends string> = {
  value: Value
  onChange: (value: Value) => void
  tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[]
  label: string
  /** Shown as a column at the left, if there are too many for a row. */
  vertical?: boolean
  /** Renders the head that contains the tabs, instead of a row of their own. */
  head?: ((list: ReactNode) => ReactNode) | undefined
  /** At the right end of the row of tabs. */
  actions?: ReactNode | undefined
  /** Content of the selected tab. */
  children: ReactNode
}

/** Label of the row of tabs the operator has just moved in: if each tab is its own page, another row replaces it. */
let movedIn: string | null = null

/** Tabs that show one view at a time. */
export function Tabs<Value extends string>({
  value,
  onChange,
  tabs,
  label,
  vertical = false,
  head,
  actions,
  children,
}: Props<Value>) {
  const list = useRef<HTMLDivElement>(null)
  // Moves the focus to the selected tab, so that the arrow keys continue from there.
  useLayoutEffect(() => {
    // A row of tabs within the view is mounted first and must not take the focus.
    if (movedIn !== label) return
    list.current?.querySelector<HTMLElement>('[role=tab][data-state=active]')?.focus()
    movedIn = null
  }, [label, value])
  const names = (
    <Radix.List ref={list} className="tabs-list" aria-label={label}>
      {tabs.map((tab) => (
        <Radix.Trigger key={tab.value} value={tab.value} className="tab">
          {tab.label}
          {tab.count !== undefined && <span className="tab-count">{formatNumber(tab.count)}</span>}
        </Radix.Trigger>
      ))}
    </Radix.List>
  )
  return (
    <Radix.Root
      className={vertical ? 'tabs tabs-vertical' : 'tabs'}
      orientation={vertical ? 'vertical' : 'horizontal'}
      // Vertical tabs are pages of their own: the arrow keys move among them, and Enter opens one.
      activationMode={vertical ? 'manual' : 'automatic'}
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((each) => each.value === next)
        if (!tab) return
        movedIn = label
        onChange(tab.value)
      }}
    >
      {head ? (
        head(names)
      ) : (
        <div className="tabs-row">
          {names}
          {actions && <div className="row push">{actions}</div>}
        </div>
      )}
      <Radix.Content value={value} className="tabs-content" tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}
