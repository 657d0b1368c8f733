import { createContext, useContext, useEffect, useRef } from 'react'
import { bridge } from './bridge.ts'
import { comboOf } from './keyboard-core.ts'

type Entry = {
  readonly combo: string
  readonly layer: number
  readonly repeats: boolean
  readonly handle: () => void
}
/** Registered shortcuts. The last one wins, as the topmost component registered last. */
const entries: Entry[] = []
let listening = false

export const isMac = (): boolean => bridge().platform === 'darwin'

const typingIn = 'input, textarea, select, [contenteditable="true"], [role="combobox"]'
const textIn = 'input:not([type="date"], [type="time"]), textarea, [contenteditable="true"]'
/** Shortcuts that belong to the text while a field has the focus. */
const editing: ReadonlySet<string> = new Set(['mod+z', 'mod+shift+z', 'mod+y', 'mod+a', 'mod+c', 'mod+v', 'mod+x'])
/** Returns whether text is being edited in an element. */
export const isTextInput = (element: Element | null): boolean => element?.matches(textIn) === true
/** Saves, exports and sends. Holding it down acts once: each further step must be seen and needs its own key press. */
const confirming = 'mod+enter'
const floating = '[role="dialog"], [role="menu"]'

/** Number of dialogs beneath a component. While a dialog is open, only components inside it receive shortcuts. */
export const LayerContext = createContext(0)
const openLayers: number[] = []

/** Opens a layer above all others while the component is mounted; pass it to `LayerContext`. */
export function useLayer(): number {
  const layer = useContext(LayerContext) + 1
  useEffect(() => {
    openLayers.push(layer)
    return () => {
      openLayers.splice(openLayers.indexOf(layer), 1)
    }
  }, [layer])
  return layer
}

/** Returns whether a key press is for the screen: not one typed into a field or pressed in a dialog or menu. */
function isForScreen(event: KeyboardEvent, combo: string): boolean {
  const target = event.target instanceof Element ? event.target : null
  const withMod = combo.includes('mod+')
  if (editing.has(combo) && target?.closest(textIn)) return false
  if (!withMod && target?.closest(typingIn)) return false
  // In a menu or a listbox, letters and digits move to the entry that begins with them.
  if (combo.length === 1 && target?.closest('[role="menu"], [role="listbox"]')) return false
  if (document.querySelector(floating) && !target?.closest(floating) && !withMod) return false
  return true
}

/**
 * Returns whether to handle a key press although it was prevented: a checkbox prevents every Enter, so that Enter does
 * not submit a form, but with the modifier it belongs to the screen.
 */
const keptFromBox = (event: KeyboardEvent, combo: string): boolean =>
  combo === confirming && event.target instanceof Element && event.target.matches('[role="checkbox"]')

function onKeyDown(event: KeyboardEvent): void {
  const combo = comboOf(event, isMac())
  if ((event.defaultPrevented && !keptFromBox(event, combo)) || event.isComposing) return
  const top = Math.max(0, ...openLayers)
  const entry = entries.findLast((each) => each.combo === combo && each.layer === top)
  if (!entry || !isForScreen(event, combo)) return
  event.preventDefault()
  if (!event.repeat || (entry.repeats && combo !== confirming)) entry.handle()
}

/**
 * Handles `mod+enter` on a menu or its button. They react to every Enter, but with the modifier it belongs to the
 * screen: it must not open a menu or choose an item.
 */
function onConfirmAtMenu(event: KeyboardEvent): void {
  const at = event.target instanceof Element && event.target.closest('[aria-haspopup="menu"], [role="menu"]')
  if (!at || comboOf(event, isMac()) !== confirming) return
  onKeyDown(event)
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Calls `handle` on a shortcut while mounted. `null` registers nothing; `repeats: false`: acts once while held. */
export function useShortcut(combo: string | null, handle: () => void, { repeats = true } = {}): void {
  const layer = useContext(LayerContext)
  const latest = useRef(handle)
  useEffect(() => {
    latest.current = handle
  })
  useEffect(() => {
    if (combo === null) return undefined
    if (!listening) {
      listening = true
      window.addEventListener('keydown', onConfirmAtMenu, { capture: true })
      window.addEventListener('keydown', onKeyDown)
    }
    const entry: Entry = { combo, layer, repeats, handle: () => latest.current() }
    entries.push(entry)
    return () => {
      entries.splice(entries.indexOf(entry), 1)
    }
  }, [combo, layer, repeats])
}
