import { t } from './texts.ts'

/** Names of shortcuts: `mod+enter`, `escape`, `j`, `mod+1`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export type KeyPress = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The shortcut a key press means on this platform. */
export function comboOf(press: KeyPress, mac: boolean): string {
  const parts: string[] = []
  if (mac ? press.metaKey : press.ctrlKey) parts.push('mod')
  if (press.altKey) parts.push('alt')
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  // Shift matters with named keys only: on letters and signs it is already in the key.
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

/** The caps a shortcut is drawn with: `['⌘', '↵']`. */
export function capsOf(combo: string, mac: boolean): readonly string[] {
  const words: Readonly<Record<string, string>> = t.format.keys
  const caps = { ...words, ...signs, ...(mac ? macCaps : {}) }
  return combo.split('+').map((part) => caps[part] ?? part.toUpperCase())
}

/** The same for screen readers, as `aria-keyshortcuts` wants it: `Meta+Enter`. */
export function ariaKeys(combo: string, mac: boolean): string {
  const names: Readonly<Record<string, string>> = { mod: mac ? 'Meta' : 'Control', enter: 'Enter', escape: 'Escape' }
  return combo
    .split('+')
    .map((part) => names[part] ?? part)
    .join('+')
}
