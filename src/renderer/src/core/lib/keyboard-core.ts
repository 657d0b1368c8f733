import { t } from './texts.ts'

/** Shortcuts are written `mod+enter`, `escape`, `j`, `mod+1`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** Returns the shortcut that a key press means on this platform. */
export function comboOf(press: KeyPress, mac: boolean): string {
  const parts: string[] = []
  if (mac ? press.metaKey : press.ctrlKey) parts.push('mod')
  if (press.altKey) parts.push('alt')
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  // Shift matters with named keys only: for letters and signs the key already reflects it.
  if (press.shiftKey && (key.length > 1 || parts.length > 0)) parts.push('shift')
  parts.push(key)
  return parts.join('+')
}

const macCaps: Readonly<Record<string, string>> = { mod: '⌘', alt: '⌥', shift: '⇧' }
const signs: Readonly<Record<string, string>> = {
  enter: '↵',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
}

/** Returns the key caps of a shortcut: `['⌘', '↵']`. */
export function keyCapsOf(combo: string, mac: boolean): readonly string[] {
  const words: Readonly<Record<string, string>> = t.format.keys
  const caps = { ...words, ...signs, ...(mac ? macCaps : {}) }
  return combo.split('+').map((part) => caps[part] ?? part.toUpperCase())
}

/** Returns a shortcut in the form of `aria-keyshortcuts`: `Meta+Enter`. */
export function ariaKeys(combo: string, mac: boolean): string {
  const names: Readonly<Record<string, string>> = { mod: mac ? 'Meta' : 'Control', enter: 'Enter', escape: 'Escape' }
  return combo
    .split('+')
    .map((part) => names[part] ?? part)
    .join('+')
}
