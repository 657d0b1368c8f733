/**
 * Reads what a cell says about whether its person may be mailed.
 *
 * A cell is normalised (`lookAt`), then goes through the steps of its column's rule (`stepsOf`): each tests for one
 * class of wordings, and the first that applies gives the answer. `stopReasonOf` adds what the operator decided. The
 * wordings are in `opt-out-wording.ts` and `departures.ts`, single words in `answer-words.ts`; what a remark says in
 * words of its own is read by the kinds of its words in `note-grammar.ts`.
 */
import { isAddress } from './addresses.ts'
import {
  areStages,
  consentWording,
  endedConsent,
  isDate,
  isOwnBusinessState,
  isStageText,
  noDate,
  noWords,
  offWords,
  ownBusinessWords,
  refusedConsent,
  stageWords,
  unaskedConsent,
  unaskedWords,
  undecidedWords,
  yesWords,
} from './answer-words.ts'
import { parseBlockValue } from './block-value.ts'
import { isCross } from './cross-marks.ts'
import { departedWording, goneWording, saysSo } from './departures.ts'
import { headerKey } from './header-key.ts'
import { saysOptOut } from './may-forbid-email.ts'
import {
  allDeniedOptOuts,
  clauseEnd,
  isOwnBusinessNote,
  isTiredOrClosed,
  mayForbid,
  refusesOffer,
  withoutTimes,
} from './note-grammar.ts'
import { type OptOutHeader, optOutHeaderOf } from './opt-out-headers.ts'
import {
  allDeniedWithin,
  allOptOutWordings,
  declined,
  denied,
  deniedWithin,
  likelyOptOutWording,
  noInterest,
  plainWords,
  wordPattern,
  wordSet,
} from './opt-out-wording.ts'

/** Only this much of the beginning and of the end of a longer note is read. */
const MAX_NOTE_CHARS = 1000
const REMARK_CHARS = 300
const FEW_SENTENCES_CHARS = 160
const DOUBT_CHARS = 80
const CLAUSE_CHARS = 50
/** A longer note was also written about other things. */
const SHORT_NOTE = 40
/** A sentence this short says only that. */
const WHOLE_SENTENCE = 20

/** The same in a note that says nothing else; only wording that cannot refer to an order or a price. */
const notInterested = wordPattern(
  ...noInterest,
  '(?:(?:have |has |already )*said|hard|firm|clear|definite) no(?= twice| again|$)',
  'niet interessant|ointresserad\\w*|uinteresser\\w*|avbojer|not (?:\\w+ )?interested|(?:inte|ej|ikke) (?:\\w+ )?intress\\w*|(?:inte|ej|ikke) (?:\\w+ )?interess\\w*',
)

/** In columns of answers or treatment: must not be contacted, whatever is offered. */
const barredWording = wordPattern(
  'fuck off|piss off|go away|get lost|complaints?|revoked|withdrawn|withdrew|objected|objection|removed?|blocked|stop|stopped|hostile|excluded?|quarantined?|cleaned|spam|abuse|never contact again|left alone|(?:explicit|express|clear|firm|hard|strict) no|no emails?|(?:phone|post|letters?|calls?|sms|whatsapp) only|only (?:by )?(?:phone|post|letter|sms)|nur (?:per )?(?:post|telefon\\w*|brief|sms)|alleen (?:per )?(?:post|telefo\\w*)|uniquement (?:par )?(?:courrier|telephone)|solo (?:por |per |via )?(?:telefono|telefonicamente|carta|correo postal|posta(?! elettronica))|(?:so|apenas|somente) (?:por |via )?(?:telefone|carta|correio(?! eletronico))|tylko (?:telefon\\w*|poczta tradycyjna|list\\w*)',
  'verweigert|widerrufen|gesperrt|blockiert|beschwerde|ausgeschlossen|will nicht|mochte nicht',
  'geblokkeerd|ingetrokken|bezwaar|klacht|opgezegd|wil niet',
  'bloquee?|plainte|retiree?|opposee?|opposition|exclue?',
  'queja|baja|denegad[oa]|revocad[oa]|retirad[oa]',
  'bloccat[oa]|reclamo|cancellat[oa]|revocat[oa]|negat[oa]|esclus[oa]|opposizione',
  'bloquead[oa]|reclamacao|removid[oa]|excluid[oa]',
  'zablokowan[yae]|odbit[yae]|rezygnacja|skarga',
  'ret|red|reddedildi|reddetti|olumsuz',
  'sparrad\\w*|blockerad\\w*|blokeret|blokkert|studsade?|klagomal',
)

const isRefusal = (plain: string): boolean => declined.test(plain) || barredWording.test(plain)

const isLikelyOptOut = (plain: string): boolean =>
  likelyOptOutWording.test(plain) || goneWording.test(plain) || isTiredOrClosed(plain)

/** The person has died. */
const crossOfDeath = /^\s*[†✝]/u

/** Wording for an address that nobody reads; in a status column it is treated like the words above. */
const deadAddress = wordPattern(
  'invalid|undeliverable|undelivered|not deliverable|unreachable address|ungultig|nicht zustellbar|invalide|invalido|no valido|non valid[oaie]|ongeldig|niet geldig|invalida|niepoprawny|nieprawidlowy|ogiltig|ugyldig',
)

/** Returns whether a normalised text says that email to the address does not arrive. */
export const isDeadAddress = (plain: string): boolean => deadAddress.test(plain)

/**
 * `stop`: opted out; `declined`: declined an offer; `fine`: no objection; `blank`: nothing is said; `unknown`: not
 * understood.
 */
export type OptOutAnswer = 'stop' | 'declined' | 'fine' | 'blank' | 'unknown'

/**
 * How the cells of a column are read, depending on what *yes* means in it. `yes_stops` (`Unsubscribed`): anything but a
 * no excludes. `no_stops` (`Subscribed`): a no excludes, and so does anything not understood. `blank_stops` (`OK to
 * email`, ticked or not): the same, and an empty cell is a no. `refusal_stops` (consents of many kinds): only an
 * explicit no excludes. `states` (answers, stages): an opt-out or a refusal excludes, and so does anything not
 * understood. `interest_numbers` (`Interested`, `Envoi`): the same, where a no, or a negative number of Instantly's
 * API, is a refusal. `words_stop` (tags, notes): only an explicit opt-out excludes. `yes_asks` (`Existing customer`):
 * only the operator knows whether a yes excludes. `lists_stop` (`Blocked domains`): addresses and domains in a cell are
 * those of others, who get no mail; anything else is read as in `yes_stops`.
 */
export const optOutColumnRules = [
  'yes_stops',
  'no_stops',
  'blank_stops',
  'refusal_stops',
  'states',
  'interest_numbers',
  'words_stop',
  'yes_asks',
  'lists_stop',
] as const

export type OptOutColumnRule = (typeof optOutColumnRules)[number]

/** A no to another channel only. */
const optOutOfOtherChannel =
  /^(?:sms|texts?|whatsapp|fax|phone|calls?|telefon|anrufe?|telefoon) (?:opt(?:ed)? ?out|optout|unsubscribed?|abgemeldet|abbestellt|uitgeschreven|afgemeld|desabonnee?|desinscrite?|block(?:ed|list|listed)|black ?listed|gesperrt|dnc)$/

/** `da` alone means yes; before another word it is Italian for something still to be done. */
const firstToken = (plain: string) => (plain.startsWith('da ') ? '' : (plain.split(' ', 1)[0] ?? ''))

const isNumber = /^\d+(?: \d+)?$/

/** Words that are an answer only if they are the whole cell, unlike `On hold` and `Opt for a call`. */
const answersAlone = wordSet(
  'on|off|t|f|n|y|x|j|o|var|yok|gern|gerne|opt|double|single|express|implied|explicit|ok|open',
)

const isYes = (plain: string, first: string) =>
  yesWords.has(first) && (first === plain || !answersAlone.has(first) || isDate.test(plain.slice(first.length + 1)))

/**
 * A no to calls, text messages or letters, to an invitation or to a meeting; after removing it, the rest is about
 * email.
 */
const otherChannelRefusal = wordPattern(
  '(?:do not|dont|don t|never|no|not|stop|please no) (?:more )?(?:call|calls|calling|phone|phoning|ring|rang|text|texts|sms|whatsapp|fax|visits?|post|postal|print)\\w*(?: (?:me|her|him|them|us|mailings?|mail))?',
  'nicht (?:mehr |wieder )?(?:anrufen|angerufen|telefonieren|telefonisch|faxen)|keine (?:anrufe|telefonate|sms|faxe|briefe|post)|niet (?:meer )?(?:bellen|telefonisch)|(?:pas|plus) (?:d )?(?:appel\\w*|appeler|sms|courrier|papier|au telephone)|(?:ne )?(?:pas|plus) telephoner',
  'no (?:llam\\w*|telefon\\w*)|non (?:chiam\\w*|telefon\\w*)|nao (?:lig\\w*|telefon\\w*)|nie dzwon\\w*|(?:ikke|inte|ej) (?:ring\\w*|sms\\w*)|ring\\w* (?:ikke|inte|ej)|nu (?:suna\\w*|raspunde\\w*)|nevol\\w*|ei (?:soit\\w*|puhelu\\w*)',
  '(?:recus|declin|refus|reject|withdr|ignor|abgelehnt|rechaz|rifiut|odrzuc)\\w* (?:\\w+ ){0,3}(?:linkedin|convite|invitation|invite|connection|einladung|invitacion|invito|zaproszenie)(?: (?:no|on|auf|sur|en|su|na|op|di) linkedin)?|(?:invitation|invite|connection|connection request) (?:was )?(?:declined|withdrawn|rejected|ignored|refused)|(?:rdv|rendez vous|meeting|call|demo|termin) (?:refuse\\w*|declined|abgelehnt)',
)

/** Uncertainty of the person who maintains the file: `said no?`, `ask Ann first`, `voir avec Bob avant d'écrire`. */
const doubt = wordPattern(
  '(?:ask|check with|check w|clear with|speak to|talk to) (?:\\w+ ){1,3}(?:first|before)|check (?:with|w) \\w+|before (?:mailing|e ?mailing|writing|sending|contacting)|(?:permission|consent) (?:is )?unclear',
  '(?:noch )?(?:ab)?klaren|to (?:be )?clarif(?:y|ied)|a clarifier|por aclarar|da chiarire|a esclarecer|do wyjasnienia|(?:erst|vorher|zuerst) (?:\\w+ ){0,3}(?:fragen|klaren|nachfragen)|vor dem (?:anschreiben|mailen|versand)|(?:rucksprache|klaren|abklaren) mit|(?:einwilligung|erlaubnis|lage) unklar|(?:eerst|vooraf) (?:\\w+ ){0,3}(?:vragen|overleggen|navragen)|toestemming onduidelijk',
  '(?:a )?(?:voir|verifier|confirmer) avec|avant d (?:ecrire|envoyer)|avant de (?:contacter|relancer|mailer)|(?:ver|consultar|confirmar) con|antes de (?:escribir|enviar|contactar|escrever|contatar)|(?:chiedere|sentire) (?:prima|a)|prima di (?:scrivere|contattare|inviare)|(?:ver|falar|confirmar) com|confirmar se',
  '(?:zapytac|spytac|uzgodnic z|zanim) \\w+|(?:spor|sporg|fraga|hor med|kolla med) \\w+ (?:forst|innan|for)|kysy \\w+|lupa epaselva|intreaba(?:ti)? \\w+|zeptat se|megkerdezni',
)

const perhaps = wordPattern(
  'maybe|perhaps|possibly|i think|chyba|byc moze|vielleicht|evtl|eventuell|peut etre|quizas|tal vez|forse|misschien|talvez|kanske|maske|kanskje|ehka|or was|not sure|unsure|unsicher',
)

/** Returns whether a note by the person who maintains the file leaves open what to do. */
const isDoubtful = ({ cell, said }: Look): boolean =>
  said.length <= DOUBT_CHARS &&
  (doubt.test(said) || (/\?\s*$|\?\?/.test(cell) && !cell.includes('\n') && !isQuestion.test(said)))

/** An opt-out that was a mistake, no longer holds, or is that of somebody else. */
const takenBack = wordPattern(
  'by (?:mistake|accident)|accidentally|mistakenly|aus versehen|versehentlich|irrtumlich|per (?:ongeluk|abuis|errore|sbaglio)|par erreur|por (?:error|equivocacion|engano)|przez pomylke|av misstag|ved en (?:fejl|feil)|ved et uheld|omylem|vahingossa|yanlislikla',
  're ?subscri\\w*|subscribed again|opted (?:back )?in again|back on the list|wieder (?:angemeldet|eingetragen)|opnieuw (?:aangemeld|ingeschreven)|reinscrite?|reabonnee?|vuelto a suscribirse|nuovamente iscritt[oa]|ponownie zapisan\\w*',
  '(?:new|neue|nieuw|nouvelle|nueva|nuovo|novo|nowy|ny) (?:e ?mail|mail|address|adresse|adres|adress|direccion|indirizzo|endereco|mailadres\\w*) (?:\\w+ )?(?:confirmed|works|ok|valid|bestatigt|funktioniert|bevestigd|werkt|confirmee|valide|confirmada|valida|confermato|valido|confirmado|dziala|fungerar|virker)|used to be (?:on|in)|no longer (?:on|in) (?:the |our )?(?:black|block) ?list',
  '(?:unsubscribe|opt out|remove|abmelden|desinscrire|desabonner|uitschrijven|afmelden|disiscrivere|wypisac|avregistrera|afmelde|avmelde) (?:\\w+ )?(?:colleague|assistant|wife|husband|boss|co ?worker|collegue|assistante|kolleg\\w*|assistent\\w*|chef|collega|companer[oa]|coleg[oa]|kolege)|(?:kolleg\\w*|assistent\\w*|collega|chef) (?:\\w+ )?(?:abmelden|abmeldet|uitschrij\\w*|afmeld\\w*)',
)

/** A question to us, or about something other than whether to contact the person. */
const isQuestion = wordPattern(
  '(?:do|does|can|could|would|will|are|is|have|how|what|when|which|where) (?:you|i|we|it|there|this|much|many|long|about|is|are|do)|(?:haben|konnen|liefern|bieten|gibt|was|wie|wann) (?:sie|es|kostet|viel)|(?:avez|pouvez|livrez|est ce|combien)|(?:tienen|pueden|cuanto|quanto|avete|potete|voces|tem)|(?:hebben|kunnen|wat kost)|doublons?|duplicates?|dupes?|doppelt|dublette|dubbel|duplicado|doppione',
)

/** Descriptions of a stage that no list contains: `Not in Outreach`, `No match`, `Send deck`. */
const stageForm =
  /^(?:not (?:yet )?(?:in|on|enrolled|added|assigned|started|synced)(?: .*)?|no match(?:es)?(?: .*)?|(?:in|on) (?:a |the )?(?:sequence|cadence|campaign|progress)(?: .*)?|(?:ooo|out of (?:the )?office|auto ?reply|abwesend|absent|afwezig) (?:until|till?|through|bis(?: zum)?|tot|jusqu(?: a)?) .*|(?:send|share|prepare|draft) (?:(?!no )\w+ )?(?:deck|proposal|offer|quote|pricing|prices|contract|case stud(?:y|ies)|samples?|brochure|one ?pager|info|information|agenda|nda|presentation|details))$/

/** `Allow` under *Do not allow emails*: the cell counts, not the header. */
const allowWording =
  /^(?:allow|allowed|erlaubt|zulassen|zugelassen|autoriser|autorise|permitir|permitido|consenti|consentito|toestaan|toegestaan|tillat|tillad|tillat?en|send|zezwalaj|zezwol)$/

const forbidWording =
  /^(?:do not|don t|not|nicht|ne pas|no|non|niet|nao|nie|ikke|inte|pas) (?:allow|allowed|erlaubt|zulassen|zugelassen|autoriser|autorise|permitir|permitido|consentire|consentito|toestaan|toegestaan|tillat|tillad|zezwalaj|send)$/

const allOtherChannelRefusals = new RegExp(otherChannelRefusal.source, 'g')

/** `Do not call or email`: removes the other channel, so that the refusal applies to emails. */
const asWellAsMails =
  /(?<= )(?:call|phone|phoning|ring|text|sms|fax|visit|anruf|telef|bel|appel|llam|chiam|lig|dzwon|ring|sun)[^ ]* (?:or|and|nor|oder|und|noch|of|en|ou|et|ni|y|e|o|nem|ani|i|lub|eller|och|og) (?=(?:e ?mail|mail|mejl|contact|kontakt|writ|schreib|anschreib|ecri|escri|escre|scriv|envi|pis|skriv))/g

const withoutOtherWays = (said: string): string =>
  said.replaceAll(asWellAsMails, '').replaceAll(allOtherChannelRefusals, ' ').replace(/ {2,}/g, ' ').trim()

/** The channels in `Contact restrictions: call, email`. */
const otherChannels = wordSet(
  'call|calls|phone|telephone|mobile|text|texts|sms|mms|whatsapp|fax|post|letter|letters|linkedin|and|or|telefon|anruf|anrufe|brief|und|telefoon|bellen|en|telefono|telefone|telephone|et|og|och',
)

/** Returns whether a cell lists nothing but channels, and whether those are channels other than email. */
function channelsIn(plain: string): 'email' | 'other' | null {
  const words = plain.replaceAll(/(?<=^| )e (?=mails?(?: |$))/g, '').split(' ')
  if (!words.every((word) => scopes.has(word) || otherChannels.has(word))) return null
  return words.some((word) => scopes.has(word)) ? 'email' : 'other'
}

/** The scope in `Unsubscribed: all`. */
const scopes = wordSet(
  'all|everything|email|e mail|emails|mail|mails|newsletter|marketing|alle|alles|tous|tout|todo|todos|tutti|tutto',
)

/** Under a consent header these do not mean yes; only the author knows whether they mean no. */
const noneWords = wordSet(
  'none|never|nothing|keine|keiner|kein|geen|aucun|aucune|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|brak|ingen|inga',
)

/** Tags such as `no-email` among others. */
const optOutTags = wordSet(
  'no email|no mail|nomail|noemail|suppression|suppress|suppressed|werbesperre|cleaned|bounced|dnc|gesperrt|stop|blocked|removed|opted out|rebote|rebond|rimbalzo|karteileiche|verstorben|deceased|do not use',
)

const hasOptOutTag = (raw: string): boolean =>
  raw.length <= 200 &&
  raw.split(/[,;|\n]/).some((tag) => tag.length <= 20 && optOutTags.has(tag.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()))

/** `No - opted out`: the no is an answer and does not deny the opt-out. */
const answersFirst = /^\p{L}+\s*(?:[:,;.!(]|[-–—]\s)/u

/** A cell, in the forms at which the steps below look. */
type Look = {
  readonly cell: string
  /** In lower case. */
  readonly raw: string
  /** Of a long cell its beginning and its end. */
  readonly text: string
  /** Normalised. */
  readonly said: string
  /** The same without a no to calls, letters and the like. */
  readonly plain: string
  readonly first: string
  readonly optsOut: boolean
}

function lookAt(cell: string): Look {
  const raw = cell.trim().toLowerCase()
  const isLong = cell.length > 2 * MAX_NOTE_CHARS
  const whole = isLong ? `${cell.slice(0, MAX_NOTE_CHARS)}\n${cell.slice(-MAX_NOTE_CHARS)}` : cell
  const isJson = /^[[{]/.test(raw)
  const text = isJson ? whole : withoutDeniedNames(whole)
  const said = plainWords(isJson ? text.replace(deniedInJson, ' ') : text.replace(betweenWords, ' or '))
  const plain = otherChannelRefusal.test(said) ? withoutOtherWays(said) : said
  return { cell, raw, text, said, plain, first: firstToken(plain), optsOut: saysOptOut(plain) }
}

/** `Opt-out: no`, `newsletter = off`, also one after the other: the names of columns, each with a no. */
const nameWithNo = /(?<=^|[,;|\n]\s*)(\p{L}[^:=,;|\n]{1,40}?)\s?[:=]\s?([^\s:=,;|]{1,8})(?=\s*(?:[,;|\n]|$))/gu
const hasNames = (text: string) => text.length <= REMARK_CHARS && /[:=]/.test(text)

const headerOfNo = (name: string, value: string): OptOutHeader =>
  noWords.has(plainWords(value)) || value.toLowerCase() === 'ne' ? optOutHeaderOf(headerKey(name)) : null

/** Removes `Opt-out: no`, by which nothing is refused. */
const withoutDeniedNames = (text: string): string =>
  hasNames(text)
    ? text.replace(nameWithNo, (all, name: string, value: string) => (headerOfNo(name, value) === 'stop' ? ' ' : all))
    : text

/** `Subscribed: no`. */
const isDeniedConsent = ({ text }: Look): boolean =>
  hasNames(text) &&
  [...text.matchAll(nameWithNo)].some(([, name = '', value = '']) => headerOfNo(name, value) === 'permission')

/** The first step of a rule that applies to a cell gives the answer. */
type Step = readonly [OptOutAnswer, (look: Look) => boolean]

const inEveryColumn: readonly Step[] = [
  ['blank', ({ raw }) => /^(?:|\[\]|\{\}|☐|-)$/.test(raw)],
  ['unknown', ({ raw }) => /^\?+$/.test(raw)],
  ['fine', ({ raw, said }) => (denied.test(said) && !answersFirst.test(raw)) || optOutOfOtherChannel.test(said)],
]

const ofAnswers: readonly Step[] = [
  ...inEveryColumn,
  ['stop', ({ plain }) => forbidWording.test(plain)],
  // Only calls or letters are refused.
  ['fine', ({ said, plain }) => allowWording.test(plain) || (plain === '' && said !== '')],
]

const isNothing: Step = [
  'blank',
  ({ plain }) => unaskedWords.has(plain) || noDate.test(plain) || /^0(?: 0+)?$/.test(plain),
]
const isStage = ({ plain }: Look) => isStageText(plain) || stageForm.test(plain)
const isBarred = ({ text, plain, optsOut }: Look) => (optsOut && !isDenied(text)) || barredWording.test(plain)
const isAffirmed = ({ plain, first }: Look) => isYes(plain, first) || isDate.test(plain) || isNumber.test(plain)
const saysNo = (plain: string) => noWords.has(plain) && !offWords.has(plain)
const isNo: Step = [
  'fine',
  ({ plain, first }) => (noWords.has(first) && (first === plain || !answersAlone.has(first))) || plain === 'ne',
]

const states: readonly Step[] = [
  ...ofAnswers,
  ['fine', ({ said, plain, optsOut }) => plain !== said && !optsOut && !isRefusal(plain)],
  // Bounced and unsubscribed, as numbered by Instantly's API.
  ['stop', ({ raw }) => raw === '-1' || raw === '-2'],
  isNothing,
  // With a cross: `❌ No record found`.
  ['fine', ({ cell, plain }) => /^[✗✘❌] /.test(plain) && isNotFound(cell)],
  ['unknown', isDeniedConsent],
  ['unknown', ({ text, plain }) => isOwnBusinessState(text, plain) || unaskedConsent.has(plain)],
  ['unknown', ({ plain }) => closedBusiness.has(plain)],
  ['fine', (look) => isStage(look) || areStages(look.text) || look.first === 'maybe'],
  ['stop', isBarred],
  ['declined', ({ plain }) => declined.test(plain)],
  ['stop', ({ plain }) => refusedConsent.test(plain) || isDeadAddress(plain)],
  ['unknown', ({ plain }) => isLikelyOptOut(plain)],
  isNo,
  ['fine', isAffirmed],
]

const consents: readonly Step[] = [
  [
    'stop',
    ({ plain, optsOut }) => /^[✗✘❌]$/.test(plain) || optsOut || refusedConsent.test(plain) || endedConsent.has(plain),
  ],
  ['blank', ({ plain }) => unaskedWords.has(plain)],
  // On its own, `ne` is Czech; in French it starts many sentences.
  ['stop', ({ plain, first }) => noWords.has(first) || plain === 'ne' || isRefusal(plain)],
  ['blank', ({ plain }) => noDate.test(plain)],
  ['fine', ({ plain, first }) => yesWords.has(first) || stageWords.has(plain) || consentWording.test(plain)],
  ['fine', ({ plain }) => isDate.test(plain) || isNumber.test(plain)],
]

const permissions: readonly Step[] = [
  ['stop', ({ raw }) => raw === '☐'],
  ...ofAnswers,
  ['unknown', ({ plain }) => undecidedWords.has(plain) || noneWords.has(plain)],
  ...consents,
]

const optOuts: readonly Step[] = [
  ...ofAnswers,
  // A dot or a star: somebody entered it deliberately.
  ['unknown', ({ raw, said }) => said === '' && !/^[-–—_./\\|~'"()[\]{}<>\s]+$/.test(raw)],
  // An address in the cell is that of the person concerned, not of the row; such addresses are collected.
  ['fine', ({ raw }) => isAddress(raw)],
  ['unknown', ({ plain }) => undecidedWords.has(plain)],
  isNothing,
  ['stop', ({ plain }) => channelsIn(plain) === 'email'],
  ['fine', ({ plain }) => channelsIn(plain) === 'other'],
  ['fine', isStage],
  ['stop', (look) => isBarred(look) || declined.test(look.plain) || isLikelyOptOut(look.plain)],
  isNo,
  ['stop', isAffirmed],
]

/** What no step applies to is not understood. */
const stepsOf: Readonly<Record<OptOutColumnRule, readonly Step[]>> = {
  yes_stops: optOuts,
  no_stops: permissions,
  blank_stops: [['stop', ({ raw }) => raw === ''], ...permissions],
  refusal_stops: [...ofAnswers, ['blank', ({ plain }) => undecidedWords.has(plain)], ...consents],
  states,
  interest_numbers: [
    ['declined', ({ raw, plain }) => raw === '-1' || saysNo(plain)],
    ['fine', ({ raw, plain }) => /^-?\d+$/.test(raw) || undecidedWords.has(plain)],
    ...states,
  ],
  words_stop: [
    ...inEveryColumn,
    // `DNC = do not contact`: the legend of a symbol.
    ['fine', ({ cell }) => isLegend.test(cell)],
    [
      'unknown',
      (look) =>
        look.optsOut && (isOver(look) || (isDoubtful(look) && perhaps.test(look.said)) || takenBack.test(look.said)),
    ],
    ['stop', (look) => look.optsOut && isStated(look)],
    ['unknown', isDeniedConsent],
    ['unknown', isDoubtful],
    ['unknown', ({ plain }) => ownBusinessWords.has(plain) || closedBusiness.has(plain)],
    ['unknown', isShortRemark],
    ['unknown', ({ raw, cell }) => hasOptOutTag(raw) || isCross(cell)],
    ['unknown', ({ text }) => clausesOf(text).some((clause) => saysSo(clause, isLikelyOptOut)) || hasDeparted(text)],
    ['declined', isDeclined],
    ['unknown', ({ text, plain }) => piecesOf(text, plain).some((piece) => saysSo(piece, mayForbid))],
    ['fine', () => true],
  ],
  yes_asks: [
    ...inEveryColumn,
    ['stop', ({ text, optsOut }) => optsOut && !isDenied(text)],
    isNothing,
    ['fine', ({ cell, plain }) => isCross(cell) || undecidedWords.has(plain)],
    isNo,
  ],
  lists_stop: [['fine', ({ cell }) => listedIn(cell).length > 0], ...optOuts],
}

/** Returns the addresses and domains in a cell that lists nothing else. */
export function listedIn(cell: string): readonly string[] {
  const listed = new Set<string>()
  for (const piece of cell.split(/[\s,;|]+/)) {
    if (piece === '') continue
    const value = parseBlockValue(piece)
    if (value === null) return []
    listed.add(value)
  }
  return [...listed]
}

/** What remains of a remark without `not unsubscribed` and the like. */
const undeniedOf = ({ raw, text }: Look): string =>
  deniedWithin.test(raw) ? raw.replaceAll(allDeniedWithin, ' ') : text

/** Nobody is to be mailed on Fridays, or before March. */
function isOver(look: Look): boolean {
  const lasting = withoutTimes(undeniedOf(look))
  return lasting !== null && !saysOptOut(lasting)
}

function isStated(look: Look): boolean {
  const undenied = undeniedOf(look)
  return (undenied === look.text || saysOptOut(plainWords(undenied))) && !isDenied(undenied)
}

function isShortRemark({ cell, raw, plain }: Look): boolean {
  if (plain.length > SHORT_NOTE || deniedWithin.test(raw)) return false
  return saysSo(plain, isLikelyOptOut) || crossOfDeath.test(cell)
}

function isDeclined({ text, plain }: Look): boolean {
  if (plain.length <= SHORT_NOTE) return notInterested.test(plain)
  if (!mayHaveRefusal.test(text)) return false
  return (
    clausesOf(text).some((clause) => clause.length <= WHOLE_SENTENCE && notInterested.test(clause)) ||
    text.split(sentenceEnd).some((sentence) => refusesOffer(plainWords(sentence)))
  )
}

/** `Has NOT unsubscribed, checked with her` forbids nothing, unlike `no, unsubscribe me`. */
function isDenied(text: string): boolean {
  const pieces = text.split(clauseEnd).map(plainWords)
  const undenied = pieces.map((piece) => piece.replaceAll(allDeniedOptOuts, ' '))
  return undenied.some((piece, at) => piece !== pieces[at]) && !undenied.some(saysOptOut)
}

/**
 * Returns the short parts of a longer note that may be about the person: its beginning, as in `Left the company - new
 * contact is …`, and, if it is not a whole text, its sentences, as in `Spoke to reception. No longer there.`
 */
function clausesOf(text: string): string[] {
  const parts = text.length <= FEW_SENTENCES_CHARS && mayHaveRefusal.test(text) ? text.split(sentenceEnd) : []
  const start = opening.exec(text)?.[0]
  if (start !== undefined) parts.push(start)
  return parts.filter((part) => part.length <= CLAUSE_CHARS).map(plainWords)
}

/** Returns the parts of a remark between commas and full stops, normalised; `plain` if there is only one. */
function piecesOf(text: string, plain: string): string[] {
  if (text.length > REMARK_CHARS) return []
  const pieces = text.split(pieceEnd)
  return pieces.length > 1 ? pieces.map(plainWords) : [plain]
}

/** Returns whether a sentence of a remark, however long, says that the person is no longer there. */
const hasDeparted = (text: string): boolean =>
  text.length <= REMARK_CHARS &&
  mayHaveRefusal.test(text) &&
  text.split(sentenceEnd).some((sentence) => saysSo(plainWords(sentence), (plain) => departedWording.test(plain)))

const opening = /^.{3,50}?(?=[,.;:!?(–—\n]| - )/u

/** Fast check: most notes contain none of these and need not be split into sentences. */
const mayHaveRefusal =
  /longer|left|retire|closed|wrong|right|ruhest|rente|pensi|jubil|retraite|aposent|werkzaam|emeryt|invalid|deceas|passed|bounc|interes|intére|bedarf|besoin|behoefte|(?:nicht|niet) me[eh]r|ausgesch|ausgetret|verl(?:as|at)|verst[eo]rb|gekündigt|ungültig|geschlossen|overleden|dienst|plus (?:dans|chez|de)|travaille|quitté|décédé|ya no|dej[oó]|fallec|lavora|lasciato|trabalha|saiu|zainteres|pracuje|slut|lämn|forla|lenger|længere/i

const sentenceEnd = /(?<=[\p{L})])[.!?;\n]\s*/u
const pieceEnd = /(?<=[\p{L}\p{N})])[.!?]+(?=\s|$)|[,;\n]|\s[-–—|/]\s/u

/** The separator in `Don't call/email`. */
const betweenWords = /(?<=\b(?:call|phone|text|sms)s?) ?[/&] ?(?=\p{L})/giu

/** `"unsubscribed": false`, in a cell with JSON. */
const deniedInJson = /"[^"]{0,100}"\s{0,3}:\s{0,3}(?:false|null|0|""|"(?:no|false)"|\[\s{0,3}\])/gi

/** Whole cells, as maps and registers write them, and people in remarks. */
const closedBusiness = wordSet(
  'closed permanently|permanently closed|closed temporarily|temporarily closed|closed for good|ceased|ceased trading|liquidation|in liquidation|insolvency proceedings|receivership',
  'dauerhaft geschlossen|endgultig geschlossen|vorubergehend geschlossen|in liquidation|permanent gesloten|definitief gesloten|tijdelijk gesloten|cessee|cesse|radiee|ferme definitivement|fermee definitivement|definitivement fermee?|ferme temporairement|temporairement ferme',
  'cerrado definitivamente|cerrado permanentemente|permanentemente cerrado|cerrado temporalmente|cerrada definitivamente|chiuso definitivamente|definitivamente chiuso|chiuso permanentemente|chiuso temporaneamente|cessata|baixada|inapta|encerrado definitivamente|encerrada|permanentemente fechado|fechado permanentemente|zamkniete na stale|tymczasowo zamkniete|zlikwidowana|wykreslona|permanent stangt|nedlagd|nedlagt|permanent lukket|tvangsoplost|avregistrerad',
)

const isLegend = /^\s*(?:\p{L}+:\s*)?[\p{Lu}\p{N}*]{1,6}\s*=\s/u

/** Cache of answers; such columns have few different cells. */
const MAX_CACHED = 300
const answerCache = new Map(optOutColumnRules.map((rule) => [rule, new Map<string, OptOutAnswer>()]))

/** Returns the meaning of a cell in such a column. */
export function readOptOutCell(cell: string, rule: OptOutColumnRule): OptOutAnswer {
  if (cell === '' && rule !== 'blank_stops') return 'blank'
  const cache = answerCache.get(rule) as Map<string, OptOutAnswer>
  const known = cache.get(cell)
  if (known !== undefined) return known
  const look = lookAt(cell)
  const answer = stepsOf[rule].find(([, applies]) => applies(look))?.[0] ?? 'unknown'
  if (cache.size < MAX_CACHED && cell.length < 60) cache.set(cell, answer)
  return answer
}

/** What the operator decided about values of a column, each in the form `unclearAnswerKey` returns. */
export type ColumnAnswers = { readonly allow: ReadonlySet<string>; readonly leaveOut: ReadonlySet<string> }

/** Why a cell excludes its row. For the two weaker reasons the operator is asked, and may allow the row. */
export type StopReason = Extract<OptOutAnswer, 'stop' | 'declined' | 'unknown'>

/** Returns the form in which a cell is remembered as an answer to that question; only the beginning of a long cell. */
export const unclearAnswerKey = (cell: string): string => {
  const text = cell.slice(0, UNCLEAR_ANSWER_CHARS)
  // Some signs are no words.
  return (plainWords(text) || text.trim().toWellFormed()).slice(0, UNCLEAR_ANSWER_CHARS)
}

export const UNCLEAR_ANSWER_CHARS = 120

/** Returns why a cell excludes its row; null if it does not. What the operator left out counts as not understood. */
export function stopReasonOf(
  cell: string,
  reading: OptOutColumnRule,
  answers: ColumnAnswers | null = null,
): StopReason | null {
  const answer = readOptOutCell(cell, reading)
  if (answer === 'blank' || answer === 'stop') return answer === 'stop' ? answer : null
  const word = answers && unclearAnswerKey(cell)
  if (word !== null && answers?.leaveOut.has(word)) return 'unknown'
  if (answer === 'fine' || (answer === 'unknown' && reading === 'refusal_stops')) return null
  return word !== null && answers?.allow.has(word) ? null : answer
}

/**
 * A value about whose people the operator decides. `declined` and `unknown` exclude its rows until it is allowed;
 * remarks that are `personal` (they speak of people) or `fine` exclude none until they are left out.
 */
export type ValueToDecide = {
  /** The column that contains it. */
  readonly column: number
  /** The word by which it is remembered: `unclearAnswerKey` of the cell. */
  readonly word: string
  /** The text in the file. */
  readonly cell: string
  readonly why: Exclude<StopReason, 'stop'> | 'personal' | 'fine'
  readonly count: number
  /** The first row with this value, and its address. */
  readonly row: number
  readonly email: string
  /** A mark and what a legend of the file says it means. Its column may have any target until it is allowed. */
  readonly ofLegend?: true
}

/** Returns whether a consent column contains consent or another lawful basis. */
export function hasConsent(cell: string): boolean {
  const answer = readOptOutCell(cell, 'refusal_stops')
  return answer === 'fine' || answer === 'unknown'
}

/** Returns whether a cell explicitly says, in any column, that the person must not be emailed. */
export const forbidsEmail = (cell: string): boolean =>
  lookAt(cell).optsOut && readOptOutCell(cell, 'words_stop') === 'stop'

const ofUs = wordPattern(
  'us|me|our|my|uns|mich|mir|unsere?[mnrs]?|ons|onze|nous|notre|nos|nosotros|nuestr[oa]s?|ci|nostr[oaie]|noss[oa]s?|nam|nas|nasz\\w*|oss|var(?:a|t)?|os|vores|nasi?|nase\\w*',
)
const ofPerson = wordPattern('him|her|ihn|hem|haar|lui|elle|lei|ele|ela|honom|henne|ham|hende|henne')
const plea = /^(?:please|pls|plz|kindly|bitte|graag|merci de|svp|por favor|per favore|prosze|vanligen) /
const atOnce =
  /^(?:(?:he|she|has|was|is|hat|sich|ist|er|sie|heeft|zich|hij|zij|s|est|elle|il|se|ha|har|sig|hon|han|hun) ){0,3}(?:unsubscribed|opted out|abgemeldet|afgemeld|uitgeschreven|desabonn\w+|desinscri\w+|dio de baja|dad[oa] de baja|disiscritt\w|cancellat\w|descadastr\w+|wypisal\w*|avregistrer\w+|afmeldt|avmeldt|odhlas\w+)(?! (?:of|users|people|contacts|from (?!our|the|all)))/

/**
 * Returns whether a text that forbids emails somewhere is a request of one person to us. In what describes a business,
 * only a person counts.
 */
export function isRequest(cell: string, isOfSubject: boolean): boolean {
  const plain = plainWords(cell)
  const said = plain.match(allOptOutWordings) ?? []
  const isOurs = said.some((words) => ofUs.test(words))
  if (said.some((words) => ofPerson.test(words)) || (isOurs && ofPerson.test(plain))) return true
  return !isOfSubject && (isOurs || plea.test(plain) || atOnce.test(plain))
}

/** Returns whether a cell says only that: `Unsubscribed`, `Please do not email me`, but not `Unsubscribe management`. */
export const onlyForbidsEmail = (cell: string): boolean =>
  forbidsEmail(cell) && plainWords(cell).replace(allOptOutWordings, ' ').replace(besideWish, ' ').trim() === ''

const besideWish = /(?<= |^)(?:please|pls|bitte|me|us|him|her|them|again|any ?more|ever|\d+)(?= |$)/g

/** Returns whether a cell is a no in a column of answers or treatment. */
export const isRefusalCell = (cell: string): boolean => {
  const plain = plainWords(cell)
  return (
    !denied.test(plain) &&
    !stageWords.has(plain) &&
    (isRefusal(plain) || deadAddress.test(plain) || isLikelyOptOut(plain))
  )
}

/** Returns whether a cell says that somebody is a customer or a competitor, or that a deal was won. */
export const isOfOwnBusiness = (cell: string): boolean => isOwnBusinessState(cell, plainWords(cell))

/** `Bestandskunde`, `Existing customer`, `Competitor`: unlike `Customer`, this is said of people only. */
export const isExistingCustomer = (cell: string): boolean =>
  cell.length <= SHORT_NOTE && isOfOwnBusiness(cell) && isOwnBusinessNote(plainWords(cell))

/** `No record found`, `None`, `Not in CRM`: what a search for somebody gives. */
export const isNotFound = (cell: string): boolean => cell.length <= SHORT_NOTE && notFound.test(plainWords(cell))

const notFound =
  /^(?:[✗✘❌] )?(?:no|none|n|false|0|nein|keine?r?|nee|geen|non|aucune?|nessun[oa]?|ningun[oa]?|nao|nenhum[a]?|nie|brak|nej|ingen|ei|not (?:found|matched|in (?:the )?\w+)|no (?:record|match|entry|result|hit)(?:e?s)?(?: found)?|no (?:contacts?|accounts?|customers?|clients?) found|nicht (?:gefunden|vorhanden|im \w+)|kein (?:treffer|eintrag)|niet gevonden|geen resultaat|pas trouvee?|non trovat[oa]|no encontrad[oa]|nao encontrad[oa]|nie znaleziono|ikke fundet|ikke funnet|hittades inte)$/

/** Returns whether a cell says yes or no and nothing else. */
export const isYesOrNo = (cell: string): boolean => {
  const plain = plainWords(cell)
  return yesWords.has(plain) || noWords.has(plain) || /^[01]$/.test(plain) || isCross(cell) || isTick.test(cell)
}

const isTick = /^\s*(?:ticked|[✔☑✅]\ufe0f?)\s*$/iu

/** Returns whether a cell is a stage of a sequence or deal. */
export const isStageCell = (cell: string): boolean => {
  const plain = plainWords(cell)
  return isStageText(plain) || denied.test(plain) || areStages(cell)
}

/** Returns whether a cell is a no that somebody answered: `No`, but not `FALSE`. */
export const isAnsweredNo = (cell: string): boolean => saysNo(plainWords(cell))
