import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

export const exportSumDe: Texts['exportSum'] = {
  reasons: {
    opted_out: { word: 'Seitdem abgemeldet', means: 'Die Person wollte keine E-Mails mehr, seit die Liste entstand.' },
    blocked: {
      word: 'Seitdem gesperrt',
      means: 'Adresse oder Domain kam auf eine Sperrliste, seit die Liste entstand.',
    },
    other_client: {
      word: 'Für anderen Kunden kontaktiert',
      means: 'Ein anderer Ihrer Kunden hat der Person geschrieben.',
    },
    already_uploaded: {
      word: 'Schon in dieser Kampagne oder Lead-Liste',
      means: 'Ein früherer Export hat sie dorthin gebracht. Niemand kommt zweimal hinein.',
    },
    in_workspace: {
      word: 'Schon in diesem Workspace',
      means: 'Nach Ihren Exporten und den synchronisierten Leads bei Instantly. Instantly würde sie überspringen.',
    },
    contacted: {
      word: 'In einer früheren Kampagne',
      means: 'Sie waren in einer Kampagne dieses Kunden, die seitdem gelöscht wurde.',
    },
    other_company: {
      word: 'Firma für anderen Kunden kontaktiert',
      means: 'Ein anderer Ihrer Kunden hat dieser Firma vor Kurzem geschrieben.',
    },
    not_verified: {
      word: 'Nicht geprüft',
      means: 'Niemand hat die Adresse geprüft: Sie ist riskant, unbekannt, oder es steht nichts dazu da.',
    },
    blank_variable: { word: 'In den E-Mails leer', means: 'Eine Variable der E-Mails ohne Ersatztext ist bei ihnen leer.' },
    flawed_value: { word: 'Ein Wert sähe falsch aus', means: 'Sie lassen Leads mit einem solchen Wert weg.' },
  },
  outside: 'Nicht ausgewählt',
  outsideMeans: 'Leads dieser Liste, die nicht zum ausgewählten Teil gehören.',
  afterFirst: (count) => `Nach den ersten ${n(count)}`,
  beyondContacts: 'Über die freien Kontakte hinaus',
  beyondMeans:
    'Der Tarif bei Instantly hat keinen Platz für sie. Geprüfte Leads gehen zuerst; den Rest können Sie später exportieren.',
  beyondVerified: (count) =>
    `Auch ${counted(count, 'geprüfter Lead passt', 'geprüfte Leads passen')} nicht mehr hinein.`,
  nobody: 'Niemand Neues zu exportieren',
  nobodyText: 'Alle hier sind schon in diesem Workspace oder bleiben aus den Gründen oben draußen.',
  noContacts: 'Keine freien Kontakte im Tarif',
  noContactsText:
    'Instantly würde keinen dieser Leads annehmen. Geben Sie Kontakte frei oder erhöhen Sie den Tarif, dann neu laden.',
  mirrorNever: 'Die Leads bei Instantly wurden noch nie synchronisiert',
  mirrorOld: (ago) => `Die Leads bei Instantly wurden ${ago} synchronisiert`,
  mirrorText: 'Leads, die dort auf anderem Weg dazukamen, sind noch nicht abgezogen.',
  sync: 'Jetzt abgleichen',
  onlyVerified: 'Nur geprüfte Leads',
  onlyVerifiedHint: 'Leads, deren Adresse riskant, unbekannt oder nie geprüft ist, bleiben draußen.',
  part: {
    title: 'Welche Leads',
    whole: 'Die ganze Liste',
    rows: (count) => counted(count, 'ausgewählter Lead', 'ausgewählte Leads'),
    tag: (name) => `Mit Tag „${name}“`,
    filter: 'Der Filter der Liste',
    rest: 'Noch nicht exportierte',
    first: 'Nur die ersten',
    firstLabel: 'Wie viele Leads',
    order: 'Reihenfolge',
    orders: { verified: 'geprüfte zuerst', list: 'wie in der Liste' },
    firstOf: (count, order) => `die ersten ${n(count)}, ${order}`,
    contacts: (count) => `gekürzt auf ${counted(count, 'freien Kontakt', 'freie Kontakte')} bei Instantly`,
    of: (rows) => `${counted(rows, 'Zeile', 'Zeilen')} der Liste`,
    label: 'Teil der Liste',
    exportRest: (leads) => `Den Rest exportieren, ${n(leads)}`,
    exportRows: (count) => `${counted(count, 'Lead', 'Leads')} exportieren`,
    inIt: 'in diesem Teil der Liste',
  },
  verdict: {
    partial: (uploaded, promised) => `${n(uploaded)} von ${n(promised)} exportiert`,
    nothing: 'Nichts exportiert',
    nothingThere: (all) => `Nichts exportiert: Alle ${n(all)} waren schon da`,
  },
  campaignGone:
    'Diese Kampagne wurde bei Instantly gelöscht, und ihre Leads mit ihr: Es gibt nichts mehr zu entfernen.',
}
