/**
 * Headers of yes/no columns by which few people are meant to be in a campaign: customers, competitors, the operator's
 * own staff, tests, protected data. Only the operator knows, so a yes is asked about.
 */
import { plainWords } from './opt-out-wording.ts'

const anyOf = (...lines: readonly string[]) => `(?:${lines.join('|')})`

/** `Is already a client`, `Our employee`. */
const before = anyOf(
  'is|are|was|you|they|this|he|she|an?|already|our|own|known|existing|current|currently|active',
  'ist|sind|bereits|schon|eigene[rn]?|unsere?|bestehende[rn]?|aktuelle[rn]?|aktive[rn]?|al|reeds|eigen|onze|bestaande|huidige|actieve',
  'est|deja|notre|nos|es|ya|nuestr[oa]|e|gia|nostr[oa]|ja|noss[oa]|jest|juz|nasz|ar|er|redan|allerede',
)

const people = anyOf(
  'customers?|clients?|paying (?:customer|client)|competitors?|competition|employee|colleagues?|co ?workers?|staff(?: member)?|team member|internal(?: (?:contact|user|employee|person|record|account|email|lead))?|tests?(?: (?:lead|contact|record|user|account|data|entry|email|person))?|dummy(?: (?:lead|contact|record|data|entry))?|fake(?: (?:lead|contact|email))?',
  'kund(?:e|in)|bestandskund(?:e|in)|stammkund(?:e|in)|wettbewerb(?:er)?|mitbewerb(?:er)?|konkurren(?:t|z)|mitarbeiter(?:in)?|kolleg(?:e|in)|intern(?:e|er)?(?: kontakt)?|test ?(?:datensatz|kontakt|adresse|eintrag)',
  'klant|concurrent|concurrentie|medewerker|collega|interne? contact|proef|testcontact',
  'client (?:existant|actuel)|concurrente|salariee?|employee?|collaborat(?:eur|rice)|collegue|interne|essai',
  'cliente(?: (?:actual|existente|attuale|esistente|atual))?|competidor|competencia|emplead[oa]|intern[oa]|prueba|concorrente|dipendente|prova|concorrencia|funcionari[oa]|teste',
  'klient|konkurencja|konkurent|pracowni(?:k|ca)|kund|konkurrent|anstalld|medarbet?are|medarbejder|ansatt?|zakaznik|ugyfel|asiakas|musteri|rakip',
)

const askedHeader = new RegExp(`^(?:${before} )*${people}$`)

/** In English the flag protects somebody; in Italian it is the consent to the processing of data. */
const protects =
  /^privacy (?:flag|flg|ind|indicator|protect(?:ed|ion)|hold|lock|shield|block|restrict(?:ed|ion))(?: (?:y n|yes no))?$/

/** Where the law lets somebody restrict what is done with their data: `Data processing: Restricted`. */
const ofProcessing =
  /^(?:(?:data )?processing(?: (?:status|state|of data))?|processing of (?:personal )?data|(?:daten ?)?verarbeitung(?: (?:der |von )?daten)?(?: status)?|(?:gegevens ?)?verwerking(?: (?:van )?gegevens)?|traitement(?: des? donnees)?|tratamiento(?: de (?:los )?datos)?|trattamento(?: (?:dei )?dati)?|tratamento(?: de dados)?|przetwarzanie(?: danych)?)$/

/** Returns whether a cell under such a header says that. */
export const isRestricted = (cell: string): boolean =>
  cell.length <= LONGEST &&
  /^(?:(?:is |access |processing )?restricted|limited|(?:ist )?eingeschrankt|beschrankt|beperkt|restreinte?|limitee?|restringid[oa]|limitad[oa]|limitat[oa]|ograniczone)$/.test(
    plainWords(cell),
  )

export const isOfProcessing = (key: string): boolean => ofProcessing.test(key)

const flagWords =
  /^(?:flag|flg|kz|kennzeichen) (?=\p{L})|(?: (?:flag|flg|ind|indicator|kz|kennzeichen|y n|yes no|j n|ja nein|ja nee|o n|oui non|s n|si no|sim nao|t n|tak nie|true false|0 1|1 0|x))+$/gu

/** Returns whether the cells of a column decide whether to ask. Expects the form `headerKey` returns. */
export function isAskedHeader(key: string): boolean {
  if (key === '' || key.length > LONGEST) return false
  return isOfProcessing(key) || protects.test(key) || askedHeader.test(plainWords(key.replace(flagWords, '')))
}

const LONGEST = 60
