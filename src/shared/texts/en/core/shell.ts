/** Texts the shell itself shows: menus, the system's dialogs, notifications. Everything else is in the window. */

import { jobNamesEn } from '../background/job-names.ts'
import { counted, n } from './counted.ts'

export const shellEn = {
  menu: {
    file: 'File',
    openFile: 'Import lead file…',
    edit: 'Edit',
    view: 'View',
    go: 'Go',
    home: 'Home',
    lists: 'Lists',
    exports: 'Exports',
    activity: 'Activity',
    settings: 'Settings',
    language: 'Language',
    languages: { system: 'Same as system', en: 'English', de: 'Deutsch', nl: 'Nederlands' },
    window: 'Window',
    help: 'Help',
    guides: 'Sendoff help',
    news: 'What’s new',
    keys: 'Keyboard map',
    dataFolder: 'Open data folder',
    logFolder: 'Open log folder',
  },
  /** Menu items of the system, for which Electron only has English labels. */
  roles: {
    about: (app: string) => `About ${app}`,
    hide: (app: string) => `Hide ${app}`,
    hideOthers: 'Hide others',
    unhide: 'Show all',
    quit: 'Quit',
    close: 'Close window',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    reload: 'Reload',
    toggleDevTools: 'Developer tools',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    togglefullscreen: 'Full screen',
    minimize: 'Minimise',
    zoom: 'Zoom',
    front: 'Bring all to front',
  },
  dialogs: {
    openTitle: 'Choose lead files',
    openButton: 'Import',
    leadFiles: 'Lead files',
    allFiles: 'All files',
    saveTitle: 'Save as',
    folderTitle: 'Choose a folder',
    pictureTitle: 'Choose a logo',
    pictures: 'Pictures',
  },
  notices: {
    export_done: {
      title: 'Export done',
      body: (campaign: string, uploaded: number) => `${counted(uploaded, 'lead')} in ${campaign}.`,
    },
    export_short: {
      none: 'Nothing exported',
      some: (uploaded: number, promised: number) => `${n(uploaded)} of ${n(promised)} exported`,
      body: (campaign: string) => `${campaign}: the export report shows why.`,
    },
    export_failed: {
      title: 'Export stopped',
      body: (campaign: string, uploaded: number) =>
        `${campaign}: ${counted(uploaded, 'lead')} uploaded before it stopped. Open Sendoff to see why.`,
    },
    reply: { title: (name: string) => `${name} replied`, body: (subject: string) => subject },
    alert: {
      bounce: 'Too many bounced emails',
      stopped: 'A campaign was stopped',
      stalled: 'A campaign is not sending',
      reply_drop: 'Fewer replies than before',
      finished: 'A campaign is completed',
      target_reply: 'Reply target missed',
      target_interested: 'Interested target missed',
      target_open: 'Open target missed',
      target_unsubscribe: 'Too many unsubscribes',
      target_cost: 'Cost per reply above target',
      mailbox: 'An account fails',
      contacts: 'Contacts running out',
      asked: 'Possible opt-outs to answer',
    },
    alerts: { title: (count: number) => counted(count, 'alert'), body: 'Home shows them.' },
    report_made: {
      title: 'Report created',
      body: (client: string) => `The scheduled report of ${client} is in its folder.`,
    },
    report_failed: {
      title: 'Report not created',
      body: (client: string) => `The scheduled report of ${client} could not be created. Open Sendoff to see why.`,
    },
    jobs: jobNamesEn,
    job_failed: {
      title: (job: string) => `${job}: failed three times`,
      body: (client: string | null) =>
        `${client === null ? '' : `${client}: `}it keeps failing. Open Background jobs to see why and what to do.`,
    },
    meeting: { title: (name: string) => `Meeting booked: ${name}`, body: (client: string) => `For ${client}.` },
    replies: {
      title: (count: number) => counted(count, 'new reply', 'new replies'),
      body: 'Open the inbox to read them.',
    },
  },
}

export type ShellTexts = typeof shellEn
