/** Texts for the only screen shown if the store cannot be opened. */

export const startProblemEn = {
  title: 'Sendoff could not start',
  dataIn: 'Your data',
  backupsIn: 'Automatic backups',
  version: 'Version',
  openData: 'Open the data folder',
  openLog: 'Open the log folder',
}
