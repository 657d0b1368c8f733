import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

export const exportSumNl: Texts['exportSum'] = {
  reasons: {
    opted_out: { word: 'Sindsdien afgemeld', means: 'De persoon wilde geen e-mail meer sinds de lijst is gemaakt.' },
    blocked: {
      word: 'Sindsdien geblokkeerd',
      means: 'Het adres of het domein kwam op een blokkeerlijst sinds de lijst is gemaakt.',
    },
    other_client: { word: 'Voor een andere klant benaderd', means: 'Een andere klant van je schreef deze persoon.' },
    already_uploaded: {
      word: 'Al in deze campagne of leadlijst',
      means: 'Een eerdere export bracht ze daarheen. Niemand komt er twee keer in.',
    },
    in_workspace: {
      word: 'Al in deze workspace',
      means: 'Volgens je eigen exports en de gesynchroniseerde leads bij Instantly. Instantly zou ze overslaan.',
    },
    contacted: {
      word: 'In een eerdere campagne',
      means: 'Ze zaten in een campagne van deze klant die intussen is verwijderd.',
    },
    other_company: {
      word: 'Bedrijf voor een andere klant benaderd',
      means: 'Een andere klant van je schreef dit bedrijf kort geleden.',
    },
    not_verified: {
      word: 'Niet gecontroleerd',
      means: 'Niemand heeft het adres gecontroleerd: het is riskant, onbekend, of er staat niets over.',
    },
    blank_variable: {
      word: 'Leeg in de e-mails',
      means: 'Een variabele van de e-mails zonder terugvaltekst is bij hen leeg.',
    },
    flawed_value: { word: 'Een waarde zou er fout uitzien', means: 'Je laat leads met zo’n waarde weg.' },
  },
  outside: 'Niet gekozen',
  outsideMeans: 'Leads van deze lijst buiten het deel dat je koos.',
  afterFirst: (count) => `Na de eerste ${n(count)}`,
  beyondContacts: 'Meer dan de vrije contacten',
  beyondMeans:
    'Het abonnement bij Instantly heeft er geen plaats voor. Gecontroleerde leads gaan eerst; de rest kun je later exporteren.',
  beyondVerified: (count) =>
    `Ook ${counted(count, 'gecontroleerde lead past', 'gecontroleerde leads passen')} er niet meer bij.`,
  nobody: 'Niemand nieuws om te exporteren',
  nobodyText: 'Iedereen hier staat al in deze workspace of valt af om de redenen hierboven.',
  noContacts: 'Geen vrije contacten in het abonnement',
  noContactsText:
    'Instantly zou geen van deze leads aannemen. Maak contacten vrij of verhoog het abonnement en ververs.',
  mirrorNever: 'De leads bij Instantly zijn nog nooit gesynchroniseerd',
  mirrorOld: (ago) => `De leads bij Instantly zijn ${ago} gesynchroniseerd`,
  mirrorText: 'Leads die er op een andere manier bij kwamen, zijn nog niet afgetrokken.',
  sync: 'Nu synchroniseren',
  onlyVerified: 'Alleen gecontroleerde leads',
  onlyVerifiedHint: 'Leads met een riskant, onbekend of nooit gecontroleerd adres vallen af.',
  part: {
    title: 'Welke leads',
    whole: 'De hele lijst',
    rows: (count) => counted(count, 'gekozen lead', 'gekozen leads'),
    tag: (name) => `Met tag ‘${name}’`,
    filter: 'Het filter van de lijst',
    rest: 'Nog niet geëxporteerd',
    first: 'Alleen de eerste',
    firstLabel: 'Hoeveel leads',
    order: 'Volgorde',
    orders: { verified: 'gecontroleerde eerst', list: 'zoals in de lijst' },
    firstOf: (count, order) => `de eerste ${n(count)}, ${order}`,
    contacts: (count) => `beperkt tot ${counted(count, 'vrij contact', 'vrije contacten')} bij Instantly`,
    of: (rows) => `${counted(rows, 'rij', 'rijen')} van de lijst`,
    label: 'Deel van de lijst',
    exportRest: (leads) => `De rest exporteren, ${n(leads)}`,
    exportRows: (count) => `${counted(count, 'lead', 'leads')} exporteren`,
    inIt: 'in dit deel van de lijst',
  },
  verdict: {
    partial: (uploaded, promised) => `${n(uploaded)} van ${n(promised)} geëxporteerd`,
    nothing: 'Niets geëxporteerd',
    nothingThere: (all) => `Niets geëxporteerd: alle ${n(all)} stonden er al`,
  },
  campaignGone: 'Deze campagne is bij Instantly verwijderd, en haar leads ook: er is niets meer om weg te halen.',
}
