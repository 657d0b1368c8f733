/** Texts for the desktop integration: tray, closing and quitting, start at login. The shell uses them too. */
import { n } from './counted.ts'

const exportsOf = (count: number) => (count === 1 ? 'An export is running' : `${n(count)} exports are running`)

export const desktopEn = {
  tray: {
    idle: 'Sendoff',
    /** Shown when the pointer is over the icon. */
    tooltip: (settled: number, total: number, percent: number) =>
      `Sendoff: ${n(settled)} of ${n(total)} leads (${percent} %)`,
    held: 'Sendoff: exports paused',
    open: 'Open Sendoff',
    nothingRuns: 'No exports running',
    progress: (name: string, settled: number, total: number) => `${name}: ${n(settled)} of ${n(total)}`,
    progressHeld: (name: string, settled: number, total: number) => `${name}: ${n(settled)} of ${n(total)}, paused`,
    more: (count: number) => `${n(count)} more`,
    hold: 'Pause all exports',
    goOn: 'Resume paused exports',
    needs: (count: number) => (count === 1 ? '1 thing needs attention' : `${n(count)} things need attention`),
    pauseAll: 'Pause everything',
    resumeAll: 'Resume everything',
    allPaused: 'Sendoff: everything paused',
    quit: 'Quit Sendoff',
  },

  leave: {
    closeTitle: 'Keep working in the background?',
    closeText:
      'Sendoff can stay in the tray: exports keep running and everything stays up to date. If you quit, it continues at the next start.',
    closeRunning: (count: number) => `${exportsOf(count)}.`,
    noTrayTitle: 'This desktop has no tray',
    noTrayText:
      'Without a tray, a closed window could not be reopened. Minimise the window to keep Sendoff running, or quit: exports continue at the next start.',
    quitTitle: (count: number): string => (count === 1 ? 'Quit while an export runs?' : 'Quit while exports run?'),
    quitText: (count: number) =>
      `${exportsOf(count)}. The current request is finished first; the rest continues at the next start. No lead is exported twice.`,
    quitUnsavedTitle: 'Quit while a list is being saved?',
    quitUnsavedText: 'If you quit now, the list is not saved. You would start again from its file or table.',
    background: 'Keep working in the background',
    minimize: 'Minimise',
    quit: 'Quit',
    stay: 'Cancel',
    rememberClose: 'Remember my choice. It can be changed in Settings.',
    rememberQuit: 'Don’t ask again',
    leavingTitle: 'Finishing the current request…',
    leavingText: 'This takes 5 seconds at most. Everything else continues at the next start.',
  },

  settings: {
    tab: 'This computer',
    closeTitle: 'Closing the window',
    closeText: 'In the background, exports keep running. The tray icon reopens the window.',
    closeTextMac: 'Sendoff keeps running when its window is closed. The Dock icon reopens the window.',
    closeTextNoTray: 'This desktop shows no tray. The window is minimised instead, so that you can always reopen it.',
    whenClosed: 'When the window is closed',
    ask: 'Ask',
    background: 'Keep working',
    quit: 'Quit',
    askBeforeQuit: 'Ask before quitting while an export runs',
    askBeforeQuitHint: 'Either way, the current request is finished and the export continues at the next start.',
    startTitle: 'Start and sleep',
    openAtLogin: 'Start when I log in',
    openAtLoginHint: 'Sendoff starts in the background, without its window.',
    openAtLoginHintNoTray: 'This desktop shows no tray, so Sendoff starts with its window.',
    keepAwake: 'Keep the computer awake while an export uploads',
    keepAwakeHint: 'The screen may still turn off. Afterwards the computer sleeps as usual.',
    notSaved: 'The setting was not changed.',
  },

  updates: {
    title: 'Updates',
    version: (version: string) => `Sendoff ${version}`,
    off: 'This build does not check for updates.',
    never: 'Not checked yet',
    current: (when: string) => `Up to date, checked ${when}`,
    checking: 'Checking…',
    downloading: (next: string, percent: number) => `Downloading ${next} (${percent} %)`,
    ready: (next: string) => `Sendoff ${next} is ready. Exports, syncs and drafts continue after the restart.`,
    available: (next: string) => `Sendoff ${next} is available.`,
    sending: (count: number): string =>
      count === 1
        ? 'An export is sending: restart when it has finished, or pause it first.'
        : `${n(count)} exports are sending: restart when they have finished, or pause them first.`,
    elsewhere: (next: string) =>
      `Sendoff ${next} is available. This kind of package cannot replace itself: install the new one the way you installed this one. Your data stays.`,
    failed: {
      unreachable: 'The update server did not answer. Sendoff tries again later.',
      feed: 'The update server’s answer made no sense. Sendoff tries again later.',
      file: 'What was downloaded is not what was announced, so it was thrown away. Sendoff tries again later.',
    },
    check: 'Check now',
    restart: 'Restart to update',
    channel: 'Which versions',
    channels: { latest: 'Final', beta: 'Beta', alpha: 'Alpha' },
    channelHint: 'Beta and alpha bring changes earlier, with less time behind them. Going back down is not possible.',
  },

  copyLink: 'Copy link',
}

export type DesktopTexts = typeof desktopEn
