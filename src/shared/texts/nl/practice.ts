import type { PracticeTexts } from '../en/practice.ts'
import { counted } from './counted.ts'

const accounts = (count: number) => counted(count, 'account', 'accounts')
const leads = (count: number) => counted(count, 'lead', 'leads')

export const practiceNl: PracticeTexts = {
  title: 'Goed gebruik',
  source: (name) => `Bron: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count) => `${accounts(count)} met een storing bij Instantly`,
      todo: 'Herstel ze of laat ze weg: hun mails ketsen af, mislukken of komen in spam, en schaden de andere van hun domein.',
      source: 'de toestand van het account bij Instantly',
    },
    accounts_cold: {
      what: (count) => `${accounts(count)} zonder opwarmen`,
      todo: 'Warm twee weken op voor de eerste campagne, en laat het aan.',
      source: 'de toestand van het account bij Instantly',
    },
    accounts_busy: {
      what: (count) => `${accounts(count)} met meer dan 30 mails per dag`,
      todo: 'Verlaag hun limiet of voeg accounts toe.',
      source: 'de hulp van Instantly, “Account and Campaign Limits”',
    },
    first_is_big: {
      what: (count) => `De eerste campagne van deze klant, met ${leads(count)}`,
      todo: 'Begin met hoogstens 500: een fout in de tekst of een zwakke mailbox kost dan weinig.',
      source: 'voorzichtigheid, geen regel',
    },
    also_elsewhere: {
      what: (count) => `${leads(count)} die een andere klant van u kent`,
      todo: 'Zij horen van twee van uw klanten. De schakelaar in de regels laat ze weg.',
      source: 'uw eigen exports en gebeurtenissen',
    },
  },
}
