import type { Texts } from '../../en.ts'

export const dropNl: Texts['drop'] = {
  title: (client) => (client ? `Zet het leadbestand voor ${client} hier neer` : 'Zet het leadbestand hier neer'),
  text: 'Je ziet elke kolom en elke rij voordat er iets wordt opgeslagen.',
  textNoClient: 'Verbind eerst een klant; dan kan het worden gelezen.',
  reading: (file) => (file ? `${file} wordt gelezen` : 'Wordt gelezen'),
  rows: (rows) => `${rows} ${rows === '1' ? 'rij' : 'rijen'}`,
  whoseTitle: 'Voor welke klant?',
  whoseText: (file) =>
    `${file ? `“${file}”` : 'Het bestand'} blijft bij één klant en is nooit te zien voor een andere.`,
  failed: (file) => (file ? `“${file}” is niet geopend.` : 'Het bestand is niet geopend.'),
  needsClient: 'Verbind eerst een klant en open het bestand dan opnieuw.',
  stillReading: 'Er wordt nog een ander bestand gelezen. Open dit daarna opnieuw.',
}
