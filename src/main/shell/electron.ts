/** The Electron APIs in use. Only this file and preload import Electron, so the list is complete. */

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
