/** Extracts what the person wrote, without quoted mail, signature and small print. */

export type OwnText = {
  /** Without quoted mail, signature and small print. */
  readonly own: string
  /** Without quoted mail only; used to recognise automatic replies. */
  readonly unquoted: string
  readonly hasQuote: boolean
}

const MAX_LINE = 400

const wrote = '(?:wrote|writes|schrieb|schreef|schrijft|a écrit|a ecrit|escribió|escribio|ha escrito)'
const saysWrote = new RegExp(wrote, 'i')
/** `On … wrote:`, `Am … schrieb …:`, `Op … schreef …:`, `Le … a écrit :`, `El … escribió:`. */
const datedHeader = new RegExp(`^(?:on|am|op|le|el|den|em|il)\\s.{3,300}\\b${wrote}.{0,120}:?\\s*$`, 'i')
/** `Mia Berg <mia@…> schrieb am …:` */
const namedHeader = new RegExp(`^.{2,200}\\s${wrote}.{0,120}:\\s*$`, 'i')
/** A heading in any language: names an address, ends with a colon, and what follows is marked as quoted. */
const addressedHeader = /\S@\S{1,200}.{0,120}:\s*$/
const startsLikeHeader = /^(?:on|am|op|le|el)\s.{0,80}\d/i

const separator =
  /^[-_=*\s]{2,40}(?:original message|original appointment|urspr(?:ü|ue)ngliche nachricht|originalnachricht|oorspronkelijk(?:e)? bericht|message d'origine|message original|mensaje original|forwarded message|weitergeleitete nachricht|doorgestuurd bericht|message transf[ée]r[ée]|mensaje reenviado)/i
const forwardStart =
  /^(?:begin forwarded message|anfang der weitergeleiteten nachricht|d[ée]but du message transf[ée]r[ée]|inicio del mensaje reenviado|begin doorgestuurd bericht)\s*:/i
const blockFirst = /^[*_\s]{0,3}(?:from|von|van|de|desde|exp[ée]diteur|afzender)\s?\*?:\*?\s*\S/i
const blockNext =
  /^[*_\s]{0,3}(?:sent|date|gesendet(?: am)?|datum|verzonden|envoy[ée](?: le)?|enviado(?: el)?|fecha|to|an|aan|[àa]|para|subject|betreff|onderwerp|objet|asunto|cc)\s?\*?:/i

/** Returns how many lines the heading of the quoted mail has if it starts at this line; 0 if not. */
function quoteHeadingLines(lines: readonly string[], at: number): number {
  const line = lines[at] ?? ''
  if (line.length > MAX_LINE) return 0
  if (separator.test(line) || forwardStart.test(line)) return 1
  if (saysWrote.test(line) && (datedHeader.test(line) || namedHeader.test(line)) && /\d|@/.test(line)) return 1
  if (addressedHeader.test(line) && isQuotedFrom(lines, at + 1)) return 1
  const next = lines[at + 1] ?? ''
  if (next.startsWith('<') && /\d/.test(line) && addressedHeader.test(next) && isQuotedFrom(lines, at + 2)) return 2
  if (startsLikeHeader.test(line)) {
    // Mail programs wrap the heading after some eighty characters.
    for (const more of [2, 3]) {
      const joined = lines.slice(at, at + more).join(' ')
      if (joined.length <= MAX_LINE && datedHeader.test(joined)) return more
    }
  }
  if (blockFirst.test(line) && lines.slice(at + 1, at + 6).some((next) => blockNext.test(next))) return 1
  return 0
}

const isQuoted = (line: string) => /^(?:>|\|\s)/.test(line)
/** Whether the first line from here that is not empty is marked as quoted. */
const isQuotedFrom = (lines: readonly string[], at: number) =>
  isQuoted(lines.slice(at, at + 4).find((line) => line !== '') ?? '')

function withoutQuotes(lines: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (isQuoted(line)) continue
    const heading = quoteHeadingLines(lines, at)
    if (heading === 0) {
      kept.push(line)
      continue
    }
    const next = lines.slice(at + heading).find((other) => other !== '')
    // If each quoted line is marked, an answer may follow below; without marks, the end of the quote is unknown.
    if (next === undefined || !isQuoted(next)) break
    at += heading - 1
  }
  return kept
}

const dashes = /^(?:--+|__+|\*\*+|—+|–+|={3,})$/
const sentFrom =
  /^(?:diese nachricht wurde von mein\w*|(?:dit|deze) (?:bericht|e-?mail) (?:is|werd) verzonden|ce message a [ée]t[ée] envoy[ée]|este (?:mensaje|correo) (?:ha sido|fue) enviado|sent (?:from|via|with)|get outlook|von meinem|gesendet (?:mit|von)|verstuurd vanaf|verzonden (?:vanaf|met)|envoy[ée] (?:de|depuis|avec)|enviado (?:desde|con))\b/i
const closingPhrase =
  /^(?:(?:best|kind|warm|kindest|warmest|many thanks and|thanks and|with best)? ?regards|(?:best|warm(?:est)?|kind|good) wishes|with thanks|warmly|(?:best|all the best|yours sincerely|sincerely|yours truly|many thanks|cheers)[,.!]?$|(?:mit )?(?:freundlichen?|besten|vielen|lieben?|sch(?:ö|oe)nen?|herzlichen?|viele|beste|liebe|sch(?:ö|oe)ne|herzliche|freundliche) (?:gr(?:ü|ue?)(?:ß|ss)|dank und)|gr(?:u|ü|ue)(?:ß|ss)e?\b|mfg\b|lg\b|vg\b|(?:met )?(?:vriendelijke|hartelijke) gr|groet(?:en|jes)?\b|mvg\b|(?:bien )?(?:cordialement|à vous)\b|sinc[èe]res salutations|(?:un )?(?:cordial )?saludos?\b|atentamente|un abrazo)[^.!?]{0,40}[.!,]?$/i
const smallPrint =
  /^(?:(?:confidentiality |legal |privacy )?notice:|confidentiality notice|disclaimer|informationen zum datenschutz|(?:datenschutz|rechtlicher )hinweise?:|you(?:'re| are) (?:getting|receiving)|follow us on|this (?:e-?mail|message|communication)\b.{0,80}\b(?:confidential|intended|privileged)|(?:the )?(?:information|contents?) (?:contained )?(?:in|of) this (?:e-?mail|message)|diese (?:e-?mail|nachricht)\b.{0,80}\b(?:vertraulich|bestimmt)|(?:dit|deze) (?:e-?mail|bericht)\b.{0,80}\b(?:vertrouwelijk|bestemd)|(?:ce|cet) (?:e-?mail|message|courriel)\b.{0,100}\b(?:confidentiel|destin)|este (?:mensaje|correo)\b.{0,100}\b(?:confidencial|dirigido)|aviso legal|before printing|please consider the environment|you (?:are receiving|received|have received) this)/i
/** Unsubscribe instructions in a newsletter's footer, which are not an opt-out. */
const unsubscribeFooter =
  /^[\W_]{0,4}(?:(?:to|if you|don'?t want|no longer want|click|um|wenn sie|falls sie|sie m(?:ö|oe)chten|m(?:ö|oe)chten sie|wilt u|wil je|als u|om|pour|si vous|vous ne|afin de|para|si no|si desea|si quiere|no desea)\b.{0,80}\b(?:unsubscrib\w*|opt[ -]?out|abmeld\w*|abbestell\w*|erhalten|austragen|afmeld\w*|uitschrijv\w*|ontvangen|d[ée]sinscri\w*|d[ée]sabonn\w*|recevoir|baja|recibir|suscripci[óo]n)\b.{0,80}\b(?:here|click|reply|answer|below|link|visit|email us|hier|klick\w*|antwort\w*|klik\w*|antwoord\w*|ici|cliqu\w*|r[ée]pond\w*|[ée]crivez|adresse|aqu[íi]|clic|pinch\w*|responda?|escriba|gen(?:ü|ue)gt|www|https?)|(?:unsubscribe|abmelden|newsletter abbestellen|afmelden|uitschrijven|se d[ée]sinscrire|se d[ée]sabonner|darse de baja|cancelar suscripci[óo]n)\s*(?:\||$|:? ?https?:|<))/i
/** Signing on somebody's behalf in a German office. */
const onBehalf = /^(?:i\. ?[av]\.|ppa\.?|gez\.) \S/i
/** `Miguel Ortega`, `Sam Okonjo, CEO`, `Debra Sykes · Sykes Florists · Leeds`. */
const signedName =
  /^\p{Lu}[\p{L}'’.-]*(?: (?:\p{Lu}\.|(?:van|von|de|der|den|zu|del|la|le)(?= )|\p{Lu}[\p{L}'’-]+)){1,3}(?:\s*[,|·•/–—-]\s*\p{Lu}[^.!?]{1,60})?$/u
const postscript = /^p\.? ?s\.?[\s:]/i

/** End of a sentence to which the name on the next line belongs. */
const leadsToName =
  /(?:[:,]|\b(?:ask|contact|call|e?-?mail|try|see|to|is|with|fragen?|kontaktieren|an|bei|ist|mit|vraag|bij|met|aan|contacter|demander|avec|[àa]|con|es))$/i

/** A line of contact details: an office, a number, a web address. */
const cardLine = /^[\p{Lu}\d+*([]|^(?:www|https?|tel|mob|fax)\b/u
const maxCardLines = 8

/** Whether a signature without closing phrase starts here: a name after an empty line, then only contact details. */
function isSignedBlock(lines: readonly string[], at: number): boolean {
  if (lines[at - 1] !== '' || !signedName.test(lines[at] ?? '')) return false
  // After "Please write to" and similar, the name below is part of the message.
  let above = at - 1
  while (above > 0 && lines[above] === '') above -= 1
  if (leadsToName.test(lines[above] ?? '')) return false
  let card = 0
  // Stops at the length of a card, because a mail consisting only of names would otherwise take quadratic time.
  for (let below = at + 1; below < lines.length; below += 1) {
    const line = lines[below] ?? ''
    if (dashes.test(line) || smallPrint.test(line)) break
    if (line === '') continue
    card += 1
    if (card > maxCardLines || !cardLine.test(line)) return false
  }
  return card > 0
}

function withoutSignature(lines: readonly string[]): readonly string[] {
  const kept: string[] = []
  let cut = false
  let some = false
  for (const [at, line] of lines.entries()) {
    const words = line.slice(0, MAX_LINE)
    if (some && unsubscribeFooter.test(words)) continue
    if (sentFrom.test(words) && words.length < 90) continue
    if (postscript.test(words)) cut = false
    else if (
      some &&
      (dashes.test(words) || smallPrint.test(words) || (words.length < 60 && closingPhrase.test(words)))
    ) {
      cut = true
    } else if (some && (onBehalf.test(words) || isSignedBlock(lines, at))) cut = true
    if (cut) continue
    kept.push(line)
    some ||= line !== ''
  }
  return kept
}

/** Removes quoted mail (marks, headings and header blocks), then signature and small print. */
export function extractOwnText(readable: string): OwnText {
  const lines = readable.split('\n').map((line) => line.trim())
  const unquoted = withoutQuotes(lines)
  return {
    own: withoutSignature(unquoted).join('\n').trim(),
    unquoted: unquoted.join('\n').trim(),
    hasQuote: unquoted.length < lines.length,
  }
}
