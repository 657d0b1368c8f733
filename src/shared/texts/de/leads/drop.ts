import type { Texts } from '../../en.ts'

export const dropDe: Texts['drop'] = {
  title: (client) => (client ? `Lead-Datei für ${client} ablegen` : 'Lead-Datei ablegen'),
  text: 'Sie sehen jede Spalte und jede Zeile, bevor etwas gespeichert wird.',
  textNoClient: 'Verbinden Sie zuerst einen Kunden.',
  reading: (file) => (file ? `${file} wird gelesen` : 'Wird gelesen'),
  rows: (rows) => `${rows} ${rows === '1' ? 'Zeile' : 'Zeilen'}`,
  whoseTitle: 'Für welchen Kunden?',
  whoseText: (file) => `${file ? `„${file}“` : 'Die Datei'} gehört zu genau einem Kunden.`,
  failed: (file) => (file ? `„${file}“ wurde nicht geöffnet.` : 'Die Datei wurde nicht geöffnet.'),
  needsClient: 'Verbinden Sie zuerst einen Kunden und öffnen Sie die Datei dann noch einmal.',
  stillReading: 'Eine andere Datei wird gerade gelesen. Öffnen Sie diese danach erneut.',
}
