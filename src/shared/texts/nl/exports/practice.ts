import type { PracticeTexts } from '../../en/exports/practice.ts'
import { counted } from '../core/counted.ts'

const accounts = (count: number) => counted(count, 'account', 'accounts')
const leads = (count: number) => counted(count, 'lead', 'leads')

export const practiceNl: PracticeTexts = {
  source: (name) => `Bron: ${name}.`,
  kinds: {
    accounts_unwell: {
      what: (count) => `${accounts(count)} met een storing bij Instantly`,
      todo: 'Herstel ze of gebruik ze niet: hun e-mails bouncen, mislukken of komen in de spam, en schaden de andere accounts van het domein.',
      source: 'de status van het account bij Instantly',
    },
    accounts_cold: {
      what: (count) => `${accounts(count)} zonder warm-up`,
      todo: 'Warm twee weken op voor de eerste campagne en laat de warm-up aan.',
      source: 'de status van het account bij Instantly',
    },
    accounts_busy: {
      what: (count) => `${accounts(count)} met meer dan 30 e-mails per dag`,
      todo: 'Verlaag hun limiet of voeg accounts toe.',
      source: 'de helpartikelen van Instantly, “Account and Campaign Limits”',
    },
    first_is_big: {
      what: (count) => `De eerste campagne van deze klant, met ${leads(count)}`,
      todo: 'Begin met maximaal 500: een fout in de tekst of een zwak account heeft dan weinig gevolgen.',
      source: 'aanbeveling, geen regel',
    },
    also_elsewhere: {
      what: (count) => `${leads(count)} die bekend zijn bij een andere klant`,
      todo: 'Ze krijgen e-mail van twee van je klanten. Sla ze over met de schakelaar in de regels.',
      source: 'je eigen exports en gebeurtenissen',
    },
    bounces: {
      what: (count, share) => `Ongeveer ${leads(count)} kunnen bouncen (${share})`,
      how: {
        list: (bounced, people) => `In campagnes met alleen leads van deze lijst: ${bounced} van ${people} bounceten.`,
        checks: (bounced, people) =>
          `Bij de verificatie van deze lijst: ${bounced} van ${people} adressen waren ongeldig.`,
        source: (bounced, people) =>
          `In campagnes van deze klant met leads uit dezelfde bron: ${bounced} van ${people} bounceten.`,
      },
      todo: 'Verifieer eerst de lijst, of begin met een deel: veel bounces tegelijk schaden de accounts.',
      source: 'je eigen campagnes en verificaties; boven 2% krijg je een bouncemelding',
    },
    unverified: {
      what: (count, share) => `${leads(count)} zonder geverifieerd adres (${share})`,
      todo: 'Verifieer de lijst voordat je verzendt: niet-geverifieerde adressen bouncen vaker.',
      source: 'de statuskolommen van de bestanden, en de verificatie door Instantly',
    },
    company_elsewhere: {
      what: (count, days) =>
        `${leads(count)} bij bedrijven die in de laatste ${counted(days, 'dag', 'dagen')} voor een andere klant zijn benaderd`,
      todo: 'Collega’s praten met elkaar. Sla ze over met de schakelaar in de regels.',
      source: 'je eigen exports',
    },
    no_opt_out: {
      what: (count) => `${counted(count, 'eerste e-mail', 'eerste e-mails')} zonder afmeldzin`,
      todo: 'Voeg een zin toe zoals “Laat het weten als je geen e-mails meer wilt”. Niet elk mailprogramma toont de afmeldheader van nieuwe campagnes.',
      source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3), elders een aanbeveling',
    },
    tracked_shared: {
      what: (count) => `${accounts(count)} zonder eigen trackingdomein, in een campagne met tracking`,
      todo: 'Hun links en afbeeldingen lopen via een gedeeld domein. Stel een eigen trackingdomein in of zet tracking uit.',
      source: 'het account en de campagne bij Instantly',
    },
  },
}
