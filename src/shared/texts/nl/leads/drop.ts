import type { Texts } from '../../en.ts'

export const dropNl: Texts['drop'] = {
  title: (client) => (client ? `Sleep het leadbestand voor ${client} hierheen` : 'Sleep het leadbestand hierheen'),
  text: 'Je ziet elke kolom en elke rij voordat er iets wordt opgeslagen.',
  textNoClient: 'Verbind eerst een klant om het bestand te importeren.',
  reading: (file) => (file ? `${file} wordt gelezen` : 'Wordt gelezen'),
  rows: (rows) => `${rows} ${rows === '1' ? 'rij' : 'rijen'}`,
  whoseTitle: 'Voor welke klant?',
  whoseText: (file) =>
    `${file ? `“${file}”` : 'Het bestand'} hoort bij één klant en is niet zichtbaar bij andere klanten.`,
  failed: (file) => (file ? `“${file}” is niet geopend.` : 'Het bestand is niet geopend.'),
  needsClient: 'Verbind eerst een klant en open het bestand dan opnieuw.',
  stillReading: 'Er wordt nog een ander bestand gelezen. Open dit bestand daarna opnieuw.',
}
