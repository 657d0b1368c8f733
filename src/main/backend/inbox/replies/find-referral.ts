import type { Referral } from '#shared/domain/inbox/replies/reply-labels.ts'

const address = /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu
const namePart = "\\p{Lu}[\\p{L}'’-]+"
const particle = '(?:van|von|de|der|den|del|la|le|di|da|dos|du|ten|ter|zu)'
const wholeName = new RegExp(`${namePart}(?: (?:${particle} ){0,2}${namePart}){0,4}`, 'gu')

/** Words with a capital letter that are no names. */
const noNames = new Set(
  (
    'dr prof mr mrs ms mme er adding looping copying contact ask try talk speak hi hello dear hey thanks thank please best regards sent from the and our your this that monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ceo cto cmo coo cfo hr it ' +
    'sie ihnen ihre ihrem ihren ihr frau herr herrn kollege kollegin kollegen kolleginnen nachfolger vertretung marketing einkauf vertrieb geschaftsfuhrer ansprechpartner adresse mail mails email e-mail cc kopie buro montag dienstag mittwoch donnerstag freitag firma unternehmen abteilung bitte nachricht anliegen fragen fallen fall chef chefin partner zentrale interesse danke gruss abwesenheit zeit rezeption ich wir in am mein meine unser unsere tut leid ' +
    'beste bedankt graag dhr mevrouw mevr maandag dinsdag woensdag donderdag vrijdag voor ik wij ' +
    'bonjour merci madame monsieur mme cordialement lundi mardi mercredi jeudi vendredi je nous vous ce cela le la les ' +
    'hola gracias sr sra lunes martes miercoles jueves viernes yo no para si por ' +
    'teams zoom gdpr dsgvo avg rgpd linkedin tel phone mobile'
  ).split(' '),
)

const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** "Fuhrparkleiter Gernot Ziesche": what somebody is, before who it is. */
const role =
  /(?:leiter|leiterin|leitung|chef|chefin|meister|meisterin|nachfolger|nachfolgerin|assistentin?|beauftragter?|nachbarin?|kollegin|director|manager|officer)$|^(?:cllr|eng|arqui|lic|ing|bruder|schwester|mein|unser|head|our|my|chair)$/i

function cleanName(found: string): string | null {
  const words = found.split(' ')
  while (words.length > 0 && (noNames.has(plain(words[0] ?? '')) || (words.length > 1 && role.test(words[0] ?? ''))))
    words.shift()
  while (words.length > 0 && noNames.has(plain(words.at(-1) ?? ''))) words.pop()
  const name = words.join(' ').replace(/'s$/, '')
  return name.length < 2 || name.length > 60 || /['’](?:ve|m|re|ll|d|s|t)$/.test(name) || /^\p{Lu}+$/u.test(name)
    ? null
    : name
}

const titled = /(?:^|[\s,(])((?:Herrn?|Frau|Mrs?|Ms|Mme|Mevrouw|Dhr|Sra?|Dr|Prof|M)\.?) $/

/** Names in a piece of text, with the title before them where there is no first name. */
function namesIn(
  text: string,
  atStart: boolean,
): readonly { readonly name: string; readonly from: number; readonly to: number }[] {
  const found = []
  for (const match of text.matchAll(wholeName)) {
    const name = cleanName(match[0])
    if (
      name === null ||
      (atStart &&
        match.index === 0 &&
        match[0].startsWith(name) &&
        !name.includes(' ') &&
        !/^\S+ (?:is|ist|handles|runs|took|s'occupe|lleva|gaat|kümmert|macht|gère)\b/.test(text))
    )
      continue
    const from = match.index + match[0].indexOf(name)
    const title = titled.exec(text.slice(Math.max(0, match.index - 9), from))?.[1]
    const words = match[0].split(' ')
    const own =
      title ?? (words.length === 2 && /^(?:Herrn?|Frau|Mr|Ms|Mrs|Mme)$/.test(words[0] ?? '') ? words[0] : undefined)
    const whole = own !== undefined && !name.includes(' ') ? `${own.replace('Herrn', 'Herr')} ${name}` : name
    found.push({ name: whole, from, to: from + name.length })
  }
  return found
}

const bareAddress = (from: string) => (/<([^<>]*@[^<>]*)>/.exec(from)?.[1] ?? from).trim().toLowerCase()

/** Name out of `anna.smith@…`, for choosing among names only. */
const isOf = (name: string, email: string) => {
  const local = plain(email.split('@')[0] ?? '')
  return plain(name)
    .split(' ')
    .some((part) => part.length > 2 && local.includes(part))
}

/**
 * Whom a reply names instead: the address that is not the sender's, and the name beside it or in the words `around`
 * that name somebody. Null where it names nobody.
 */
export function findReferral(
  own: string,
  from: string,
  around: { readonly start: number; readonly end: number } | null,
): Referral | null {
  const sender = bareAddress(from.slice(0, 1000))
  const bounded = own.slice(0, 4000)
  const found = [...bounded.matchAll(address)].find(([email]) => email.toLowerCase() !== sender)
  const email = found?.[0]
  const senderNames = new Set(plain(from.slice(0, 300).replace(/<.*$/, '')).split(/[\s,]+/))
  const isSender = (name: string) =>
    plain(name)
      .split(' ')
      .every((part) => senderNames.has(part))
  const pieces: string[] = []
  if (found !== undefined) {
    const start = Math.max(0, found.index - 160)
    pieces.push(bounded.slice(start, found.index + found[0].length + 60).replaceAll(found[0], ' '))
  }
  if (around !== null) {
    const sentenceStart = Math.max(bounded.lastIndexOf('\n', around.start), bounded.lastIndexOf('. ', around.start)) + 1
    pieces.push(bounded.slice(sentenceStart, around.end + 60))
  }
  let name: string | undefined
  for (const piece of pieces) {
    const names = namesIn(piece.trimStart(), true).filter((one) => !isSender(one.name))
    const ofAddress = email === undefined ? undefined : names.find((one) => isOf(one.name, email))
    const near = around === null ? names.at(-1) : nearest(names, piece, bounded, around)
    name = ofAddress?.name ?? (email === undefined || looksLikePerson(email) ? near?.name : undefined)
    if (name !== undefined) break
  }
  name = wholeOf(name, email, bounded) ?? name ?? likeliestName(bounded, isSender)
  if (email === undefined && name === undefined) return null
  return { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) }
}

const capitalised = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)

/** A name the address tells whole, or tells at all: "Shaz" at shaz.begum@…, "biggi" at biggi@…; undefined for neither. */
function wholeOf(name: string | undefined, email: string | undefined, text: string): string | undefined {
  if (email === undefined || !looksLikePerson(email)) return undefined
  const parts = (email.split('@')[0] ?? '')
    .toLowerCase()
    .split(/[._-]/)
    .filter((part) => /^\p{L}{3,20}$/u.test(part))
  const [first = '', last] = parts
  if (name !== undefined) {
    const single = !name.includes(' ') && parts.length === 2 && parts.includes(plain(name))
    return single ? parts.map(capitalised).join(' ') : undefined
  }
  const words = plain(text.replaceAll(email, ' ')).split(/[^\p{L}]+/u)
  return last === undefined && words.includes(first) ? capitalised(first) : undefined
}

const roleBefore =
  /(?:\b(?:Herrn?|Frau|Hr\.|Fr\.|Mrs?\.?|Ms|Miss|Mme|Mlle|Monsieur|Madame|[Mm]evrouw|[Mm]eneer|[Dd]e heer|Dhr\.?|[Mm]evr\.?|Sra?\.?|[Ss]eñora?|Dr\.?|Prof\.?|Eng\.|Cllr|Don|Doña|Bruder|Schwester|Kolleg(?:e|in|en)|[Cc]olleague|[Cc]ollega|[Cc]oll[èe]gue|[Cc]ompañer[oa])) $/u
const cueBefore =
  /\b(?:ask|try|to|is|contact|cc'?d?|copied|with|an|bei|ist|macht|fragen|an den|aan|is|bij|vraag|à|est|voir|chez|avec|es|con|lleva|a|pregunta|por)\s(?:our |my |the |a |unsere[rn]? |meine[rnm]? |de |der |die |den |mijn |onze |notre |mon |ma |nuestr[oa] |mi )?(?:[\p{L}-]{2,20} ){0,2}$/iu

/** The name that looks most like that of somebody named instead; undefined where none looks like one. */
function likeliestName(text: string, isSender: (name: string) => boolean): string | undefined {
  let best: { readonly name: string; readonly points: number } | undefined
  for (const [line, words] of text.split('\n').entries()) {
    const greeting =
      line === 0 ||
      /^(?:hi|hello|hey|dear|hallo|guten|liebe|sehr|moin|beste|dag|hoi|bonjour|salut|hola|buen|estimad)/i.test(words)
    for (const { name, from, to } of namesIn(words, false)) {
      if (
        isSender(name) ||
        (greeting && /^\W*(?:\p{L}+ ){0,3}$/u.test(words.slice(0, from)) && /^\s*[,!:]/.test(words.slice(to)))
      )
        continue
      const left = words.slice(Math.max(0, from - 60), from)
      const hasTitle = roleBefore.test(left) || /^(?:Herr|Frau|Mr|Mrs|Ms|Mme|Mevrouw|Dhr|Sra?|Dr) /.test(name)
      const points =
        (hasTitle ? 3 : 0) +
        (name.includes(' ') ? 2 : 0) +
        (cueBefore.test(left) ? 1 : 0) +
        (/^[^.!?]{0,40}(?:@|\d{3}|\bext\b|durchwahl|toestel)/i.test(words.slice(to)) ? 1 : 0) -
        (from === 0 || /[.!?]\s$/.test(left) ? 1.5 : 0)
      if (points >= 2 && (best === undefined || points > best.points)) best = { name, points }
    }
  }
  return best?.name
}

/** `info@`, `sales@` belong to nobody. */
const looksLikePerson = (email: string) =>
  !/^(?:info|sales|marketing|contact|office|hello|support|service|einkauf|inkoop|achats|compras|kontakt|mail|post|admin|hr|team|purchasing|procurement|accueil|recepcion|comercial|verkoop|vertrieb)@/i.test(
    email,
  )

function nearest<T extends { readonly from: number; readonly to: number }>(
  names: readonly T[],
  piece: string,
  whole: string,
  around: { readonly start: number; readonly end: number },
): T | undefined {
  const offset = whole.indexOf(piece)
  const lead = piece.length - piece.trimStart().length
  const away = ({ from, to }: T) => {
    const start = offset + lead + from
    if (start >= around.start && offset + lead + to <= around.end + 1) return 0
    return Math.min(Math.abs(start - around.end), Math.abs(around.start - (offset + lead + to)))
  }
  return names.toSorted((one, other) => away(one) - away(other))[0]
}
