import type { ForecastTexts } from '../../en/exports/forecast.ts'
import { counted, n } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'e-mail', 'e-mails')
const followUps = (count: number) => counted(count, 'follow-up', 'follow-ups')

export const forecastNl: ForecastTexts = {
  title: 'Verzendprognose',
  day: 'Dag',
  week: 'Week van',
  first: 'Eerste e-mails',
  followUps: 'Follow-ups',
  firstEmail: 'Eerste e-mail',
  lastEmail: 'Laatste',
  atMost: (count) => `hooguit ${n(count)}`,
  firstMails: (from, to) => (from === to ? `Eerste e-mails op ${from}.` : `Eerste e-mails van ${from} tot ${to}.`),
  last: (day) => `Laatste follow-up op ${day}.`,
  all: (count, days) => `${mails(count)} op ${counted(days, 'dag', 'dagen')}.`,
  fullest: (count) => `Maximaal ${mails(count)} per dag.`,
  assumes:
    'Berekend met de limieten van de gekozen accounts en de tijden hierboven, zonder antwoorden. Follow-ups gaan eerst. Warm-up en pauzes tussen e-mails tellen niet mee; uitgesloten dagen zijn overgeslagen.',
  whenStarted: 'Berekend vanaf vandaag. De campagne start pas als je die activeert.',
  noEmails: 'Voeg een e-mail toe om te zien wanneer die wordt verzonden.',
  noLimits: 'De daglimiet van deze accounts is onbekend. Stel een daglimiet voor de campagne in.',
  nothing: 'Met deze dagen, tijden en accounts kan niets worden verzonden.',
  unsent: (first, rest) =>
    first > 0
      ? `${counted(first, 'lead', 'leads')} krijgen geen e-mail voor de laatste dag, en ${followUps(rest)} passen niet meer. Kies een later einde, meer dagen of meer accounts.`
      : `${followUps(rest)} passen niet voor de laatste dag. Kies een later einde, meer dagen of meer accounts.`,
  tooLong: 'Dit duurt meer dan tien jaar. Verhoog de daglimiet of voeg accounts toe.',
}
