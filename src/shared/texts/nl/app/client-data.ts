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
  states: { leaving: 'Verzoeken afronden', rows: 'Wordt verwijderd', bytes: 'Wordt overschreven', done: 'Verwijderd' },
  held: (leads, emails, events, exports) =>
    `${counted(leads, 'lead', 'leads')}, ${counted(emails, 'e-mail', 'e-mails')}, ${counted(events, 'gebeurtenis', 'gebeurtenissen')}, ${counted(exports, 'export', 'exports')}`,
  deletedAt: (when) => `Verwijderd: ${when}`,
  deletedTitle: (client, number) => `${client} verwijderd. Bewijs ${number}`,
  paper: (client) => `Bewijs van verwijdering: ${client}`,
  fileName: 'verwijderbewijs',
  keysHeld: (count) => counted(count, 'sleutel', 'sleutels'),
  campaignsStay: 'Campagnes en leads blijven bij Instantly: verwijder ze daar.',
  keys: (count) => `${counted(count, 'sleutel', 'sleutels')} hier verwijderd. Verwijder die ook bij Instantly.`,
  webhook: {
    deleted: 'De webhook bij Instantly is verwijderd.',
    left: 'De webhook kon niet worden verwijderd: verwijder die bij Instantly.',
  },
  relay: 'De relay wordt niet meer gelezen. Verwijder de workspace op de relay.',
  tokens: 'Tokens hier verwijderd. Wat daar staat blijft: verwijder het daar.',
  reports: (count) => `${counted(count, 'rapport blijft waar het is', 'rapporten blijven waar ze zijn')} opgeslagen.`,
}
