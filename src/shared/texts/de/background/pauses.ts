import type { PauseTexts } from '../../en/background/pauses.ts'
import { counted } from '../core/counted.ts'

export const pausesDe: PauseTexts = {
  badge: 'Angehalten',
  badgeHint: 'Sendoff tut nichts für diesen Kunden, bis Sie fortsetzen.',
  ask: 'Kunden anhalten …',
  askOf: (client) => `Sendoffs Arbeit für ${client} anhalten …`,
  askAll: 'Alles in Sendoff anhalten …',
  resume: 'Fortsetzen',
  resumeOf: (client) => `${client} in Sendoff fortsetzen`,
  resumeAll: 'Alles in Sendoff fortsetzen',
  title: (client) => `${client} anhalten`,
  titleAll: 'Alles in Sendoff anhalten',
  here: 'In Sendoff anhalten',
  hereText:
    'Exporte, Synchronisierung, Relay, Antworten, Übergaben an CRMs, Berichte und Änderungen an Konten halten nach der laufenden Anfrage an. Nichts geht verloren: Alles läuft weiter, sobald Sie fortsetzen.',
  hereMore:
    'Kampagnen senden bei Instantly weiter, auch an Sperrtagen. Eine Abmeldung gilt hier sofort und erreicht Instantly, sobald Sie fortsetzen.',
  there: 'Seine Kampagnen bei Instantly anhalten',
  thereText:
    'Laufende Kampagnen senden keine E-Mails mehr. Sie starten sie unter Kampagnen wieder oder mit „Rückgängig“.',
  pause: 'Anhalten',
  bar: {
    label: 'Angehaltene Arbeit',
    all: 'In Sendoff ist alles angehalten',
    client: (name) => `${name} ist in Sendoff angehalten`,
    clients: (count) => `${counted(count, 'Kunde', 'Kunden')} sind in Sendoff angehalten`,
    since: 'seit',
    waits: (what) => `Es warten: ${what}.`,
    keepsSending: 'Kampagnen senden bei Instantly weiter.',
    show: 'Kunden anzeigen',
  },
  waiting: {
    exports: (count) => counted(count, 'Export', 'Exporte'),
    replies: (count) => counted(count, 'Antwort', 'Antworten'),
    optOuts: (count) => counted(count, 'Abmeldung', 'Abmeldungen'),
    deliveries: (count) => counted(count, 'Übergabe an ein CRM', 'Übergaben an CRMs'),
  },
}
