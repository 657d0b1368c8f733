/**
 * Reads what a cell says about whether its person may be mailed.
 *
 * A cell is normalised (`lookAt`), then goes through the steps of its column's rule (`stepsOf`): each tests for one class
 * of wordings, and the first that applies gives the answer. `stopReasonOf` adds what the operator decided. The wordings
 * are above the steps, those used elsewhere too in `opt-out-wording.ts`; what a remark says in words of its own is read
 * by the kinds of its words in `note-grammar.ts`.
 */
import { isAddress } from './addresses.ts'
import { headerKey } from './header-key.ts'
import { saysOptOut } from './may-forbid-email.ts'
import {
  allDeniedOptOuts,
  clauseEnd,
  isTiredOrClosed,
  mayForbid,
  refusesOffer,
  withoutTimes,
  withoutWhen,
} from './note-grammar.ts'
import { nullWords } from './null-words.ts'
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

/** The same about whoever has moved to another job or is away for long, and about a business that is no more. */
const goneWording = wordPattern(
  '^(?:ausgetreten|former|terminated|desligad[oa]|kielto|partie?|junk(?: lead)?)(?= ?$)|(?:^|^a )ex employee|former employee',
  '(?:moved|gone|went) (?:on )?to (?:(?:an ?other|a different|a new|new) (?:company|firm|job|role|employer|business)|(?:a |the |our )?(?:competitors?|competition)(?= ?$))|now (?:works?|working|employed) (?:at|for)(?: .*)?|^(?:has |he |she |they )?left (?:in|for|on|since|last) (?:.*)|^left (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*(?: \\d+)?(?= ?$)|^(?:has |was |got |been )?(?:quit|fired|resigned|sacked|laid off|made redundant|let go)(?= ?$| in | on | last )|no longer (?:the |in |our |their )?(?:ceo|c[fto]o|owner|manager|director|partner|contact|in charge|responsible|role|position|post)',
  '^(?:dissolved|defunct|liquidated|struck off)(?: .*)?|(?:mailbox|inbox|postfach|postvak) (?:is |ist )?(?:full|voll|vol)|threat\\w* to sue|legal threats?|(?:angry|furious|rude|nasty) (?:reply|response|answer|e ?mail)',
  'nicht mehr (?:bei|in) (?:der |dem )?(?:firma|unternehmen|betrieb|haus)|(?:firma|betrieb|haus) verlassen|arbeitet (?:jetzt|nun|inzwischen|mittlerweile) (?:bei|fur|in) .*|(?:firma|betrieb|unternehmen|laden|geschaft|praxis|adresse|domain) (?:gibt es|gibts|existiert|besteht) nicht mehr|(?:betrieb|geschaft|geschaftsbetrieb|tatigkeit) (?:wurde |ist )?eingestellt|hat (?:\\w+ )?gekundigt(?= ?$)|mit (?:\\w+ )?(?:anwalt|klage) gedroht',
  'heeft geklaagd|bedrijf bestaat niet(?: meer)?|(?:adres|e ?mail|mail|mailadres) klopt niet(?: meer)?|plus (?:dans|chez) (?:l |la |le |cette )?(?:entreprise|societe|boite)|change d(?:e)? (?:societe|entreprise|employeur|boite|poste)|parti\\w* (?:a|en) (?:la )?retraite|s est plaint\\w*',
  'ya no (?:esta|labora|pertenece) (?:.*)|cambio de (?:empresa|trabajo)|se jubilo|se quejo|andat[oa] in pensione|si e lamentat[oa]|(?:saiu|desligou se) da (?:empresa|firma)|aposentou(?: se)?(?= ?$| em )|(?:przeszedl|przeszla) (?:na emeryture|do innej firmy)|odszedl z firmy',
  '(?:jobbar|arbetar|jobber|arbejder|arbeider) (?:inte|ej|ikke) (?:kvar|der|her|laengere|lenger)(?: .*)?|(?:gatt|gaet) (?:i|pa|av med) pens(?:j)?ion|har slut+(?:at|et)|ei (?:enaa )?(?:toissa|tyoskentele)(?: .*)?|mar nem dolgoz\\w*(?: .*)?|nu mai lucreaza(?: .*)?|(?:artik )?calismiyor(?= ?$)|(?:da )?nghi viec|khong con lam(?: viec)?(?: .*)?',
  'lahtenyt (?:yrityksesta|firmasta|talosta|yhtiosta)|ei (?:ole )?enaa talossa|звільни(?:вся|лася|лась)|звільнен[аий]*|не працює (?:в|у|тут|там|на)(?: .*)?|пі(?:шов|шла) з (?:компанії|фірми|роботи)|вийш(?:ов|ла) на пенсію|уш(?:ел|ла) (?:из (?:компании|фирмы)|с работы|на пенсию)|на пенс(?:ії|ии)(?= ?$)|(?:εφυγε|αποχωρησε) απο (?:την? |το )?(?:εταιρ|επιχειρησ|δουλει|γραφει)\\p{L}*|αποχωρησε(?= ?$)|συνταξιοδοτηθηκε|(?:στη|σε) συνταξη',
  '(?:больше|уже|там) (?:там )?не работает(?: .*)?|уволил(?:ся|ась)|уволен[аы]?|(?:більше|вже) не працює(?: .*)?|δεν εργαζεται(?: .*)?',
  '(?:changed|switched) (?:jobs?|compan(?:y|ies)|employers?|firms?)(?= ?$| in | since | last )|bad (?:data|record|contact)(?= ?$)|weg bij (?:het |de )?(?:bedrijf|organisatie|firma)(?= ?$)',
  // Whoever has left the company, with a date in between.
  'hat (?:das|die|den|unser(?:e|en)?) (?:unternehmen|firma|betrieb|haus(?! (?:um|gerade|heute|schon|kurz))|agentur|kanzlei|praxis) (?:\\w+ ){0,4}verlassen|verlasst (?:das|die|den) (?:unternehmen|firma|betrieb|haus|agentur|kanzlei|praxis)|heeft (?:het |de |ons )?(?:bedrijf|organisatie|onderneming|firma|praktijk) (?:\\w+ ){0,4}verlaten|vertrokken bij (?:het |de )?(?:bedrijf|organisatie|firma)',
  'ne fait plus partie de (?:l |la |cette )?(?:entreprise|societe|equipe)|(?:ha dejado|dejo) la (?:empresa|compania)|ha lasciato (?:l |la )?(?:azienda|ditta|societa)|non e piu (?:in|nella|presso) (?:l |la )?(?:azienda|ditta|societa)|deixou a (?:empresa|firma)',
  'har (?:lamnat|forladt|forlatt) (?:foretaget|firman|bolaget|virksomheden|firmaet|selskabet|selskapet|bedriften)|^(?:han |hun |hon )?slutade (?:i|pa|hos) .*|odes(?:el|la) z (?:firmy|spolecnosti)',
  // Whoever has another employer, or a pension.
  '(?:firma|unternehmen|job|stelle|arbeitgeber|betrieb) gewechselt|(?:van )?(?:baan|werkgever|bedrijf) (?:veranderd|gewisseld)|(?:een )?andere (?:baan|werkgever)|(?:ha )?cambiato (?:azienda|ditta|societa|lavoro|impiego)|(?:ha )?cambiado de (?:empresa|trabajo|compania)|(?:mudou|trocou) de (?:empresa|emprego|trabalho)|zmienil[a]? (?:prace|firme|pracodawce)|har (?:bytt|skiftet|byttet) (?:jobb|job|arbetsgivare|arbetsplats|foretag|firma|arbejdsplads|arbeidsgiver)|zmenil[a]? (?:praci|firmu|zamestn\\w*)|is degistirdi|munkahelyet valtott|har (?:faet|fatt) (?:nyt|nytt|ny|annat|andet) (?:job|jobb|arbejde|tjanst|stilling)|heeft (?:een )?nieuwe (?:baan|werkgever)|hat (?:einen |eine )?neuen? (?:job|stelle|arbeitgeber)|est plus en poste|nie jest (?:juz )?zatrudnion[ay]',
  '^(?:jetzt |nun )?in pension(?= ?$| seit )|^in pensione(?= ?$| da | dal )|^na emeryturze|^(?:i pension|pa pension|pensionerad|pensioneret|gatt i pension)(?= ?$| sedan | siden )|^v duchodu|^emekli(?= ?$| oldu)|^elakkeella|^(?:han |hun )?er (?:desvaerre |nu )?stoppet(?= ?$| i (?:firmaet|virksomheden|jobbet|stillingen) ?$| hos | her ?$)|^(?:han |hun )?er fratradt',
  '^(?:dsgvo|gdpr|rgpd|avg|rodo|lgpd) (?:anfrage|antrag|verzoek|demande|solicitud|richiesta|pedido)|^(?:demande|solicitud|richiesta|pedido|zadanie|wniosek) (?:gdpr|rgpd|rodo|lgpd)',
  // The address does not work.
  '(?:e ?mail|mail|courriel|correo|adresse|mailadresse|mejl|mejlen|mejladress(?:en)?|mailen|mailadress(?:en)?|adres|e ?post|e ?posten|e ?postadress(?:en)?)(?: (?:adresse|mail))? (?:est )?(?:en erreur|hs|ko|(?:ne )?(?:fonctionne|marche) (?:pas|plus)|fehlerhaft|defekt|funktioniert nicht(?: mehr)?|in errore|non funziona|con error|da error|no funciona|nao funciona|werkt niet(?: meer)?|(?:fungerar|funkar) inte|virker ikke|nie dziala|nefunguje)(?: (?:langre|laengere|lenger|mere|mer))?(?= ?$)|^(?:rebote|rimbalzo)(?= ?$)',
)

const isLikelyOptOut = (plain: string): boolean =>
  likelyOptOutWording.test(plain) || goneWording.test(plain) || isTiredOrClosed(plain)

/** Wording that means within a longer sentence too that somebody is no longer there. */
const departedWording = wordPattern(
  'no longer (?:with|at|part of|employed (?:by|at|with)) (?:the |this |that |our )?(?:company|firm|business|organi[sz]ation|agency|practice)|no longer (?:works?|working) (?:there|here|at|for)(?! (?:the )?(?:office|weekends?))|left (?:the |this |that )?(?:company|firm|business|organi[sz]ation|agency|practice)|i (?:have|ve) left(?! (?:a|an|the|you|him|her|them|it|two|three|my|some|several|messages?) )|(?:he|she|they|has) retired (?:in|last|at)|(?:not the (?:right|correct)|the wrong) (?:person|contact)(?= |$)',
  '(?:hat|habe) (?:das|die|den|unser(?:e|en)?|ihr(?:e|en)?|sein(?:e|en)?) (?:unternehmen|firma|betrieb|agentur|kanzlei|praxis) (?:\\w+ ){0,5}verlassen|arbeitet (?:\\w+ ){0,6}nicht mehr (?:dort|da|hier|bei uns|bei ihnen|im (?:unternehmen|betrieb)|in der (?:firma|agentur|kanzlei|praxis))|nicht mehr (?:im unternehmen|in der firma|bei der firma|im betrieb)|(?:ist|sei) (?:(?!nicht |nie |bald |erst )\\w+ ){0,5}(?:ausgeschieden|in (?:den |die )?(?:ruhestand|rente|pension))',
  'niet (?:meer|langer) (?:werkzaam|in dienst)|werkt (?:\\w+ ){0,5}niet meer (?:bij|hier|daar|er|voor (?:het|de))|heeft (?:het|de|ons) (?:bedrijf|organisatie|onderneming|firma|praktijk|bureau) (?:\\w+ ){0,5}verlaten|is (?:(?!nog |niet )\\w+ ){0,4}met pensioen',
  'a quitte (?:la |l |cette |notre )?(?:societe|entreprise|boite|agence)|ne travaille plus(?! avec )|ne fait plus partie|est partie? (?:\\w+ ){0,3}(?:en |a la )retraite',
  'ya no (?:trabaja|labora|esta) (?:en|aqui|alli|con nosotros|para)|(?:dejo|ha dejado|abandono) la (?:empresa|compania)|se (?:ha )?jubil(?:o|ado)|non lavora piu(?! con )|ha lasciato (?:l |la )?(?:azienda|ditta|societa)|e (?:andat[oa] )?in pensione|(?:ja nao trabalha|nao trabalha mais)(?! com )|(?:deixou a|saiu da) (?:empresa|firma)|aposentou',
  'juz nie pracuje(?! z )|nie pracuje juz(?! z )|odesz(?:edl|la) z firmy|przesz(?:edl|la) na emeryture|har (?:\\w+ )?slut+(?:at|et) (?:i|pa|hos)|jobbar inte (?:langre )?kvar|(?:arbejder|jobber|arbeider) ikke (?:laengere|lenger) (?:der|her|i|hos)',
)

/**
 * Somebody else has left, or was left: `Replaced Tom Banks, who left the company`, `Ihr Kollege hat die Firma
 * verlassen`, `ne travaille plus avec son agence`.
 */
const ofSomebodyElse = wordPattern(
  '(?:(?:longer|ne|ya no|non|nao|nie|juz) (?:works?|working|travaille|trabaja|lavora|trabalha|pracuje)(?: \\w+)?|(?:arbeitet|werkt|jobbar|arbejder) (?:nicht mehr|niet meer|inte langre|ikke laengere)|nepracuje) (?:with|avec|con|com|z|mit|met|med|se?) (?!us|the|nous|nosotros|noi|nos|nami|uns|der firma|ons|oss|os)\\w+|ya no esta de \\w+',
  '(?:who|whose|replac(?:ed|es|ing)(?! by)|his|her|their|its|our|never|not yet|former|formerly|previously|predecessor|before that) (?:(?!he |she |says )\\w+ ){0,5}(?:left|retired|quit|no longer|gone|died|moved)',
  '(?:ihr|ihre|sein|seine|unser|unsere|nie|noch nicht|fruher|vorher|zuvor|ehemals|vorganger\\w*|nachfolger\\w* von) (?:\\w+ ){0,6}(?:verlassen|ausgeschieden|nicht mehr|ruhestand|rente|pension)',
  '(?:zijn|haar|hun|onze|nooit|voorganger) (?:\\w+ ){0,5}(?:verlaten|niet (?:meer|langer)|pensioen)|(?:son|sa|leur|notre|qui|jamais) (?:\\w+ ){0,5}(?:quitte|plus|retraite)|(?:su|sus|nuestr[oa]|que|nunca) (?:\\w+ ){0,4}(?:ya no|dejo|ha dejado|jubil\\w*)|(?:suo|sua|che|mai) (?:\\w+ ){0,4}(?:non lavora|lasciato|pensione)|(?:seu|sua|que|nunca) (?:\\w+ ){0,4}(?:nao trabalha|deixou|saiu|aposentou)|(?:jego|jej|ktory|ktora|nigdy) (?:\\w+ ){0,4}(?:nie pracuje|odesz\\w*)|(?:hans|hennes|hendes|som|aldrig|aldri) (?:\\w+ ){0,4}(?:slut+(?:at|et)|inte|ikke)',
)

/**
 * `Retired`, `Former CFO`, `Partner (retired)`: a job that somebody no longer has. Beside another job it is only the
 * past: `ex-Google, founder`, `Former CFO | now adviser`.
 */
export const isPastJob = (title: string): boolean => mayBePastJob.test(title) && pastJob.test(title.trim())

/** Returns whether it says instead that the person has died. */
export const isDead = (title: string): boolean => isPastJob(title) && /deceased|verstorben/i.test(title)

const mayBePastJob =
  /retir|former|ex-|ehem|pension|rent|ruhest|ancien|retrait|voormalig|jubilad|aposentad|emeryt|deceased|verstorben|[ai]\.\s?[dr]\./i

const pastJob =
  /^(?:retired|retiree|pensioner|rentner(?:in)?|(?:im |in )?(?:ruhestand|rente|pension)|pensionär(?:in)?|pensioniert|retraitée?|gepensioneerd|met pensioen|jubilad[oa]|pensionat[oa]|aposentad[oa]|emeryt(?:ka)?|pensionerad|pensjonist|pensionist|deceased|verstorben)(?:\s*\([^)]*\))?$|^(?:former(?:ly)?|ehem(?:\.|als|alige[rns]?)|voormalig[e]?|ancien(?:ne)?(?= (?:direct|responsable|gérant|président|chef|pdg|cadre|associé))|ex[- ](?=(?:c[etfom]o|vp|head|owner|founder|partner|director|manager|employee|geschäftsführ|leiter|chef|direct)))\s*[^,;|/&•·–—+()@]*$|[\s,(](?:retired|im ruhestand|a\.\s?d\.|i\.\s?r\.)\)?$/iu

/** Symbols with the same meaning. */
const crossOfDeath = /^\s*[†✝]/u

/** Wording for an address that nobody reads; in a status column it is treated like the words above. */
const deadAddress = wordPattern(
  'invalid|undeliverable|undelivered|not deliverable|unreachable address|ungultig|nicht zustellbar|invalide|invalido|no valido|non valid[oaie]|ongeldig|niet geldig|invalida|niepoprawny|nieprawidlowy|ogiltig|ugyldig',
)

/** Returns whether a normalised text says that email to the address does not arrive. */
export const isDeadAddress = (plain: string): boolean => deadAddress.test(plain)

/** Stages of a sequence or deal, or words for *all is well*; they do not rule out an email. */
const stageWords = wordSet(
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
const ownBusinessWords = wordSet(
  'customer|client|existing customer|existing client|current customer|current client|active customer|competitor|competition',
  'kunde|kundin|bestandskunde|stammkunde|wettbewerber|mitbewerber|konkurrent|konkurrenz|klant|bestaande klant|concurrent|concurrente|client existant|client actuel|cliente|cliente actual|cliente attuale|cliente atual|competidor|concorrente|klient|konkurencja|kund|befintlig kund|eksisterende kunde|musteri|rakip|zakaznik|ugyfel|asiakas',
)

/** Where consent is noted, everybody begins so; unlike a withdrawn consent, this is no opt-out. */
const unaskedConsent = wordSet('no consent|without consent|consent missing|keine einwilligung|geen toestemming')

/** `New`, `New lead`, `Hot prospect`. */
const isStageText = (plain: string): boolean =>
  stageWords.has(plain) || stageWords.has(plain.replace(/ (?:leads?|prospects?|contacts?|deals?)$/, ''))

/** Made when first needed. */
let bareStages: ReadonlySet<string> | null = null

/** `Emailed 3/11, no reply`, `2x angerufen`, `nog bellen`: stages, with when and how often. */
function areStages(text: string): boolean {
  if (text.length > DOUBT_CHARS) return false
  const known = (bareStages ??= new Set([...stageWords].map(withoutWhen)))
  const stages = text.split(stageEnd).map((part) => withoutWhen(plainWords(part)))
  return stages.some((stage) => stage !== '') && stages.every((stage) => stage === '' || known.has(stage))
}

const stageEnd = /[,;/|+&>→]|\s[-–—]+\s/u

/** A switch that is off, which nobody may have touched. */
const offWords = wordSet(
  'false|f|off|0|falsch|onwaar|faux|falso|unchecked|falsz|usant|wylaczone|falskt|falsk|nepravda|hamis|fals|yanlis|epatosi|ложь|хибність|lazne',
)

const noWords: ReadonlySet<string> = new Set([
  ...offWords,
  ...wordSet(
    'not|never|still',
    'no|n|nein|nee|non|nao|nie|nej|nei|ei|nope|nem|nu|hayir|yok|нет|не|не согласен|не согласна|отказ|отказано|ні|не згоден|не згодна|відмова|οχι|否|不可|いいえ|아니요|khong|لا|كلا|לא|לא מאשר|לא מאשרת',
  ),
])

const yesWords = wordSet(
  'gewunscht|erwunscht|j|gern|gerne|tilmeldt|pameldt|anmald|prenumererar|kayitli|abone|yes|true|y|t|x|o|on|ok|okay|sure|agree|agreed|accept|accepts|accepted|granted|given|allowed|checked|ja|wahr|waar|oui|vrai|si|sim|verdadero|vero|tak|da|yep|prawda|sant|ano|igen|evet|kylla|نعم|موافق|موافقة|כן|מאשר|מאשרת|да|согласен|согласна|так|згоден|згодна|taip|jah|ναι|是|可|はい|예|네|希望|co|var|onay|onayli|onaylandi|kabul|✓|✔|☑|☒|✅',
  'sand|pravda|igaz|adevarat|dogru|tosi|истина|истинно|tocno',
  'consented|consent|permitted|confirmed|subscribed|erteilt|zugestimmt|einverstanden|eingewilligt|bestatigt|angemeldet|abonniert|akkoord|gegeven|ingeschreven|aangemeld|accord|accorde|abonne|inscrit|acepta|aceptado|acepto|suscrito|autorizado|accetto|accettato|iscritto|autorizzato|aceita|aceito|inscrito|zgoda|wyrazona|zapisany|godkant|express|explicit|implied|opt|opted|double|single|legitimate',
)

/** Asked but not answered yet; this does not permit contacting anybody. */
const undecidedWords = wordSet(
  'a voir|a verifier|a confirmer|noch offen|zu klaren|to check|to be checked|tbc|tbd|bekliyor|beklemede|da verificare|por definir|a definir|te controleren|do sprawdzenia|needs review',
  'pending|open|unknown|unconfirmed|not confirmed|no answer|no response|not answered|waiting|offen|ausstehend|unbestatigt|unbekannt|unklar|in klarung|keine antwort|en attente|inconnu|sans reponse|non confirme|pendiente|sin respuesta|desconocido|por confirmar|in attesa|da sentire|nessuna risposta|non confermato|pendente|sem resposta|s resposta|oczekuje|do ustalenia|brak odpowiedzi|nieznane|in afwachting|onbekend|geen antwoord|weet niet|weet ik nog niet|vantar|inget svar|okand|maybe|mozna pozdeji|talan|vielleicht|peut etre|quizas|forse|misschien|talvez|moze|kanske',
)

/** Nobody was asked, or nobody answered. */
const unaskedWords = new Set([
  ...nullWords.map(plainWords).filter((nothing) => !undecidedWords.has(nothing)),
  ...wordSet(
    '|na|not asked|no preference|no data|not set|not specified|never asked|never subscribed|unspecified|not applicable|not provided|not available|non renseigne|non precise|non specifie|keine angabe|nicht gefragt|niet gevraagd|no especificado|non specificato|non richiesto|nao informado|brak danych|ej tillfragad|keine|keiner|kein|geen|aucun|aucune|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|brak|ingen|inga|nothing',
  ),
])

const refusedConsent = wordPattern(
  '^(?:停止|不要|ng|refused)(?= ?$)',
  'not (?:given|granted|allowed|permitted|agreed|consented|accepted|subscribed|ok|okay|opted in|consenting|authori[sz]ed)|disagree\\w*|(?:do|does|did) not (?:agree|consent|accept|want|wish).*|(?:don|doesn|didn) t (?:agree|consent|accept|want|wish).*|unsubscribed|opted out|no consent|without consent',
  'nicht (?:erteilt|gegeben|erlaubt|einverstanden|zugestimmt|eingewilligt|gewunscht|erwunscht)|kein(?:e)? (?:einwilligung|zustimmung|erlaubnis)|ohne (?:einwilligung|zustimmung)',
  'niet (?:gegeven|akkoord|toegestaan|gewenst)|geen (?:toestemming|akkoord)|pas (?:d accord|de consentement|accorde|consenti|accepte|autorise)|sans (?:accord|consentement)|non (?:consenti|accorde|autorise|accepte|souhaite)e?',
  'no (?:acepta|acepto|consiente|autoriza|autorizo|aceptado|autorizado|otorgado|suscrito|desea|deseo).*|sin (?:consentimiento|permiso|autorizacion)|non (?:acconsent\\w*|accett\\w*|autorizz\\w*|iscritt\\w*|concess\\w*|prestato)|senza consenso',
  'nao (?:aceit\\w*|autoriz\\w*|consent\\w*|inscrit\\w*|concedid\\w*)|sem (?:consentimento|autorizacao)|brak zgody|bez zgody|nie (?:wyraz\\w*|wyrazon\\w*|zgadza\\w*|zgoda).*|nekat?|inget samtycke|ej samtycke|ikke (?:samtykke|givet)|nes[ou]+hlas\\w*|nem (?:jarul|egyez)\\w*|nu (?:sunt de acord|accept)\\w*',
)

/** A subscription or a consent that no longer holds. */
const endedConsent = wordSet(
  'inactive|inaktiv|inactif|inactief|inactivo|inactiva|inativo|inativa|inattivo|inattiva|nieaktywny|nieaktywna|disabled|lapsed|expired|archived',
)

const consentWording = wordPattern(
  '(?:doi|soi)(?= ?$)|agree|consent|einverstanden|stimme zu|stimmt zu|zugestimmt|akkoord|j accepte|accepte|acepto|acepta|accetto|accetta|aceito|aceita|acconsento|acconsente|acconsentito|autorizo|autorizzo|wyrazam|zgadzam|godkanner|samtykker|s[ou]+hlasim|hozzajarul\\w*|sunt de acord|hyvaksyn',
)

const noDate =
  /^(?:0000 00 00|0001 01 01|1900 01 0[01]|1970 01 01|9999 12 31|0?1 0?1 (?:1900|1970|0001)|31 12 9999)(?: |$)/

const isDate =
  /^(?:\d{4} \d{1,2} \d{1,2}|\d{1,2} \d{1,2} (?:\d{2}|\d{4})|\d{1,2} \p{L}{3,9} \d{2,4}|\p{L}{3,9} \d{1,2} \d{4}|\d{8}t?\d*)/u

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
 * understood. `interest_numbers` (`Interested`, `Envoi`): the same, where a no, or a negative number of Instantly's API,
 * is a refusal. `words_stop` (tags, notes): only an explicit opt-out excludes.
 */
export const optOutColumnRules = [
  'yes_stops',
  'no_stops',
  'blank_stops',
  'refusal_stops',
  'states',
  'interest_numbers',
  'words_stop',
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
  ['unknown', isDeniedConsent],
  ['unknown', ({ plain }) => ownBusinessWords.has(plain) || unaskedConsent.has(plain)],
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

/** What no step applies to is not understood. */
const stepsOf: Readonly<Record<OptOutColumnRule, readonly Step[]>> = {
  yes_stops: [
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
  ],
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
    ['unknown', isShortRemark],
    ['unknown', ({ raw }) => hasOptOutTag(raw)],
    ['unknown', ({ text }) => clausesOf(text).some((clause) => saysSo(clause, isLikelyOptOut)) || hasDeparted(text)],
    ['declined', isDeclined],
    ['unknown', ({ text, plain }) => piecesOf(text, plain).some((piece) => saysSo(piece, mayForbid))],
    ['fine', () => true],
  ],
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

const saysSo = (plain: string, says: (plain: string) => boolean): boolean => says(plain) && !ofSomebodyElse.test(plain)

/** Returns whether a sentence of a remark, however long, says that the person is no longer there. */
const hasDeparted = (text: string): boolean =>
  text.length <= REMARK_CHARS &&
  mayHaveRefusal.test(text) &&
  text.split(sentenceEnd).some((sentence) => saysSo(plainWords(sentence), (plain) => departedWording.test(plain)))

/** Words for a death, in few words only, as a business may also have been left by its founder. */
const deathWording = wordPattern(
  'deceased|passed away|died(?= ?$| on | in | last | this | \\d)|verstorben|gestorben|overleden|decedee?|fallecid[oa]|fallecio|decedut[oa]|falecid[oa]|faleceu|zmarl[a]?|nie zyje|avliden|afdod|avdod|afgaet ved doden|zemrel[a]?|kuollut',
)

const allDepartures = new RegExp(`${departedWording.source}|${deathWording.source}`, 'g')
/** `Sadly … in June`, besides the wording. */
const WORDS_BESIDE = 3

/** Returns whether a remark, under any header, says that its person has left or died, and hardly anything else. */
export function saysDeparted(cell: string): boolean {
  if (cell.length > CLAUSE_CHARS) return false
  const plain = plainWords(cell)
  const rest = plain.replace(allDepartures, ' ').trim()
  return rest !== plain && rest.split(/ +/).length <= WORDS_BESIDE && !ofSomebodyElse.test(plain)
}

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
export const unclearAnswerKey = (cell: string): string =>
  plainWords(cell.slice(0, UNCLEAR_ANSWER_CHARS)).slice(0, UNCLEAR_ANSWER_CHARS)

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

/** Returns whether a cell says that somebody is a customer or a competitor. */
export const isOfOwnBusiness = (cell: string): boolean => ownBusinessWords.has(plainWords(cell).replace(ours, ''))

const ours = /^(?:ist |is )?(?:our|unsere?|onze|notre|nuestr[oa]|nostr[oa]|noss[oa]|nasz|var|vores|nas) /

/** Returns whether a cell is a stage of a sequence or deal. */
export const isStageCell = (cell: string): boolean => {
  const plain = plainWords(cell)
  return isStageText(plain) || denied.test(plain) || areStages(cell)
}

/** Returns whether a cell is a no that somebody answered: `No`, but not `FALSE`. */
export const isAnsweredNo = (cell: string): boolean => saysNo(plainWords(cell))
