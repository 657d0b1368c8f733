import { z } from 'zod'
import { listId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** What the operator decided about the app on this computer. Kept by the shell, beside the window's place. */
export type DesktopSettings = {
  /** What closing the window does. On macOS the app always stays, as apps do there. */
  readonly whenClosed: 'ask' | 'background' | 'quit'
  /** Whether to ask before quitting while an export runs. */
  readonly askBeforeQuit: boolean
  /** Whether the computer is kept from falling asleep while an export uploads. */
  readonly keepAwake: boolean
}

export type DesktopState = DesktopSettings & {
  /** Read from the system itself: the operator may change it there too. */
  readonly openAtLogin: boolean
  /** Whether this desktop shows a tray (or dock) from which a closed window comes back. */
  readonly tray: boolean
}

/** Something only the operator can decide before the window or the app goes. */
export type LeaveQuestion = {
  /** `close`: stay in the tray or quit. `close_no_tray`: there is no tray to stay in. `quit`: an export runs. */
  readonly kind: 'close' | 'close_no_tray' | 'quit'
  /** Exports that are sending now. */
  readonly running: number
  /** Whether staying in the background can be offered instead of quitting. */
  readonly background: boolean
}

export type LeaveAnswer = { readonly choice: 'background' | 'minimize' | 'quit' | 'stay'; readonly remember: boolean }

/** Routes the shell answers itself; the backend never hears of them. */
export const desktop = {
  'desktop.settings': query<DesktopState>({ reads: ['settings'] })(z.object({})),
  'desktop.saveSettings': command<DesktopState>({ touches: ['settings'] })(
    z
      .object({
        whenClosed: z.enum(['ask', 'background', 'quit']),
        askBeforeQuit: z.boolean(),
        keepAwake: z.boolean(),
        openAtLogin: z.boolean(),
      })
      .partial(),
  ),
  /** Begins the system's drag of a list as a file; the mouse has to be down. */
  'desktop.dragList': command<null>({ touches: [] })(z.object({ listId })),
  /** The answer to `desktop.asked`. */
  'desktop.answer': command<null>({ touches: [] })(
    z.object({ choice: z.enum(['background', 'minimize', 'quit', 'stay']), remember: z.boolean() }),
  ),
}
