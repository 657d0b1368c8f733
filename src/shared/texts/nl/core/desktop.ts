import type { DesktopTexts } from '../../en/core/desktop.ts'
import { n } from './counted.ts'

const exportsOf = (count: number) => (count === 1 ? 'Er loopt een export' : `Er lopen ${n(count)} exports`)

export const desktopNl: DesktopTexts = {
  tray: {
    idle: 'Sendoff',
    tooltip: (settled, total, percent) => `Sendoff: ${n(settled)} van ${n(total)} leads (${percent}%)`,
    held: 'Sendoff: exports gepauzeerd',
    open: 'Sendoff openen',
    nothingRuns: 'Er loopt geen export',
    progress: (name, settled, total) => `${name}: ${n(settled)} van ${n(total)}`,
    progressHeld: (name, settled, total) => `${name}: ${n(settled)} van ${n(total)}, gepauzeerd`,
    more: (count) => `nog ${n(count)}`,
    hold: 'Alle exports pauzeren',
    goOn: 'Gepauzeerde exports hervatten',
    needs: (count) => (count === 1 ? '1 item heeft je aandacht nodig' : `${n(count)} items hebben je aandacht nodig`),
    pauseAll: 'Alles pauzeren',
    resumeAll: 'Alles hervatten',
    allPaused: 'Sendoff: alles gepauzeerd',
    quit: 'Sendoff afsluiten',
  },

  leave: {
    closeTitle: 'Op de achtergrond doorwerken?',
    closeText:
      'Sendoff kan in het systeemvak blijven: exports lopen door en alles blijft actueel. Of het sluit af en gaat bij de volgende start verder.',
    closeRunning: (count) => `${exportsOf(count)}.`,
    noTrayTitle: 'Deze desktop heeft geen systeemvak',
    noTrayText:
      'Een gesloten venster kun je hier niet terughalen, dus blijft Sendoff niet op de achtergrond actief. Minimaliseer het venster of sluit af; exports gaan bij de volgende start verder.',
    quitTitle: (count) =>
      count === 1 ? 'Afsluiten terwijl er een export loopt?' : 'Afsluiten terwijl er exports lopen?',
    quitText: (count) =>
      `${exportsOf(count)}. Het lopende verzoek wordt eerst afgerond, de rest volgt bij de volgende start. Geen lead wordt dubbel verstuurd.`,
    background: 'Op de achtergrond doorwerken',
    minimize: 'Minimaliseren',
    quit: 'Afsluiten',
    stay: 'Annuleren',
    rememberClose: 'Onthoud mijn keuze. Je kunt die in de instellingen wijzigen.',
    rememberQuit: 'Niet meer vragen',
    leavingTitle: 'Het lopende verzoek wordt afgerond…',
    leavingText: 'Dit duurt maximaal 5 seconden. De rest volgt bij de volgende start.',
  },

  settings: {
    tab: 'Deze computer',
    closeTitle: 'Venster sluiten',
    closeText: 'Op de achtergrond lopen exports door; het pictogram in het systeemvak haalt het venster terug.',
    closeTextMac: 'Sendoff werkt door als het venster gesloten is; het pictogram in het Dock haalt het venster terug.',
    closeTextNoTray:
      'Deze desktop heeft geen systeemvak. In plaats van op de achtergrond te blijven wordt het venster geminimaliseerd, zodat je het altijd kunt terughalen.',
    whenClosed: 'Als het venster wordt gesloten',
    ask: 'Vragen',
    background: 'Doorwerken',
    quit: 'Afsluiten',
    askBeforeQuit: 'Vragen voor het afsluiten zolang er een export loopt',
    askBeforeQuitHint: 'Hoe dan ook wordt het lopende verzoek afgerond en gaat de export bij de volgende start verder.',
    startTitle: 'Starten en slaapstand',
    openAtLogin: 'Starten als ik me aanmeld',
    openAtLoginHint: 'Sendoff start op de achtergrond, zonder venster.',
    openAtLoginHintNoTray: 'Deze desktop heeft geen systeemvak, daarom start Sendoff met zijn venster.',
    keepAwake: 'Computer wakker houden zolang een export uploadt',
    keepAwakeHint: 'Het scherm mag uitgaan. Daarna gaat de computer gewoon in slaapstand.',
    notSaved: 'De instelling is niet gewijzigd.',
  },

  copyLink: 'Link kopiëren',
}
