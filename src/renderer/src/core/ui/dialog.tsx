import './dialog.css'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { LayerContext, useLayer } from '../lib/keyboard.ts'
import { isFocusLost } from '../lib/use-page-focus.ts'
import { Button } from './button.tsx'

type Props = {
  /** Left out where it is only there while it is open. */
  open?: boolean | undefined
  onClose: () => void
  title: string
  /** Beside the title: how it stands. */
  mark?: ReactNode | undefined
  description?: ReactNode | undefined
  children?: ReactNode | undefined
  /** On the first button at the foot, which closes it and does nothing. */
  closeLabel?: string | undefined
  /** Further buttons at the foot; the one that acts last. */
  actions?: ReactNode | undefined
  /** Quiet words beside the buttons. */
  aside?: ReactNode | undefined
  width?: number | undefined
  /** The content alone, edge to edge; the title for screen readers only. */
  bare?: boolean | undefined
  /** It is gone and the focus is back where it was. */
  onGone?: (() => void) | undefined
}

/**
 * A question or form over the screen; Esc and a press outside close it. The scrim is our own: Radix's overlay writes a
 * <style> element to stop scrolling, which our content policy forbids and this window does not need.
 */
export function Dialog({ open = true, children, ...shown }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && shown.onClose()}>
      <Radix.Portal>{open && <Shown {...shown}>{children}</Shown>}</Radix.Portal>
    </Radix.Root>
  )
}

function Shown({
  title,
  mark,
  description,
  children,
  onClose,
  closeLabel,
  actions,
  aside,
  width = 440,
  bare,
  onGone,
}: Omit<Props, 'open'>) {
  // Taken while drawing for the first time: a field with `autoFocus` has it as soon as it is there.
  const [before] = useState(focusOwner)
  return (
    <div className="scrim">
      <Radix.Content
        className={bare ? 'dialog dialog-bare' : 'dialog'}
        style={{ width }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          const home = before?.isConnected ? before : document.getElementById('content')
          // It comes a moment after the dialog went: a field the operator went on in meanwhile keeps the focus.
          if (isFocusLost() || document.activeElement?.id === 'content') home?.focus({ preventScroll: true })
          onGone?.()
        }}
        {...(description ? {} : { 'aria-describedby': undefined })}
      >
        {mark ? (
          <div className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            {mark}
          </div>
        ) : (
          <Radix.Title className={bare ? 'sr-only' : 'dialog-title'}>{title}</Radix.Title>
        )}
        {description && <Radix.Description className="dialog-description">{description}</Radix.Description>}
        <Layer>
          {children && <div className={bare ? undefined : 'dialog-body'}>{children}</div>}
          {(closeLabel || actions) && (
            <div className="dialog-actions">
              {aside && <span className="dialog-aside text-3 small">{aside}</span>}
              {closeLabel && <Button label={closeLabel} onClick={onClose} />}
              {actions}
            </div>
          )}
        </Layer>
      </Radix.Content>
    </div>
  )
}

/** What has the focus; for an item of a menu, which is about to go, the button that opened the menu. */
function focusOwner(): HTMLElement | null {
  const focused = document.activeElement
  const opener = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const owner = opener ? document.getElementById(opener) : focused
  return owner instanceof HTMLElement && owner !== document.body ? owner : null
}

/** Shortcuts of the screen below are silent while this is shown. */
function Layer({ children }: { children: ReactNode }) {
  return <LayerContext value={useLayer()}>{children}</LayerContext>
}
