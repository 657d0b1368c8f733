/** The module `electron`, as far as the app and Playwright use it. */
import { app } from './api/app.ts'
import { BrowserWindow, webContents } from './api/browser-window.ts'
import { protocol } from './api/custom-schemes.ts'
import { dialog, Notification, shell } from './api/desktop.ts'
import { ipcMain } from './api/ipc-main.ts'
import { autoUpdater, crashReporter, net, powerMonitor, powerSaveBlocker, screen } from './api/machine.ts'
import { Menu, MenuItem } from './api/menu.ts'
import { nativeTheme } from './api/native-theme.ts'
import { safeStorage } from './api/safe-storage.ts'
import { session } from './api/session.ts'
import { nativeImage, Tray } from './api/tray.ts'
import { kept } from './kept.ts'

const electron = Object.assign(kept.electron, {
  app,
  autoUpdater,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  webContents,
})

export {
  app,
  autoUpdater,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
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
  webContents,
}
export default electron
// The result of `require('electron')`.
export { electron as 'module.exports' }
