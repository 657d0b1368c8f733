import type { Texts } from '../../en.ts'
import { any } from '../core/counted.ts'
import { importGateReasonsDe } from '../leads/import.ts'

const refusals: Texts['ledgerCsv']['refusals'] = {
  in_blocklist: 'auf der Sperrliste',
  duplicated_leads: 'schon in dieser Kampagne',
  skipped_count: 'schon in diesem Workspace',
  invalid_email_count: 'Adresse nicht angenommen',
  incomplete_count: 'unvollständig',
  duplicate_email_count: 'doppelt in einer Anfrage',
  plan_limit: 'über die Kontakte des Tarifs hinaus',
  unexplained: 'kein Grund angegeben',
}

const ofList: Texts['ledgerCsv']['ofList'] = {
  already_uploaded: 'durch früheren Export schon in dieser Lead-Liste',
  duplicated_leads: 'schon in dieser Lead-Liste',
}

export const ledgerCsvDe: Texts['ledgerCsv'] = {
  fates: {
    uploaded: 'Hochgeladen',
    stayed_behind: 'Übersprungen',
    refused: 'Von Instantly abgelehnt',
    failed: 'Fehlgeschlagen',
    waiting: 'Nicht exportiert',
    taken_back: 'Entfernt',
  },
  gates: {
    ready: 'bereit',
    no_address: 'keine E-Mail-Adresse',
    bad_syntax: 'ungültige E-Mail-Adresse',
    not_found: 'laut Datei nicht gefunden',
    unverified: 'laut Datei nicht verifiziert',
    duplicate_in_file: 'doppelt in der Datei',
    already_in_list: 'schon in dieser Liste',
    too_long: 'Wert zu lang für Instantly',
    removed: 'vor dem Export aus der Liste entfernt',
    ...importGateReasonsDe,
    in_workspace: 'schon im Workspace bei Instantly',
    not_verified: 'nicht verifiziert',
    already_uploaded: 'durch früheren Export schon in dieser Kampagne',
    blank_variable: 'Variable ohne Ersatztext ist leer',
    flawed_value: 'fehlerhafter Wert',
    claimed_elsewhere: 'von anderem Computer vergeben',
    other_company: 'Firma vor Kurzem für anderen Kunden kontaktiert',
  },
  refusals,
  refused: (names, target) =>
    `von Instantly abgelehnt: ${any(
      names.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusals[name])),
    )}`,
  ofList,
  header: ['Zeile', 'E-Mail', 'Name', 'Firma', 'Ergebnis', 'Grund'],
  fileSuffix: { problems: 'Problemzeilen', all: 'Exportbericht' },
  unnamedFile: (exportId) => `Export ${exportId}`,
}
