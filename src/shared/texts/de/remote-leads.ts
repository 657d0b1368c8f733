import type { RemoteLeadsTexts } from '../en/remote-leads.ts'
import { counted } from './counted.ts'

const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const remoteLeadsDe: RemoteLeadsTexts = {
  title: 'Leads bei Instantly',
  crumb: 'Bei Instantly',
  open: 'Leads bei Instantly',
  chooseClient: 'Wählen Sie zuerst einen Kunden',
  chooseClientText: 'Gelesen wird mit dem eigenen Schlüssel dieses Kunden.',
  place: 'Kampagne oder Lead-Liste',
  choosePlace: 'Kampagne oder Lead-Liste wählen',
  campaigns: 'Kampagnen',
  lists: 'Lead-Listen',
  table: (place) => `Leads in ${place}`,
  email: 'E-Mail',
  name: 'Name',
  company: 'Firma',
  state: 'Stand',
  states: {
    active: 'Aktiv',
    paused: 'Angehalten',
    completed: 'Abgeschlossen',
    bounced: 'Unzustellbar',
    unsubscribed: 'Abgemeldet',
    skipped: 'Übersprungen',
    unknown: 'Unbekannt',
  },
  choose: 'Auswahl',
  chooseLead: (email) => `${email} auswählen`,
  noEmail: 'ohne Adresse',
  empty: 'Hier ist kein Lead.',
  shown: (count) => `${leads(count)} gezeigt`,
  more: 'Mehr zeigen',
  pull: 'Alle als Liste holen',
  pulling: 'Wird gelesen …',
  nothing: 'Es gibt keinen Lead zu holen.',
  move: (count) => `${leads(count)} verschieben`,
  moveTitle: (count) => `${leads(count)} bei Instantly verschieben`,
  moveText:
    'Instantly tut es, wann es dazu kommt; hier wird darauf gewartet. Wer in eine laufende Kampagne kommt, wird angeschrieben.',
  moveTo: 'Nach',
  moving: 'Wird verschoben …',
  moved: (count, optedOut) =>
    `${leads(count)} verschoben.${optedOut > 0 ? ` Nicht verschoben: ${optedOut} mit Abmeldung.` : ''}`,
  remove: (count) => `${leads(count)} löschen`,
  removeTitle: (count) => `${leads(count)} bei Instantly löschen?`,
  removeText:
    'Genau die gewählten Leads, mit ihren Antworten und Ergebnissen dort. Das lässt sich nicht rückgängig machen. Ihre eigenen Listen bleiben.',
  keep: 'Behalten',
  removed: (count) => `${leads(count)} bei Instantly gelöscht.`,
}
