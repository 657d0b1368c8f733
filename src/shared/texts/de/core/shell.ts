/** Words the shell itself shows, in German. */
import type { ShellTexts } from '../../en/core/shell.ts'
import { jobNamesDe } from '../background/job-names.ts'
import { counted, n } from './counted.ts'

export const shellDe: ShellTexts = {
  menu: {
    file: 'Datei',
    openFile: 'Lead-Datei importieren…',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    go: 'Gehe zu',
    home: 'Start',
    lists: 'Listen',
    exports: 'Exporte',
    activity: 'Aktivität',
    settings: 'Einstellungen',
    language: 'Sprache',
    languages: { system: 'Wie das System', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
    window: 'Fenster',
    help: 'Hilfe',
    guides: 'Sendoff-Hilfe',
    news: 'Neuigkeiten',
    keys: 'Tastenübersicht',
    dataFolder: 'Datenordner öffnen',
    logFolder: 'Protokollordner öffnen',
  },
  roles: {
    about: (app) => `Über ${app}`,
    hide: (app) => `${app} ausblenden`,
    hideOthers: 'Andere ausblenden',
    unhide: 'Alle einblenden',
    quit: 'Beenden',
    close: 'Fenster schließen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    reload: 'Neu laden',
    toggleDevTools: 'Entwicklerwerkzeuge',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild',
    minimize: 'Minimieren',
    zoom: 'Zoomen',
    front: 'Alle nach vorne bringen',
  },
  dialogs: {
    openTitle: 'Lead-Dateien wählen',
    openButton: 'Importieren',
    leadFiles: 'Lead-Dateien',
    allFiles: 'Alle Dateien',
    saveTitle: 'Speichern unter',
    folderTitle: 'Ordner wählen',
    pictureTitle: 'Logo wählen',
    pictures: 'Bilder',
  },
  notices: {
    export_done: {
      title: 'Export fertig',
      body: (campaign, uploaded) => `${counted(uploaded, 'Lead', 'Leads')} in ${campaign}.`,
    },
    export_short: {
      none: 'Nichts exportiert',
      some: (uploaded, promised) => `${n(uploaded)} von ${n(promised)} exportiert`,
      body: (campaign) => `${campaign}: Der Exportbericht nennt die Gründe.`,
    },
    export_failed: {
      title: 'Export angehalten',
      body: (campaign, uploaded) =>
        `${campaign}: ${counted(uploaded, 'Lead', 'Leads')} hochgeladen, dann fehlgeschlagen. Sendoff zeigt den Grund.`,
    },
    reply: { title: (name) => `${name} hat geantwortet`, body: (subject) => subject },
    alert: {
      bounce: 'Zu viele Bounces',
      stopped: 'Eine Kampagne wurde angehalten',
      stalled: 'Eine Kampagne sendet nichts',
      reply_drop: 'Weniger Antworten als zuvor',
      finished: 'Eine Kampagne ist fertig',
      target_reply: 'Ziel der Antwortrate verfehlt',
      target_open: 'Ziel der Öffnungsrate verfehlt',
      target_unsubscribe: 'Zu viele Abmeldungen',
      target_cost: 'Antworten kosten zu viel',
      mailbox: 'Ein Absenderkonto ist gestört',
      contacts: 'Kontakte des Tarifs werden knapp',
    },
    alerts: {
      title: (count) => counted(count, 'Hinweis', 'Hinweise'),
      body: 'Details auf der Startseite.',
    },
    report_made: {
      title: 'Bericht erstellt',
      body: (client) => `Der geplante Bericht für ${client} liegt in seinem Ordner.`,
    },
    report_failed: {
      title: 'Bericht nicht erstellt',
      body: (client) => `Der geplante Bericht für ${client} konnte nicht erstellt werden. Sendoff zeigt den Grund.`,
    },
    jobs: jobNamesDe,
    job_failed: {
      title: (job) => `${job}: dreimal fehlgeschlagen`,
      body: (client) =>
        `${client === null ? '' : `${client}: `}Grund und Lösung stehen unter Aktivität.`,
    },
    replies: {
      title: (count) => counted(count, 'neue Antwort', 'neue Antworten'),
      body: 'Im Posteingang öffnen.',
    },
  },
}
