import type { PracticeTexts } from '../../en/exports/practice.ts'
import { counted } from '../core/counted.ts'

const accounts = (count: number) => counted(count, 'Konto', 'Konten')
const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const practiceDe: PracticeTexts = {
  source: (name) => `Quelle: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count) => `${accounts(count)} mit Störung bei Instantly`,
      todo: 'Beheben Sie die Störung oder lassen Sie sie weg: Ihre E-Mails bouncen, schlagen fehl oder landen im Spam und schaden der Domain.',
      source: 'Status des Kontos bei Instantly',
    },
    accounts_cold: {
      what: (count) => `${accounts(count)} ohne Warm-up`,
      todo: 'Lassen Sie das Warm-up zwei Wochen vor der ersten Kampagne laufen und danach eingeschaltet.',
      source: 'Status des Kontos bei Instantly',
    },
    accounts_busy: {
      what: (count) => `${accounts(count)} mit mehr als 30 E-Mails am Tag`,
      todo: 'Senken Sie das Limit oder verwenden Sie mehr Konten.',
      source: 'Instantlys Hilfe, „Account and Campaign Limits“',
    },
    first_is_big: {
      what: (count) => `Erste Kampagne dieses Kunden, mit ${counted(count, 'Lead', 'Leads')}`,
      todo: 'Beginnen Sie mit höchstens 500. Ein Fehler im Text oder ein schwaches Absenderkonto schadet dann wenig.',
      source: 'Empfehlung',
    },
    also_elsewhere: {
      what: (count) => `${leads(count)}, die ein anderer Kunde schon kontaktiert`,
      todo: 'Sie bekommen E-Mails von zwei Ihrer Kunden. Der Schalter unter Regeln schließt sie aus.',
      source: 'Eigene Exporte und Ereignisse',
    },
    bounces: {
      what: (count, share) => `Etwa ${leads(count)} könnten bouncen (${share})`,
      how: {
        list: (bounced, people) => `Kampagnen nur mit Leads dieser Liste: ${bounced} von ${people} sind gebounct.`,
        checks: (bounced, people) =>
          `Verifizierung dieser Liste: ${bounced} von ${people} Adressen waren nicht zustellbar.`,
        source: (bounced, people) =>
          `Kampagnen dieses Kunden mit Leads derselben Quelle: ${bounced} von ${people} sind gebounct.`,
      },
      todo: 'Verifizieren Sie zuerst die Liste oder beginnen Sie mit einem Teil. Viele Bounces auf einmal schaden den Absenderkonten.',
      source: 'Eigene Kampagnen und Verifizierungen; über 2 % kommt ein Bounce-Hinweis',
    },
    unverified: {
      what: (count, share) => `${leads(count)} mit nicht verifizierter Adresse (${share})`,
      todo: 'Verifizieren Sie die Liste vor dem Export. Nicht verifizierte Adressen bouncen öfter.',
      source: 'Statusspalten der Dateien und Verifizierung durch Instantly',
    },
    company_elsewhere: {
      what: (count, days) =>
        `${leads(count)} bei Firmen, die ein anderer Kunde in den letzten ${counted(days, 'Tag', 'Tagen')} kontaktiert hat`,
      todo: 'Kollegen reden miteinander. Der Schalter unter Regeln schließt sie aus.',
      source: 'Eigene Exporte',
    },
    no_opt_out: {
      what: (count) => `${counted(count, 'erste E-Mail', 'erste E-Mails')} ohne Abmeldehinweis`,
      todo: 'Ergänzen Sie einen Satz wie „Kurze Antwort genügt, dann melde ich mich nicht mehr“. Den Abmelde-Header neuer Kampagnen zeigt nicht jedes E-Mail-Programm.',
      source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3), sonst Empfehlung',
    },
    tracked_shared: {
      what: (count) => `${accounts(count)} ohne eigene Tracking-Domain, in einer Kampagne mit Tracking`,
      todo: 'Links und Bilder laufen über eine Domain, die auch andere nutzen. Richten Sie eine eigene ein oder schalten Sie das Tracking aus.',
      source: 'Konto und Kampagne bei Instantly',
    },
  },
}
