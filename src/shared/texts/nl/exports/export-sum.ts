import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

export const exportSumNl: Texts['exportSum'] = {
  reasons: {
    opted_out: { word: 'Sindsdien afgemeld', means: 'Heeft zich afgemeld nadat de lijst is gemaakt.' },
    blocked: {
      word: 'Sindsdien geblokkeerd',
      means: 'Het adres of domein is op een blokkeerlijst gezet nadat de lijst is gemaakt.',
    },
    other_client: {
      word: 'Voor een andere klant benaderd',
      means: 'Je hebt deze persoon al voor een andere klant benaderd.',
    },
    claimed_elsewhere: {
      word: 'Bezet door een andere computer',
      means: 'Die deelt deze klant en heeft ze benaderd, of gaat dat net doen.',
    },
    already_uploaded: {
      word: 'Al in deze campagne of leadlijst',
      means: 'Al toegevoegd door een eerdere export. Niemand wordt twee keer toegevoegd.',
    },
    in_workspace: {
      word: 'Al in deze workspace',
      means: 'Volgens je eigen exports en de gesynchroniseerde leads bij Instantly. Instantly slaat ze over.',
    },
    contacted: {
      word: 'In een eerdere campagne',
      means: 'Zaten in een intussen verwijderde campagne van deze klant.',
    },
    other_company: {
      word: 'Bedrijf voor een andere klant benaderd',
      means: 'Je hebt dit bedrijf kort geleden voor een andere klant benaderd.',
    },
    not_verified: {
      word: 'Niet geverifieerd',
      means: 'Het adres is riskant, onbekend of nog niet geverifieerd.',
    },
    blank_variable: {
      word: 'Lege variabele',
      means: 'Een variabele zonder fallback is leeg.',
    },
    flawed_value: { word: 'Foutieve waarde', means: 'Leads met zo’n waarde worden volgens je regel overgeslagen.' },
  },
  outside: 'Niet geselecteerd',
  outsideMeans: 'Leads van deze lijst buiten het deel dat je koos.',
  afterFirst: (count) => `Na de eerste ${n(count)}`,
  beyondContacts: 'Boven de vrije contacten',
  beyondMeans:
    'Het Instantly-abonnement heeft er geen ruimte voor. Geverifieerde leads gaan eerst; de rest kun je later exporteren.',
  beyondVerified: (count) =>
    `Ook ${counted(count, 'geverifieerde lead past', 'geverifieerde leads passen')} er niet meer bij.`,
  nobody: 'Geen nieuwe leads',
  nobodyText: 'Alle leads staan al in deze workspace of zijn hierboven uitgesloten.',
  noContacts: 'Geen vrije contacten in het abonnement',
  noContactsText: 'Instantly neemt geen van deze leads aan. Maak contacten vrij of verhoog het abonnement en ververs.',
  mirrorNever: 'De leads bij Instantly zijn nog nooit gesynchroniseerd',
  mirrorOld: (ago) => `De leads bij Instantly zijn ${ago} gesynchroniseerd`,
  mirrorText: 'Leads die buiten Sendoff zijn toegevoegd, zijn nog niet afgetrokken.',
  sync: 'Nu synchroniseren',
  onlyVerified: 'Alleen geverifieerde leads',
  onlyVerifiedHint: 'Leads met een riskant, onbekend of niet geverifieerd adres worden overgeslagen.',
  part: {
    title: 'Welke leads',
    whole: 'De hele lijst',
    rows: (count) => counted(count, 'geselecteerde lead', 'geselecteerde leads'),
    tag: (name) => `Met tag “${name}”`,
    filter: 'Het filter van de lijst',
    rest: 'Nog niet geëxporteerd',
    first: 'Alleen de eerste',
    firstLabel: 'Hoeveel leads',
    order: 'Volgorde',
    orders: { verified: 'geverifieerde eerst', list: 'zoals in de lijst' },
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
  campaignGone: 'De campagne is met alle leads bij Instantly verwijderd. Er is niets meer te verwijderen.',
}
