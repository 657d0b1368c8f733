import type { DesktopTexts } from '../../en/core/desktop.ts'
import { n } from './counted.ts'

const exportsOf = (count: number) => (count === 1 ? 'Ein Export läuft' : `${n(count)} Exporte laufen`)

export const desktopDe: DesktopTexts = {
  tray: {
    idle: 'Sendoff',
    tooltip: (settled, total, percent) => `Sendoff: ${n(settled)} von ${n(total)} Leads (${percent} %)`,
    held: 'Sendoff: Exporte angehalten',
    open: 'Sendoff öffnen',
    nothingRuns: 'Kein Export läuft',
    progress: (name, settled, total) => `${name}: ${n(settled)} von ${n(total)}`,
    progressHeld: (name, settled, total) => `${name}: ${n(settled)} von ${n(total)}, angehalten`,
    more: (count) => `${n(count)} weitere`,
    hold: 'Alle Exporte anhalten',
    goOn: 'Angehaltene Exporte fortsetzen',
    needs: (count) => (count === 1 ? '1 offener Punkt' : `${n(count)} offene Punkte`),
    pauseAll: 'Alles anhalten',
    resumeAll: 'Alles fortsetzen',
    allPaused: 'Sendoff: alles angehalten',
    quit: 'Sendoff beenden',
  },

  leave: {
    closeTitle: 'Im Hintergrund weiterarbeiten?',
    closeText:
      'Im Infobereich laufen Exporte und Synchronisierung weiter. Beenden Sie Sendoff, geht es beim nächsten Start weiter.',
    closeRunning: (count) => `${exportsOf(count)}.`,
    noTrayTitle: 'Kein Infobereich verfügbar',
    noTrayText:
      'Ein geschlossenes Fenster ließe sich nicht wieder öffnen. Minimieren Sie das Fenster oder beenden Sie Sendoff; Exporte laufen beim nächsten Start weiter.',
    quitTitle: (count) => (count === 1 ? 'Beenden, während ein Export läuft?' : 'Beenden, während Exporte laufen?'),
    quitText: (count) =>
      `${exportsOf(count)}. Die laufende Anfrage wird noch abgeschlossen, der Rest folgt beim nächsten Start. Kein Lead wird doppelt exportiert.`,
    background: 'Im Hintergrund weiterarbeiten',
    minimize: 'Minimieren',
    quit: 'Beenden',
    stay: 'Abbrechen',
    rememberClose: 'Auswahl merken. Sie lässt sich in den Einstellungen ändern.',
    rememberQuit: 'Nicht mehr fragen',
    leavingTitle: 'Die laufende Anfrage wird abgeschlossen …',
    leavingText: 'Das dauert höchstens 5 Sekunden. Alles Weitere folgt beim nächsten Start.',
  },

  settings: {
    tab: 'Dieser Computer',
    closeTitle: 'Fenster schließen',
    closeText: 'Exporte laufen im Hintergrund weiter. Über das Symbol im Infobereich öffnen Sie das Fenster wieder.',
    closeTextMac: 'Sendoff läuft bei geschlossenem Fenster weiter. Über das Symbol im Dock öffnen Sie es wieder.',
    closeTextNoTray: 'Kein Infobereich verfügbar. Das Fenster wird stattdessen minimiert.',
    whenClosed: 'Wenn das Fenster geschlossen wird',
    ask: 'Fragen',
    background: 'Weiterarbeiten',
    quit: 'Beenden',
    askBeforeQuit: 'Vor dem Beenden fragen, solange ein Export läuft',
    askBeforeQuitHint: 'Die laufende Anfrage wird immer abgeschlossen. Der Export läuft beim nächsten Start weiter.',
    startTitle: 'Start und Ruhezustand',
    openAtLogin: 'Bei der Anmeldung starten',
    openAtLoginHint: 'Sendoff startet im Hintergrund, ohne Fenster.',
    openAtLoginHintNoTray: 'Kein Infobereich verfügbar. Sendoff startet deshalb mit Fenster.',
    keepAwake: 'Computer wach halten, solange ein Export hochlädt',
    keepAwakeHint: 'Der Bildschirm darf sich abschalten. Nach dem Export gilt wieder der normale Ruhezustand.',
    notSaved: 'Die Einstellung wurde nicht geändert.',
  },

  updates: {
    title: 'Updates',
    version: (version: string) => `Sendoff ${version}`,
    off: 'Dieser Build sucht nicht nach Updates.',
    never: 'Noch nicht gesucht',
    current: (when: string) => `Aktuell, geprüft ${when}`,
    checking: 'Suche nach Updates …',
    downloading: (next: string, percent: number) => `${next} wird heruntergeladen (${percent} %)`,
    ready: (next: string) =>
      `Sendoff ${next} ist bereit. Exporte, Synchronisierungen und Entwürfe gehen nach dem Neustart weiter.`,
    available: (next: string) => `Sendoff ${next} ist verfügbar.`,
    sending: (count: number): string =>
      count === 1
        ? 'Ein Export läuft: Starten Sie neu, wenn er fertig ist, oder halten Sie ihn vorher an.'
        : `${n(count)} Exporte laufen: Starten Sie neu, wenn sie fertig sind, oder halten Sie sie vorher an.`,
    elsewhere: (next: string) =>
      `Sendoff ${next} ist verfügbar. Dieses Paket kann sich nicht selbst ersetzen: Installieren Sie das neue so, wie Sie dieses installiert haben. Ihre Daten bleiben.`,
    failed: {
      unreachable: 'Der Update-Server hat nicht geantwortet. Sendoff versucht es später wieder.',
      feed: 'Die Antwort des Update-Servers war unverständlich. Sendoff versucht es später wieder.',
      file: 'Heruntergeladen wurde etwas anderes als angekündigt, deshalb wurde es verworfen. Sendoff versucht es später wieder.',
    },
    check: 'Jetzt suchen',
    restart: 'Neu starten und aktualisieren',
    channel: 'Welche Versionen',
    channels: { latest: 'Endgültige', beta: 'Beta', alpha: 'Alpha' },
    channelHint:
      'Beta und Alpha bringen Änderungen früher, aber weniger erprobt. Zurück auf eine ältere Version geht es nicht.',
  },

  copyLink: 'Link kopieren',
}
