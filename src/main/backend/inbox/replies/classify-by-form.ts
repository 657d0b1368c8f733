/**
 * Classifies mail that software writes in a fixed form, recognised by the form and not by its content: calendar
 * answers, bookings, delivery reports, read receipts and recalls, and "prove that you are human".
 */

import type { ReplyLabel, ReplyReason } from '#shared/domain/inbox/replies/reply-labels.ts'
import type { ReadReply } from './read-reply.ts'
import type { RuledReply } from './ruled-reply.ts'
import { foldWord } from './words.ts'

type CalendarAnswer = 'accepted' | 'declined' | 'tentative' | 'proposed'

const labelOfAnswer: Readonly<Record<CalendarAnswer, ReplyLabel>> = {
  accepted: 'meeting_booked',
  declined: 'not_interested',
  tentative: 'question',
  proposed: 'interested',
}

/** First words of a subject, before the colon, as calendars write them. Folded. */
const subjectOfAnswer: Readonly<Record<CalendarAnswer, RegExp>> = {
  accepted:
    /^(?:accepted|invitation accepted|zugesagt|zusage|angenommen|akzeptiert|geaccepteerd|aanvaard|accepte(?:e)?|acepta(?:do|da)|aceptacion)\b/,
  declined:
    /^(?:declined|invitation declined|abgelehnt|abgesagt|absage|geweigerd|afgewezen|afgeslagen|refuse(?:e)?|decline(?:e)?|rechaza(?:do|da)|declinad[oa]|cancell?ed|cancell?ed event|storniert|geannuleerd|annule(?:e)?|cancelad[oa])\b/,
  tentative:
    /^(?:tentative(?:ly accepted)?|mit vorbehalt|vorbehaltlich|unter vorbehalt|vorlaufig(?: zugesagt)?|voorlopig(?: geaccepteerd)?|onder voorbehoud|misschien|provisoire|accepte provisoirement|peut-etre|provisional(?:mente)?|tentativ[ao]|quizas?)\b/,
  proposed:
    /^(?:new time proposed|proposed new time|new meeting time proposed|neue(?:r)? (?:terminvorschlag|zeit(?:punkt)? vorgeschlagen|uhrzeit vorgeschlagen|besprechungszeit)|terminvorschlag|nieuwe? (?:tijd|tijdstip) voorgesteld|nieuw tijdvoorstel|nouvel(?:le)? (?:heure|horaire|creneau) propose(?:e)?|nouvelle proposition|nueva (?:hora|fecha) propuesta|propuesta de nueva hora)\b/,
}
const bookedSubject =
  /^(?:booked|new (?:event|booking|appointment|meeting)|confirmed|booking confirmed|(?:appointment|meeting) confirm\w+|neue(?:r)? (?:termin|buchung)|(?:termin)?(?:buchungs)?bestatigung|gebucht|nieuwe (?:afspraak|boeking|reservering)|afspraak bevestigd|bevestiging|nouveau rendez-vous|nouvelle reservation|rendez-vous confirme|confirmation|nueva (?:cita|reserva|reunion)|cita confirmada|reserva confirmada|confirmacion)\b[^:]{0,30}:/

const partstat: readonly (readonly [RegExp, CalendarAnswer])[] = [
  [/^method:counter/im, 'proposed'],
  [/partstat=accepted/i, 'accepted'],
  [/partstat=declined/i, 'declined'],
  [/partstat=tentative/i, 'tentative'],
  [/^method:cancel/im, 'declined'],
]

/** A line of an invitation: "When: Tuesday 9 June 2026 11:00", "Où : …". */
const invitationField =
  /^[^\p{L}]{0,3}(?:when|where|what|who|time|date|event(?: type| date\/time| name)?|invitee(?: \w+)?|organi[sz]er|attendees?|guests?|duration|location|place|starts?|ends?|current|proposed|original|new time|wann|wo|was|wer|uhrzeit|termin|datum|zeit(?:punkt)?|dauer|ort|beginn|ende|teilnehmer|gast|gaste|organisator|bisher|vorgeschlagen|vorschlag|ursprunglich|wanneer|waar|wat|wie|tijd(?:stip)?|duur|locatie|begin|einde?|deelnemers?|genodigden?|voorgesteld|huidig|oorspronkelijk|quand|ou|quoi|qui|heure|date|duree|lieu|debut|fin|participants?|invites?|organisateur|propose|actuel|initial|cuando|donde|que|quien|hora|fecha|duracion|lugar|inicio|fin|asistentes?|invitad[oa]s?|organizador|propuest[oa]|actual|original|join|link|zoom|teams|meet)(?: ?\([^)]{0,20}\))?\s{0,2}:/u
const saysAnswer =
  /\b(?:has|have) (?:accepted|declined|tentatively|proposed|replied|cancell?ed)|\bhat (?:\S+ ){0,5}(?:angenommen|abgelehnt|zugesagt|abgesagt|vorgeschlagen|geantwortet)|\bheeft (?:\S+ ){0,6}(?:geaccepteerd|geweigerd|afgewezen|voorgesteld|aanvaard|geantwoord)|\ba (?:accepte|refuse|decline|propose|repondu)|\bha (?:aceptado|rechazado|propuesto|respondido|declinado)|\bagendad[oa]\b|\b(?:proposes|schlagt|stelt|propose|propone)\b.{0,60}\b(?:time|zeit|uhrzeit|besprechungszeit|tijd|tijdstip|heure|horaire|creneau|hora|horario)\b|\b(?:has been|was) (?:scheduled|booked|confirmed)|\bwurde (?:\S+ ){0,6}(?:vereinbart|gebucht|bestatigt)|\bis (?:ingepland|bevestigd|geboekt)|\ba ete (?:\S+ ){0,4}(?:reserve|confirme|planifie)|\bha(?: sido)? (?:reservad|confirmad|programad)[oa]/

const readReceiptSubject =
  /^(?:read|not read|gelesen|ungelesen|nicht gelesen|gelezen|niet gelezen|ongelezen|lu|non lu|leido|no leido|read receipt|lesebestatigung|leesbevestiging|confirmation de lecture|accuse de lecture|confirmacion de lectura|acuse de lectura)\s?(?::|$|\()/
const saysRead =
  /\b(?:was|were) (?:read|displayed|opened|deleted without being read)|\b(?:gelesen|angezeigt|geoffnet|geloscht)\b|\b(?:gelezen|weergegeven|geopend|verwijderd)\b|\b(?:ete|a ete) (?:lu|affiche|ouvert|supprime)|\b(?:fue|ha sido|se ha) (?:leid|mostrad|abiert|eliminad)|\bread receipt\b|\blesebestatigung\b|\bleesbevestiging\b|\b(?:accuse|confirmation) de lecture\b|\bconfirmacion de lectura\b/
const recallSubject =
  /^(?:recall|message recall|recall (?:success|failure)|ruckruf|nachrichtenruckruf|zuruckrufen|intrekken|ingetrokken|bericht intrekken|rappel(?: de message)?|rappeler|recuperar|recuperacion|retirada)\s?(?::|$)/
const saysRecall =
  /\brecall\b|\bzuruckruf|\bzuruckzurufen|\bintrekken\b|\bin te trekken\b|\brappeler\b|\brappel\b|\brecuperar\b|\bretirar\b|\banular\b/

const bounceSubject =
  /^(?:undeliver(?:able|ed)|mail delivery (?:failed|failure|system)|delivery (?:status notification|failure|has failed|delayed|incomplete)|message (?:undeliverable|not delivered|delayed|blocked)|returned mail|failure notice|warning: (?:message|could not)|mail (?:system|could not)|unzustellbar|nicht zustellbar|zustell(?:ung|fehler)|onbestelbaar|niet (?:te bezorgen|bezorgd)|bezorging|non remis|message non (?:distribue|remis)|echec de (?:la )?(?:remise|distribution|livraison)|no se (?:puede|pudo|ha podido) entregar|no entregado|mensaje no entregado|error de entrega|fallo (?:en la|de) entrega|devuelto)/
const replyPrefix = /^(?:re|aw|antw|sv|rv|tr|wg|fwd?|fw)\s*(?:\[\d+\])?\s*:/

const challenge =
  /(?:click|klick|klik|cliqu|clic|pincha|tap)[\s\S]{0,400}(?:human|real person|menschen?\b|mens\b|echt persoon|humain|vraie personne|human[oa]|persona real|robot|verif|release|freigeb|vrijgeven|deliver|zugestellt|bezorgd|entreg|livr)|(?:human|real person|\bmensch|\bmens\b|humain|human[oa]\b|robot)[\s\S]{0,400}(?:click|klick|klik|cliqu|clic|pincha|https?:)/
/** "Type the four digits of the picture", "solve the puzzle": a person would not ask a correspondent for that. */
const challengeTask =
  /\b(?:captcha|solve (?:the|this) (?:\w+ )?puzzle|(?:type|enter|tip|gib|geben sie|typ|voer|saisissez|tapez|recopiez|escrib\w+|introdu\w+)\b.{0,40}\b(?:digits|letters|characters|code|ziffern|zeichen|buchstaben|cijfers|tekens|letters|chiffres|caracteres|lettres|cifras|letras)\b.{0,40}\b(?:picture|image|bild|plaatje|afbeelding|imagen))\b/
const challengeSubject =
  /human|verif|captcha|challenge|mensch|bestatig|bevestig|confirm|held|whitelist|freigabe|sender|absender|afzender|expediteur|remitente/

const folded = (text: string) => foldWord(text.toLowerCase()).replace(/\s+/g, ' ').trim()

export const toReason = (rule: string, where: ReplyReason['in'], words: string): ReplyReason => ({
  rule,
  language: null,
  in: where,
  words: words.replace(/\s+/g, ' ').trim().slice(0, 120),
})

const toAutomaticReply = (label: ReplyLabel, reasons: readonly ReplyReason[]): RuledReply => ({
  label,
  unsubscribe: false,
  auto: true,
  reasons,
})

/** Counts the words of the text that belong neither to an invitation nor to the sentence calendars write. */
function countOwnWords(lines: readonly string[]): number {
  let count = 0
  for (const line of lines) {
    const plain = folded(line)
    if (invitationField.test(plain) || saysAnswer.test(plain) || /https?:|^[-_=*.\s]*$|\d{1,2}[:.h]\d\d/.test(plain))
      continue
    count += plain.split(' ').length
  }
  return count
}

function classifyCalendarAnswer(read: ReadReply, subject: string): RuledReply | null {
  const text = read.unquoted.worded.text.slice(0, 6000)
  const said = toReason('calendar', 'subject', read.reply.subject)
  if (/begin:vcalendar/i.test(text)) {
    const found = partstat.find(([pattern]) => pattern.test(text))
    if (found !== undefined) return toAutomaticReply(labelOfAnswer[found[1]], [toReason('calendar', 'text', found[1])])
  }
  // A calendar's answer has a file; the kind of answer is in the file's type, else in the subject.
  const files = (read.reply.attachments ?? []).filter((file) => /\.ics\b|text\/calendar|application\/ics/i.test(file))
  const hasFile = files.length > 0
  if (files.some((file) => /method\s*=\s*"?counter/i.test(file)))
    return toAutomaticReply(labelOfAnswer.proposed, [said])
  const kinds: readonly CalendarAnswer[] = ['tentative', 'proposed', 'declined', 'accepted']
  const kind = kinds.find((one) => subjectOfAnswer[one].test(subject))
  const booked = bookedSubject.test(subject)
  // Nearly every mail ends here, before its text is folded.
  if (kind === undefined && !booked) return null
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const fields = lines.filter((line) => invitationField.test(folded(line.slice(0, 200)))).length
  const answers = saysAnswer.test(folded(text.slice(0, 2000)))
  if (kind !== undefined && /^[^:]{3,60}:/.test(subject)) {
    const own = countOwnWords(lines)
    // Text written beside the answer counts more than the button pressed.
    if (own > 6 && kind !== 'accepted') return null
    if (hasFile || fields > 0 || answers || lines.length === 0 || own < 6)
      return toAutomaticReply(labelOfAnswer[kind], [said])
  }
  if (booked && (hasFile || fields >= 2 || answers)) return toAutomaticReply('meeting_booked', [said])
  return null
}

/** Classifies mail in a fixed form; null for everything else. */
export function classifyByForm(read: ReadReply): RuledReply | null {
  const subject = folded(read.reply.subject)
  const calendar = classifyCalendarAnswer(read, subject)
  if (calendar !== null) return calendar
  const words = read.unquoted.worded.words.length
  // Folded on demand, as few subjects need it.
  const text = () => folded(read.unquoted.worded.text.slice(0, 3000))
  const title = toReason('fixed_form', 'subject', read.reply.subject)
  if (bounceSubject.test(subject) && !replyPrefix.test(subject))
    return toAutomaticReply('bounce', [toReason('delivery_report', 'subject', read.reply.subject)])
  if (readReceiptSubject.test(subject) && (words === 0 || saysRead.test(text())))
    return toAutomaticReply('auto_reply', [title])
  if (recallSubject.test(subject) && (words === 0 || saysRecall.test(text())) && words < 60)
    return toAutomaticReply('auto_reply', [title])
  if (replyPrefix.test(subject)) return null
  const said = text()
  return challengeTask.test(said) ||
    (challengeSubject.test(`${subject} ${folded(read.reply.from)}`) && challenge.test(said))
    ? toAutomaticReply('auto_reply', [title])
    : null
}
