import type { ForecastTexts } from '../../en/exports/forecast.ts'
import { counted } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'Mail', 'Mails')
const followUps = (count: number) => counted(count, 'Nachfassmail', 'Nachfassmails')

export const forecastDe: ForecastTexts = {
  title: 'Wann die Mails hinausgehen',
  day: 'Tag',
  week: 'Woche ab',
  first: 'Erste Mails',
  followUps: 'Nachfassmails',
  firstMails: (from, to) => (from === to ? `Erste Mails am ${from}.` : `Erste Mails vom ${from} bis ${to}.`),
  last: (day) => `Letzte Nachfassmail am ${day}.`,
  all: (count, days) => `${mails(count)} an ${counted(days, 'Tag', 'Tagen')}.`,
  fullest: (count) => `Höchstens ${mails(count)} am Tag.`,
  assumes:
    'Als würde niemand antworten, aus den Grenzen der gewählten Konten und den Zeiten oben. Nachfassmails gehen zuerst. Aufwärmen und Pausen zwischen Mails sind nicht gerechnet; Tage, die Sie meiden, sind ausgelassen.',
  whenStarted: 'Gerechnet ab heute; die Kampagne wartet, bis Sie sie starten.',
  noEmails: 'Fügen Sie eine Mail hinzu, um zu sehen, wann sie hinausgeht.',
  noLimits:
    'Was diese Konten am Tag senden dürfen, ist nicht bekannt, also lässt sich kein Tag nennen. Setzen Sie ein Tageslimit für die Kampagne.',
  nothing: 'Mit diesen Tagen, Zeiten und Konten kann nichts gesendet werden.',
  unsent: (first, rest) =>
    first > 0
      ? `${counted(first, 'Lead', 'Leads')} bekämen vor dem letzten Tag keine Mail, und ${followUps(rest)} finden keinen Platz. Wählen Sie ein späteres Ende, mehr Tage oder mehr Konten.`
      : `${followUps(rest)} finden vor dem letzten Tag keinen Platz. Wählen Sie ein späteres Ende, mehr Tage oder mehr Konten.`,
  tooLong: 'So dauert es mehr als zehn Jahre. Erhöhen Sie das Tageslimit oder nehmen Sie mehr Konten.',
}
