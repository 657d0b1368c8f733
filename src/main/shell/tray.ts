/** The icon in the tray: what runs, and the way back to the window. */
import path from 'node:path'
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from './electron.ts'
import { type TrayAction, type TrayItem, trayItems, trayTooltip } from './tray-menu.ts'
import { desktopWords } from './words.ts'
import type { Work } from './work-watch.ts'

export type AppTray = {
  show(work: Work): void
  remove(): void
}

export type TrayOptions = {
  /** Folder of the tray's pictures. */
  readonly icons: string
  readonly act: (action: TrayAction) => void
}

/** Macs draw the shape in the menu bar's own colour; the others have the icon itself. @2x files are found by name. */
const iconFiles: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'trayTemplate.png', win32: 'tray.ico' }

/** Puts the icon into the tray. */
export function showTray({ icons, act }: TrayOptions): AppTray {
  const icon = nativeImage.createFromPath(path.join(icons, iconFiles[process.platform] ?? 'tray.png'))
  const tray = new Tray(icon)
  // On a Mac, and where the desktop draws the menu itself, a press opens the menu instead.
  tray.on('click', () => {
    if (process.platform !== 'darwin') act({ do: 'open' })
  })
  let told = ''
  return {
    show(work) {
      const words = desktopWords().tray
      tray.setToolTip(trayTooltip(work, words))
      const items = trayItems(work, words)
      const text = JSON.stringify(items)
      // A menu that is open is closed by a new one on some desktops: only when something in it changed.
      if (text === told) return
      told = text
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
