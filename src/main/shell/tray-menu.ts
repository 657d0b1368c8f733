/** Computes the tray's menu and tooltip from the app's state. Pure; `tray.ts` shows them. */

import type { DesktopTexts } from '#shared/texts/en/core/desktop.ts'
import type { ActiveExport, ActiveWork } from './work-watch.ts'

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'words'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }

export type TrayAction =
  | { readonly do: 'open' | 'hold' | 'goOn' | 'pauseAll' | 'resumeAll' | 'quit' }
  | { readonly do: 'goTo'; readonly route: string }

/** A menu is no export report: more than these are only counted. */
const maxShown = 5
/** A campaign's name may be as long as Instantly allows, but not in a menu. */
const longestName = 40

export function trayItems(work: Omit<ActiveWork, 'replies'>, words: DesktopTexts['tray']): readonly TrayItem[] {
  const { exports, needs, paused } = work
  const shown = exports.slice(0, maxShown)
  const rest = exports.length - shown.length
  const action = (label: string, act: TrayAction): TrayItem => ({ kind: 'action', label, action: act })
  return [
    action(words.open, { do: 'open' }),
    ...(needs > 0 ? [action(words.needs(needs), { do: 'goTo', route: '/home' })] : []),
    { kind: 'separator' },
    ...(exports.length === 0 ? [{ kind: 'words', label: words.nothingRuns } as const] : []),
    ...shown.map((each) => action(exportLabel(each, words), { do: 'goTo', route: `/exports/${each.exportId}` })),
    ...(rest > 0 ? [action(words.more(rest), { do: 'goTo', route: '/exports' })] : []),
    ...(exports.some((each) => each.is !== 'held') ? [action(words.hold, { do: 'hold' })] : []),
    ...(exports.some((each) => each.is === 'held') ? [action(words.goOn, { do: 'goOn' })] : []),
    paused ? action(words.resumeAll, { do: 'resumeAll' }) : action(words.pauseAll, { do: 'pauseAll' }),
    { kind: 'separator' },
    action(words.quit, { do: 'quit' }),
  ]
}

function exportLabel({ name, settled, toSend, is }: ActiveExport, words: DesktopTexts['tray']): string {
  const short = name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name
  // In menus of Windows and Linux an ampersand marks an access key.
  const label = is === 'held' ? words.progressHeld : words.progress
  return label(short.replaceAll('&', '&&'), settled, toSend)
}

export function trayTooltip({ exports, paused }: Omit<ActiveWork, 'replies'>, words: DesktopTexts['tray']): string {
  if (paused) return words.allPaused
  if (exports.length === 0) return words.idle
  const going = exports.filter((each) => each.is !== 'held')
  if (going.length === 0) return words.held
  const { settled, total, share } = progressOf(going)
  return words.tooltip(settled, total, Math.floor(share * 100))
}

/** Returns the combined progress of several exports: settled leads out of all to be sent. */
export function progressOf(exports: readonly ActiveExport[]): {
  readonly settled: number
  readonly total: number
  /** 0…1 */
  readonly share: number
} {
  const settled = exports.reduce((sum, each) => sum + each.settled, 0)
  const total = exports.reduce((sum, each) => sum + each.toSend, 0)
  return { settled, total, share: total > 0 ? Math.min(1, settled / total) : 0 }
}
