import type { AlertTexts } from '../en/alerts.ts'
import { counted } from './counted.ts'

export const alertsNl: AlertTexts = {
  titles: {
    bounce: (share, base) => `${share} van ${base} mails kwam terug`,
    stopped: 'Instantly heeft deze campagne gestopt',
    stalled: (days) => `Al ${counted(days, 'dag', 'dagen')} niets verstuurd`,
    reply_drop: (now, before) => `Antwoorden daalden van ${before} naar ${now} van de mails`,
    finished: 'Elke lead heeft elke stap gehad',
  },
  texts: {
    bounce: (limit) =>
      `Boven ${limit}. Pauzeer de campagne, verifieer de leads en kijk waar de lijst vandaan komt: mailproviders wantrouwen afzenders wier mail terugkomt.`,
    stopped:
      'Open de campagne en vraag Instantly waarom. Meestal zijn het bounces, falende mailboxen of het abonnement.',
    stalled:
      'De campagne loopt, maar er ging geen mail uit. Vraag Instantly waarom: meestal uren, limieten of mailboxen.',
    reply_drop:
      'De laatste 14 dagen tegenover de 28 ervoor, meer dan toeval. Kijk wat er veranderde: tekst, lijst, mailboxen.',
    finished: 'Voeg leads toe, of laat het zo: cijfers en antwoorden blijven hier.',
  },
  open: 'Campagne openen',
  aside: 'Opzij leggen',
  asideOf: (title, campaign) => `Opzij leggen: ${title}, ${campaign}`,
  setting: {
    title: 'Meldingen',
    notify: 'Meldingen op het bureaublad',
    notifyHint: 'Eenmaal per melding, niet in de stille uren van de inbox. De startpagina toont ze altijd.',
    amber: 'Bounces: bekijken boven',
    red: 'Bounces: ernstig boven',
    percent: '% van de verzonden mails',
    source:
      'Gebruikelijk: 2 % en 5 %. Mailproviders wantrouwen afzenders wier mail terugkomt; geen zegt vanaf welk aandeel.',
    wrong: 'Twee getallen tussen 0,1 en 50, het tweede hoger dan het eerste.',
    save: 'Grenzen bewaren',
    kinds: 'Waarover gemeld wordt',
    kindNames: {
      bounce: 'Mails die terugkomen',
      stopped: 'Campagnes die Instantly stopte',
      stalled: 'Lopende campagnes die vier dagen niets versturen',
      reply_drop: 'Minder antwoorden dan eerst',
      finished: 'Campagnes die klaar zijn',
    },
  },
}
