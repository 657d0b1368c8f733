import type { Texts } from '../../en.ts'
import { counted, n } from '../core/counted.ts'

export const exportSumDe: Texts['exportSum'] = {
  reasons: {
    opted_out: { word: 'Seitdem abgemeldet', means: 'Die Person hat sich abgemeldet, nachdem die Liste entstand.' },
    blocked: {
      word: 'Seitdem gesperrt',
      means: 'Adresse oder Domain wurde gesperrt, nachdem die Liste entstand.',
    },
    other_client: {
      word: 'Für anderen Kunden kontaktiert',
      means: 'Ein anderer Kunde hat die Person kontaktiert.',
    },
    claimed_elsewhere: {
      word: 'Von anderem Computer vergeben',
      means: 'Er teilt diesen Kunden und hat sie kontaktiert oder ist gerade dabei.',
    },
    already_uploaded: {
      word: 'Schon in dieser Kampagne oder Lead-Liste',
      means: 'Ein früherer Export hat sie hinzugefügt. Niemand wird doppelt hinzugefügt.',
    },
    in_workspace: {
      word: 'Schon in diesem Workspace',
      means: 'Nach Ihren Exporten und den synchronisierten Leads bei Instantly. Instantly würde sie überspringen.',
    },
    contacted: {
      word: 'In einer früheren Kampagne',
      means: 'Sie waren in einer inzwischen gelöschten Kampagne dieses Kunden.',
    },
    other_company: {
      word: 'Firma für anderen Kunden kontaktiert',
      means: 'Ein anderer Kunde hat diese Firma vor Kurzem kontaktiert.',
    },
    not_verified: {
      word: 'Nicht verifiziert',
      means: 'Die Adresse ist riskant, unbekannt oder hat keinen Prüfstatus.',
    },
    blank_variable: {
      word: 'Leere Variable',
      means: 'Die E-Mails verwenden eine Variable ohne Ersatztext, die bei diesen Leads leer ist.',
    },
    flawed_value: {
      word: 'Fehlerhafter Wert',
      means: 'Sie haben gewählt, Leads mit einem solchen Wert auszuschließen.',
    },
  },
  outside: 'Nicht ausgewählt',
  outsideMeans: 'Leads dieser Liste, die nicht zum ausgewählten Teil gehören.',
  afterFirst: (count) => `Nach den ersten ${n(count)}`,
  beyondContacts: 'Über die freien Kontakte hinaus',
  beyondMeans:
    'Der Tarif bei Instantly hat keinen Platz für sie. Verifizierte Leads kommen zuerst; den Rest können Sie später exportieren.',
  beyondVerified: (count) =>
    `Auch ${counted(count, 'verifizierter Lead passt', 'verifizierte Leads passen')} nicht mehr hinein.`,
  nobody: 'Keine neuen Leads',
  nobodyText: 'Alle sind schon in diesem Workspace oder oben ausgeschlossen.',
  noContacts: 'Keine freien Kontakte im Tarif',
  noContactsText:
    'Instantly würde keinen dieser Leads annehmen. Geben Sie Kontakte frei oder erhöhen Sie den Tarif, dann neu laden.',
  mirrorNever: 'Die Leads bei Instantly wurden noch nie synchronisiert',
  mirrorOld: (ago) => `Die Leads bei Instantly wurden ${ago} synchronisiert`,
  mirrorText: 'Leads, die dort auf anderem Weg hinzukamen, sind noch nicht abgezogen.',
  sync: 'Synchronisieren',
  onlyVerified: 'Nur verifizierte Leads',
  onlyVerifiedHint: 'Leads mit riskanter, unbekannter oder nie geprüfter Adresse werden ausgeschlossen.',
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
    orders: { verified: 'verifizierte zuerst', list: 'wie in der Liste' },
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
  campaignGone: 'Diese Kampagne wurde bei Instantly gelöscht, mitsamt ihren Leads. Es gibt nichts mehr zu entfernen.',
}
