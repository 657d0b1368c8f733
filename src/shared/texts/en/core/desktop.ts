/** Words of the app as a part of the desktop: tray, closing and quitting, start at login. The shell uses them too. */
import { n } from './counted.ts'

const exportsOf = (count: number) => (count === 1 ? 'An export is running' : `${n(count)} exports are running`)

export const desktopEn = {
  tray: {
    idle: 'Sendoff',
    /** Shown when the pointer rests on the icon. */
    tooltip: (settled: number, total: number, percent: number) =>
      `Sendoff: ${n(settled)} of ${n(total)} leads (${percent} %)`,
    held: 'Sendoff: exports on hold',
    open: 'Open Sendoff',
    nothingRuns: 'No exports running',
    progress: (name: string, settled: number, total: number) => `${name}: ${n(settled)} of ${n(total)}`,
    progressHeld: (name: string, settled: number, total: number) => `${name}: ${n(settled)} of ${n(total)}, on hold`,
    more: (count: number) => `${n(count)} more`,
    hold: 'Hold all exports',
    goOn: 'Go on with held exports',
    needs: (count: number) => (count === 1 ? '1 thing needs you' : `${n(count)} things need you`),
    quit: 'Quit Sendoff',
  },

  leave: {
    closeTitle: 'Keep working in the background?',
    closeText:
      'Sendoff can stay in the tray: exports go on and everything stays up to date. Or it quits, and goes on at the next start.',
    closeRunning: (count: number) => `${exportsOf(count)}.`,
    noTrayTitle: 'This desktop has no tray',
    noTrayText:
      'A closed window could not be brought back, so Sendoff does not stay out of sight. Minimise the window to keep working, or quit; exports go on at the next start.',
    quitTitle: (count: number): string => (count === 1 ? 'Quit while an export runs?' : 'Quit while exports run?'),
    quitText: (count: number) =>
      `${exportsOf(count)}. The request in hand is finished first; the rest goes on at the next start. No lead is sent twice.`,
    background: 'Keep working in the background',
    minimize: 'Minimise',
    quit: 'Quit',
    stay: 'Cancel',
    rememberClose: 'Remember my choice. It can be changed in Settings.',
    rememberQuit: 'Don’t ask again',
    leavingTitle: 'Finishing the request in hand…',
    leavingText: 'This takes 5 seconds at most. Everything else goes on at the next start.',
  },

  settings: {
    tab: 'This computer',
    closeTitle: 'Closing the window',
    closeText: 'In the background, exports go on and the icon in the tray brings the window back.',
    closeTextMac: 'Closing the window keeps Sendoff working; its icon in the Dock brings the window back.',
    closeTextNoTray:
      'This desktop shows no tray. Instead of staying in the background, the window is minimised, so that it can always be brought back.',
    whenClosed: 'When the window is closed',
    ask: 'Ask',
    background: 'Keep working',
    quit: 'Quit',
    askBeforeQuit: 'Ask before quitting while an export runs',
    askBeforeQuitHint: 'Either way the request in hand is finished, and the export goes on at the next start.',
    startTitle: 'Start and sleep',
    openAtLogin: 'Start when I log in',
    openAtLoginHint: 'Sendoff starts in the background, without its window.',
    openAtLoginHintNoTray: 'This desktop shows no tray, so Sendoff starts with its window.',
    keepAwake: 'Keep the computer awake while an export uploads',
    keepAwakeHint: 'The screen may still turn off. Afterwards the computer sleeps as usual.',
    notSaved: 'The setting was not changed.',
  },

  copyLink: 'Copy link',
}

export type DesktopTexts = typeof desktopEn
