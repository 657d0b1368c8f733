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
  /** Whose updates it takes: each channel gets those of the ones before it too. */
  readonly updateChannel: UpdateChannel
}

export const updateChannels = ['latest', 'beta', 'alpha'] as const
export type UpdateChannel = (typeof updateChannels)[number]

/** What is known of newer versions. `next` is the version on offer. */
export type UpdateState = {
  /** The version that runs. */
  readonly version: string
  /** When the feed last answered, ISO; null before the first time. */
  readonly checkedAt: string | null
} & (
  | /** Built from source, or packed without a feed: nothing is ever asked. */ { readonly is: 'off' }
  | { readonly is: 'current' | 'checking' }
  | { readonly is: 'downloading'; readonly next: string; readonly percent: number }
  | /** Downloaded and checked. While exports are sending it does not restart. */ {
      readonly is: 'ready'
      readonly next: string
      readonly sending: number
    }
  | /** This kind of package cannot replace itself. */ { readonly is: 'elsewhere'; readonly next: string }
  | {
      readonly is: 'failed'
      /** The feed did not answer, made no sense, or what it named is not what came. */
      readonly problem: 'unreachable' | 'feed' | 'file'
    }
)

export type DesktopState = DesktopSettings & {
  /** Read from the system itself: the operator may change it there too. */
  readonly openAtLogin: boolean
  /** Whether this desktop shows a tray (or dock) from which a closed window comes back. */
  readonly tray: boolean
}

/** Something only the operator can decide before the window or the app goes. */
export type LeaveQuestion = {
  /**
   * `close`: stay in the tray or quit. `close_no_tray`: there is no tray to stay in. `quit`: an export runs.
   * `quit_unsaved`: a list is being saved, which would not be.
   */
  readonly kind: 'close' | 'close_no_tray' | 'quit' | 'quit_unsaved'
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
        updateChannel: z.enum(updateChannels),
      })
      .partial(),
  ),
  /** What helps to find a fault: versions, settings and the end of the log, without keys, addresses and names of folders. */
  'desktop.diagnostics': query<{ readonly text: string }>({ reads: [] })(z.object({})),
  'desktop.updates': query<UpdateState>({ reads: ['settings'] })(z.object({})),
  /** Asks the feed now, and downloads what is newer. Answers before the download ends. */
  'desktop.checkForUpdates': command<UpdateState>({ touches: [] })(z.object({})),
  /** Quits, replaces the program and starts it again; while an export is sending it stays and answers `ready`. */
  'desktop.restartToUpdate': command<UpdateState>({ touches: [] })(z.object({})),
  /** Begins the system's drag of a list as a file; the mouse has to be down. */
  'desktop.dragList': command<null>({ touches: [] })(z.object({ listId })),
  /** The answer to `desktop.asked`. */
  'desktop.answer': command<null>({ touches: [] })(
    z.object({ choice: z.enum(['background', 'minimize', 'quit', 'stay']), remember: z.boolean() }),
  ),
}
