import type { PauseTexts } from '../../en/background/pauses.ts'
import { counted } from '../core/counted.ts'

export const pausesNl: PauseTexts = {
  badge: 'Gepauzeerd',
  badgeHint: 'Sendoff doet niets voor deze klant tot je hervat.',
  ask: 'Klant pauzeren…',
  askOf: (client) => `Werk van Sendoff voor ${client} pauzeren…`,
  askAll: 'Alles in Sendoff pauzeren…',
  resume: 'Hervatten',
  resumeOf: (client) => `${client} hervatten in Sendoff`,
  resumeAll: 'Alles in Sendoff hervatten',
  title: (client) => `${client} pauzeren`,
  titleAll: 'Alles in Sendoff pauzeren',
  here: 'In Sendoff pauzeren',
  hereText:
    'Exports, synchronisatie, de relay, antwoorden, leveringen aan CRM’s, rapporten en wijzigingen aan accounts stoppen na het huidige verzoek. Er gaat niets verloren: alles gaat verder als je hervat.',
  hereMore:
    'Campagnes blijven bij Instantly versturen, ook op feestdagen en vrije dagen. Een afmelding geldt hier meteen en bereikt Instantly als je hervat.',
  there: 'Campagnes van de klant bij Instantly pauzeren',
  thereText: 'Lopende campagnes versturen geen e-mails meer. Je start ze weer onder Campagnes, of met Ongedaan maken.',
  pause: 'Pauzeren',
  bar: {
    label: 'Gepauzeerd werk',
    all: 'Alles is gepauzeerd in Sendoff',
    client: (name) => `${name} is gepauzeerd in Sendoff`,
    clients: (count) => `${counted(count, 'klant', 'klanten')} zijn gepauzeerd in Sendoff`,
    since: 'sinds',
    waits: (what) => `Wachtend: ${what}.`,
    keepsSending: 'Campagnes blijven bij Instantly versturen.',
    show: 'Klanten tonen',
  },
  waiting: {
    exports: (count) => counted(count, 'export', 'exports'),
    replies: (count) => counted(count, 'antwoord', 'antwoorden'),
    optOuts: (count) => counted(count, 'afmelding', 'afmeldingen'),
    deliveries: (count) => counted(count, 'levering aan een CRM', 'leveringen aan CRM’s'),
  },
}
