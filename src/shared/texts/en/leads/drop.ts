/** Texts shown while a file is dropped or opened. */

import { counted } from '../core/counted.ts'

export const dropEn = {
  title: (client: string | null) => (client ? `Drop the lead file for ${client}` : 'Drop the lead file'),
  text: 'You see every column and every row before anything is saved.',
  textNoClient: 'Connect a client first.',
  reading: (file: string) => (file ? `Reading ${file}` : 'Reading'),
  rows: (rows: string) => `${rows} rows`,
  whoseTitle: 'Which client is it for?',
  /** `more`: how many other files were opened with it. */
  whoseText: (file: string, more: number) =>
    more > 0
      ? `“${file}” and ${counted(more, 'more file')} belong to one client. Other clients never see them.`
      : `${file ? `“${file}”` : 'The file'} belongs to one client. Other clients never see it.`,
  failed: (file: string) => (file ? `“${file}” was not opened.` : 'The file was not opened.'),
  failedFiles: (files: number) => `${counted(files, 'file')} could not be opened.`,
  alreadyOpen: (file: string) => `“${file}” is open already. This is it, as you left it.`,
  needsClient: 'Connect a client first, then open the file again.',
  chooseOther: 'Choose another file',
  waits: 'Opens after the file that is still loading.',
}
