/** Words the shell itself shows, in Dutch. */
import type { ShellTexts } from '../en/shell.ts'
import { counted } from './counted.ts'
import { jobNamesNl } from './job-names.ts'

export const shellNl: ShellTexts = {
  menu: {
    file: 'Bestand',
    openFile: 'Leadbestand importeren…',
    edit: 'Bewerken',
    view: 'Weergave',
    go: 'Ga naar',
    home: 'Start',
    lists: 'Lijsten',
    exports: 'Exports',
    activity: 'Activiteit',
    settings: 'Instellingen',
    language: 'Taal',
    languages: { system: 'Met het systeem', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
    window: 'Venster',
    help: 'Help',
    guides: 'Sendoff-hulp',
    news: 'Wat is er nieuw',
    keys: 'Toetsenoverzicht',
    dataFolder: 'Gegevensmap openen',
    logFolder: 'Logmap openen',
  },
  roles: {
    about: (app) => `Over ${app}`,
    hide: (app) => `Verberg ${app}`,
    hideOthers: 'Verberg andere',
    unhide: 'Toon alles',
    quit: 'Afsluiten',
    close: 'Venster sluiten',
    undo: 'Ongedaan maken',
    redo: 'Opnieuw',
    cut: 'Knippen',
    copy: 'Kopiëren',
    paste: 'Plakken',
    delete: 'Verwijderen',
    selectAll: 'Alles selecteren',
    reload: 'Opnieuw laden',
    toggleDevTools: 'Ontwikkelhulpmiddelen',
    resetZoom: 'Ware grootte',
    zoomIn: 'Inzoomen',
    zoomOut: 'Uitzoomen',
    togglefullscreen: 'Volledig scherm',
    minimize: 'Minimaliseren',
    zoom: 'Vergroten',
    front: 'Alles naar voren',
  },
  dialogs: {
    openTitle: 'Kies leadbestanden',
    openButton: 'Importeren',
    leadFiles: 'Leadbestanden',
    allFiles: 'Alle bestanden',
    saveTitle: 'Opslaan als',
  },
  notices: {
    export_done: {
      title: 'Export klaar',
      body: (campaign, uploaded) => `${counted(uploaded, 'lead', 'leads')} in ${campaign}.`,
    },
    export_failed: {
      title: 'Export gestopt',
      body: (campaign, uploaded) =>
        `${campaign}: ${counted(uploaded, 'lead', 'leads')} geüpload voordat het stopte. Open Sendoff om te zien waarom.`,
    },
    reply: { title: (name) => `${name} heeft geantwoord`, body: (subject) => subject },
    alert: {
      bounce: 'Te veel mails komen terug',
      stopped: 'Een campagne is gestopt',
      stalled: 'Een campagne verstuurt niets',
      reply_drop: 'Minder antwoorden dan eerst',
      finished: 'Een campagne is klaar',
      target_reply: 'Doel van antwoorden niet gehaald',
      target_open: 'Doel van opens niet gehaald',
      target_unsubscribe: 'Te veel afmeldingen',
      target_cost: 'Antwoorden kosten te veel',
      mailbox: 'Een mailbox faalt',
      contacts: 'Contacten raken op',
    },
    alerts: {
      title: (count) => counted(count, 'melding', 'meldingen'),
      body: 'De startpagina toont ze.',
    },
    jobs: jobNamesNl,
    job_failed: {
      title: (job) => `${job}: drie keer mislukt`,
      body: (client) =>
        `${client === null ? '' : `${client}: `}het blijft misgaan. Activiteit zegt waarom, en wat u kunt doen.`,
    },
    replies: {
      title: (count) => counted(count, 'nieuw antwoord', 'nieuwe antwoorden'),
      body: 'Open de inbox om ze te lezen.',
    },
  },
}
