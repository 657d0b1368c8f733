/** The desktop around the app, for specs: tray, badge, window. */
import type { Sendoff } from './launch.ts'

type Row = { readonly label: string; readonly enabled: boolean; click(): void }
type Seen = { menu: { readonly items: readonly Row[] } | null; tooltip: string; bars: number[]; badge: number }
type WithSeen = { seenOnDesktop: Seen }

/** Records what the app sends to the desktop from now on, because an app cannot be queried for its tray. */
export async function watchDesktop({ app }: Sendoff): Promise<void> {
  await app.evaluate(({ Tray, BrowserWindow, app: electronApp }) => {
    const seen: Seen = { menu: null, tooltip: '', bars: [], badge: electronApp.getBadgeCount() }
    Object.assign(globalThis, { seenOnDesktop: seen })
    Tray.prototype.setContextMenu = (menu) => {
      seen.menu = menu as unknown as Seen['menu']
    }
    Tray.prototype.setToolTip = (text) => {
      seen.tooltip = text
    }
    BrowserWindow.prototype.setProgressBar = (share) => {
      seen.bars.push(share)
    }
    electronApp.setBadgeCount = (count) => {
      seen.badge = count ?? 0
      return true
    }
  })
}

export function seenOnDesktop({ app }: Sendoff) {
  return app.evaluate(() => {
    const { menu, tooltip, bars, badge } = (globalThis as unknown as WithSeen).seenOnDesktop
    return { rows: menu?.items.map(({ label }) => label).filter(Boolean) ?? [], tooltip, bars, badge }
  })
}

/** Chooses the tray item whose label begins with this text. */
export async function chooseInTray({ app }: Sendoff, beginning: string): Promise<void> {
  await app.evaluate((_electron, words) => {
    const { menu } = (globalThis as unknown as WithSeen).seenOnDesktop
    const item = menu?.items.find(({ label }) => label.startsWith(words))
    if (!item) throw new Error(`the tray has no ${words}`)
    item.click()
  }, beginning)
}

/** Closes the window as its close button does. */
export const closeWindow = ({ app }: Sendoff) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

/** Returns the window's visible state. */
export const windowIs = ({ app }: Sendoff) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) return 'none'
    if (window.isMinimized()) return 'minimized'
    return window.isVisible() ? 'shown' : 'hidden'
  })
