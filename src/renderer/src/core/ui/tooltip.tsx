import './tooltip.css'
import { Tooltip as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** How long the pointer rests on something before its tooltip opens, and how long it may take to reach the tooltip. */
const [restMs, wayMs] = [400, 150]

/** Wraps the whole app, once. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={restMs} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
)

/** Additional information, on hover and on keyboard focus. The child must accept a ref and props. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Like `Tooltip`, on hover only: created on demand, so that rows of long tables stay cheap. */
export function RowTooltip({ text, children }: { text: () => ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const become = (next: boolean, afterMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), afterMs)
  }
  return (
    <span
      className="row-tooltip"
      onPointerEnter={() => become(true, restMs)}
      onPointerLeave={() => become(false, open ? wayMs : 0)}
    >
      {children}
      {open && (
        <Radix.Root open onOpenChange={setOpen}>
          <Radix.Trigger asChild>
            <span className="row-tooltip-place" aria-hidden />
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content className="tooltip" sideOffset={6} collisionPadding={8}>
              {text()}
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </span>
  )
}
