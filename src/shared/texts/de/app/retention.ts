import type { RetentionTexts } from '../../en/app/retention.ts'
import { counted } from '../core/counted.ts'

export const retentionDe: RetentionTexts = {
  title: 'Aufbewahrung',
  text: 'Wie lange Texte auf diesem Computer bleiben. Zahlen stimmen auch danach.',
  kinds: {
    emails: 'E-Mails im Posteingang',
    payloads: 'Ereignisse im Original',
    archives: 'Archivierte Kampagnen',
    calls: 'API-Protokoll',
  },
  hints: {
    emails:
      'Text, Formatierung und Namen von Anhängen, gerechnet ab der letzten E-Mail einer Konversation. Absender, Betreff und Zeiten bleiben.',
    payloads: 'Die Webhook-Texte hinter Ereignissen. Wer wann was getan hat, bleibt.',
    archives:
      'Felder von Leads und Texte von E-Mails. Adressen und Zeiten bleiben, damit niemand doppelt kontaktiert wird.',
    calls: 'Aufrufe an Instantly.',
  },
  forGood: 'Für immer behalten',
  months: (count) => counted(count, 'Monat', 'Monate'),
  amounts: {
    emails: (count) => counted(count, 'E-Mail', 'E-Mails'),
    payloads: (count) => counted(count, 'Ereignis', 'Ereignisse'),
    archives: (count) => counted(count, 'archivierter Eintrag', 'archivierte Einträge'),
    calls: (count) => counted(count, 'Aufruf', 'Aufrufe'),
  },
  would: (what, size) => `Würde ${what} löschen, ${size}.`,
  nothing: 'Zurzeit nichts zu löschen.',
  kept: (what) => `${what} bleiben: noch in Arbeit.`,
  counting: 'Wird gezählt …',
  save: 'Speichern',
  saveAndDelete: 'Speichern und löschen …',
  sure: 'Löschen, was abgelaufen ist?',
  sureText:
    'Es wird endgültig von diesem Computer gelöscht, jetzt und von nun an täglich. Backups behalten es bis zu ihrer eigenen Frist.',
  act: 'Löschen',
  saved: 'Aufbewahrung gespeichert',
  running: 'Wird gelöscht …',
  last: (when, what) => `Zuletzt gelöscht ${when}: ${what}.`,
  noText: 'Kein Text. Er war leer oder wurde nach der Aufbewahrungsfrist dieses Kunden gelöscht.',
}
