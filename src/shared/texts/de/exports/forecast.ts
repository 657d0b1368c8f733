import type { ForecastTexts } from '../../en/exports/forecast.ts'
import { counted, n } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'E-Mail', 'E-Mails')
const followUps = (count: number) => counted(count, 'Follow-up', 'Follow-ups')

export const forecastDe: ForecastTexts = {
  title: 'Versandprognose',
  day: 'Tag',
  week: 'Woche ab',
  first: 'Erste E-Mails',
  followUps: 'Follow-ups',
  firstEmail: 'Erste E-Mail',
  lastEmail: 'Letzte',
  atMost: (count) => `höchstens ${n(count)}`,
  firstMails: (from, to) => (from === to ? `Erste E-Mails am ${from}.` : `Erste E-Mails vom ${from} bis ${to}.`),
  last: (day) => `Letztes Follow-up am ${day}.`,
  all: (count, days) => `${mails(count)} an ${counted(days, 'Tag', 'Tagen')}.`,
  fullest: (count) => `Höchstens ${mails(count)} am Tag.`,
  assumes:
    'Berechnet ohne Antworten, aus den Limits der gewählten Konten und den Sendezeiten oben. Follow-ups haben Vorrang. Warm-up und Abstände zwischen E-Mails sind nicht berücksichtigt, Sperrtage schon.',
  whenStarted: 'Berechnet ab heute. Die Kampagne sendet erst, wenn Sie sie starten.',
  noEmails: 'Fügen Sie eine E-Mail hinzu, um die Prognose zu sehen.',
  noLimits: 'Das Tageslimit dieser Konten ist unbekannt. Setzen Sie ein Tageslimit für die Kampagne.',
  nothing: 'Mit diesen Tagen, Zeiten und Konten kann nichts gesendet werden.',
  unsent: (first, rest) =>
    first > 0
      ? `${counted(first, 'Lead', 'Leads')} bekommen bis zum letzten Tag keine E-Mail, und ${followUps(rest)} werden nicht gesendet. Wählen Sie ein späteres Ende, mehr Tage oder mehr Konten.`
      : `${followUps(rest)} werden bis zum letzten Tag nicht gesendet. Wählen Sie ein späteres Ende, mehr Tage oder mehr Konten.`,
  tooLong: 'Der Versand dauert mehr als zehn Jahre. Erhöhen Sie das Tageslimit oder wählen Sie mehr Konten.',
}
