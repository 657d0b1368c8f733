/**
 * Closes the window and quits the app: which question is asked, which answer is remembered, and that the backend
 * finishes the request in flight before the app exits. Independent of Electron.
 */
import type { DesktopSettings, LeaveAnswer, LeaveQuestion } from '#shared/contract/core/desktop.ts'

export type QuitParts = {
  readonly mac: boolean
  settings(): DesktopSettings
  remember(change: Partial<DesktopSettings>): void
  /** Number of exports that are sending now. */
  running(): number
  /** Whether a list is being saved. */
  saving(): boolean
  /** Whether this desktop currently shows a tray. */
  hasTray(): Promise<boolean>
  /** Asks the operator; a question that is already open is withdrawn and answered `stay`. */
  ask(question: LeaveQuestion): Promise<LeaveAnswer>
  hide(): void
  minimize(): void
  /** Lets the backend finish (5 s at most) and writes pending data. Never rejects. */
  finish(running: number): Promise<void>
  /** Asks the system to quit the app; triggers `onBeforeQuit`. */
  quit(): void
}

type Preventable = { preventDefault(): void }

export function createQuitFlow(parts: QuitParts) {
  let state: 'open' | 'stopping' | 'finished' = 'open'
  let sure = false
  /** A double click on the close button counts once. */
  let looking = false
  /** If that cannot be determined, nothing is hidden. */
  const hasTray = () => parts.hasTray().catch(() => false)

  async function close(): Promise<void> {
    if (parts.mac) {
      parts.hide()
      return
    }
    if (looking) return
    looking = true
    const tray = await hasTray()
    looking = false
    const { whenClosed } = parts.settings()
    if (whenClosed !== 'ask') {
      applyCloseChoice(whenClosed, tray)
      return
    }
    const kind = tray ? 'close' : 'close_no_tray'
    const { choice, remember } = await parts.ask({ kind, running: parts.running(), background: tray })
    if (choice === 'stay') return
    if (remember) parts.remember({ whenClosed: choice === 'quit' ? 'quit' : 'background' })
    // The question already named what is running, so it is not asked a second time.
    if (choice === 'quit') sure = true
    applyCloseChoice(choice === 'quit' ? 'quit' : 'background', tray)
  }

  /** Without a tray nothing is hidden: an app that cannot be seen cannot be opened again. */
  function applyCloseChoice(choice: 'background' | 'quit', tray: boolean): void {
    if (choice === 'quit') parts.quit()
    else if (tray) parts.hide()
    else parts.minimize()
  }

  /** An export resumes at the next start, so that question may be skipped; a list that is not saved is lost. */
  function questionBeforeQuit(): 'quit' | 'quit_unsaved' | null {
    if (parts.saving()) return 'quit_unsaved'
    return !sure && parts.settings().askBeforeQuit && parts.running() > 0 ? 'quit' : null
  }

  async function askAndStop(kind: 'quit' | 'quit_unsaved', end = parts.quit): Promise<void> {
    const background = parts.mac || (await hasTray())
    const { choice, remember } = await parts.ask({ kind, running: parts.running(), background })
    if (choice === 'background') parts.hide()
    if (choice !== 'quit') {
      sure = false
      return
    }
    if (remember && kind === 'quit') parts.remember({ askBeforeQuit: false })
    stop(end)
  }

  /** `end` quits the app once all work has ended. */
  function stop(end = parts.quit): void {
    if (state !== 'open') return
    state = 'stopping'
    void parts.finish(parts.running()).then(() => {
      state = 'finished'
      end()
    })
  }

  return {
    /** The window is about to close. */
    onClose(event: Preventable): void {
      if (state === 'finished') return
      event.preventDefault()
      if (state === 'open') void close()
    },
    /** The app is about to quit. */
    onBeforeQuit(event: Preventable): void {
      if (state === 'finished') return
      event.preventDefault()
      if (state !== 'open') return
      const question = questionBeforeQuit()
      if (question) void askAndStop(question)
      else stop()
    },
    /** The system is ending the session or the process: no question is asked. */
    now: (): void => stop(),
    /** The operator restarts into another version, which `install` does; the only question is about an unsaved list. */
    restart(install: () => void): void {
      if (state !== 'open') return
      if (parts.saving()) void askAndStop('quit_unsaved', install)
      else stop(install)
    },
    isLeaving: (): boolean => state !== 'open',
  }
}
