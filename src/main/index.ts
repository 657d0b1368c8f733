/** Start of the app, top to bottom; `stop` is the same in reverse. */
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import type { BackendConfig } from '#shared/host.ts'
import { createLogger } from '#shared/log.ts'
// electron-vite's own kind of import: the file becomes a worker and this its constructor.
import startBackendThread from './backend/thread?nodeWorker'
import { appOrigin, appScheme, createAppProtocol } from './shell/app-protocol.ts'
import { startBackendHost } from './shell/backend-host.ts'
import { app, type ElectronEvent, nativeTheme, protocol, session, type Window } from './shell/electron.ts'
import { createHost } from './shell/host.ts'
import { announceTo, serveCalls } from './shell/ipc.ts'
import { createLogFile } from './shell/log-file.ts'
import { type MachineWatch, watchMachine } from './shell/machine-watch.ts'
import { setMenu } from './shell/menu.ts'
import { createOpenedFiles, leadFilesOf } from './shell/opened-files.ts'
import { createShellCalls } from './shell/shell-calls.ts'
import { confinePages, denyPermissions } from './shell/web-security.ts'
import { focusWindow, openWindow } from './shell/window.ts'
import { readWindowState, type Theme, type WindowState, writeWindowState } from './shell/window-state.ts'

// 1. Where everything lies. The two variables are for development and tests, never for an installed app.
const devEnv: NodeJS.ProcessEnv = app.isPackaged ? {} : process.env
const devHome = devEnv['SENDOFF_HOME']
if (devHome) {
  app.setPath('userData', path.resolve(devHome))
  app.setPath('sessionData', path.resolve(devHome))
}
const home = app.getPath('userData')
const folders = { data: path.join(home, 'data'), log: path.join(home, 'logs') }
const windowStateFile = path.join(home, 'window.json')
// By the environment, because the backend's threads ask there; then here, for what this thread still loads.
process.env['NODE_COMPILE_CACHE'] ??= path.join(home, 'compile-cache')
enableCompileCache(process.env['NODE_COMPILE_CACHE'])

// 2. The log, before anything can go wrong.
const logFile = createLogFile({ dir: folders.log, level: app.isPackaged ? 'info' : 'debug' })
const log = createLogger('shell', logFile.sink)
process.on('uncaughtException', (error) => {
  log.error('uncaught', { error })
  logFile.flushNow()
  console.error('uncaught', error)
  app.exit(1)
})
process.on('unhandledRejection', (reason) => log.error('unhandled rejection', { error: reason }))

let window: Window | null = null
let windowState: WindowState = readWindowState(windowStateFile)
let machine: MachineWatch | null = null
let stopCalls: (() => void) | null = null
let stopping = false

const announce = (name: string, payload: unknown) => announceTo(window, name, payload)
const openedFiles = createOpenedFiles((paths) => announce('files.opened', { paths }))
const devUrl = devEnv['ELECTRON_RENDERER_URL']
const origin = devUrl ? new URL(devUrl).origin : appOrigin

// 3. One instance: a second start hands over its files and ends.
if (!app.requestSingleInstanceLock()) {
  app.exit(0)
  // Nothing below may happen in a second instance, not even for the moment it takes to end.
  await new Promise(() => {})
}
app.on('second-instance', (_event, argv, workingDirectory) => {
  showWindow()
  openedFiles.add(leadFilesOf(argv, workingDirectory))
})
app.on('open-file', (event, file) => {
  event.preventDefault()
  openedFiles.add([file])
})
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit()
})
app.on('activate', showWindow)
app.on('will-quit', stop)
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
confinePages(origin, log)

// 4. The backend starts at once, beside Electron's own start; nothing waits for it.
const host = createHost({ window: () => window, goTo, folders, log: createLogger('host', logFile.sink) })
const backend = startBackendHost({
  startThread: () => startBackendThread({ workerData: backendConfig() }),
  host,
  announce,
  logSink: logFile.sink,
  log: createLogger('backend-host', logFile.sink),
})
void app.whenReady().then(start)

/** 5. Electron is ready: the rules for pages, the way in, the menu, and last the window. */
function start(): void {
  log.info('started', { version: app.getVersion(), platform: process.platform, packaged: app.isPackaged })
  denyPermissions(session.defaultSession)
  protocol.handle(appScheme, createAppProtocol(path.join(import.meta.dirname, '..', 'renderer')))
  machine = watchMachine((event) => backend.machine(event))
  const calls = createShellCalls({
    backend: (name, input) => backend.call(name, input),
    pageSaysOnline: (online) => machine?.pageSays(online),
    pageListens: () => openedFiles.listening(),
    setTheme,
  })
  stopCalls = serveCalls(origin, log, calls)
  setMenu(
    {
      goTo,
      importFile: () => void host.chooseOpenPaths().then((paths) => openedFiles.add(paths)),
      openFolder: (folder) => void host.openFolder(folder).catch(() => {}),
    },
    { mac: process.platform === 'darwin', devTools: !app.isPackaged },
  )
  nativeTheme.themeSource = windowState.theme
  openedFiles.add(leadFilesOf(process.argv, process.cwd()))
  showWindow()
}

/** The same in reverse: no more calls, then the backend, then the log. */
function stop(event: ElectronEvent): void {
  event.preventDefault()
  if (stopping) return
  stopping = true
  stopCalls?.()
  machine?.stop()
  void backend
    .stop()
    .catch((error: unknown) => log.error('backend did not stop well', { error }))
    .then(() => log.info('stopped'))
    .then(() => logFile.flush())
    .finally(() => app.exit(0))
}

function backendConfig(): BackendConfig {
  return {
    paths: { dataDir: folders.data, migrationsDir: path.join(app.getAppPath(), 'resources', 'migrations') },
    instantlyUrl: devEnv['SENDOFF_INSTANTLY_URL'] || null,
    appVersion: app.getVersion(),
  }
}

function showWindow(): void {
  if (!app.isReady() || stopping) return
  if (window) {
    focusWindow(window)
    return
  }
  window = openWindow({
    url: devUrl ?? `${appOrigin}/index.html`,
    preload: path.join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    devTools: !app.isPackaged,
    state: windowState,
    log,
    onPlaced: (placed) => remember(placed),
  })
  window.on('closed', () => {
    window = null
    openedFiles.notListening()
  })
}

function goTo(route: string): void {
  showWindow()
  announce('app.goTo', { route })
}

function setTheme(theme: Theme): void {
  nativeTheme.themeSource = theme
  remember({ theme })
}

function remember(change: Partial<WindowState>): void {
  windowState = { ...windowState, ...change }
  try {
    writeWindowState(windowStateFile, windowState)
  } catch (error) {
    log.warn('window state not written', { error })
  }
}
