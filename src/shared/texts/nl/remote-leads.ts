import type { RemoteLeadsTexts } from '../en/remote-leads.ts'
import { counted } from './counted.ts'

const leads = (count: number) => counted(count, 'lead', 'leads')

export const remoteLeadsNl: RemoteLeadsTexts = {
  title: 'Leads bij Instantly',
  crumb: 'Bij Instantly',
  open: 'Leads bij Instantly',
  chooseClient: 'Kies eerst een klant',
  chooseClientText: 'Er wordt gelezen met de eigen sleutel van die klant.',
  place: 'Campagne of leadlijst',
  choosePlace: 'Kies een campagne of leadlijst',
  campaigns: 'Campagnes',
  lists: 'Leadlijsten',
  table: (place) => `Leads van ${place}`,
  email: 'E-mail',
  name: 'Naam',
  company: 'Bedrijf',
  state: 'Stand',
  states: {
    active: 'Actief',
    paused: 'Gepauzeerd',
    completed: 'Afgerond',
    bounced: 'Onbestelbaar',
    unsubscribed: 'Afgemeld',
    skipped: 'Overgeslagen',
    unknown: 'Onbekend',
  },
  choose: 'Kiezen',
  chooseLead: (email) => `${email} kiezen`,
  noEmail: 'geen adres',
  empty: 'Hier is geen lead.',
  shown: (count) => `${leads(count)} getoond`,
  more: 'Meer tonen',
  pull: 'Alles als lijst binnenhalen',
  pulling: 'Lezen …',
  nothing: 'Er is geen lead om binnen te halen.',
  move: (count) => `${leads(count)} verplaatsen`,
  moveTitle: (count) => `${leads(count)} bij Instantly verplaatsen`,
  moveText:
    'Instantly doet het in zijn eigen tijd; hier wordt daarop gewacht. Wie in een lopende campagne komt, wordt aangeschreven.',
  moveTo: 'Naar',
  moving: 'Verplaatsen …',
  moved: (count, optedOut) =>
    `${leads(count)} verplaatst.${optedOut > 0 ? ` Niet verplaatst: ${optedOut} met een afmelding.` : ''}`,
  remove: (count) => `${leads(count)} verwijderen`,
  removeTitle: (count) => `${leads(count)} bij Instantly verwijderen?`,
  removeText:
    'Precies de gekozen leads, met hun antwoorden en resultaten daar. Dit kan niet ongedaan worden gemaakt. Je eigen lijsten blijven.',
  keep: 'Houden',
  removed: (count) => `${leads(count)} bij Instantly verwijderd.`,
}
