import type { Texts } from '../../en.ts'
import { any } from '../core/counted.ts'
import { importGateReasonsNl } from '../leads/import.ts'

const refusals: Texts['ledgerCsv']['refusals'] = {
  in_blocklist: 'op de blokkeerlijst',
  duplicated_leads: 'al in deze campagne',
  skipped_count: 'al in deze workspace',
  invalid_email_count: 'adres niet aangenomen',
  incomplete_count: 'onvolledig',
  duplicate_email_count: 'dubbel in één verzoek',
  plan_limit: 'boven de contacten van het abonnement',
  unexplained: 'geen reden gegeven',
}

const ofList: Texts['ledgerCsv']['ofList'] = {
  already_uploaded: 'al toegevoegd aan deze leadlijst door een eerdere export',
  duplicated_leads: 'al in deze leadlijst',
}

export const ledgerCsvNl: Texts['ledgerCsv'] = {
  fates: {
    uploaded: 'Geüpload',
    stayed_behind: 'Overgeslagen',
    refused: 'Geweigerd',
    failed: 'Mislukt',
    waiting: 'Niet geëxporteerd',
    taken_back: 'Weer verwijderd',
  },
  gates: {
    ready: 'klaar',
    no_address: 'geen e-mailadres',
    bad_syntax: 'het e-mailadres klopt niet',
    not_found: 'volgens het bestand is het adres niet gevonden',
    unverified: 'volgens het bestand is het adres niet geverifieerd',
    duplicate_in_file: 'het adres staat twee keer in het bestand',
    already_in_list: 'het adres staat al in deze lijst',
    too_long: 'een waarde is te lang voor Instantly',
    removed: 'voor de export uit de lijst verwijderd',
    ...importGateReasonsNl,
    in_workspace: 'staat bij Instantly al in deze workspace',
    not_verified: 'het adres is niet geverifieerd',
    already_uploaded: 'al toegevoegd aan deze campagne door een eerdere export',
    blank_variable: 'een variabele zonder fallback is leeg',
    flawed_value: 'een foutieve waarde voor de e-mail',
    claimed_elsewhere: 'bezet door een andere computer',
    other_company: 'dit bedrijf is kort geleden voor een andere klant benaderd',
  },
  refusals,
  refused: (names, target) =>
    `geweigerd door Instantly: ${any(
      names.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusals[name])),
    )}`,
  ofList,
  header: ['Rij', 'E-mail', 'Naam', 'Bedrijf', 'Resultaat', 'Reden'],
  fileSuffix: { problems: 'probleemrijen', all: 'exportrapport' },
  unnamedFile: (exportId) => `Export ${exportId}`,
}
