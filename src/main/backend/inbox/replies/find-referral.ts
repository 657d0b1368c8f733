import { type Referral, type ReplyLanguage, replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import { concepts } from './concepts.ts'
import { likelyLanguage } from './guess-languages.ts'
import { findMatches } from './matches-of.ts'
import { factsOfWord } from './word-facts.ts'
import { foldWord, splitIntoWords } from './words.ts'

const address = /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu
const namePart = "\\p{Lu}[\\p{L}'’-]+"
const particle = '(?:van|von|de|der|den|del|la|le|di|da|dos|du|ten|ter|zu)'
const wholeName = new RegExp(`(?:\\p{Lu}\\. ?){0,3}${namePart}(?: (?:${particle} ){0,2}${namePart}){0,4}`, 'gu')

/** Capitalised words that are not names. */
const nonNames = new Set(
  (
    'ing eng lic arq arqui dr prof mr mrs ms mme er adding looping copying contact ask try talk speak hi hello dear hey thanks thank please best regards sent from the and our your this that monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ceo cto cmo coo cfo hr it ' +
    'sie ihnen ihre ihrem ihren ihr frau herr herrn kollege kollegin kollegen kolleginnen nachfolger vertretung marketing einkauf vertrieb geschaftsfuhrer ansprechpartner adresse mail mails email e-mail cc kopie buro montag dienstag mittwoch donnerstag freitag firma unternehmen abteilung bitte nachricht anliegen fragen fallen fall chef chefin partner zentrale interesse danke gruss abwesenheit zeit rezeption ich wir in am mein meine unser unsere tut leid ' +
    'beste bedankt graag dhr mevrouw mevr maandag dinsdag woensdag donderdag vrijdag voor ik wij ' +
    'bonjour merci madame monsieur mme cordialement lundi mardi mercredi jeudi vendredi je nous vous ce cela le la les ' +
    'die das der den dem ein eine es er daar dat dit deze die het eso esto lo el un una il elle on moi yo this these those he she they you we ' +
    'hola gracias sr sra lunes martes miercoles jueves viernes yo no para si por ' +
    'teams zoom gdpr dsgvo avg rgpd linkedin tel phone mobile'
  ).split(' '),
)

const beyondAscii = /[\u0080-\uffff]/
const plainWord = (word: string) =>
  beyondAscii.test(word) ? word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() : word.toLowerCase()

/** A role before the name: "Fuhrparkleiter Gernot Ziesche". */
const roleBeforeName =
  /(?:leiter|leiterin|leitung|chef|chefin|meister|meisterin|nachfolger|nachfolgerin|assistentin?|beauftragter?|vertreter|vertreterin|nichte|neffe|schwager|schwägerin|tante|onkel|nachbarin?|kollegin|träger|director|manager|officer)$|^(?:young|old|little|jung|cllr|eng|arqui|lic|ing|bruder|schwester|mein|unser|head|our|my|chair)$/i

const bareAddress = (from: string) => (/<([^<>]*@[^<>]*)>/.exec(from)?.[1] ?? from).trim().toLowerCase()

/** `info@` and `sales@` belong to no person. */
const looksLikePerson = (email: string) =>
  !/^(?:info|sales|marketing|contact|office|hello|support|service|einkauf|inkoop|achats|compras|kontakt|mail|post|admin|hr|team|purchasing|procurement|accueil|recepcion|comercial|verkoop|vertrieb|direction|direccion|gerencia|project\w*|projekt\w*|planung|planning|orders?|bestell\w*|pedidos|boss|reserv\w*|shop|studio|welcome|press\w*|jobs|general|central|zentrale|secretar\w*|sekretariat|accounts?|invoices?|rechnung\w*|buchhaltung|boekhouding|factur\w*|supply|parts|ventes|ventas|atelier|taller|rezeption|reception|empfang|balie|onthaal|administra\w*|gemeinde|rathaus|mairie|enquiries|anfrage|booking\w*|events?|security|dispatch|logisti\w*)@/i.test(
    email,
  )

const title =
  /(?:^|[\s,:("])((?:Herrn?|Frau|Hr\.|Fr\.|Mrs?|Ms|Miss|Mme|Mlle|Monsieur|Madame|M|[Mm]evrouw|[Mm]eneer|[Mm]evr|[Dd]hr|Sra?|[Ss]eñora?|Don|Doña|Cllr|Ing|Eng|Lic|Arq|Sister|Bruder|Schwester|Pater)\.? (?:(?:Dr|Prof|Ing)\.? ?)?|(?:Dr|Prof)\.? )$/u
const referralCue =
  /\b(?:ask|try|to|is|are|contact|cc'?d?|copied|with|by|via|an|bei|ist|macht|fragen?|fragt?|von|bij|aan|vraag|probeer|à|est|avec|chez|voir|voyez|écrivez|con|lleva|pregunt\w+|habl\w+|es|toca a|hace|adding|copying|loop\w* in|weitergeleitet|doorgestuurd)\s(?:(?:our|my|the|a|mal|doch|maar|bitte|unsere[rnm]?|meine[rnm]?|der|die|den|dem|de|het|mijn|onze|notre|mon|ma|le|la|nuestr[oa]|mi|el|young|old)\s){0,3}(?:[\p{L}-]{2,20} ){0,1}$/iu
/** Words directly before the person to contact, after which even a German noun is a name. */
const pointsTo =
  /(?:^|[\s,.!?(])(?:(?:[Ff]rag(?:en|t|e)?|[Rr]uf(?:en|t)?|[Kk]ontaktier(?:en|t)?|[Nn]ehmen|[Ss]prich|[Ss]prechen|[Ww]end(?:e|en|et))(?: Sie| dich| sich| euch)?(?: bitte| doch| mal| am besten| direkt| lieber| einfach| mit| an){0,3}|(?:[Hh]eb|[Vv]raag|[Bb]el|[Mm]ail|[Mm]oet je|[Vv]oyez|[Dd]emandez à|[Aa]ppelez|[Pp]reguntad?|[Pp]regúntale a|[Ll]lame a|[Hh]able con|[Aa]sk|[Rr]ing|[Tt]ry)(?: bitte| doch| mal| maar| even| gerust| avec| plutôt| for){0,2}) $/u
/** Words saying that the person only does something else, or is not the right one. */
const onlyElse =
  /^,? (?:macht|does|doet|fait|hace|is|ist|est|es) (?:(?:hier|here) )?(?:nur|only|just|alleen|juste|seulement|solo|nicht|not|niet|no longer)\b/iu
/** Addressed to a colleague: "Suki, one for you?", "Vladi, schau mal drüber". */
const toColleague =
  /^\s*(\p{Lu}[\p{L}'’-]{1,19}(?: \p{Lu}[\p{L}'’-]{1,19})?)(?:\s?[,–:-]+ ?\s?|\s(?=je te|can you|kannst du|kun je|mira|fíjate))(?:[^.!?\n]{0,60}(?:for you|yours\b|your (?:thing|area|call|kind)|can you|could you|have a look|take a look|see below|worth|deal with|für dich|was für|deinen?\b|schau|kannst du|kümmer|magst du|übernimmst|siehe unten|voor (?:jou|jullie|u|de)\b|iets voor|kun je|kan jij|kijk|zie onder|pour toi|je te|tu (?:peux|veux|vois|regardes)|regarde|vois |ci-dessous|para (?:ti|vos)|mira|míralo|fíjate|fijate|puedes|échale|contesta|te encargas)|one for you)/iu
/** Somebody is mentioned and then named: "the boss: Ann", "my brother, Joe". */
const apposed = /(?:\p{L}|\))(?: ?[:(–-]| ?,(?: (?:der|die|den|the|el|la|le))?| (?:der|die|den|dem)) $/u
const handles =
  /^[^.!?\n]{0,3}\s?(?:[([,–-] ?)?(?:(?:in|from|at|over|upstairs|bei|im|aus|in der|vom|van|de|du|en) [\p{L}-]{2,20},? )?(?:is|handles|runs|looks|deals|does|took|takes|takes care|decides|has|signs|knows|manages|plans|buys|orders|chooses|sorts|keeps|weiß|plant|bestellt|entscheidet das|hat|doet|weet|kent|bestelt|koopt|tekent|sait|achète|commande|signe|tient|sabe|compra|firma|manda|kümmert|macht|entscheidet|organisiert|betreut|leitet|gaat|regelt|doet|beslist|s'occupe|gère|décide|planifie|lleva|decide|se encarga|se ocupa|ist|est|es|will|would)\b/iu
const reachable = /^[^.!?\n]{0,60}(?:@|\d{3}|\bext\b|durchwahl|nebenstelle|toestel|poste \d)/i
const company =
  /\b(?:gmbh|ag|kg|ltd|llc|inc|plc|bv|nv|sa|sarl|sas|sl|limited|group|gruppe|kanzlei|agentur|firma|verein)\b/i
const greetingLine =
  /^\W*(?:(?:hi|hello|hey|dear|bra|lieve|goedemiddag|goedenavond|goedendag|grüezi|grüessech|apreciad[oa]|buenas|good|morning|afternoon|evening|hallo|guten|gruess|grüß|liebe[rs]?|sehr|geehrte[rs]?|moin|servus|beste|dag|hoi|geachte|goedemorgen|bonjour|salut|cher|chère|hola|buen[oa]s?|estimad[oa]|d[ií]as?|tag|tardes?|morgen|herr|frau|mr|mrs|ms|mme|dhr|mevrouw|meneer|sra?|dr|professor|again|there|und|and|et|en|y|soir|jour|abend)\.?[ ,]*){1,5}$/i

type Candidate = { readonly name: string; readonly points: number }

/** Whether a name fits `anna.smith@…`; only used to choose among names. */
const nameFitsAddress = (name: string, email: string) => {
  const local = plainWord(email.split('@')[0] ?? '')
  return plainWord(name)
    .split(/[ -]/)
    .some((part) => part.length > 2 && local.includes(part))
}

type IsCommonWord = (word: string) => boolean

/** Whether a word is common in the text's language; capitalised, it is a noun or starts a sentence. */
const commonWordTest =
  (languages: readonly ReplyLanguage[]): IsCommonWord =>
  (word) =>
    nonNames.has(plainWord(word)) ||
    languages.some((language) => concepts().of(factsOfWord(foldWord(word)), language).length > 0)

const endsWithParticle = new RegExp(` ${particle}$`, 'u')

/** Returns the capitalised words that can be a name, without words before or after it. */
function extractName(found: string, begins: boolean, isGerman: boolean, isCommon: IsCommonWord): string | null {
  let words = found.split(' ')
  if (words[0] === 'M.' && words.length > 2) words.shift()
  // "Agentur von Thekla Sundermann", "Sache von Konrad Ehlers": the words before the name say what is theirs.
  const at = words.findIndex((word) => /^(?:von|van|de|of)$/.test(word))
  if (at >= 2) words = words.slice(0, at)
  else if (at === 1 && words.length >= 4 && /^\p{Lu}/u.test(words[3] ?? '')) words = words.slice(2)
  const nouns = begins || isGerman
  const isLead = (word: string) =>
    nonNames.has(plainWord(word)) ||
    (nouns && isCommon(word)) ||
    roleBeforeName.test(word) ||
    /^[CDLMcdlm]['’]\p{L}+$/u.test(word)
  while (words.length > 1 && isLead(words[0] ?? '')) words.shift()
  if (words.length === 1 && nonNames.has(plainWord(words[0] ?? ''))) return null
  while (words.length > 1 && nonNames.has(plainWord(words.at(-1) ?? ''))) words.pop()
  const name = words
    .join(' ')
    .replace(endsWithParticle, '')
    .replace(endsWithParticle, '')
    .replace(/['’]s$/, '')
  return name.length < 2 ||
    name.length > 60 ||
    /['’](?:ve|m|re|ll|d|s|t)$/.test(name) ||
    /['’]s /.test(name) ||
    /^\p{Lu}{2,}$/u.test(name)
    ? null
    : name
}

/** Lower-case names, recognisable only by the words around them: "try steph", "frag mal die jasmin", "fr. yilmaz". */
const lowercaseName =
  /\b(?:(?:ask|try|cc'?d|ring|call) (?:for )?|fragt? (?:mal |doch )?(?:d(?:ie|en|er) )?|vraag (?:maar )?(?:aan )?|(?:hr|fr|frau|herrn?|mr|mrs|ms)\.? |gave (?:it|your \w+|this) to |boss is |(?:missus|wife|brother|sister|husband)(?:,| is|:) )(\p{Ll}{3,14})\b|(?:^|[.,;!?] )(\p{Ll}{3,12}) (?:does|handles|runs|looks after|decides|buys|macht das|regelt das|entscheidet|regelt dat|doet dat|beslist|s'occupe|décide|lleva eso|decide)\b|\b(?:thats|that's|its|it's) (\p{Ll}{3,12}?)'?s (?:department|dept|job|thing|area|patch|baby|call|desk)\b/gu

/** Rates the people named in a text by how likely the reply refers to them. */
function rateNames(text: string, email: string | undefined, isSender: (name: string) => boolean): readonly Candidate[] {
  const found: Candidate[] = []
  const language = likelyLanguage(splitIntoWords(text).words, 2)
  const isGerman = language === 'de'
  const isCommon = commonWordTest(language === null ? replyLanguages : [language])
  const lines = text.split('\n')
  for (const [line, words] of lines.entries()) {
    for (const match of findMatches(wholeName, words)) {
      const before = words.slice(0, match.index)
      const begins = before.trim() === '' || /[.!?:]\s+["(]?$/.test(before)
      const name = extractName(match[0], begins, isGerman, isCommon)
      if (name === null || isSender(name)) continue
      const from = match.index + match[0].lastIndexOf(name)
      const left = words.slice(0, from)
      const right = words.slice(from + name.length)
      if (/^[\p{L}\d._-]*@/u.test(right) || /\S@\S*$/.test(left)) continue
      const greets = greetingLine.test(left) || (left.trim() === '' && line < 2)
      if (greets && /^\s*(?:[,!:–-]|$)/.test(right)) continue
      const parts = name.split(' ')
      const called = title.exec(left.slice(-24))?.[1]
      const of = email !== undefined && nameFitsAddress(name, email)
      const common = parts.every(isCommon)
      const starts = begins && match[0].startsWith(name)
      if (common && called === undefined && !of && (starts || isGerman)) continue
      let points = 0
      if (called !== undefined) points += 4
      if (left.endsWith('@')) points += 3
      if (!isGerman && !starts) points += 1
      if (/\b(?:in|at|à|en|of|near) $/i.test(left) && called === undefined) points -= 1.5
      // German capitalises nouns.
      if (isGerman && parts.length === 1 && called === undefined && !of) points -= 1.5
      if (of) points += 4
      if (parts.length > 1) points += parts.some(isCommon) ? 0.5 : 2
      if (referralCue.test(left.slice(-60))) points += 1.5
      if (pointsTo.test(left.slice(-50))) points += isGerman && parts.length === 1 ? 2.5 : 1
      if (onlyElse.test(right)) points -= 4
      if (/^ (?:ins?|in|en|op|mit in) (?:cc|kopie|copie|copia)\b/i.test(right)) points += 3
      if (
        /\b(?:macht|regelt|ist|hat|doet|is|es|lleva|est)(?: (?:bei uns|hier|alles|das|jetzt|bij ons|chez nous|aquí)){0,3} (?:der|die|de|la|el|le) $/i.test(
          left.slice(-40),
        )
      )
        points += 2
      if (apposed.test(left.slice(-12))) points += 1
      if (handles.test(right)) points += 1.5
      if (reachable.test(right)) points += 1
      if (starts) points -= parts.length > 1 ? 0.5 : 1.5
      if (common) points -= 2
      if (company.test(`${left.slice(-14)} ${name} ${right.slice(0, 8)}`)) points -= 2
      // Named first as the person who decides or does something: "Tracey in Finance signs for machines".
      if (starts && !isGerman && parts.length === 1 && !common && handles.test(right)) points += 1
      // Alone on a line near the end: a signature.
      if (line > 1 && line >= lines.length - 2 && words.trim().length < name.length + 6) points -= 3
      const short = /\b(?:mein|my|our|unser) \S{4,9} $/i.test(left)
        ? undefined
        : called?.trim().replace(/^Herrn$/, 'Herr')
      found.push({ name: short !== undefined && parts.length === 1 ? `${short} ${name}` : name, points })
    }
    for (const { 1: before, 2: after, 3: whose } of findMatches(lowercaseName, words)) {
      const small = before ?? after ?? whose ?? ''
      if (small !== '' && !isCommon(small) && !isSender(small))
        found.push({ name: capitalised(small), points: before === undefined ? 1.2 : 1.5 })
    }
  }
  const addressed = toColleague.exec(text)?.[1]
  if (addressed !== undefined && !isSender(addressed) && !addressed.split(' ').some(isCommon))
    found.push({ name: addressed, points: 2.4 })
  return found
}

const capitalised = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** A person mentioned without a name, to whom the address belongs: "my missus: lisa@…". */
const unnamedPerson =
  /\b(?:he|she|him|her|dad|mum|brother|sister|wife|missus|husband|boss|son|daughter|niece|nephew|tochter|sohn|vater|mutter|dochter|zoon|fille|fils|hija|hijo|er|sie|ihm|ihr|frau|mann|chefin?|bruder|schwester|hij|zij|hem|haar|broer|vrouw|il|elle|frère|soeur|femme|mari|él|ella|hermano|hermana|mujer|marido|jef[ea])\b/i

/** Completes a name from the address: "Shaz" at shaz.begum@… is Shaz Begum; "my brother: joe@…" is Joe. */
function completeName(name: string | undefined, email: string, text: string): string | undefined {
  const isCommon = commonWordTest(replyLanguages)
  if (!looksLikePerson(email)) return name
  const parts = (email.split('@')[0] ?? '')
    .toLowerCase()
    .split(/[._-]/)
    .filter((part) => /^\p{L}{1,20}$/u.test(part))
  const [first = '', last] = parts
  if (name !== undefined) {
    const single =
      !name.includes(' ') && last !== undefined && last.length > 2 && first === plainWord(name) && !isCommon(last)
    return single ? parts.map(capitalised).join(' ') : name
  }
  const named = plainWord(text.replaceAll(email, ' '))
    .split(/[^\p{L}]+/u)
    .includes(first)
  // `joris@…` is a name, unless it is part of the company's domain.
  const own = parts.length === 1 && first.length > 3 && first.length < 10 && !email.split('@')[1]?.includes(first)
  return first.length > 2 && !isCommon(first) && (named || own || unnamedPerson.test(text))
    ? capitalised(first)
    : undefined
}

/**
 * Finds the person a reply names instead: the address that is not the sender's, and the name that most likely belongs
 * to it or is given without one. Null if it names nobody.
 */
export function findReferral(own: string, from: string): Referral | null {
  const sender = bareAddress(from.slice(0, 1000))
  const bounded = own.slice(0, 4000)
  const addresses = bounded.includes('@') ? findMatches(address, bounded) : []
  const email = addresses.map(([found]) => found).find((one) => one.toLowerCase() !== sender)
  const senderNames = new Set([
    ...plainWord(from.slice(0, 300).replace(/<.*$/, '')).split(/[\s,.]+/),
    ...(sender.split('@')[0] ?? '').split(/[._-]/),
  ])
  const isSender = (name: string) =>
    plainWord(name)
      .split(' ')
      .every((part) => senderNames.has(part))
  const candidates = rateNames(bounded, email, isSender)
  const best = candidates.reduce<Candidate | undefined>(
    (most, one) => (most === undefined || one.points > most.points ? one : most),
    undefined,
  )
  const least = email !== undefined && looksLikePerson(email) ? 0.5 : 1
  const likely = best !== undefined && best.points >= least ? best.name : undefined
  const name = email === undefined ? likely : completeName(likely, email, bounded)
  if (email === undefined && name === undefined) return null
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }
}
