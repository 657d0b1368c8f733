/** The one window: sandboxed, at its remembered place, shown as soon as its page can be seen. */
import type { Logger } from '#shared/log.ts'
import { BrowserWindow, nativeTheme, screen, type Window } from './electron.ts'
import { defaultSize, fitToDisplays, smallestSize, type WindowState } from './window-state.ts'

export type WindowOptions = {
  readonly url: string
  readonly preload: string
  readonly devTools: boolean
  readonly state: WindowState
  readonly log: Logger
  /** Hears where the window now is, after a move or a resize has settled and when it closes. */
  readonly onPlaced: (state: Pick<WindowState, 'bounds' | 'maximized'>) => void
}

/** The page's own ground in both themes, so that nothing flashes before the page paints. */
const ground = { light: '#f6f6f3', dark: '#17181b' }

export function openWindow(options: WindowOptions): Window {
  const { state, log } = options
  const workAreas = screen.getAllDisplays().map((display) => display.workArea)
  const place = state.bounds ? fitToDisplays(state.bounds, workAreas) : null
  const window = new BrowserWindow({
    ...(place ?? defaultSize),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: options.devTools,
      // Dictionaries would be fetched from the network.
      spellcheck: false,
    },
  })
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, options.onPlaced)
  watchHealth(window, log)
  window.loadURL(options.url).catch((error: unknown) => {
    log.error('page did not load', { error })
    if (!window.isDestroyed()) window.show()
  })
  return window
}

function rememberPlace(window: Window, onPlaced: WindowOptions['onPlaced']): void {
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    clearTimeout(timer)
    if (!window.isDestroyed()) onPlaced({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(tell, 500)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', tell)
}

/** A page that crashes is loaded again: nothing is lost with it, the backend keeps all state. */
function watchHealth(window: Window, log: Logger): void {
  let reloadsLeft = 3
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error('page process gone', { reason: details.reason, exitCode: details.exitCode })
    if (details.reason === 'clean-exit' || reloadsLeft === 0) return
    reloadsLeft -= 1
    window.webContents.reload()
  })
  window.webContents.on('preload-error', (_event, _file, error) => log.error('preload failed', { error }))
  window.on('unresponsive', () => log.warn('window does not respond'))
}

/** Brings the window before the operator. */
export function focusWindow(window: Window): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
