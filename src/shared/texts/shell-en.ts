/** Words the shell itself shows: menus, the system's dialogs, notifications. Everything else is in the window. */
const leads = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'lead' : 'leads'}`

export const shellTexts = {
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
    window: 'Window',
    help: 'Help',
    dataFolder: 'Open data folder',
    logFolder: 'Open log folder',
  },
  dialogs: {
    openTitle: 'Choose lead files',
    openButton: 'Import',
    leadFiles: 'Lead files',
    allFiles: 'All files',
    saveTitle: 'Save as',
  },
  notices: {
    export_done: {
      title: 'Export done',
      body: (campaign: string, uploaded: number) => `${leads(uploaded)} in ${campaign}.`,
    },
    export_failed: {
      title: 'Export stopped',
      body: (campaign: string, uploaded: number) =>
        `${campaign}: ${leads(uploaded)} uploaded before it stopped. Open Sendoff to see why.`,
    },
  },
} as const
