import { createContext, useContext, useEffect, useRef } from 'react'
import { bridge } from './bridge.ts'
import { comboOf } from './keyboard-core.ts'

type Entry = {
  readonly combo: string
  readonly layer: number
  readonly repeats: boolean
  readonly handle: () => void
}
/** Last in wins: what is shown on top was registered last. */
const entries: Entry[] = []
let listening = false

export const isMac = (): boolean => bridge().platform === 'darwin'

const typingIn = 'input, textarea, select, [contenteditable="true"], [role="combobox"]'
const textIn = 'input:not([type="date"], [type="time"]), textarea, [contenteditable="true"]'
/** In a field these belong to its text. */
const editing: ReadonlySet<string> = new Set(['mod+z', 'mod+shift+z', 'mod+y', 'mod+a', 'mod+c', 'mod+v', 'mod+x'])
/** Whether an element holds text that is being written. */
export const typesText = (element: Element | null): boolean => element?.matches(textIn) === true
/** Saves, exports and sends. Held down it acts once: each further step wants to be seen, and has a press of its own. */
const confirming = 'mod+enter'
const floating = '[role="dialog"], [role="menu"]'

/** How many dialogs lie under a component. While one is open, only what is in it hears shortcuts. */
export const LayerContext = createContext(0)
const openLayers: number[] = []

/** Opens a layer over all others while the component is shown; give it to `LayerContext`. */
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

/** A letter typed into a field is text; a key pressed in a dialog or menu belongs to it. */
function isForScreen(event: KeyboardEvent, combo: string): boolean {
  const target = event.target instanceof Element ? event.target : null
  const withMod = combo.includes('mod+')
  if (editing.has(combo) && target?.closest(textIn)) return false
  if (!withMod && target?.closest(typingIn)) return false
  // In a menu or a list of choices letters and digits move to what begins with them.
  if (combo.length === 1 && target?.closest('[role="menu"], [role="listbox"]')) return false
  if (document.querySelector(floating) && !target?.closest(floating) && !withMod) return false
  return true
}

/** A checkbox prevents every Enter, so that a form is not sent by it; with the modifier it is the screen's. */
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
 * What opens or holds a menu takes every Enter. With the modifier it is the screen's, whatever has the focus: a menu nobody
 * looks at must not open, and nothing in it be chosen.
 */
function onConfirmAtMenu(event: KeyboardEvent): void {
  const at = event.target instanceof Element && event.target.closest('[aria-haspopup="menu"], [role="menu"]')
  if (!at || comboOf(event, isMac()) !== confirming) return
  onKeyDown(event)
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Does something on a shortcut while the component is shown. `null` registers nothing; `repeats: false`: held down, once. */
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
