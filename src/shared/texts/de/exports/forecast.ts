import type { ForecastTexts } from '../../en/exports/forecast.ts'
import { counted } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'E-Mail', 'E-Mails')
const followUps = (count: number) => counted(count, 'Follow-up-E-Mail', 'Follow-up-E-Mails')

export const forecastDe: ForecastTexts = {
  title: 'Wann die E-Mails hinausgehen',
  day: 'Tag',
  week: 'Woche ab',
  first: 'Erste E-Mails',
  followUps: 'Follow-up-E-Mails',
  firstMails: (from, to) => (from === to ? `Erste E-Mails am ${from}.` : `Erste E-Mails vom ${from} bis ${to}.`),
  last: (day) => `Letzte Follow-up-E-Mail am ${day}.`,
  all: (count, days) => `${mails(count)} an ${counted(days, 'Tag', 'Tagen')}.`,
  fullest: (count) => `Höchstens ${mails(count)} am Tag.`,
  assumes:
    'Als würde niemand antworten, aus den Grenzen der gewählten Konten und den Zeiten oben. Follow-up-E-Mails gehen zuerst. Aufwärmen und Pausen zwischen E-Mails sind nicht gerechnet; Tage, die Sie meiden, sind ausgelassen.',
  whenStarted: 'Gerechnet ab heute; die Kampagne wartet, bis Sie sie starten.',
  noEmails: 'Fügen Sie eine E-Mail hinzu, um zu sehen, wann sie hinausgeht.',
  noLimits:
    'Was diese Konten am Tag senden dürfen, ist nicht bekannt, also lässt sich kein Tag nennen. Setzen Sie ein Tageslimit für die Kampagne.',
  nothing: 'Mit diesen Tagen, Zeiten und Konten kann nichts gesendet werden.',
  unsent: (first, rest) =>
    first > 0
      ? `${counted(first, 'Lead', 'Leads')} bekämen vor dem letzten Tag keine E-Mail, und ${followUps(rest)} finden keinen Platz. Wählen Sie ein späteres Ende, mehr Tage oder mehr Konten.`
      : `${followUps(rest)} finden vor dem letzten Tag keinen Platz. Wählen Sie ein späteres Ende, mehr Tage oder mehr Konten.`,
  tooLong: 'So dauert es mehr als zehn Jahre. Erhöhen Sie das Tageslimit oder nehmen Sie mehr Konten.',
}
