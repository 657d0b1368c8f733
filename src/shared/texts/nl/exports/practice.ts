import type { PracticeTexts } from '../../en/exports/practice.ts'
import { counted } from '../core/counted.ts'

const accounts = (count: number) => counted(count, 'account', 'accounts')
const leads = (count: number) => counted(count, 'lead', 'leads')

export const practiceNl: PracticeTexts = {
  source: (name) => `Bron: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count) => `${accounts(count)} met een storing bij Instantly`,
      todo: 'Herstel ze of laat ze weg: hun e-mails ketsen af, mislukken of komen in spam, en schaden de andere van hun domein.',
      source: 'de toestand van het account bij Instantly',
    },
    accounts_cold: {
      what: (count) => `${accounts(count)} zonder opwarmen`,
      todo: 'Warm twee weken op voor de eerste campagne, en laat het aan.',
      source: 'de toestand van het account bij Instantly',
    },
    accounts_busy: {
      what: (count) => `${accounts(count)} met meer dan 30 e-mails per dag`,
      todo: 'Verlaag hun limiet of voeg accounts toe.',
      source: 'de hulp van Instantly, “Account and Campaign Limits”',
    },
    first_is_big: {
      what: (count) => `De eerste campagne van deze klant, met ${leads(count)}`,
      todo: 'Begin met maximaal 500: een fout in de tekst of een zwakke mailbox kost dan weinig.',
      source: 'voorzichtigheid, geen regel',
    },
    also_elsewhere: {
      what: (count) => `${leads(count)} die een andere klant van jou kent`,
      todo: 'Zij horen van twee van je klanten. De schakelaar in de regels laat ze weg.',
      source: 'je eigen exports en gebeurtenissen',
    },
    bounces: {
      what: (count, share) => `Ongeveer ${leads(count)} kunnen afketsen (${share})`,
      how: {
        list: (bounced, people) =>
          `Geteld aan campagnes die alleen leads van deze lijst hadden: ${bounced} van ${people} ketsten af.`,
        checks: (bounced, people) =>
          `Geteld aan de controle van deze lijst: ${bounced} van ${people} adressen waren niet bezorgbaar.`,
        source: (bounced, people) =>
          `Geteld aan campagnes van deze klant met leads uit dezelfde bron: ${bounced} van ${people} ketsten af.`,
      },
      todo: 'Controleer de lijst eerst, of begin met een deel: veel bounces tegelijk schaden de mailboxen.',
      source: 'je eigen campagnes en controles; boven 2% gaat de melding voor bounces af',
    },
    unverified: {
      what: (count, share) => `${leads(count)} met een adres dat niemand controleerde (${share})`,
      todo: 'Controleer de lijst voordat je verzendt: adressen die niemand controleerde ketsen vaker af.',
      source: 'de statuskolommen van de bestanden, en de controle door Instantly',
    },
    company_elsewhere: {
      what: (count, days) =>
        `${leads(count)} bij bedrijven die een andere klant van jou in de laatste ${counted(days, 'dag', 'dagen')} schreef`,
      todo: 'Collega’s praten met elkaar. De schakelaar in de regels laat ze weg.',
      source: 'je eigen exports',
    },
    no_opt_out: {
      what: (count) =>
        `${counted(count, 'eerste e-mail', 'eerste e-mails')} zonder woorden over hoe men er geen meer krijgt`,
      todo: 'Voeg een regel toe zoals “Laat het weten als ik niet meer moet schrijven”. De kopregel van nieuwe campagnes toont niet elk mailprogramma.',
      source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3), en elders voorzichtigheid',
    },
    tracked_shared: {
      what: (count) => `${accounts(count)} zonder eigen trackingdomein, in een campagne die meet`,
      todo: 'Hun links en plaatjes leiden naar een domein dat ook anderen gebruiken. Stel een eigen domein in of zet het meten uit.',
      source: 'het account en de campagne bij Instantly',
    },
  },
}
