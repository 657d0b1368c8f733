import type { PracticeTexts } from '../en/practice.ts'
import { counted } from './counted.ts'

const accounts = (count: number) => counted(count, 'Konto', 'Konten')
const leads = (count: number) => counted(count, 'Lead', 'Leads')

export const practiceDe: PracticeTexts = {
  title: 'Gute Praxis',
  source: (name) => `Quelle: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count) => `${accounts(count)} mit Störung bei Instantly`,
      todo: 'Beheben oder weglassen: ihre Mails prallen ab, scheitern oder landen im Spam und schaden den anderen ihrer Domain.',
      source: 'der Zustand des Kontos bei Instantly',
    },
    accounts_cold: {
      what: (count) => `${accounts(count)} ohne Aufwärmen`,
      todo: 'Wärmen Sie vor der ersten Kampagne zwei Wochen auf, und lassen Sie es an.',
      source: 'der Zustand des Kontos bei Instantly',
    },
    accounts_busy: {
      what: (count) => `${accounts(count)} mit mehr als 30 Mails am Tag`,
      todo: 'Senken Sie deren Grenze oder nehmen Sie mehr Konten.',
      source: 'Instantlys Hilfe, „Account and Campaign Limits“',
    },
    first_is_big: {
      what: (count) => `Die erste Kampagne dieses Kunden, mit ${counted(count, 'Lead', 'Leads')}`,
      todo: 'Beginnen Sie mit höchstens 500: Ein Fehler im Text oder ein schwaches Postfach kostet dann wenig.',
      source: 'Vorsicht, keine Regel',
    },
    also_elsewhere: {
      what: (count) => `${leads(count)}, die ein anderer Ihrer Kunden kennt`,
      todo: 'Sie hören von zwei Ihrer Kunden. Der Schalter in den Regeln lässt sie weg.',
      source: 'Ihre eigenen Exporte und Ereignisse',
    },
  },
}
