/** Tells by its name or title that the people of a file are not to be mailed. */
import { isAboutColours } from './colour-words.ts'
import { forbidsEmail } from './opt-out-cells.ts'
import { hasOptOutColumn } from './opt-out-headers.ts'
import { allDeniedWithin, allOptOutWordings, plainWords, wordPattern } from './opt-out-wording.ts'

/** Names of lists of people who must not be contacted, as used for files, sheets and headings. */
const optOutListName = wordPattern(
  'unsubscribe(?:s|d|rs)?|bounces|bounced|hard ?bounces?|complaints?|suppress\\w*|dnc|do not (?:contact|e ?mail|mail)|opt ?outs?|(?:black|block) ?lists?',
  'abmeldungen|abgemeldete?|sperrlisten?|sperrungen|gesperrte?|ausschluss|ausschlussliste|nicht anschreiben|widerspruche|rucklaufer',
  'uitgeschreven|uitschrijvingen|afmeldingen|desinscri(?:ts?|ptions)|desabonnes?|liste rouge|bajas|dados de baja|disiscritti|cancellati|cancelados|rezygnacje|wypisani|odhlaseni|avregistrerade|frameldte',
  '(?:skicka|sand|send|mejla|maila) (?:ej|inte|ikke)|(?:ej|inte|ikke) (?:skicka|sand|send|sendes|utskick)|niet (?:ver)?(?:sturen|zenden)|(?:ikke|ej|inte|kein|geen|no|sin|bez|pas de|senza|sem) (?:kontakt\\w*|contact|contacto|contatto|contato|contacter)(?= ?$)|ala (?:laheta|ota yhteytta)|(?:ei|ala) laheteta|gonder(?:me|meyin|ilmeyecek(?:ler)?|ilmesin)',
  '(?:sp(?:ar+|er+e?|aer+e?)|esto|kielto|stop|uitsluitings|blokkeer|suppressie|blok)(?:lista|listan|liste|listen|lijst)|(?:lista|liste|elenco) (?:(?:de|di|d|da|do) )?(?:exclusion|exclusao|esclusione|wykluczen|rezygnacji|blokad|bajas|supresion|soppressione)',
  'zablokowani|bloquead[oa]s|bloccat[ie]|geblokkeerd(?:en)?|bloques|sparrade|blokerede|blokkerte|zakazan[ie]|blokovani|peruuttaneet|kieltaneet|avmeldte|avmalda|afmeldte|engellenenler|iptal edenler',
  'verstorbene?|ausgeschiedene?|deceased|overleden|decedes|fallecidos|deceduti|falecidos|zmarli|avlidna|afdode|avdode|zemreli|kuolleet|vefat edenler',
  'gdpr deletions?|rote liste|do not use|nicht verwenden|niet gebruiken|ne pas utiliser|no usar|(?:removed|invalid|ungultige?)(?: (?:e ?mails?|addresses|adressen|contacts|kontakte|leads|people))?(?= ?$)',
  '(?:a |to |zum |da |do )?(?:excluded?|exclusions?|exclure|ausschliessen|auszuschliessen|uitsluiten|uitsluitingen|excluir|exclusiones|escludere|esclusioni|wykluczenia)',
)

/** The same if the name says nothing else: `Blocked domains`, but not `Blocked drains`. */
const barredPeople = wordPattern(
  'blocked|geblockte?|geblokkeerde?|ausgeschlossene?|uitgesloten|exclue?s?|excluid[oa]s?|esclus[ie]|wykluczon[eiy]|zablokowane|exkluderade?|blockerade?|blokeret|udelukkede|ekskluderte|vylouceni|blokovane',
  'bloquee?s?|bloquead[oa]s|bloccat[ie]|gesperrte?|rebotad[oa]s|devuelt[oa]s|undeliverables?|undelivered|unzustellbare?|onbestelbaar|no mail|kein mail|left (?:the )?company|firma verlassen|parties? de la societe',
  '^(?:to )?remove(?: (?:these|them|from lists?))?|^removals(?= ?$| lists?| requests?| \\d)',
)

const besideBarred =
  /(?:^| )(?:domains?|domanen|domeinen|domaines|dominios?|domini|domeny|domaner|domaener|domener|senders|persons|personen|personas|persone|persoane|osoby|personer|compan(?:y|ies)|firmen|unternehmen|bedrijven|entreprises|empresas|aziende|firmy|foretag|virksomheder|accounts|recipients|prospects|contacten|contactos|contatti|contatos|kontakty|kontakter|adresses|direcciones|indirizzi|adresy|adresser|correos|mails|de envios?|des envois|dagli invii|dos envios)(?= |$)/g

const customerNames =
  '(?:paying |existing )?(?:customers|clients)|existing accounts|(?:bestands|stamm)?kunden|kundenliste|klanten|klantenlijst|clientes|clienti|klienci|kunder|zakaznici|asiakkaat|musteriler'
const customers = wordPattern(customerNames)

/**
 * Customers, competitors, and people who refused an offer. Whether they are meant is asked, because the list of a
 * client may well be one of its customers.
 */
const askedPeople = wordPattern(
  customerNames,
  'competitors?|competition|(?:closed )?won(?: deals| opportunities| accounts)?|not interested|no interest|uninterested|declined|rejected',
  'wettbewerber|mitbewerber|konkurrenten|konkurrenz|kein interesse|nicht interessierte?|abgelehnte?|absagen|concurrenten|concurrentie|geen interesse|niet geinteresseerde?n?|afgewezen',
  'concurrents|concurrence|pas interesse(?:es|s)?|non interesse(?:es|s)?|competidores|competencia|no interesad[oa]s|concorrenti|concorrenza|non interessat[ie]|concorrentes|concorrencia|nao interessad[oa]s|sem interesse|konkurencja|niezainteresowani|konkurrenter|(?:inte|ej) intresserade|ikke interessere?[dt]e|konkurence',
)

const besideAsked =
  /(?:^| )(?:existing|current|active|our|all|known|paying|bestehende|aktuelle|aktive|unsere|bestaande|huidige|actieve|onze|actuels|existants|nos|actuales|activos|nuestros|attuali|attivi|nostri|atuais|ativos|nossos|obecni|aktualni|stali|nasi|nuvarande|befintliga|vara|nuvaerende|navaerende|eksisterende|vores|vare|y|and|und|en|et|e|i|och|og)(?= |$)/g

const isOnly = (plain: string, people: RegExp, beside: RegExp): boolean => {
  const found = people.exec(plain)
  return found !== null && plain.replace(found[0], ' ').replaceAll(beside, ' ').replaceAll(ofAnyList, ' ').trim() === ''
}

const isBarredPeople = (plain: string): boolean => isOnly(plain, barredPeople, besideBarred)

/**
 * Returns whether a title, a heading, or the name of a file or sheet says that the people listed must not be contacted.
 */
export function isOptOutTitle(title: string): boolean {
  if (title.length > TITLE_CHARS) return false
  if (forbidsEmail(title.replaceAll(takenOut, ' '))) return true
  const plain = plainTitle(title)
  return optOutListName.test(plain) || isBarredPeople(plain)
}

/** Returns whether a title, or the name of a file or sheet, says that its people may not be meant to be in a campaign. */
export function isAskedTitle(title: string): boolean {
  if (title.length > TITLE_CHARS) return false
  const plain = plainTitle(title)
  return isOnly(plain, askedPeople, besideAsked) && !/(?:^| )leads?(?: |$)/.test(plain)
}

const plainTitle = (title: string): string => plainWords(removeNegations(title))

/** Removes negations: `leads-without-bounces.csv`, `Unsubscribed removed`. */
const removeNegations = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[-_.]+/g, ' ')
    .replaceAll(allDeniedWithin, ' ')
    .replaceAll(takenOut, ' ')

const takenOut =
  /(?:unsub\p{L}*|bounce[sd]?|opt(?:ed)? ?outs?|dnc|complaints?|invalid(?: e?mails?)?|abgemeldete) (?:are |were )?(?:removed|excluded|filtered|taken out|entfernt|bereinigt|verwijderd)/giu

const TITLE_CHARS = 120

/** Returns whether a file name says that its people may not be meant. */
export const isAskedFileName = (fileName: string): boolean => isAskedTitle(withoutEnding(fileName))

const withoutEnding = (fileName: string) => fileName.replace(/\.[a-z]{1,5}$/i, '')

/** Returns whether a title names such people, also among other words: `Customers in Berlin`. */
export const namesAskedPeople = (title: string): boolean => askedPeople.test(plainTitle(title))

/**
 * Returns whether the columns say of each person what `aboutNo`, the name or title of the list, says of all. A consent
 * decides among customers, but frees nobody on a list of people who unsubscribed or declined since. No column repeats
 * the colours of rows.
 */
export function isSaidOfEach(aboutNo: string, mapping: Parameters<typeof hasOptOutColumn>[0]): boolean {
  const title = plainTitle(withoutEnding(aboutNo))
  if (isAboutColours(aboutNo)) return false
  const isConsent = mapping.some(({ kind }) => kind === 'consent')
  return hasOptOutColumn(mapping) || (isConsent && isOnly(title, customers, besideAsked))
}

/** Returns whether a file name says only that: `Sperrliste 2025`, but not `opt-out-form-leads`. */
export function isOptOutFileName(fileName: string): boolean {
  const name = withoutEnding(fileName)
  if (!isOptOutTitle(name)) return false
  const plain = plainTitle(name)
  return (
    isBarredPeople(plain) ||
    plain.replaceAll(allOptOutWordings, ' ').replaceAll(allOptOutListNames, ' ').replaceAll(ofAnyList, ' ').trim() ===
      ''
  )
}

const allOptOutListNames = new RegExp(optOutListName.source, 'g')

const ofAnyList =
  /(?:^| )(?:lists?|listen?|exports?|contacts?|kontakte|e ?mails?|mails?|adressen|addresses|people|leads|users|global|master|group|audience|segment|members?|mailchimp|sendgrid|mailgun|brevo|klaviyo|hubspot|activecampaign|mailerlite|instantly|lemlist|smartlead|apollo|subscribers|empfanger|customers|kunden|clients?|clientes?|clienti|klanten|current|actuels?|aktuelle|huidige|actuales|attuali|hard|soft|all|alle|final|new|neu|copy|kopie|of|from|\p{L}{0,2}\d+\p{L}{0,2}|jan\p{L}*|feb\p{L}*|mar\p{L}*|apr\p{L}*|mai|may|jun\p{L}*|jul\p{L}*|aug\p{L}*|sep\p{L}*|o[ck]t\p{L}*|nov\p{L}*|de[cz]\p{L}*)(?= |$)/gu
