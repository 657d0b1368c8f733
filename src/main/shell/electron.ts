/** The Electron APIs in use. Only this file and preload import Electron, so what the app needs of it is this list. */

export type {
  BrowserWindow as Window,
  Event as ElectronEvent,
  MenuItemConstructorOptions,
  Session,
  WebContents,
} from 'electron'
export {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
} from 'electron'
