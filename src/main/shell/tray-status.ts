/** The app on the desktop outside its window: tray, badge, progress in the taskbar, keeping awake while it uploads. */
import type { DesktopSettings, DesktopState } from '#shared/contract/core/desktop.ts'
import type { Input } from '#shared/contract/index.ts'
import { AppError } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import { showBadge } from './app-badge.ts'
import { readDesktopSettings } from './desktop-settings.ts'
import type { Window } from './electron.ts'
import { createKeepAwake } from './keep-awake.ts'
import { isOpenAtLogin, setOpenAtLogin } from './login-item.ts'
import { type AppTray, showTray } from './tray.ts'
import type { TrayAction } from './tray-menu.ts'
import { desktopHasTray } from './tray-support.ts'
import { createWorkWatch } from './work-watch.ts'
import { writeSettingsFile } from './write-settings-file.ts'

export type TrayStatusOptions = {
  readonly settingsFile: string
  readonly icons: string
  readonly log: Logger
  readonly window: () => Window | null
  call(name: string, input: unknown): Promise<Reply>
  /** Called when settings changed, for open screens. */
  settingsChanged(): void
  openWindow(): void
  goTo(route: string): void
  quit(): void
}

export function createTrayStatus(options: TrayStatusOptions) {
  const { log, call } = options
  const keepAwake = createKeepAwake()
  let settings = readDesktopSettings(options.settingsFile)
  let tray: AppTray | null = null
  let ended = false

  const watch = createWorkWatch({ call, changed: show, now: Date.now })
  const act = createTrayActions(options, watch.work)

  function show(): void {
    if (ended) return
    const work = watch.work()
    tray?.show(work)
    showBadge(work, options.window(), options.icons)
    keepAwake(settings.keepAwake && work.exports.some((each) => each.is === 'sending'))
  }

  /** Checked each time, because a desktop's tray may appear and disappear with its panel. */
  async function hasTray(): Promise<boolean> {
    const shown = await desktopHasTray(process.platform)
    if (shown && !tray && !ended) {
      tray = showTray({ icons: options.icons, act })
      show()
    }
    if (!shown) {
      tray?.remove()
      tray = null
    }
    return shown
  }

  function remember(change: Partial<DesktopSettings>): void {
    const next = { ...settings, ...change }
    writeSettingsFile(options.settingsFile, next)
    settings = next
    options.settingsChanged()
    show()
  }

  const state = async (): Promise<DesktopState> => ({
    ...settings,
    openAtLogin: isOpenAtLogin(),
    tray: await hasTray(),
  })

  return {
    /** Called when Electron is ready. */
    begin(): void {
      watch.begin()
      void hasTray().catch((error: unknown) => log.warn('no tray', { error }))
    },
    hear: watch.hear,
    /** Called for a new window, which shows nothing of this yet. */
    show,
    settings: () => settings,
    sending: watch.sending,
    hasTray,
    hasTrayNow: () => tray !== null,
    /** Remembers an answer. If it cannot be saved, the question is asked again next time. */
    remember(change: Partial<DesktopSettings>): void {
      try {
        remember(change)
      } catch (error) {
        log.warn('settings of the desktop not written', { error })
      }
    },
    state,
    /** Saves what the operator changed in Settings, and returns the current state. */
    async save({ openAtLogin: atLogin, ...change }: Input<'desktop.saveSettings'>): Promise<DesktopState> {
      try {
        if (atLogin !== undefined) setOpenAtLogin(atLogin)
        const said = Object.entries(change).filter(([, value]) => value !== undefined)
        remember(Object.fromEntries(said))
      } catch (cause) {
        log.error('settings of the desktop not written', { error: cause })
        throw cause instanceof AppError ? cause : new AppError('INTERNAL', {}, { cause })
      }
      return state()
    },
    end(): void {
      ended = true
      watch.stop()
      keepAwake(false)
      showBadge({ exports: [], needs: 0, replies: 0, paused: false }, options.window(), options.icons)
      tray?.remove()
      tray = null
    },
  }
}

/** Returns the handler of the tray menu's actions. */
function createTrayActions(
  { call, openWindow, goTo, quit }: TrayStatusOptions,
  work: ReturnType<typeof createWorkWatch>['work'],
) {
  function forEach(wanted: (is: string) => boolean, route: 'exports.pause' | 'exports.resume'): void {
    // An export that has ended meanwhile refuses, which its row shows anyway.
    for (const { exportId, is } of work().exports) if (wanted(is)) void call(route, { exportId })
  }

  return function act(action: TrayAction): void {
    switch (action.do) {
      case 'open':
        openWindow()
        return
      case 'goTo':
        goTo(action.route)
        return
      case 'hold':
        forEach((is) => is !== 'held', 'exports.pause')
        return
      case 'goOn':
        forEach((is) => is === 'held', 'exports.resume')
        return
      case 'pauseAll':
      case 'resumeAll':
        void call('pauses.set', { workspaceId: null, paused: action.do === 'pauseAll' })
        return
      case 'quit':
        quit()
        return
      default:
        action satisfies never
    }
  }
}
