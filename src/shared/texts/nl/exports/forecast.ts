import type { ForecastTexts } from '../../en/exports/forecast.ts'
import { counted } from '../core/counted.ts'

const mails = (count: number) => counted(count, 'e-mail', 'e-mails')
const followUps = (count: number) => counted(count, 'follow-up', 'follow-ups')

export const forecastNl: ForecastTexts = {
  title: 'Wanneer de e-mails weggaan',
  day: 'Dag',
  week: 'Week van',
  first: 'Eerste e-mails',
  followUps: 'Follow-ups',
  firstMails: (from, to) => (from === to ? `Eerste e-mails op ${from}.` : `Eerste e-mails van ${from} tot ${to}.`),
  last: (day) => `Laatste follow-up op ${day}.`,
  all: (count, days) => `${mails(count)} op ${counted(days, 'dag', 'dagen')}.`,
  fullest: (count) => `Maximaal ${mails(count)} per dag.`,
  assumes:
    'Alsof niemand antwoordt, uit de limieten van de gekozen accounts en de tijden hierboven. Follow-ups gaan eerst. Opwarmen en pauzes tussen e-mails zijn niet meegeteld; dagen die je vermijdt zijn overgeslagen.',
  whenStarted: 'Gerekend vanaf vandaag; de campagne wacht tot je haar start.',
  noEmails: 'Voeg een e-mail toe om te zien wanneer die weggaat.',
  noLimits:
    'Wat deze accounts per dag mogen sturen is niet bekend, dus er is geen dag te noemen. Stel een daglimiet voor de campagne in.',
  nothing: 'Met deze dagen, tijden en accounts kan niets worden verstuurd.',
  unsent: (first, rest) =>
    first > 0
      ? `${counted(first, 'lead', 'leads')} zouden voor de laatste dag geen e-mail krijgen, en ${followUps(rest)} vinden geen plaats. Kies een later einde, meer dagen of meer accounts.`
      : `${followUps(rest)} vinden voor de laatste dag geen plaats. Kies een later einde, meer dagen of meer accounts.`,
  tooLong: 'Zo duurt het meer dan tien jaar. Verhoog de daglimiet of voeg accounts toe.',
}
