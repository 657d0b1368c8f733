import './tooltip.css'
import { Tooltip as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** How long the pointer rests on something before its tooltip comes, and how long it may be on its way to it. */
const [restMs, wayMs] = [400, 150]

/** Around the whole app, once. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={restMs} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
)

/** More about one thing, on hover and on keyboard focus. The child must take a ref and props. */
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

/** As `Tooltip`, on hover alone: nothing of it is made before, so that rows of long tables cost little. */
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
