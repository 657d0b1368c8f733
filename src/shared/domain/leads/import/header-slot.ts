/**
 * Determines which person a column belongs to if a row has several: `email_2_first_name` is the first name of the
 * second person.
 */

/** Words that only qualify an address: where it is used, how good it is. */
const qualifiers = new Set(
  'work|business|professional|personal|private|home|corporate|company|office|direct|generic|general|other|alternate|alternative|additional|recommended|best|found|starry|verified|valid|possible|likely|backup|billing|organization|facebook|instagram|google|website|linkedin|geschaftlich|geschaftliche|geschaftl|gesch|dienstlich|dienstliche|dienstl|privat|private|priv|zakelijk|prive|pro|perso|personnel|personlich|direkt|zentrale|central|allgemein|algemeen|b2b|professionnel|professionnelle|trabajo|personale|aziendale|lavoro|sluzbowy|prywatny|andere|weitere|arbeit|beruflich|berufliche|berufl|travail|pec|autre|otro|altra|outro|inny'.split(
    '|',
  ),
)
const emailWords = new Set('email|emails|mail|mails|e|courriel|correo|emailadresse|mailadresse|emailadres'.split('|'))
/** Words for the person the row is about. */
const personWords = new Set('contact|contacts|person|people|kontakt|contacto|contatto|contato|kontaktperson'.split('|'))
const neutral = new Set('of|the|no|nr|value|address|adresse|adres'.split('|'))
/** People named by their role. */
const roles = new Set(
  'ceo|cto|cfo|coo|cmo|cio|owner|founder|cofounder|manager|director|president|decision|maker|dm|poc|hr|buyer|purchasing|assistant|secretary|spouse|partner|principal|executive|key|geschaftsfuhrer|geschaftsfuhrung|inhaber|inhaberin|ansprechpartner|ansprechpartnerin|contactpersoon|eigenaar|directeur|gerant|dirigeant|interlocuteur|responsable|gerente|propietario|dueno|titolare|referente|proprietario|lead|prospect|decideur|chair|chairman|chairwoman|chairperson|treasurer|dean|vorsitzender|vorsitzende|vorstand|kassenwart|schatzmeister|schriftfuhrer|voorzitter|penningmeester|secretaris|presidente|segretario|secretario|tesoriere|tesorero|tesoureiro|tresorier|secretaire|ordforande|sekreterare|kassor|formand|kasserer|leder|prezes|skarbnik|sekretarz'.split(
    '|',
  ),
)
const ordinals: ReadonlyMap<string, string> = new Map(
  Object.entries({
    primary: '1',
    main: '1',
    '1st': '1',
    first: '1',
    second: '2',
    secondary: '2',
    '2nd': '2',
    zweite: '2',
    zweiter: '2',
    deuxieme: '2',
    segundo: '2',
    secondo: '2',
    tweede: '2',
    third: '3',
    tertiary: '3',
    '3rd': '3',
    dritte: '3',
    fourth: '4',
    '4th': '4',
    fifth: '5',
    '5th': '5',
  }),
)

export type HeaderSlot = {
  /** The person: `2`, `ceo`, `decision maker 1`; empty for the person the row is about. */
  readonly slot: string
  /** The remaining header, without the words that identify the person. */
  readonly rest: string
  /** Whether the column is just an address. */
  readonly isAddress: boolean
}

/** Splits a header in the form `headerKey` returns. */
export function parseHeaderSlot(key: string): HeaderSlot {
  const tokens = key
    .replace(/\b(first|last|given|family|full|middle|second) name\b/g, '$1_name')
    .replace(/(?<=^| )(first|last)$/, '$1_name')
    .replace(/\b(job) (title)\b/g, '$1_$2')
    .replace(/\bco founder\b/g, 'cofounder')
    .replace(/(?<=\p{L})(?=\d)/gu, ' ')
    .split(' ')
  // `Primary Contact Primary Email` belongs to the same person as `Primary Contact Name`.
  const slot = new Set<string>()
  const rest: string[] = []
  let isEmail = false
  let isQualified = false
  for (const token of tokens) {
    if (/^\d{1,2}$/.test(token)) slot.add(String(Number(token)))
    else if (ordinals.has(token)) slot.add(ordinals.get(token) ?? '')
    else if (roles.has(token)) slot.add(token)
    else if (emailWords.has(token)) isEmail = true
    else if (qualifiers.has(token)) {
      isQualified = true
      rest.push(token)
    } else if (personWords.has(token)) isQualified = true
    else if (!neutral.has(token)) rest.push(token.replace('_', ' '))
  }
  const isAddress = isEmail && rest.every((token) => qualifiers.has(token)) && (slot.size > 0 || isQualified)
  return { slot: [...slot].join(' '), rest: isAddress ? '' : rest.join(' '), isAddress }
}
