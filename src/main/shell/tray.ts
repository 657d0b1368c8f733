/** The tray icon: shows what is running, and opens the window. */
import path from 'node:path'
import { desktopTexts } from './desktop-texts.ts'
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from './electron.ts'
import { type TrayAction, type TrayItem, trayItems, trayTooltip } from './tray-menu.ts'
import type { ActiveWork } from './work-watch.ts'

export type AppTray = {
  show(work: ActiveWork): void
  remove(): void
}

export type TrayOptions = {
  /** Folder of the tray's images. */
  readonly icons: string
  readonly act: (action: TrayAction) => void
}

/** Macs draw a template image in the menu bar's colour; others show the icon itself. @2x files are found by name. */
const iconFiles: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'trayTemplate.png', win32: 'tray.ico' }

export function showTray({ icons, act }: TrayOptions): AppTray {
  const icon = nativeImage.createFromPath(path.join(icons, iconFiles[process.platform] ?? 'tray.png'))
  const tray = new Tray(icon)
  // On a Mac, and where the desktop draws the menu itself, a click opens the menu instead.
  tray.on('click', () => {
    if (process.platform !== 'darwin') act({ do: 'open' })
  })
  let shown = ''
  return {
    show(work) {
      const words = desktopTexts().tray
      tray.setToolTip(trayTooltip(work, words))
      const items = trayItems(work, words)
      const text = JSON.stringify(items)
      // On some desktops setting a new menu closes an open one, so it is set only when it changed.
      if (text === shown) return
      shown = text
      tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => menuItem(item, act))))
    },
    remove: () => tray.destroy(),
  }
}

function menuItem(item: TrayItem, act: TrayOptions['act']): MenuItemConstructorOptions {
  if (item.kind === 'separator') return { type: 'separator' }
  if (item.kind === 'words') return { label: item.label, enabled: false }
  return { id: item.action.do, label: item.label, click: () => act(item.action) }
}
