/** Texts for the only screen shown if the store cannot be opened, or is gone. */

export const startProblemEn = {
  title: 'Sendoff could not start',
  stopped: 'Sendoff had to stop',
  dataIn: 'Your data',
  backupsIn: 'Automatic backups',
  version: 'Version',
  stillSo: 'Tried again: nothing has changed yet.',
  openData: 'Open the data folder',
  openLog: 'Open the log folder',
}
