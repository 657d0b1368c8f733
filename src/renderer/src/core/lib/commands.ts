/** Everything the operator can do, each defined once: palette, keyboard map, menus and buttons read from here. */
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
  /** Feature and verb, such as `lists.rename`; never shown, remembered by the palette. */
  readonly id: string
  readonly group: 'do' | 'go' | 'settings'
  /** Name of the command; read on every render, as the language may change. */
  readonly words: () => string
  /** Other words that find it in the palette. */
  readonly keywords: () => string
  readonly icon?: LucideIcon
  /** Shortcut such as `mod+enter`; see keyboard-core.ts. */
  readonly keys?: string
  /** Other keys that do the same. */
  readonly alsoKeys?: readonly string[]
  /** Last of a row of keys that begins with `keys`. */
  readonly keysTo?: string
  readonly place: Place
  /** Has an immediate effect outside the app: the palette leads to its button instead of running it. */
  readonly careful?: boolean
}

/** Returns the name of a command and its search words from the text catalogue. */
export const named = (name: keyof Texts['commands']): Pick<Command, 'words' | 'keywords'> => ({
  words: () => t.commands[name].words,
  keywords: () => t.commands[name].keywords,
})

const commandOf =
  (group: Command['group']) =>
  (
    id: string,
    place: Place,
    icon: LucideIcon,
    name: keyof Texts['commands'],
    more: Pick<Command, 'keys' | 'alsoKeys' | 'careful'> = {},
  ): Command => ({ id, group, place, icon, ...named(name), ...more })

/** Defines a command that acts on something at a place of a feature. */
export const doing = commandOf('do')

/** Defines a command that shows something at a place of a feature. */
export const going = commandOf('go')

export type BoundCommand = { readonly command: Command; readonly run: () => void; readonly layer: number }

/** Commands that can run now, bound by the components on the screen. The one bound last wins. */
const bound: BoundCommand[] = []

export const boundCommands = (): readonly BoundCommand[] => bound

/** Makes a command available by keys and in the palette while the component is mounted. `null`: not available now. */
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
