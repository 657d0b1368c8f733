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
  unexplained: 'ohne Angabe eines Grundes',
}

const ofList: Texts['ledgerCsv']['ofList'] = {
  already_uploaded: 'ein früherer Export hat ihn in diese Lead-Liste gebracht',
  duplicated_leads: 'schon in dieser Lead-Liste',
}

export const ledgerCsvDe: Texts['ledgerCsv'] = {
  fates: {
    uploaded: 'Hochgeladen',
    stayed_behind: 'Zurückgeblieben',
    refused: 'Von Instantly abgelehnt',
    failed: 'Fehlgeschlagen',
    waiting: 'Nicht gesendet',
    taken_back: 'Zurückgeholt',
  },
  gates: {
    ready: 'bereit',
    no_address: 'keine E-Mail-Adresse',
    bad_syntax: 'die E-Mail-Adresse ist fehlerhaft',
    not_found: 'laut Datei wurde die Adresse nicht gefunden',
    unverified: 'laut Datei ist die Adresse nicht verifiziert',
    duplicate_in_file: 'die Adresse steht zweimal in der Datei',
    already_in_list: 'die Adresse ist schon in dieser Liste',
    too_long: 'ein Wert ist zu lang für Instantly',
    removed: 'aus der Liste genommen, bevor er gesendet wurde',
    ...importGateReasonsDe,
    in_workspace: 'ist bei Instantly schon in diesem Workspace',
    not_verified: 'niemand hat die Adresse geprüft',
    already_uploaded: 'ein früherer Export hat ihn in diese Kampagne gebracht',
    blank_variable: 'eine Variable der E-Mail ohne Ersatztext ist leer',
    flawed_value: 'ein Wert darin sähe in der E-Mail falsch aus',
    other_company: 'ein anderer Kunde hat dieser Firma vor Kurzem geschrieben',
  },
  refusals,
  refused: (names, target) =>
    `von Instantly abgelehnt: ${any(
      names.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusals[name])),
    )}`,
  ofList,
  header: ['Zeile', 'E-Mail', 'Name', 'Firma', 'Verbleib', 'Grund'],
  fileSuffix: { problems: 'Problemzeilen', all: 'Exportbericht' },
  unnamedFile: (exportId) => `Export ${exportId}`,
}
