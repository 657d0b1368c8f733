import './toast.css'
import { Check, CircleAlert, Info, X } from 'lucide-react'
import { DismissableLayer } from 'radix-ui/internal'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { t } from '../lib/texts.ts'
import { Button, Icon, IconButton } from './button.tsx'

type Props = {
  tone: 'ok' | 'note' | 'bad'
  children: ReactNode
  onUndo?: (() => void) | undefined
  action?: { readonly label: string; readonly run: () => void } | undefined
  onClose: () => void
}

const marks = {
  ok: { of: Check, className: 'is-ok' },
  note: { of: Info, className: 'text-3' },
  bad: { of: CircleAlert, className: 'is-bad' },
}

/** Whether the timeout of toasts is held: the operator is reading or about to press something. */
const Held = createContext(false)

/** Shows what was done, with Undo if it can be undone. Closes after a while; stays while hovered or focused. */
export function Toast({ tone, children, onUndo, action, onClose }: Props) {
  const held = useContext(Held)
  const left = useRef(onUndo || action ? 10_000 : 5_000)
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = () => {
      // The focus must not be left on a removed element.
      if (box.current?.contains(document.activeElement)) box.current.parentElement?.focus()
      onClose()
    }
  })
  useEffect(() => {
    if (held) return undefined
    const since = performance.now()
    const timer = setTimeout(() => close.current(), left.current)
    return () => {
      clearTimeout(timer)
      left.current -= performance.now() - since
    }
  }, [held])
  return (
    <div ref={box} className="toast" aria-live={tone === 'bad' ? 'assertive' : undefined}>
      <Icon {...marks[tone]} />
      <div className="toast-words">{children}</div>
      {onUndo && (
        <Button
          label={t.ui.undo}
          size="s"
          keysShown="mod+z"
          onClick={() => {
            onUndo()
            close.current()
          }}
        />
      )}
      {action && (
        <Button
          label={action.label}
          size="s"
          onClick={() => {
            action.run()
            close.current()
          }}
        />
      )}
      <IconButton size="s" icon={X} label={t.ui.close} onClick={() => close.current()} />
    </div>
  )
}

type AreaProps = {
  /** Shown toasts, newest last. */
  toasts: readonly ReactNode[]
  /** Called when Escape is pressed while a toast has the focus. */
  onEscape: () => void
  children: ReactNode
}

/**
 * Region where toasts appear; wraps the whole app. F8 moves there. Not Radix's: each of its toasts is another layer
 * above dialogs and menus, and takes the Escape meant for them. Ours closes the newest toast when Escape goes back.
 */
export function ToastArea({ toasts, onEscape, children }: AreaProps) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const [away, setAway] = useState(false)
  // A toast removed under the pointer sends no leave event.
  if (pointed && toasts.length === 0) setPointed(false)
  const area = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'F8') area.current?.focus()
    }
    const onBlur = () => setAway(true)
    const onFocus = () => setAway(false)
    window.addEventListener('keydown', onKey)
    window.addEventListener('blur', onBlur)
    window.addEventListener('focus', onFocus)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('blur', onBlur)
      window.removeEventListener('focus', onFocus)
    }
  }, [])
  return (
    <>
      {children}
      {/* A click here does not count as outside the open dialog or menu. */}
      <DismissableLayer.Branch role="region" aria-label={t.ui.notice}>
        <div
          ref={area}
          className="toast-area"
          tabIndex={-1}
          aria-live="polite"
          aria-relevant="additions"
          onPointerEnter={() => setPointed(true)}
          onPointerLeave={() => setPointed(false)}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            onEscape()
          }}
        >
          <Held value={pointed || focused || away}>{toasts}</Held>
        </div>
      </DismissableLayer.Branch>
    </>
  )
}
