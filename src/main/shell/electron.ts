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
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
