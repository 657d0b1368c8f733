/** Words while a file is dropped or opened. */

export const dropEn = {
  title: (client: string | null) => (client ? `Drop the lead file for ${client}` : 'Drop the lead file'),
  text: 'You see every column and every row before anything is saved.',
  textNoClient: 'First connect a client; then it can be read.',
  reading: (file: string) => (file ? `Reading ${file}` : 'Reading'),
  rows: (rows: string) => `${rows} rows`,
  whoseTitle: 'For which client?',
  whoseText: (file: string) => `${file ? `“${file}”` : 'The file'} is kept with one client and never seen by another.`,
  failed: (file: string) => (file ? `“${file}” was not opened.` : 'The file was not opened.'),
  needsClient: 'Connect a client first, then open the file again.',
  stillReading: 'Another file is being read. Open this one again afterwards.',
}
