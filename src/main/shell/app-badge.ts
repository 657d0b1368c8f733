/** Updates the app's icon in dock or taskbar: export progress, and how many items need the operator or are unread. */
import path from 'node:path'
import { desktopTexts } from './desktop-texts.ts'
import { app, nativeImage, type Window } from './electron.ts'
import { progressOf } from './tray-menu.ts'
import type { ActiveWork } from './work-watch.ts'

/** Electron's own value for "no bar". */
const noBar = -1

/** Shows the current state; clears the badge if there is nothing to show. */
export function showBadge(work: ActiveWork, window: Window | null, icons: string): void {
  // macOS and some Linux docks show the number; Windows shows a dot on the taskbar button instead.
  app.setBadgeCount(work.needs + work.replies)
  if (!window || window.isDestroyed()) return
  if (process.platform === 'win32') {
    const dot = work.needs > 0 ? nativeImage.createFromPath(path.join(icons, 'needs-you.png')) : null
    window.setOverlayIcon(dot, work.needs > 0 ? desktopTexts().tray.needs(work.needs) : '')
  }
  const bar = progressBarOf(work)
  window.setProgressBar(bar?.share ?? noBar, { mode: bar?.mode ?? 'none' })
}

function progressBarOf({ exports }: ActiveWork): { readonly share: number; readonly mode: 'normal' | 'paused' } | null {
  const going = exports.filter((each) => each.is !== 'held')
  if (going.length === 0) return null
  return {
    share: progressOf(going).share,
    mode: going.some((each) => each.is === 'sending') ? 'normal' : 'paused',
  }
}
