import type { ClientDataTexts } from '../../en/app/client-data.ts'
import { counted, n } from '../core/counted.ts'

export const clientDataNl: ClientDataTexts = {
  title: 'Einde van het contract',
  text: 'Draag alles over als bestanden en verwijder de klant daarna van deze computer.',
  export: 'Alles exporteren…',
  exportHint:
    'Een map met CSV-bestanden voor mensen en JSON-regels voor programma’s: lijsten, e-mails, gebeurtenissen, archieven, resultaten van exports, afmeldingen en rapporten. Zonder sleutels.',
  exporting: (rows) => `${n(rows)} rijen geschreven`,
  exported: (rows, files) => `${n(rows)} rijen in ${counted(files, 'bestand', 'bestanden')}`,
  cancel: 'Annuleren',
  delete: 'Klant verwijderen…',
  deleteHint: 'Alles van deze klant op deze computer, voorgoed. Dit kan niet ongedaan worden gemaakt.',
  deleteTitle: (client) => `${client} verwijderen?`,
  deleteText:
    'Lijsten, leads, e-mails, gebeurtenissen, cijfers, de geschiedenis van rapporten, sleutels en tokens van deze klant worden van deze computer verwijderd. Lopende exports worden eerst geannuleerd.',
  stays: 'Wat blijft',
  staysLines: [
    'Campagnes en leads bij Instantly. Campagnes blijven daar versturen.',
    'Contacten in CRM’s, rijen in Supabase en wat de relay nog niet is vergeten.',
    'Bestanden die je hebt opgeslagen: rapporten, CSV’s, exports.',
  ],
  type: (name) => `Typ ${name} om te bevestigen`,
  keep: 'Klant behouden',
  act: 'Klant verwijderen',
  import: 'Klant importeren…',
  importTitle: 'Klant importeren',
  importText: (name, made, rows) => `${name}, geëxporteerd ${made}: ${n(rows)} rijen.`,
  importMeans:
    'De klant komt gepauzeerd en zonder sleutels aan, en niets wat liep gaat hier verder. Voeg de sleutel toe en hervat als je zover bent.',
  importing: (rows) => `${n(rows)} rijen gelezen`,
  importAct: 'Importeren',
  imported: 'Klant geïmporteerd.',
  receipts: 'Verwijderde klanten',
  receiptsText: 'Aantallen en tijden. Alleen de naam blijft.',
  none: 'Er is geen klant verwijderd.',
  client: 'Klant',
  state: 'Status',
  result: 'Resultaat',
  states: { leaving: 'Verzoeken afronden', rows: 'Wordt verwijderd', bytes: 'Wordt overschreven', done: 'Verwijderd' },
  deleted: (leads, emails, events, exports) =>
    `${counted(leads, 'lead', 'leads')}, ${counted(emails, 'e-mail', 'e-mails')}, ${counted(events, 'gebeurtenis', 'gebeurtenissen')}, ${counted(exports, 'export', 'exports')} verwijderd.`,
  keys: (count) => `${counted(count, 'sleutel', 'sleutels')} hier verwijderd. Verwijder die ook bij Instantly.`,
  webhook: {
    deleted: 'De webhook bij Instantly is verwijderd.',
    left: 'De webhook kon niet worden verwijderd: verwijder die bij Instantly.',
  },
  relay: 'De relay wordt niet meer gelezen. Verwijder de workspace op de relay.',
  tokens: (crms, sources) =>
    `Hier verwijderde tokens: ${counted(crms, 'CRM', 'CRM’s')}, ${counted(sources, 'Supabase-bron', 'Supabase-bronnen')}.`,
  reports: (count) => `${counted(count, 'rapport blijft waar het is', 'rapporten blijven waar ze zijn')} opgeslagen.`,
}
