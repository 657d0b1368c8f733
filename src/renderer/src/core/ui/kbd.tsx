import './kbd.css'
import { isMac } from '../lib/keyboard.ts'
import { keyCapsOf } from '../lib/keyboard-core.ts'

/** Key caps of a shortcut (`mod+enter`), ⌘ or Ctrl by platform. Hidden from readers, which use `aria-keyshortcuts`. */
export function Kbd({ keys }: { keys: string }) {
  const mac = isMac()
  const caps = keyCapsOf(keys, mac)
  return (
    <span className="kbd" aria-hidden>
      {mac ? caps.join('') : caps.join(' ')}
    </span>
  )
}
