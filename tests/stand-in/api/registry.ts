/** Registry of the windows, for modules that must not import one another. */
import type { EventEmitter } from 'node:events'
import type { CdpSession } from '../chromium.ts'
import type { ToPage } from '../page/isolated-world.ts'

export type RegisteredWindow = EventEmitter & {
  readonly id: number
  readonly webContents: RegisteredContents
  close(): void
  minimize(): void
  setFullScreen(on: boolean): void
  readonly isFullScreen: () => boolean
  /** Called when the page's target has closed, for any reason. */
  targetGone(): void
  attach(session: CdpSession, targetId: string): Promise<void>
  readonly targetId: string | null
  readonly sessionId: string | null
}

export type RegisteredContents = EventEmitter & {
  readonly id: number
  post(message: ToPage): void
  applyTheme(): void
  openRequested(url: string): { action: string }
  navigationRequested(webUrl: string, isMainFrame: boolean): boolean
}

export const windows = {
  all: new Set<RegisteredWindow>(),
  /** Windows the app created whose targets have not arrived yet; they arrive in the order of their requests. */
  awaited: [] as RegisteredWindow[],
  focused: null as RegisteredWindow | null,
}

export const windowOfTarget = (targetId: string): RegisteredWindow | undefined =>
  [...windows.all].find((window) => window.targetId === targetId)
