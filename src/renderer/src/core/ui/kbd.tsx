import './kbd.css'
import { isMac } from '../lib/keyboard.ts'
import { capsOf } from '../lib/keyboard-core.ts'

/** The key caps of a shortcut (`mod+enter`), ⌘ or Ctrl by platform. Silent: `aria-keyshortcuts` tells screen readers. */
export function Kbd({ keys }: { keys: string }) {
  const mac = isMac()
  const caps = capsOf(keys, mac)
  return (
    <span className="kbd" aria-hidden>
      {mac ? caps.join('') : caps.join(' ')}
    </span>
  )
}
