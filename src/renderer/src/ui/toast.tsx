import './toast.css'
import { Check, CircleAlert, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { t } from '../lib/texts.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

type Props = { tone: 'ok' | 'bad'; children: ReactNode; onUndo?: (() => void) | undefined; onClose: () => void }

/** Tells what was done, with Undo where it can be undone. Goes by itself; stays while hovered or focused. */
export function Toast({ tone, children, onUndo, onClose }: Props) {
  return (
    <Radix.Root
      className="toast"
      duration={onUndo ? 10_000 : 5_000}
      onOpenChange={(open) => !open && onClose()}
      type={tone === 'bad' ? 'foreground' : 'background'}
    >
      <Icon of={tone === 'bad' ? CircleAlert : Check} className={tone === 'bad' ? 'is-bad' : 'is-ok'} />
      <Radix.Description className="toast-words">{children}</Radix.Description>
      {onUndo && (
        <Radix.Action asChild altText={t.ui.undo}>
          <span>
            <Button
              size="s"
              keysShown="mod+z"
              onClick={() => {
                onUndo()
                onClose()
              }}
            >
              {t.ui.undo}
            </Button>
          </span>
        </Radix.Action>
      )}
      <IconButton size="s" icon={X} label={t.ui.close} onClick={onClose} />
    </Radix.Root>
  )
}

/** Where toasts appear; around the whole app, once. */
export function ToastArea({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider label={t.ui.notice} swipeDirection="right">
      {children}
      <Radix.Viewport className="toast-area" />
    </Radix.Provider>
  )
}
