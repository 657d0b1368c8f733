/** What the words in a column of answers, states or consents mean, whoever wrote the file. */
import { withoutWhen } from './note-grammar.ts'
import { nullWords } from './null-words.ts'
import { plainWords, wordPattern, wordSet } from './opt-out-wording.ts'

const DOUBT_CHARS = 80

/** Stages of a sequence or deal, or words for *all is well*; they do not rule out an email. */
export const stageWords = wordSet(
  'leads|prospects|interessenten|prospecten|prospectos|prospects chauds|potential customers|potential clients|suspect|suspects|target|targets|recycled|raw|backlog|zielkunde|zielkunden|neukontakt|neukontakte|wunschkunde|koude lead|warme lead|kalter lead|warmer lead|kontakt neu|potentieel|potentiele klanten|doelgroep|zimny|cieply|goracy|potencjalny klient|potencjalni klienci|potenziale|potenziale cliente|cliente potenziali|potencial|prospecto|lead frio|a contatar|att kontakta|kall|varm|het|potentiell kund|potentiel kunde|potensiell kunde',
  'unrestricted|not restricted|uneingeschrankt|onbeperkt|non limite|sin restricciones|senza limitazioni',
  'aktif|yeni|beklemede|gorusuldu|arandi|ilgileniyor|musteri|tamamlandi|olumlu|teklif verildi|mesgul',
  'einwilligung|consentement|consentimiento|consentimento|consenso|toestemming|samtycke|samtykke|souhlas|legitimate interest|berechtigtes interesse|interet legitime|interes legitimo|legitimo interesse|interesse legittimo|gerechtvaardigd belang|left vm|left voicemail|left message|lvm|notified|informed|notice sent|notice provided|review|to review|in review|uncategorized|uncategorised|unassigned|not yet contacted|not contacted yet|emailed|not yet emailed|not yet started|scanned|reviewed|hooked|attracted|warmed|resumed|skipped|email sent|emails sent|emails opened|emails clicked|emails replied|emails interested|emails failed|emails send failed|manual interested|opportunities done',
  'completed|complete|finished|in progress|inprogress|notstarted|active|inactive|paused|not started|not contacted|contacted|new|open|opened|sent|done|started|running|ready|todo|to do',
  'delivered|clicked|replied|responded|answered|interested|very interested|meeting|meeting booked|meeting scheduled|meeting completed|demo|demo booked|demo scheduled|demo completed|won|closed|lost|lead|closed won|closed lost|booked',
  'prospecting|qualification|discovery|needs analysis|value proposition|aktivni|neaktivni|aktiivinen|aktywni|mailen|anruf|prospect|customer|client|subscriber|subscribed|resubscribed|re subscribed|cold|warm|hot|lukewarm|approaching|unresponsive|nonresponsive|connected|in sequence|in campaign|enrolled|sequenced',
  'attempted to contact|attempted|attempting|nurture|nurturing|qualified|unqualified|bad timing|working|converted|pending|scheduled|draft|queued|processed|deferred|delayed|opportunity|proposal|proposal sent|negotiation|trial|evaluating',
  'meeting request|information request|no response|no reply|no answer|not answered|out of office|ooo|auto reply|autoreply|autoreplied|auto replied|positive|neutral|later|follow up|followup|follow up later|call back|callback|referral|referred|call later|call again|contact later|contact again|try again|try again later|not a fit|email|mail|phone|telephone|telefon|post|letter|sms|both|any|all|whatsapp|linkedin|in person',
  'marketing qualified lead|sales qualified lead|mql|sql|sal|evangelist|created|imported|partner|vendor|supplier|reseller|competitor|other|others|unknown|default|general|vip|member|registered|attended|approved|confirmed|verified|valid|ok|good|healthy|normal|regular|enabled|live|archived|on hold|hold',
  'success|successful|e mail|per e mail|per email|by email|marketable|contactable|mailable|reachable|single optin|double optin|never subscribed|non subscribed|not subscribed yet|opted in|opt in|double opt in|single opt in|explicit|implied|express|allowed|accepted|granted|deliverable|catch all|accept all|risky|likely to engage|safe|unverified|not verified|high|medium|low|first contact|initial contact|existing customer|potential customer|potential client|prospective customer|prospective client|potenzieller kunde|potentieller kunde|client potentiel|cliente potencial|cliente potenziale|potentiele klant|returning|churned|former customer|past client|previous customer',
  'abgeschlossen|aktiv|inaktiv|neu|offen|kontaktiert|nicht kontaktiert|interessiert|interessent|kunde|bestandskunde|neukunde|stammkunde|geantwortet|gewonnen|verloren|in bearbeitung|angemeldet|abonniert|abonnent|bestatigt|angebot|angebot gesendet|termin|termin vereinbart|wiedervorlage|lieferant|kalt|heiss|pausiert|gesendet|geoffnet|geklickt|keine antwort|zugestellt',
  'te benaderen|te bellen|te mailen|terugbellen|contact gehad|benaderd|gebeld|gesproken|actief|inactief|nieuw|klant|geinteresseerd|gecontacteerd|beantwoord|lopend|ingeschreven|aangemeld|afspraak|offerte|geen antwoord|verzonden|gesloten',
  'actif|inactif|nouveau|nouvelle|en cours|gagne|perdu|contacte|contactee|a contacter|a relancer|relance|relancer|a rappeler|rappeler|a recontacter|repondu|interesse|interessee|abonne|abonnee|inscrit|inscrite|confirme|rdv|rendez vous|devis|devis envoye|pas de reponse|sans reponse|envoye|ouvert|clique|fournisseur|partenaire|prospect chaud|chaud|froid|tiede|termine',
  'activo|activa|inactivo|nuevo|nueva|en curso|en proceso|cliente|ganado|perdido|contactado|contactada|por contactar|interesado|interesada|suscrito|suscrita|pendiente|respondido|reunion|propuesta|sin respuesta|enviado|abierto|caliente|frio|tibio|alta|confirmado',
  'attivo|attiva|inattivo|nuovo|in corso|vinto|perso|contattato|contattata|da contattare|interessato|interessata|iscritto|iscritta|in attesa|risposto|appuntamento|preventivo|nessuna risposta|inviato|aperto|caldo|freddo|confermato',
  'ativo|ativa|inativo|novo|nova|em andamento|contatado|interessado|interessada|inscrito|inscrita|pendente|respondeu|reuniao|sem resposta|quente|morno|ganho',
  'aktywny|aktywna|nieaktywny|nowy|nowa|w toku|klient|wygrany|przegrany|skontaktowano|zainteresowany|zainteresowana|zapisany|zapisana|oczekuje|odpowiedzial|spotkanie|oferta|brak odpowiedzi',
  'potential|prospective|to contact|to be contacted|contact established|no show|no showed|pending invitation|invitation pending|invitation sent|invited|connection pending|request sent|message sent|messaged|in conversation|in discussion|researching|mailed|called|voicemail|left voicemail|left message',
  'anrufen|anschreiben|kontakt|kontakt aufgenommen|kontakcie|contacto|contatto|contato|contact|angerufen|angeschrieben|angemailt|nicht erreicht|zu kontaktieren|noch nicht kontaktiert|gemaild|te contacteren|niet bereikt|appele|appelee|message laisse|llamado|llamada|llamar|por llamar|chiamato|chiamata|da chiamare|ligado|a contactar|zadzwoniono|do kontaktu|ringt|kontaktovano|novy|kapcsolatfelvetel',
  'ej kontaktad|inte kontaktad|ikke kontaktet|niet gecontacteerd|nog niet gecontacteerd|nog niet benaderd|non contacte|non contactee|pas contacte|pas encore contacte|no contactado|no contactada|sin contactar|non contattato|non contattata|nao contatado|nao contactado|nie kontaktowano|nekontaktovan|nekontaktovana|nekontaktovano|nem kontaktalt|em prospeccao|en prospeccion|en prospection|in verhandlung|in onderhandeling|en negociation|en negociacion|em negociacao|in trattativa|w negocjacjach|i forhandling|under forhandling',
  'ny|kund|kontaktad|kontaktet|intresserad|interesseret|interessert|prenumerant|svarat|mote|offert|vunnen|forlorad|pagaende|vantar|inget svar',
)

/** Customers and competitors among prospects: few are meant to get the same emails, so the operator is asked. */
export const ownBusinessWords = wordSet(
  'customer|customers|client|clients|existing customer|existing client|current customer|current client|active customer|competitor|competitors|competition',
  'kunde|kundin|bestandskunde|stammkunde|wettbewerber|mitbewerber|konkurrent|konkurrenz|klant|bestaande klant|concurrent|concurrente|client existant|client actuel|cliente|cliente actual|cliente attuale|cliente atual|competidor|concorrente|klient|konkurencja|kund|befintlig kund|eksisterende kunde|musteri|rakip|zakaznik|ugyfel|asiakas',
  'kunden|klanten|clientes|clienti|kunder|aktueller kunde|huidige klant|cliente attivo|obecny klient|staly klient|aktualny klient|nuvarande kund|navaerende kunde|nykyinen asiakas|mevcut musteri|client existent',
)

/** Deals won, among prospects: asked about like customers. */
const wonWords = wordSet(
  'won|closed won|deal won|converted|closed converted|qualified converted|gewonnen|auftrag gewonnen|vinto|gagne|ganado|ganho|wygrany|vunnen|vundet|vunnet',
)

/** `✅ Customer`, `is our client`. */
const ours =
  /^(?:(?:✅|✔|✓|yes|ja|oui|si|sim|tak) )?(?:ist |is |es |e |jest )?(?:(?:our|unsere?|onze|notre|nuestr[oa]|nostr[oa]|noss[oa]|nasz|var|vores|nas) )?/

function isCustomerOrWon(plain: string): boolean {
  const words = plain.replace(ours, '')
  return ownBusinessWords.has(words) || wonWords.has(words)
}

/** Returns whether a state is that of a customer, competitor or won deal, also beside another: `Won / customer`. */
export function isOwnBusinessState(text: string, plain: string): boolean {
  if (isCustomerOrWon(plain)) return true
  const parts = partsOf(text)
  return (
    parts.some(isCustomerOrWon) &&
    parts.every((part) => part === '' || isCustomerOrWon(part) || isStageText(part) || yesWords.has(part))
  )
}

/** Where consent is noted, everybody begins so; unlike a withdrawn consent, this is no opt-out. */
export const unaskedConsent = wordSet('no consent|without consent|consent missing|keine einwilligung|geen toestemming')

/** `New`, `New lead`, `Hot prospect`. */
export const isStageText = (plain: string): boolean =>
  stageWords.has(plain) || stageWords.has(plain.replace(/ (?:leads?|prospects?|contacts?|deals?)$/, ''))

/** Made when first needed. */
let bareStages: ReadonlySet<string> | null = null

/** `Emailed 3/11, no reply`, `2x angerufen`, `nog bellen`: stages, with when and how often. */
export function areStages(text: string): boolean {
  if (text.length > DOUBT_CHARS) return false
  const known = (bareStages ??= new Set([...stageWords].map(withoutWhen)))
  const stages = partsOf(text)
  return stages.some((stage) => stage !== '') && stages.every((stage) => stage === '' || known.has(stage))
}

/** Returns the states in a cell, without when and how often. */
const partsOf = (text: string): readonly string[] =>
  text.length > DOUBT_CHARS ? [] : text.split(stageEnd).map((part) => withoutWhen(plainWords(part)))

const stageEnd = /[,;/|+&>→]|\s[-–—]+\s/u

/** A switch that is off, which nobody may have touched. */
export const offWords = wordSet(
  'false|f|off|0|falsch|onwaar|faux|falso|unchecked|falsz|usant|wylaczone|falskt|falsk|nepravda|hamis|fals|yanlis|epatosi|ложь|хибність|lazne',
)

export const noWords: ReadonlySet<string> = new Set([
  ...offWords,
  ...wordSet(
    'not|never|still',
    'no|n|nein|nee|non|nao|nie|nej|nei|ei|nope|nem|nu|hayir|yok|нет|не|не согласен|не согласна|отказ|отказано|ні|не згоден|не згодна|відмова|οχι|否|不可|いいえ|아니요|khong|لا|كلا|לא|לא מאשר|לא מאשרת',
  ),
])

export const yesWords = wordSet(
  'gewunscht|erwunscht|j|gern|gerne|tilmeldt|pameldt|anmald|prenumererar|kayitli|abone|yes|true|y|t|x|o|on|ok|okay|sure|agree|agreed|accept|accepts|accepted|granted|given|allowed|checked|ja|wahr|waar|oui|vrai|si|sim|verdadero|vero|tak|da|yep|prawda|sant|ano|igen|evet|kylla|نعم|موافق|موافقة|כן|מאשר|מאשרת|да|согласен|согласна|так|згоден|згодна|taip|jah|ναι|是|可|はい|예|네|希望|co|var|onay|onayli|onaylandi|kabul|✓|✔|☑|☒|✅',
  'sand|pravda|igaz|adevarat|dogru|tosi|истина|истинно|tocno',
  'consented|consent|permitted|confirmed|subscribed|erteilt|zugestimmt|einverstanden|eingewilligt|bestatigt|angemeldet|abonniert|akkoord|gegeven|ingeschreven|aangemeld|accord|accorde|abonne|inscrit|acepta|aceptado|acepto|suscrito|autorizado|accetto|accettato|iscritto|autorizzato|aceita|aceito|inscrito|zgoda|wyrazona|zapisany|godkant|express|explicit|implied|opt|opted|double|single|legitimate',
)

/** Asked but not answered yet; this does not permit contacting anybody. */
export const undecidedWords = wordSet(
  'a voir|a verifier|a confirmer|noch offen|zu klaren|to check|to be checked|tbc|tbd|bekliyor|beklemede|da verificare|por definir|a definir|te controleren|do sprawdzenia|needs review',
  'pending|open|unknown|unconfirmed|not confirmed|no answer|no response|not answered|waiting|offen|ausstehend|unbestatigt|unbekannt|unklar|in klarung|keine antwort|en attente|inconnu|sans reponse|non confirme|pendiente|sin respuesta|desconocido|por confirmar|in attesa|da sentire|nessuna risposta|non confermato|pendente|sem resposta|s resposta|oczekuje|do ustalenia|brak odpowiedzi|nieznane|in afwachting|onbekend|geen antwoord|weet niet|weet ik nog niet|vantar|inget svar|okand|maybe|mozna pozdeji|talan|vielleicht|peut etre|quizas|forse|misschien|talvez|moze|kanske',
)

/** Nobody was asked, or nobody answered. */
export const unaskedWords = new Set([
  ...nullWords.map(plainWords).filter((nothing) => !undecidedWords.has(nothing)),
  ...wordSet(
    '|na|not asked|no preference|no data|not set|not specified|never asked|never subscribed|unspecified|not applicable|not provided|not available|non renseigne|non precise|non specifie|keine angabe|nicht gefragt|niet gevraagd|no especificado|non specificato|non richiesto|nao informado|brak danych|ej tillfragad|keine|keiner|kein|geen|aucun|aucune|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|brak|ingen|inga|nothing',
  ),
])

export const refusedConsent = wordPattern(
  '^(?:停止|不要|ng|refused)(?= ?$)',
  'not (?:given|granted|allowed|permitted|agreed|consented|accepted|subscribed|ok|okay|opted in|consenting|authori[sz]ed)|disagree\\w*|(?:do|does|did) not (?:agree|consent|accept|want|wish).*|(?:don|doesn|didn) t (?:agree|consent|accept|want|wish).*|unsubscribed|opted out|no consent|without consent',
  'nicht (?:erteilt|gegeben|erlaubt|einverstanden|zugestimmt|eingewilligt|gewunscht|erwunscht)|kein(?:e)? (?:einwilligung|zustimmung|erlaubnis)|ohne (?:einwilligung|zustimmung)',
  'niet (?:gegeven|akkoord|toegestaan|gewenst)|geen (?:toestemming|akkoord)|pas (?:d accord|de consentement|accorde|consenti|accepte|autorise)|sans (?:accord|consentement)|non (?:consenti|accorde|autorise|accepte|souhaite)e?',
  'no (?:acepta|acepto|consiente|autoriza|autorizo|aceptado|autorizado|otorgado|suscrito|desea|deseo).*|sin (?:consentimiento|permiso|autorizacion)|non (?:acconsent\\w*|accett\\w*|autorizz\\w*|iscritt\\w*|concess\\w*|prestato)|senza consenso',
  'nao (?:aceit\\w*|autoriz\\w*|consent\\w*|inscrit\\w*|concedid\\w*)|sem (?:consentimento|autorizacao)|brak zgody|bez zgody|nie (?:wyraz\\w*|wyrazon\\w*|zgadza\\w*|zgoda).*|nekat?|inget samtycke|ej samtycke|ikke (?:samtykke|givet)|nes[ou]+hlas\\w*|nem (?:jarul|egyez)\\w*|nu (?:sunt de acord|accept)\\w*',
)

/** A subscription or a consent that no longer holds. */
export const endedConsent = wordSet(
  'inactive|inaktiv|inactif|inactief|inactivo|inactiva|inativo|inativa|inattivo|inattiva|nieaktywny|nieaktywna|disabled|lapsed|expired|archived',
)

export const consentWording = wordPattern(
  '(?:doi|soi)(?= ?$)|agree|consent|einverstanden|stimme zu|stimmt zu|zugestimmt|akkoord|j accepte|accepte|acepto|acepta|accetto|accetta|aceito|aceita|acconsento|acconsente|acconsentito|autorizo|autorizzo|wyrazam|zgadzam|godkanner|samtykker|s[ou]+hlasim|hozzajarul\\w*|sunt de acord|hyvaksyn',
)

export const noDate =
  /^(?:0000 00 00|0001 01 01|1900 01 0[01]|1970 01 01|9999 12 31|0?1 0?1 (?:1900|1970|0001)|31 12 9999)(?: |$)/

export const isDate =
  /^(?:\d{4} \d{1,2} \d{1,2}|\d{1,2} \d{1,2} (?:\d{2}|\d{4})|\d{1,2} \p{L}{3,9} \d{2,4}|\p{L}{3,9} \d{1,2} \d{4}|\d{8}t?\d*)/u
