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
  already_uploaded: 'een eerdere export bracht hem in deze leadlijst',
  duplicated_leads: 'al in deze leadlijst',
}

export const ledgerCsvNl: Texts['ledgerCsv'] = {
  fates: {
    uploaded: 'Geüpload',
    stayed_behind: 'Achtergebleven',
    refused: 'Geweigerd',
    failed: 'Mislukt',
    waiting: 'Niet verstuurd',
    taken_back: 'Teruggehaald',
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
    removed: 'uit de lijst gehaald voordat hij werd verstuurd',
    ...importGateReasonsNl,
    in_workspace: 'staat bij Instantly al in deze workspace',
    not_verified: 'niemand heeft het adres gecontroleerd',
    already_uploaded: 'een eerdere export bracht hem in deze campagne',
    blank_variable: 'een variabele in de e-mail zonder vervangtekst is leeg',
    flawed_value: 'een waarde erin zou er in de e-mail verkeerd uitzien',
    other_company: 'een andere klant schreef dit bedrijf kort geleden',
  },
  refusals,
  refused: (names, target) =>
    `geweigerd door Instantly: ${any(
      names.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusals[name])),
    )}`,
  ofList,
  header: ['Rij', 'E-mail', 'Naam', 'Bedrijf', 'Waar', 'Waarom'],
  fileSuffix: { problems: 'probleemrijen', all: 'exportrapport' },
  unnamedFile: (exportId) => `Export ${exportId}`,
}
