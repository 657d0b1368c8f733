/** Whether an address was verified, by the file's own word. What the file does not say is unknown, never a no. */

export type Verification = 'verified' | 'unverified' | 'risky' | 'not_found' | 'unknown'

/** The better, the higher: which of several addresses of a row is used. */
export const verificationRank: Readonly<Record<Verification, number>> = {
  verified: 4,
  unknown: 3,
  risky: 2,
  unverified: 1,
  not_found: 0,
}

const words: Readonly<Record<Exclude<Verification, 'unknown'>, string>> = {
  verified: [
    'verified|true|yes|1|ja|oui|valid|ok|good|deliverable|receiving|safe|safe to send|confirmed|passed|likely to engage|valide|vérifié',
    'vérifiée|verifiziert|bestätigt|gültig|zustellbar|verificado|válido|valido|entregable|geverifieerd|geldig|bevestigd',
    'đã xác minh|hợp lệ|verificato|valido|verificada|zweryfikowany|deliverable email|email verified|1 verified',
  ].join('|'),
  unverified: [
    'unverified|false|no|0|nein|non|not verified|email no longer verified|no longer verified|extrapolated|guessed|guess|unconfirmed',
    'non vérifié|non vérifiée|nicht verifiziert|ungeprüft|no verificado|sin verificar|niet geverifieerd|chưa xác minh',
    'pending|not checked|no verificada|non verificato|não verificado|niezweryfikowany',
  ].join('|'),
  risky: [
    'risky|riskier|risk|unverifiable|catch-all|catch all|catchall|accept all|accept_all|accept-all|unsafe|role|role based|disposable|spamtrap',
    'accept all unverifiable|catch all unverifiable|spam trap|abuse|toxic|complainer|role account|rolebased|inbox full|mailbox full|full inbox|greylisted|ok for all|ok_for_all|low quality|low deliverability|riskant|risqué|arriesgado|riskant|rủi ro',
  ].join('|'),
  not_found: [
    'not found|not_found|notfound|unavailable|no email|none|missing|invalid|undeliverable|bounced|bounce|hard bounce',
    'bad|do not mail|unknown email|failed|invalid email|do_not_mail|email not found|does not exist|mailbox not found|email disabled|disabled|dead server|invalid mx|no mx|syntax error|invalid syntax|invalid domain|domain not found|dns error|no dns entries|smtp protocol|nicht gefunden|ungültig|unzustellbar',
    'non trouvé|introuvable|invalide|no encontrado|inválido|no válido|niet gevonden|ongeldig|không tìm thấy|không hợp lệ',
  ].join('|'),
}

const meaning = new Map<string, Verification>(
  (Object.keys(words) as (keyof typeof words)[]).flatMap((verdict) =>
    words[verdict].split('|').map((word) => [word, verdict] as const),
  ),
)

const saysCatchAll = /^(?:catch[-_ ]?all|accept[-_ ]?all|yes|true|1|ja|oui|si|sí)$/i
/** Whether a catch-all column says that the address's domain takes any name. */
export const readCatchAll = (cell: string): boolean => saysCatchAll.test(cell.trim())

const noes = /^(?:|no|false|0|n|nein|non|nee|none|null|subscribed|active|opted[-_ ]?in|opt[-_ ]?in|n\/a|-)$/i
/** How far somebody is in a sequence or a deal: says nothing of wanting mails. */
const stages = new Set(
  [
    'completed|complete|finished|in progress|active|inactive|paused|not started|not contacted|contacted|new|open|opened|sent',
    'delivered|clicked|replied|responded|interested|not interested|meeting booked|meeting completed|won|closed|lost|lead',
    'prospect|customer|client|subscriber|subscribed|cold|warm|hot|approaching|unresponsive|changed job|connected|in sequence',
    'attempted to contact|nurture|qualified|unqualified|bad timing|working|converted|skipped|pending|scheduled|draft|queued',
    'meeting request|information request|wrong person|no response|out of office|opportunity|marketing qualified lead|sales qualified lead|evangelist|created|imported|running',
    'never subscribed|non subscribed|confirmed|abgeschlossen|aktiv|neu|offen|kontaktiert|interessiert|kunde|actief|nieuw|klant',
  ].flatMap((line) => line.split('|')),
)
const wishes = new Set(
  [
    'unsubscribed|unsubscribe|opted out|opt out|do not contact|do not email|do not mail|dnc|blacklisted|blocklisted|suppressed',
    'spam complaint|complained|marked as spam|bounced|hard bounced|hard bounce|cleaned|abgemeldet|nicht kontaktieren|gesperrt',
    'desinscrit|désinscrit|désabonné|ne pas contacter|baja|no contactar|uitgeschreven|afgemeld|niet contacteren|geblokkeerd',
  ].flatMap((line) => line.split('|')),
)

/** Whether an opt-out column says that the person wants no mail: anything but a no or a stage, a date for instance. */
export const readOptOut = (cell: string): boolean => !noes.test(cell.trim()) && !stages.has(key(cell))
/** Whether a cell says in so many words that this person gets no mail. */
export const saysNoMail = (cell: string): boolean => wishes.has(key(cell))
/** Whether a cell says how far somebody is in a sequence or a deal. */
export const saysStage = (cell: string): boolean => stages.has(key(cell))

const noConsent =
  /^(?:|no|false|0|n|nein|non|nee|none|null|unknown|denied|refused|withdrawn|revoked|opted[-_ ]?out|unsubscribed|n\/a|-|not applicable|keine|abgelehnt|widerrufen|refusé|geweigerd)$/i
/** Whether a consent column names a consent or another lawful basis. */
export const readConsent = (cell: string): boolean => !noConsent.test(cell.trim())

const withdrawn =
  /^(?:withdrawn|revoked|denied|refused|opted[-_ ]?out|opt[-_ ]?out|unsubscribed|suppressed|widerrufen|abgelehnt|abgemeldet|refusé|désinscrit|désabonné|geweigerd|ingetrokken|uitgeschreven)$/i
/** Whether a consent column says in so many words that the person said no. */
export const readWithdrawn = (cell: string): boolean => withdrawn.test(cell.trim())

const key = (cell: string) =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[_\s-]+/g, ' ')

/** A column of states has few different cells: what they say is remembered. */
const said = new Map<string, Verification>()
const MOST_SAID = 200

/** What a status cell says. Words nobody told us of say nothing. */
export function readVerification(cell: string): Verification {
  const known = said.get(cell)
  if (known !== undefined) return known
  const means = meaning.get(key(cell)) ?? meaning.get(cell.trim().toLowerCase()) ?? 'unknown'
  if (said.size < MOST_SAID && cell.length < 50) said.set(cell, means)
  return means
}
