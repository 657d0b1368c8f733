import { useEffect, useRef } from 'react'
import { bridge } from './bridge.ts'
import { comboOf } from './keyboard-core.ts'

type Entry = { readonly combo: string; readonly handle: () => void }
/** Last in wins: what is shown on top was registered last. */
const entries: Entry[] = []
let listening = false

export const isMac = (): boolean => bridge().platform === 'darwin'

const typingIn = 'input, textarea, select, [contenteditable="true"], [role="combobox"]'
const floating = '[role="dialog"], [role="menu"], [role="listbox"]'

/** A letter typed into a field is text; a key pressed in a dialog or menu belongs to it. */
function isForScreen(event: KeyboardEvent, combo: string): boolean {
  const target = event.target instanceof Element ? event.target : null
  const withMod = combo.includes('mod+')
  if (!withMod && target?.closest(typingIn)) return false
  if (document.querySelector(floating) && !target?.closest(floating) && !withMod) return false
  return true
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const combo = comboOf(event, isMac())
  const entry = entries.findLast((each) => each.combo === combo)
  if (!entry || !isForScreen(event, combo)) return
  event.preventDefault()
  entry.handle()
}

/** Does something on a shortcut while the component is shown. `null` registers nothing. */
export function useShortcut(combo: string | null, handle: () => void): void {
  const latest = useRef(handle)
  useEffect(() => {
    latest.current = handle
  })
  useEffect(() => {
    if (combo === null) return
    if (!listening) {
      listening = true
      window.addEventListener('keydown', onKeyDown)
    }
    const entry: Entry = { combo, handle: () => latest.current() }
    entries.push(entry)
    return () => {
      entries.splice(entries.indexOf(entry), 1)
    }
  }, [combo])
}
