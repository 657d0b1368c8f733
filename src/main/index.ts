/** Starts the app, from top to bottom; `finish` does the same in reverse. */
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Events } from '#shared/contract/index.ts'
import { linkScheme, routeOfLink } from '#shared/domain/app/app-links.ts'
import { type BackendConfig, backendLimits } from '#shared/host.ts'
import { type Language, type LanguageChoice, localeOf, resolveLanguage, systemLanguage } from '#shared/language.ts'
import { createLogger } from '#shared/log.ts'
// An import of electron-vite: the file is built as a worker, and this is its constructor.
import startBackendThread from './backend/thread?nodeWorker'
import { appOrigin, appScheme, createAppProtocol } from './shell/app-protocol.ts'
import { startBackendHost } from './shell/backend-host.ts'
import { bufferUntilReady } from './shell/buffer-until-ready.ts'
import { createChosenPaths } from './shell/chosen-paths.ts'
import { deleteCrashDumps } from './shell/crash-dumps.ts'
import { setDesktopLanguage } from './shell/desktop-texts.ts'
import { diagnosticsText } from './shell/diagnostics.ts'
import { createDragOut } from './shell/drag-out.ts'
import { app, crashReporter, nativeTheme, powerMonitor, protocol, session, type Window } from './shell/electron.ts'
import { createHost } from './shell/host.ts'
import { onFilesChosen, sendEventTo, serveCalls } from './shell/ipc.ts'
import { createLeaveQuestions } from './shell/leave-question.ts'
import { createLogFile } from './shell/log-file.ts'
import { isHiddenStart, wasStartedByLogin } from './shell/login-item.ts'
import { type MachineWatch, watchMachine } from './shell/machine-watch.ts'
import { setMenu } from './shell/menu.ts'
import { type CommandLine, readCommandLine } from './shell/opened-files.ts'
import { createPrinter } from './shell/print-page.ts'
import { createQuitFlow } from './shell/quit.ts'
import { createShellCalls } from './shell/shell-calls.ts'
import { setShellLanguage } from './shell/texts.ts'
import { createTrayStatus } from './shell/tray-status.ts'
import { updateEngineLoader } from './shell/update-engine.ts'
import { createUpdates } from './shell/updates.ts'
import { blockNetwork, confinePages, denyDownloads, denyPermissions } from './shell/web-security.ts'
import { focusWindow, hideWindow, openWindow } from './shell/window.ts'
import { readWindowState, type Theme, type WindowState } from './shell/window-state.ts'
import { writeSettingsFile } from './shell/write-settings-file.ts'

// 0. Certificates are always checked, regardless of the environment, because keys and mails travel over these
//    connections. Before any thread starts.
delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']

// An installed app must not be observed or controlled from outside: fuses disable Node's inspector, but not Chromium's.
const steering = ['remote-debugging-port', 'remote-debugging-pipe', 'disable-web-security']
if (app.isPackaged && steering.some((name) => app.commandLine.hasSwitch(name))) {
  console.error('Sendoff does not start with switches for debugging.')
  process.exit(1)
}

// 1. Folders. The two variables are for development and tests, never for an installed app.
const devEnv: NodeJS.ProcessEnv = app.isPackaged ? {} : process.env
const devHome = devEnv['SENDOFF_HOME']
if (devHome) {
  app.setPath('userData', path.resolve(devHome))
  app.setPath('sessionData', path.resolve(devHome))
}
const home = app.getPath('userData')
const folders = { data: path.join(home, 'data'), log: path.join(home, 'logs') }
const windowStateFile = path.join(home, 'window.json')
// Set in the environment for the backend's threads, and enabled here for what this thread still loads.
process.env['NODE_COMPILE_CACHE'] ??= path.join(home, 'compile-cache')
enableCompileCache(process.env['NODE_COMPILE_CACHE'])

// 2. The log, before anything can fail.
const logFile = createLogFile({ dir: folders.log, level: app.isPackaged ? 'info' : 'debug' })
const log = createLogger('shell', logFile.sink)
process.on('uncaughtException', (error) => {
  log.error('uncaught', { error })
  logFile.flushNow()
  console.error('uncaught', error)
  app.exit(1)
})
process.on('unhandledRejection', (reason) => log.error('unhandled rejection', { error: reason }))

// Dumps of native crashes stay on this computer (`crashDumps` in the profile) until a person is erased; nothing is sent
// anywhere.
crashReporter.start({ uploadToServer: false })

let window: Window | null = null
let windowState: WindowState = readWindowState(windowStateFile)
const computersLanguage = systemLanguage(devEnv['SENDOFF_LANGUAGE']?.split(',') ?? app.getPreferredSystemLanguages())
const language = resolveLanguage(windowState.language, computersLanguage)
speak(language)
// Controls drawn by Chromium itself, such as date fields, change language at the next start.
app.commandLine.appendSwitch('lang', localeOf[language])
let machine: MachineWatch | null = null
/** Whether the page receives events. */
let pageListens = false
/** The page has saved its state, or its time is over: its calls are no longer answered. */
let pageIsDone = false
const pageLeft = Promise.withResolvers<void>()

const announce = (name: string, payload: unknown) => sendEventTo(window, name, payload)
let listsBeingSaved = 0
const chosenPaths = createChosenPaths(log)
const openedFiles = bufferUntilReady<string>((paths) => {
  chosenPaths.add(paths)
  announce('files.opened', { paths })
}, 60)
const places = bufferUntilReady<string>((routes) => {
  for (const route of routes) announce('app.goTo', { route })
}, 0)
const devUrl = devEnv['ELECTRON_RENDERER_URL']
const origin = devUrl ? new URL(devUrl).origin : appOrigin

// 3. Single instance: a second start hands over its files and exits.
if (!app.requestSingleInstanceLock()) {
  app.exit(0)
  // Nothing below may run in a second instance, not even for the moment until it exits.
  await new Promise(() => {})
}
app.on('second-instance', (_event, argv, workingDirectory) => {
  if (!isHiddenStart(argv)) showWindow()
  follow(argv, workingDirectory)
})
app.on('open-file', (event, file) => {
  event.preventDefault()
  openedFiles.add([file])
  showWindow()
})
app.on('open-url', (event, link) => {
  event.preventDefault()
  followLink(link)
})
// Normally a closing window is hidden, or the app quits with it; this handles a window that was destroyed.
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin' && !trayStatus.hasTrayNow()) app.quit()
})
app.on('activate', showWindow)
app.on('before-quit', (event) => leaving.onBeforeQuit(event))
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
confinePages(origin, log)

// 4. The backend starts immediately, in parallel with Electron; nothing waits for it.
const printer = createPrinter(appScheme)
const host = createHost({
  window: () => window,
  chosen: chosenPaths.add,
  goTo,
  folders,
  log: createLogger('host', logFile.sink),
  print: printer.print,
  async eraseFromLog(address) {
    await deleteCrashDumps(app.getPath('crashDumps'))
    await logFile.erase(address)
  },
})
const backend = startBackendHost({
  startThread: () => startBackendThread({ workerData: backendConfig(), resourceLimits: backendLimits }),
  host,
  announce: (name, payload) => {
    trayStatus.hear(name, payload)
    announce(name, payload)
  },
  logSink: logFile.sink,
  log: createLogger('backend-host', logFile.sink),
})
const trayStatus = createTrayStatus({
  settingsFile: path.join(home, 'desktop.json'),
  icons: path.join(app.getAppPath(), 'resources', 'tray'),
  log: createLogger('desktop', logFile.sink),
  window: () => window,
  call: (name, input) => backend.call(name, input),
  settingsChanged: () => announce('data.changed', { queries: ['desktop.settings'] } satisfies Events['data.changed']),
  openWindow: showWindow,
  goTo,
  quit: () => app.quit(),
})
const questions = createLeaveQuestions({
  window: () => window,
  pageListens: () => pageListens,
  announce: (question) => announce('desktop.asked', { question }),
})
const leaving = createQuitFlow({
  mac: process.platform === 'darwin',
  settings: trayStatus.settings,
  remember: trayStatus.remember,
  running: trayStatus.sending,
  saving: () => listsBeingSaved > 0,
  hasTray: trayStatus.hasTray,
  ask: questions.ask,
  hide: () => window && hideWindow(window),
  minimize: () => window?.minimize(),
  finish,
  quit: () => app.quit(),
})
const updates = createUpdates({
  version: app.getVersion(),
  engine: updateEngineLoader(createLogger('updates', logFile.sink)),
  channel: () => trayStatus.settings().updateChannel,
  sending: trayStatus.sending,
  leaveAnd: (install) =>
    leaving.restart(() => {
      // This ends the process. If the app could not be replaced, the old version starts again.
      setTimeout(() => {
        app.relaunch()
        app.exit(0)
      }, 10_000).unref()
      install()
    }),
  changed: () => announce('data.changed', { queries: ['desktop.updates'] } satisfies Events['data.changed']),
  log: createLogger('updates', logFile.sink),
})
void app.whenReady().then(start)

/** 5. Electron is ready: the rules for pages, IPC, the menu, and last the window. */
function start(): void {
  log.info('started', { version: app.getVersion(), platform: process.platform, packaged: app.isPackaged })
  denyPermissions(session.defaultSession)
  denyDownloads(session.defaultSession, log)
  blockNetwork(session.defaultSession, devUrl !== undefined).catch((error: unknown) =>
    log.error('network of pages not closed', { error }),
  )
  const files = createAppProtocol(path.join(import.meta.dirname, '..', 'renderer'))
  protocol.handle(appScheme, (request) => printer.answer(request) ?? files(request))
  machine = watchMachine((event) => backend.machine(event))
  const calls = createShellCalls({
    backend: (name, input) => backend.call(name, input),
    savesList(saving) {
      listsBeingSaved += 1
      const ended = () => {
        listsBeingSaved -= 1
      }
      saving.then(ended, ended)
    },
    pageSaysOnline: (online) => machine?.pageSays(online),
    pageListens: () => {
      pageListens = true
      openedFiles.listening()
      places.listening()
    },
    setTheme,
    setLanguage,
    pageLeft: pageLeft.resolve,
    dragList: createDragOut({ window: () => window, backend: (name, input) => backend.call(name, input) }),
    desktop: {
      settings: trayStatus.state,
      async saveSettings(change) {
        const before = trayStatus.settings().updateChannel
        const saved = await trayStatus.save(change)
        if (saved.updateChannel !== before) updates.channelChanged()
        return saved
      },
      answer: questions.answered,
      diagnostics,
      updates: updates.state,
      checkForUpdates: updates.checkNow,
      restartToUpdate: updates.restart,
    },
  })
  onFilesChosen(origin, (file) => chosenPaths.add([file]))
  const guarded = chosenPaths.guard(calls)
  // While the app quits, the backend stops first: "backend gone" answers would only flicker on screen.
  serveCalls(origin, log, (name, input) => (pageIsDone ? new Promise(() => {}) : guarded(name, input)))
  showMenu()
  nativeTheme.themeSource = windowState.theme
  // Windows attributes notifications to the app by this id.
  if (process.platform === 'win32') app.setAppUserModelId('app.sendoff.desktop')
  // Only for an installed app: a development build would leave its own path behind in the system.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
  trayStatus.begin()
  updates.begin()
  endWithTheSession()
  void showFirstWindow()
}

async function diagnostics(): Promise<string> {
  await logFile.flush()
  return diagnosticsText({
    version: app.getVersion(),
    installed: app.isPackaged,
    language: `${language} (${computersLanguage})`,
    keys: await host.keyProtection().catch(() => null),
    updates: updates.state().is,
    logDir: folders.log,
  })
}

function showMenu(): void {
  setMenu(
    {
      goTo,
      importFile: () => void host.chooseOpenPaths().then((paths) => openedFiles.add(paths)),
      openFolder: (folder) => void host.openFolder(folder).catch(() => {}),
      chooseLanguage: (choice) => void chooseLanguage(choice),
      edit: (edit) => announce('app.edit', { edit } satisfies Events['app.edit']),
    },
    { mac: process.platform === 'darwin', devTools: !app.isPackaged, language: windowState.language },
  )
}

/** When started at login, the app begins in the background if there is a tray to open it from. */
async function showFirstWindow(): Promise<void> {
  const asked = follow(process.argv, process.cwd())
  if (!asked && wasStartedByLogin() && (await trayStatus.hasTray())) return
  showWindow()
}

/** When the system ends the session, no question is asked: work in flight is finished, and the next start resumes. */
function endWithTheSession(): void {
  // The event argument is documented but missing in Electron's types.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    // Delays the shutdown until the work in flight is finished.
    event?.preventDefault()
    leaving.now()
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leaving.now)
}

/** Stops in reverse order: the page saves, calls end, then the backend and the log. */
async function finish(running: number): Promise<void> {
  announce('desktop.leaving', { running })
  if (pageListens) await Promise.race([pageLeft.promise, sleep(300)])
  pageIsDone = true
  machine?.stop()
  updates.end()
  await backend.stop().catch((error: unknown) => log.error('backend did not stop well', { error }))
  trayStatus.end()
  log.info('stopped')
  await logFile.flush()
}

function backendConfig(): BackendConfig {
  return {
    paths: {
      dataDir: folders.data,
      migrationsDir: path.join(app.getAppPath(), 'resources', 'migrations'),
      samplesDir: path.join(app.getAppPath(), 'resources', 'samples'),
      holidaysDir: path.join(app.getAppPath(), 'resources', 'holidays'),
      supabaseDir: path.join(app.getAppPath(), 'relay', 'supabase'),
    },
    instantlyUrl: devEnv['SENDOFF_INSTANTLY_URL'] || null,
    emailsPerMinute: Number(devEnv['SENDOFF_EMAILS_PER_MINUTE']) || undefined,
    crmUrl: devEnv['SENDOFF_CRM_URL'] || null,
    supabaseUrl: devEnv['SENDOFF_SUPABASE_URL'] || null,
    preparesDemo: devEnv['SENDOFF_PREPARE_DEMO'] !== 'no',
    appVersion: app.getVersion(),
    language: { system: computersLanguage, chosen: windowState.language },
  }
}

function showWindow(): void {
  if (!app.isReady() || leaving.isLeaving()) return
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
  window.on('close', (event) => leaving.onClose(event))
  // Windows asks before it ends the session, and waits while the answer is no; `session-end` alone comes too late.
  window.on('query-session-end', (event) => {
    event.preventDefault()
    leaving.now()
  })
  window.on('session-end', leaving.now)
  window.webContents.on('render-process-gone', nobodyListens)
  window.on('closed', () => {
    window = null
    nobodyListens()
  })
  trayStatus.show()
}

function nobodyListens(): void {
  pageListens = false
  openedFiles.notListening()
  places.notListening()
}

function goTo(route: string): void {
  showWindow()
  places.add([route])
}

/** Carries out what a command line asks for; returns whether it asked for anything. */
function follow(argv: readonly string[], workingDirectory: string): boolean {
  const appPath = app.isPackaged ? null : app.getAppPath()
  const { files, link }: CommandLine = readCommandLine(argv, { workingDirectory, appPath })
  openedFiles.add(files)
  if (link !== null) followLink(link)
  return files.length > 0 || link !== null
}

/** Opens the place a link names. An unknown place only opens the app. */
function followLink(link: string): void {
  const route = routeOfLink(link)
  if (route === null) {
    log.warn('link refused', { length: link.length })
    showWindow()
  } else goTo(route)
}

function setTheme(theme: Theme): void {
  nativeTheme.themeSource = theme
  remember({ theme })
}

/** Switches the language of menu, dialogs, tray and questions. */
function speak(spoken: Language): void {
  setShellLanguage(spoken)
  setDesktopLanguage(spoken)
}

function setLanguage(choice: LanguageChoice): void {
  if (choice === windowState.language) return
  speak(resolveLanguage(choice, computersLanguage))
  remember({ language: choice })
  showMenu()
  trayStatus.show()
}

/** Language chosen in the menu: saved as the window saves it, then announced to the window. */
async function chooseLanguage(choice: LanguageChoice): Promise<void> {
  const reply = await backend.call('app.saveUiState', { language: choice })
  if (!reply.ok) return log.warn('language not kept', { code: reply.error.code })
  setLanguage(choice)
  announce('app.languageChosen', { language: choice })
}

function remember(change: Partial<WindowState>): void {
  windowState = { ...windowState, ...change }
  try {
    writeSettingsFile(windowStateFile, windowState)
  } catch (error) {
    log.warn('window state not written', { error })
  }
}
