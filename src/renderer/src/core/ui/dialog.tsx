import './dialog.css'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { LayerContext, useLayer } from '../lib/keyboard.ts'
import { isFocusLost } from '../lib/use-page-focus.ts'
import { Button } from './button.tsx'

export type DialogProps = {
  /** Omitted if the dialog is only mounted while it is open. */
  open?: boolean | undefined
  onClose: () => void
  title: string
  /** State, beside the title. */
  mark?: ReactNode | undefined
  description?: ReactNode | undefined
  children?: ReactNode | undefined
  /** Label of the first button at the foot, which closes the dialog without doing anything. */
  closeLabel?: string | undefined
  /** Further buttons at the foot; the primary one last. */
  actions?: ReactNode | undefined
  /** Secondary text beside the buttons. */
  aside?: ReactNode | undefined
  width?: number | undefined
  /** Content only, edge to edge; the title is for screen readers. */
  bare?: boolean | undefined
  /** Called once the dialog is gone and the focus is back where it was. */
  onGone?: (() => void) | undefined
}

/**
 * A question or form over the screen; Esc and a click outside close it. The scrim is our own: Radix's overlay writes a
 * <style> element to stop scrolling, which our content security policy forbids and this window does not need.
 */
export function Dialog({ open = true, children, ...shown }: DialogProps) {
  // Read here, because a dialog that this one replaces is gone before the portal renders.
  const [behind] = useState(ownersBehind)
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && shown.onClose()}>
      <Radix.Portal>
        {open && (
          <Shown {...shown} behind={behind}>
            {children}
          </Shown>
        )}
      </Radix.Portal>
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
  behind,
}: Omit<DialogProps, 'open'> & { readonly behind: readonly HTMLElement[] }) {
  // Read during the first render: a field with `autoFocus` takes the focus as soon as it is mounted.
  const [owners] = useState(() => [focusOwner() ?? [], behind].flat())
  return (
    <div className="scrim">
      <Radix.Content
        ref={(content: HTMLElement | null) => {
          if (content) ownersOf.set(content, owners)
        }}
        className={bare ? 'dialog dialog-bare' : 'dialog'}
        style={{ width }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          const home = owners.find((owner) => owner.isConnected) ?? document.getElementById('content')
          // Called a moment after the dialog closed: if the operator has moved to a field meanwhile, it keeps the
          // focus.
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

/** Where the focus returns to from each open dialog. */
const ownersOf = new WeakMap<Element, readonly HTMLElement[]>()

/**
 * Returns where the focus returns to from the dialog that is open: one that replaces it, such as the result of what it
 * asked, returns it there too.
 */
function ownersBehind(): readonly HTMLElement[] {
  const open = [...document.querySelectorAll('.dialog')].at(-1)
  return (open && ownersOf.get(open)) ?? []
}

/** Returns the element that has the focus; for a menu item, soon to disappear, the button of the menu. */
function focusOwner(): HTMLElement | null {
  const focused = document.activeElement
  const opener = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const owner = opener ? document.getElementById(opener) : focused
  return owner instanceof HTMLElement && owner !== document.body ? owner : null
}

/** Silences the shortcuts of the screen below while it is mounted. */
function Layer({ children }: { children: ReactNode }) {
  return <LayerContext value={useLayer()}>{children}</LayerContext>
}
