import { z } from 'zod'
import { listId } from '../../ids.ts'
import { command, query } from '../route.ts'

/** The operator's settings for the app on this computer. The shell stores them next to the window's position. */
export type DesktopSettings = {
  /** What closing the window does. On macOS the app always keeps running, as is usual there. */
  readonly whenClosed: 'ask' | 'background' | 'quit'
  /** Whether to ask before quitting while an export runs. */
  readonly askBeforeQuit: boolean
  /** Whether the computer is kept from sleeping while an export uploads. */
  readonly keepAwake: boolean
  /** The update channel. Each channel also receives the updates of the channels before it. */
  readonly updateChannel: UpdateChannel
}

export const updateChannels = ['latest', 'beta', 'alpha'] as const
export type UpdateChannel = (typeof updateChannels)[number]

/** What is known about newer versions. `next` is the version offered. */
export type UpdateState = {
  /** The running version. */
  readonly version: string
  /** Time the update feed last answered, ISO; null before the first time. */
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
      /** The feed did not answer, could not be parsed, or the downloaded file is not the one it named. */
      readonly problem: 'unreachable' | 'feed' | 'file'
    }
)

export type DesktopState = DesktopSettings & {
  /** Read from the system itself, because the operator can also change it there. */
  readonly openAtLogin: boolean
  /** Whether this desktop shows a tray (or dock) from which a closed window can be reopened. */
  readonly tray: boolean
}

/** A question the operator must answer before the window closes or the app quits. */
export type LeaveQuestion = {
  /**
   * `close`: stay in the tray or quit. `close_no_tray`: there is no tray to stay in. `quit`: an export is running.
   * `quit_unsaved`: a list is being saved, and quitting would lose the file.
   */
  readonly kind: 'close' | 'close_no_tray' | 'quit' | 'quit_unsaved'
  /** Number of exports that are sending now. */
  readonly running: number
  /** Whether staying in the background can be offered instead of quitting. */
  readonly background: boolean
}

export type LeaveAnswer = { readonly choice: 'background' | 'minimize' | 'quit' | 'stay'; readonly remember: boolean }

/** Routes the shell handles itself; they never reach the backend. */
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
  /** Returns facts for troubleshooting: versions, settings, the end of the log; no keys, addresses or folder names. */
  'desktop.diagnostics': query<{ readonly text: string }>({ reads: [] })(z.object({})),
  'desktop.updates': query<UpdateState>({ reads: ['settings'] })(z.object({})),
  /** Checks the feed now and downloads a newer version. Returns before the download ends. */
  'desktop.checkForUpdates': command<UpdateState>({ touches: [] })(z.object({})),
  /** Quits, replaces the program and starts it again. While an export sends, it goes on and returns `ready`. */
  'desktop.restartToUpdate': command<UpdateState>({ touches: [] })(z.object({})),
  /** Starts the system's drag of a list as a file; the mouse button must be down. */
  'desktop.dragList': command({ touches: [] })(z.object({ listId })),
  /** The answer to `desktop.asked`. */
  'desktop.answer': command({ touches: [] })(
    z.object({ choice: z.enum(['background', 'minimize', 'quit', 'stay']), remember: z.boolean() }),
  ),
}
