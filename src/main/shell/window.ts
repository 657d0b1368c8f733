/** The app's window: sandboxed, at its stored position, shown as soon as its page is visible. */
import type { Logger } from '#shared/log.ts'
import { BrowserWindow, nativeTheme, screen, type Window } from './electron.ts'
import { createReloadLimit } from './page-reloads.ts'
import { defaultSize, fitToDisplays, isReachable, smallestSize, type WindowState } from './window-state.ts'

export type WindowOptions = {
  readonly url: string
  readonly preload: string
  readonly devTools: boolean
  readonly state: WindowState
  readonly log: Logger
  /** Called with the window's bounds after a move or resize has settled, and when it closes. */
  readonly onPlaced: (state: Pick<WindowState, 'bounds' | 'maximized' | 'fullScreen'>) => void
}

/** The page's background in both themes, so that nothing flashes before the page paints. */
const backgroundColours = { light: '#f6f6f3', dark: '#17181b' }

export function openWindow(options: WindowOptions): Window {
  const { state, log } = options
  const place = state.bounds ? fitToDisplays(state.bounds, workAreas()) : null
  const window = new BrowserWindow({
    ...(place ?? defaultSize),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgroundColours.dark : backgroundColours.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      devTools: options.devTools,
      // Dictionaries would be downloaded from the network.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    // Not earlier: Electron shows a hidden window when it is maximised.
    if (state.maximized) window.maximize()
    if (state.fullScreen) window.setFullScreen(true)
    window.show()
  })
  trackWindowPlace(window, options.onPlaced)
  keepWithinReach(window)
  watchPageHealth(window, log)
  window.loadURL(options.url).catch((error: unknown) => {
    log.error('page did not load', { error })
    if (!window.isDestroyed()) window.show()
  })
  return window
}

function trackWindowPlace(window: Window, onPlaced: WindowOptions['onPlaced']): void {
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    const fullScreen = window.isFullScreen()
    onPlaced({ bounds: window.getNormalBounds(), maximized: window.isMaximized(), fullScreen })
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(tell, 500)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('enter-full-screen', soon)
  window.on('leave-full-screen', soon)
  window.on('close', tell)
}

/** Returns the work areas of all displays, the main display first. */
function workAreas() {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id)
  return [main, ...others].map((display) => display.workArea)
}

/** Keeps the window reachable when a display is unplugged or its scaling changes. */
function keepWithinReach(window: Window): void {
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    if (window.isDestroyed() || window.isMinimized() || window.isMaximized() || window.isFullScreen()) return
    const bounds = window.getBounds()
    if (isReachable(bounds, workAreas())) return
    const place = fitToDisplays(bounds, workAreas())
    if (place) window.setBounds(place)
  }
  // Systems that move windows themselves need a moment for it.
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(look, 500)
  }
  screen.on('display-removed', soon)
  screen.on('display-metrics-changed', soon)
  window.on('show', soon)
  window.once('closed', () => {
    clearTimeout(timer)
    screen.off('display-removed', soon)
    screen.off('display-metrics-changed', soon)
  })
}

/** Reloads a crashed page: nothing is lost, as the backend holds all state. Only some times in a row. */
function watchPageHealth(window: Window, log: Logger): void {
  const mayReload = createReloadLimit()
  window.webContents.on('render-process-gone', (_event, details) => {
    log.error('page process gone', { reason: details.reason, exitCode: details.exitCode })
    if (details.reason !== 'clean-exit' && mayReload()) window.webContents.reload()
  })
  window.webContents.on('preload-error', (_event, _file, error) => log.error('preload failed', { error }))
  window.on('unresponsive', () => log.warn('window does not respond'))
}

/** Hides the window without changing it. A Mac leaves a black screen behind a hidden full-screen window. */
export function hideWindow(window: Window): void {
  if (process.platform === 'darwin' && window.isFullScreen()) {
    window.once('leave-full-screen', () => window.hide())
    window.setFullScreen(false)
  } else window.hide()
}

/** Brings the window to the front. */
export function focusWindow(window: Window): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
