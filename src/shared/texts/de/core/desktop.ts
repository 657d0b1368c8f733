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
    needs: (count) => (count === 1 ? '1 Sache wartet auf Sie' : `${n(count)} Sachen warten auf Sie`),
    quit: 'Sendoff beenden',
  },

  leave: {
    closeTitle: 'Im Hintergrund weiterarbeiten?',
    closeText:
      'Sendoff kann im Infobereich bleiben: Exporte laufen weiter und alles bleibt aktuell. Oder es wird beendet und macht beim nächsten Start weiter.',
    closeRunning: (count) => `${exportsOf(count)}.`,
    noTrayTitle: 'Diese Oberfläche hat keinen Infobereich',
    noTrayText:
      'Ein geschlossenes Fenster ließe sich nicht zurückholen, deshalb bleibt Sendoff nicht unsichtbar aktiv. Minimieren Sie das Fenster, um weiterzuarbeiten, oder beenden Sie Sendoff; Exporte laufen beim nächsten Start weiter.',
    quitTitle: (count) => (count === 1 ? 'Beenden, während ein Export läuft?' : 'Beenden, während Exporte laufen?'),
    quitText: (count) =>
      `${exportsOf(count)}. Die laufende Anfrage wird noch abgeschlossen, der Rest folgt beim nächsten Start. Kein Lead wird doppelt gesendet.`,
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
    closeText: 'Im Hintergrund laufen Exporte weiter; das Symbol im Infobereich holt das Fenster zurück.',
    closeTextMac:
      'Sendoff arbeitet weiter, wenn das Fenster geschlossen ist; das Symbol im Dock holt das Fenster zurück.',
    closeTextNoTray:
      'Diese Oberfläche hat keinen Infobereich. Statt im Hintergrund zu bleiben, wird das Fenster minimiert, damit es sich immer zurückholen lässt.',
    whenClosed: 'Wenn das Fenster geschlossen wird',
    ask: 'Fragen',
    background: 'Weiterarbeiten',
    quit: 'Beenden',
    askBeforeQuit: 'Vor dem Beenden fragen, solange ein Export läuft',
    askBeforeQuitHint:
      'In jedem Fall wird die laufende Anfrage abgeschlossen, und der Export läuft beim nächsten Start weiter.',
    startTitle: 'Start und Ruhezustand',
    openAtLogin: 'Bei der Anmeldung starten',
    openAtLoginHint: 'Sendoff startet im Hintergrund, ohne Fenster.',
    openAtLoginHintNoTray: 'Diese Oberfläche hat keinen Infobereich, deshalb startet Sendoff mit Fenster.',
    keepAwake: 'Computer wach halten, solange ein Export hochlädt',
    keepAwakeHint: 'Der Bildschirm darf sich abschalten. Danach schläft der Computer wie gewohnt.',
    notSaved: 'Die Einstellung wurde nicht geändert.',
  },

  copyLink: 'Link kopieren',
}
