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

  updates: {
    title: 'Updates',
    version: (version: string) => `Sendoff ${version}`,
    off: 'Deze build zoekt niet naar updates.',
    never: 'Nog niet gezocht',
    current: (when: string) => `Bijgewerkt, gecontroleerd ${when}`,
    checking: 'Zoeken naar updates…',
    downloading: (next: string, percent: number) => `${next} wordt gedownload (${percent} %)`,
    ready: (next: string) =>
      `Sendoff ${next} staat klaar. Exports, synchronisaties en concepten gaan na de herstart verder.`,
    available: (next: string) => `Sendoff ${next} is beschikbaar.`,
    sending: (count: number): string =>
      count === 1
        ? 'Er loopt een export: herstart als die klaar is, of pauzeer hem eerst.'
        : `Er lopen ${n(count)} exports: herstart als ze klaar zijn, of pauzeer ze eerst.`,
    elsewhere: (next: string) =>
      `Sendoff ${next} is beschikbaar. Dit pakket kan zichzelf niet vervangen: installeer het nieuwe zoals je dit hebt geïnstalleerd. Je gegevens blijven.`,
    failed: {
      unreachable: 'De updateserver gaf geen antwoord. Sendoff probeert het later opnieuw.',
      feed: 'Het antwoord van de updateserver was niet te begrijpen. Sendoff probeert het later opnieuw.',
      file: 'Wat is gedownload, is niet wat was aangekondigd, en is daarom weggegooid. Sendoff probeert het later opnieuw.',
    },
    check: 'Nu zoeken',
    restart: 'Herstarten en bijwerken',
    channel: 'Welke versies',
    channels: { latest: 'Definitief', beta: 'Bèta', alpha: 'Alfa' },
    channelHint:
      'Bèta en alfa brengen wijzigingen eerder, maar minder beproefd. Terug naar een oudere versie kan niet.',
  },

  copyLink: 'Link kopiëren',
}
