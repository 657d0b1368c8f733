/** What people write about a lead in many words but with few meanings: each class here holds in all promised languages. */
import { plainWords, wordPattern } from './opt-out-wording.ts'

const mail =
  'e ?mails?|mails?|mailings?|newsletters?|correos?|courriels?|maili|mailu|mejl|mejlen|mailen|mailene|utskick|nyhedsbreve|nyhetsbrev|werbung|publicidad|pubblicita|publicidade|reclame'

const tired =
  'enough|fed up|(?:tired|sick|weary) of|annoyed (?:by|with|about)|satt|genervt von|marre|ras le bol|hart[oa]s? de|cansad[oa]s? d\\w+|stuf[oai] d\\w+|stanc[oai] d\\w+|fart[oa]s? d\\w+|dosc|dosyc|(?:trott|less) pa|traet af|lei (?:av|pa)|dost'

/** `En a marre de nos mails`, `hat unsere Mails satt`. */
const tiredOfMail = wordPattern(
  `(?:${tired}) (?:(?:of|with|all|the|these|those|our|endless|von|den|vielen|unseren|de|des|nos|vos|recibir|tantos|nuestros|delle|nostre|ricevere|dei|receber|dos|nossos|naszych|alla|vara|vores|nasich) ){0,4}(?:${mail})`,
  '(?:unsere|die|diese|onze|de|alle) (?:e ?mails?|mails?|newsletters?|mailings?) (?:\\w+ )?(?:satt|leid|zat|beu)',
)

const business =
  'business|company|firm|practice|shop|store|firma|firme|firmy|unternehmen|betrieb|praxis|laden|geschaft|bedrijf|zaak|winkel|praktijk|societe|entreprise|boutique|magasin|negozio|sklep|butiken|butikken|empresa|tienda|loja|azienda|ditta|societa|attivita|foretaget|bolaget|firman|firmaet|virksomheden|selskabet|spolecnost|obchod'

const closed =
  'closed|ceased|dissolved|bankrupt|shut|defunct|geschlossen|aufgelost|erloschen|aufgegeben|liquidiert|zugemacht|gestopt|gesloten|opgeheven|failliet|fermee?|dissoute|radiee|cerrad[oa]|cerro|cerraron|disuelta|liquidada|chius[oa]|fallita|cessat[oa]|fechou|fechada|encerrou|encerrada|faliu|falida|zamkniet[ay]|zamknal|zamknela|zlikwidowan[ay]|upadla|nedlagt|nedlagd|lukket|zrusena?|zanikla?'

/** After this much of a sentence, the business may still be closed for a day or a month only. */
const forGood =
  '(?: down| for good| permanent\\w*| definit?iv\\w*)?(?= ?$| (?:in|since|seit|depuis|desde|sinds|dal|em|od|sedan|siden) )'

/** `Firma seit Mai geschlossen`, `fechou a loja`: unlike `closed on Fridays`, and unlike `closed a deal`. */
const businessClosed = wordPattern(
  `(?:${business}) (?:\\w+ ){0,3}(?:${closed})${forGood}`,
  `(?!closed|shut)(?:${closed}) (?:(?:the|a|la|l|sa|su|sua|il|de|den) )?(?:${business})${forGood}`,
)

/** Returns whether a short remark, normalised, is one after which its person should rather not be mailed. */
export const isTiredOrClosed = (plain: string): boolean => tiredOfMail.test(plain) || businessClosed.test(plain)

const weekday =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|wochenenden?|weekends?|week end|lundis?|mardis?|mercredis?|jeudis?|vendredis?|lunes|martes|miercoles|jueves|viernes|(?:maan|dins|woens|donder|vrij)dag|lunedi|martedi|mercoledi|giovedi|venerdi|segunda|terca|quarta|quinta|sexta|poniedzial\\w*|wtor\\w*|srod\\w*|czwart\\w*|piat\\w*|(?:man|tis|tirs|ons|tors|fre)dag\\w*|pondel\\w*|uter\\w*|stred\\w*|ctvrt\\w*|pate?k\\w*'

const month =
  'janu\\w+|janvier|enero|gennaio|janeiro|styczn\\w+|ledn\\w+|febr\\w+|fevrier|fevereiro|lut(?:y|ego|ym)|unor\\w*|march|marz\\w?|mars|marco|marts|maart|marca|marcem|brez\\w+|apri\\w+|avril|abril|kwietn\\w+|dubn\\w+|mai|mayo|mei|maggio|maio|maj\\w{0,2}|kvet\\w+|june|juni|junio|junho|juin|giugno|czerwc\\w+|cervn\\w+|july|juli|julio|julho|juillet|luglio|lipc\\w+|cervenc\\w+|august\\w*|aout|agosto|sierpn\\w+|srpn\\w+|septem\\w+|septiembre|settembre|setembro|wrzesn\\w+|zari\\w*|o[ck]tob\\w+|octubre|ottobre|outubro|pazdziern\\w+|rijn\\w+|novem\\w+|noviembre|listopad\\w*|de[cz]em\\w+|diciembre|dicembre|grudn\\w+|prosin\\w+'

/** `Pas de mail le vendredi`, `nepsat před březnem`, but not `no more mail`, and not the date of the request. */
const forATime = wordPattern(
  `(?:(?:not?|nicht|keine?|niet|geen|pas|non|nao|nie|inte|ej|ikke) (?:(?!mehr |meer |mas |piu |mais |more |plus |wiecej )\\w+ ){0,4}|ne(?:psat|posilat|zasilat|kontaktovat) (?:\\w+ )?)(?:${weekday}|${month})(?! (?:19|20)\\d\\d)`,
)

/** Where a no ends that does not apply to what follows. */
export const clauseEnd = /[,;:.!?()\n]|\s[-–—|/]\s/u

/** Removes what forbids mail only for a time, from a remark in any writing; null if there is no such thing. */
export function withoutTimes(text: string): string | null {
  const clauses = text.split(clauseEnd).map(plainWords)
  const lasting = clauses.filter((clause) => !forATime.test(clause))
  return lasting.length === clauses.length ? null : lasting.join(' or ')
}
