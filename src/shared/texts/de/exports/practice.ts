import type { PracticeTexts } from '../../en/exports/practice.ts'
import { counted } from '../core/counted.ts'

const accounts = (count: number) => counted(count, 'Konto', 'Konten')
const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const practiceDe: PracticeTexts = {
  source: (name) => `Quelle: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count) => `${accounts(count)} mit Störung bei Instantly`,
      todo: 'Beheben oder weglassen: ihre E-Mails prallen ab, scheitern oder landen im Spam und schaden den anderen ihrer Domain.',
      source: 'der Zustand des Kontos bei Instantly',
    },
    accounts_cold: {
      what: (count) => `${accounts(count)} ohne Aufwärmen`,
      todo: 'Wärmen Sie vor der ersten Kampagne zwei Wochen auf, und lassen Sie es an.',
      source: 'der Zustand des Kontos bei Instantly',
    },
    accounts_busy: {
      what: (count) => `${accounts(count)} mit mehr als 30 E-Mails am Tag`,
      todo: 'Senken Sie deren Grenze oder nehmen Sie mehr Konten.',
      source: 'Instantlys Hilfe, „Account and Campaign Limits“',
    },
    first_is_big: {
      what: (count) => `Die erste Kampagne dieses Kunden, mit ${counted(count, 'Lead', 'Leads')}`,
      todo: 'Beginnen Sie mit höchstens 500: Ein Fehler im Text oder ein schwaches Absenderkonto kostet dann wenig.',
      source: 'Vorsicht, keine Regel',
    },
    also_elsewhere: {
      what: (count) => `${leads(count)}, die ein anderer Ihrer Kunden kennt`,
      todo: 'Sie hören von zwei Ihrer Kunden. Der Schalter in den Regeln lässt sie weg.',
      source: 'Ihre eigenen Exporte und Ereignisse',
    },
    bounces: {
      what: (count, share) => `Etwa ${leads(count)} könnten abprallen (${share})`,
      how: {
        list: (bounced, people) =>
          `Gezählt an Kampagnen, die nur Leads dieser Liste hatten: ${bounced} von ${people} prallten ab.`,
        checks: (bounced, people) =>
          `Gezählt an der Prüfung dieser Liste: ${bounced} von ${people} Adressen waren nicht zustellbar.`,
        source: (bounced, people) =>
          `Gezählt an Kampagnen dieses Kunden mit Leads derselben Quelle: ${bounced} von ${people} prallten ab.`,
      },
      todo: 'Prüfen Sie die Liste zuerst oder beginnen Sie mit einem Teil: viele Rückläufer auf einmal schaden den Absenderkonten.',
      source: 'Ihre eigenen Kampagnen und Prüfungen; über 2 % meldet sich der Alarm für Rückläufer',
    },
    unverified: {
      what: (count, share) => `${leads(count)} mit einer Adresse, die niemand geprüft hat (${share})`,
      todo: 'Prüfen Sie die Liste vor dem Senden: ungeprüfte Adressen prallen öfter ab.',
      source: 'die Statusspalten der Dateien und die Prüfung durch Instantly',
    },
    company_elsewhere: {
      what: (count, days) =>
        `${leads(count)} in Firmen, denen ein anderer Ihrer Kunden in den letzten ${counted(days, 'Tag', 'Tagen')} geschrieben hat`,
      todo: 'Kollegen reden miteinander. Der Schalter in den Regeln lässt sie weg.',
      source: 'Ihre eigenen Exporte',
    },
    no_opt_out: {
      what: (count) => `${counted(count, 'erste E-Mail', 'erste E-Mails')} ohne Worte dazu, wie man keine mehr bekommt`,
      todo: 'Schreiben Sie einen Satz wie „Sagen Sie mir, wenn ich nicht mehr schreiben soll“. Die Kopfzeile neuer Kampagnen zeigt nicht jedes E-Mail-Programm.',
      source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3), und sonst Vorsicht',
    },
    tracked_shared: {
      what: (count) => `${accounts(count)} ohne eigene Tracking-Domain, in einer Kampagne mit Tracking`,
      todo: 'Ihre Links und Bilder führen zu einer Domain, die auch andere verwenden. Richten Sie eine eigene ein oder schalten Sie das Tracking aus.',
      source: 'das Konto und die Kampagne bei Instantly',
    },
  },
}
