/** What the operator can do, each thing once: palette, keyboard map, menus and buttons read from here. */
import type { LucideIcon } from 'lucide-react'
import { useContext, useEffect, useRef } from 'react'
import type { Texts } from '#shared/texts/en.ts'
import { LayerContext, useShortcut } from './keyboard.ts'
import { t } from './texts.ts'

/** The places a command works in, in the order of the keyboard map. */
export const places = [
  'everywhere',
  'tables',
  'lists',
  'import',
  'list',
  'plan',
  'ledger',
  'campaigns',
  'sequence',
  'analytics',
  'accounts',
  'inbox',
  'activity',
  'client',
  'settings',
] as const
export type Place = (typeof places)[number]

export type Command = {
  /** `lists.rename`: feature and verb, never shown, remembered by the palette. */
  readonly id: string
  readonly group: 'do' | 'go' | 'settings'
  /** What it is called; read at every drawing, as the language may change. */
  readonly words: () => string
  /** Other words it is looked for by. */
  readonly keywords: () => string
  readonly icon?: LucideIcon
  /** `mod+enter`; see keyboard-core.ts. */
  readonly keys?: string
  /** Other keys that do the same. */
  readonly alsoKeys?: readonly string[]
  /** The last of a row of keys that begins with `keys`. */
  readonly keysTo?: string
  readonly place: Place
  /** Reaches the outside at once: the palette leads to its button, and does not press it. */
  readonly careful?: boolean
}

/** The name of a command and the words it is looked for by, from the catalogue. */
export const named = (name: keyof Texts['commands']): Pick<Command, 'words' | 'keywords'> => ({
  words: () => t.commands[name].words,
  keywords: () => t.commands[name].keywords,
})

/** Something that is done at a place of a feature. */
export const doing = (
  id: string,
  place: Place,
  icon: LucideIcon,
  name: keyof Texts['commands'],
  more: Pick<Command, 'keys' | 'careful'> = {},
): Command => ({ id, group: 'do', place, icon, ...named(name), ...more })

export type BoundCommand = { readonly command: Command; readonly run: () => void; readonly layer: number }

/** What can be done right now: bound by what is on the screen. Last in wins. */
const bound: BoundCommand[] = []

export const boundCommands = (): readonly BoundCommand[] => bound

/** Makes a command work while the component is shown, by its keys and in the palette. `null`: not now. */
export function useCommand(command: Command | undefined, run: (() => void) | null, byKeys = run): void {
  const layer = useContext(LayerContext)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const works = command !== undefined && run !== null
  useShortcut(command?.keys && byKeys ? command.keys : null, () => byKeys?.())
  useEffect(() => {
    if (!works) return undefined
    const entry: BoundCommand = { command, layer, run: () => latest.current?.() }
    bound.push(entry)
    return () => {
      bound.splice(bound.indexOf(entry), 1)
    }
  }, [works, command, layer])
}
