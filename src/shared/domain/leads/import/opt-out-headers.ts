/** Tells by its header what a column says about whether its people may be mailed. */
import { isAskedHeader } from './asked-headers.ts'
import { translateOptOutWords } from './east-asian-opt-outs.ts'
import { splitJoinedWords } from './joined-words.ts'
import { saysOptOut } from './may-forbid-email.ts'
import { advertising, plainWords, wordPattern, wordSet } from './opt-out-wording.ts'

// The headers below are in the form `headerKey` returns.

/**
 * In columns with these headers, anything but a no means that the person does not want email. Headers are in the form
 * `headerKey` returns.
 */
const stopHeader = wordPattern(
  'unsub\\w*|opt(?:ed|ing)? ?out|suppress\\w*|black ?list\\w*|block ?list\\w*|hard bounced?|hardbounced?|soft bounced?|bounced?|bounces|bouncing|spam complaints?|complain(?:t|ts|ed|ing)|(?:reported|marked|flagged) (?:\\p{L}+ ){0,2}(?:as )?spam|spam reports?|abuse reports?',
  '(?:do not|dont|don t|never|must not|should not) (?:(?:allow )?bulk )?(?:contact|e ?mail|mail|market|message|approach|disturb|solicit|send|write)\\w*|donot(?:contact|e ?mail|mail)|dnc|dne|dnm|(?:do|does) not (?:want|wish|agree|consent).*|not (?:to be |be )(?:contacted|e ?mailed|mailed)|email disabled|quarantined?|email address quarantine reason',
  'abgemeldet|abbestellt|ausgetragen|austragung|widerspr\\p{L}+|werbewiderspr\\p{L}+|widerrufen|widerruf|\\p{L}*sperrliste|\\p{L}*werbesp(?:erre)?|e ?mail ?sperre|sperrvermerk|robinson\\p{L}*|lista robinson|unzustellbar|rucklaufer',
  '(?:nicht|keine?n?) (?:\\p{L}+ ){0,5}(?:kontaktieren|anschreiben|anmailen|mailen|werbung|newsletter|e ?mails?|mails?|kontakt|kontaktaufnahme|bewerben|mailings?)',
  'uitgeschreven|uitschrijv\\p{L}*|uitschrijfdatum|afgemeld|afmeld\\p{L}*|zwarte lijst|bezwaar|onbestelbaar|(?:niet|geen) (?:\\p{L}+ ){0,5}(?:mailen|contacteren|benaderen|mails?|e ?mails?|reclame|nieuwsbrie\\p{L}*|contact|aanschrijven|mailings?)',
  'desinscri\\p{L}*|desabonn\\p{L}*|liste noire|(?:droit d )?opposition|stop (?:mail|email|pub)|npai|(?:ne|n) (?:\\p{L}+ ){0,3}(?:pas|plus) (?:\\p{L}+ ){0,4}(?:contact\\p{L}*|mail\\p{L}*|envoyer|solliciter|newsletter|prospection|recevoir|demarcher)|ne (?:pas|plus) \\p{L}+|pas de (?:mails?|e ?mails?|pub\\p{L}*|prospection|newsletter|contact)',
  'dad[oa] de baja|fecha de baja|baja (?:newsletter|email|correo|suscripcion|de la lista)|desuscri\\p{L}*|lista negra|no (?:contactar|enviar|molestar|desea\\p{L}*|quiere\\p{L}*|acepta\\p{L}*|recibir|mandar).*|rebotad[oa]|rebote',
  'rifiut[oi] (?:\\p{L}+ )?(?:e ?mails?|mail|marketing|newsletter|comunicazioni|contatto)|(?:recusa|refus|rechazo|rezygnacja|exclusion|exclusao|no participa\\p{L}*) (?:\\p{L}+ ){0,2}(?:e ?mails?|mails?|correos?|marketing|prospection|newsletter\\p{L}*)|cancelacion de (?:la )?suscripcion\\p{L}*|cancelamento (?:de|da) (?:inscricao|assinatura)',
  'disiscri\\p{L}*|lista nera|non (?:contattare|inviare|desidera\\p{L}*|vuole|voglio|disturbare).*|rimbalz\\p{L}*|descadastr\\p{L}*|nao (?:contatar|contactar|enviar|perturbar|deseja\\p{L}*|quero|quer).*',
  'wypisan\\p{L}*|data wypisania|nie (?:kontaktowac|wysylac|chce\\p{L}*|zycz\\p{L}*|wyrazam).*|czarna lista|sprzeciw|avregistrer\\p{L}*|avprenumerer\\p{L}*|avanmal\\p{L}*|(?:kontakta|mejla|maila) (?:ej|inte)|(?:ej|inte) (?:kontakta|mejla|maila)|spärrad|svartlista\\p{L}*|avmeldt|ma ikke kontaktes|huy dang ky',
  '(?:auf )?schwarze[nr]? liste|na czarnej liscie|إلغاء (?:ال)?اشتراك\\p{L}*|(?:ألغى|ملغى|ملغي) (?:ال)?اشتراك\\p{L}*|(?:عدم|منع) (?:ال)?(?:تواصل|مراسلة|إرسال|اتصال|إزعاج)|لا (?:ترسل|تراسل|تتواصل|تتصل|يرغب)\\p{L}*|القائمة السوداء|محظور',
  'הסרה|הסרה מ\\p{L}+(?: \\p{L}+)?|הוסר\\p{L}*|להסיר|ביטול (?:הרשמה|מנוי|רישום)|לא (?:לפנות|לשלוח|ליצור קשר|לדוור|מעוניי\\p{L}*)|רשימה שחורה|חסו(?:ם|מה)',
  'отпис\\p{L}*|не (?:\\p{L}+ ){0,3}(?:писать|беспокоить|присылать|связываться|рассыл\\p{L}*)|черный список|απεγγραφ\\p{L}*|διαγραφη απο (?:\\p{L}+ ){0,2}(?:λιστα|newsletter)|μη (?:\\p{L}+ ){0,2}(?:επικοινωνι\\p{L}*|αποστολη)',
  'kundigungsdatum (?:\\p{L}+ )?(?:newsletter|mailing)|newsletter ?kundigung\\p{L}*',
  // `Excluded from campaigns`; `Kündigung Newsletter`, `Newsletter gekündigt am`: a date in the cell is the date of the
  // opt-out.
  'exclu(?:de|ded|sion) (?:from|of) (?:\\p{L}+ ){0,2}(?:campaigns?|e ?mails?|e ?mailings?|mails?|mailings?|marketing|outreach|newsletters?|sequences?)|(?:gekundigt|kundigung|austritt|cancell?ed|cancellation|stopped|opgezegd|opzegging|resilie|resiliation) (?:\\p{L}+ ){0,2}(?:newsletters?|mailings?|nieuwsbrief)|(?:newsletters?|mailings?|nieuwsbrief) (?:gekundigt|kundigung|austritt|cancell?ed|cancellation|stopped|opgezegd|opzegging|resilie|resiliation)',
  // The person asked to be forgotten.
  '(?:erasure|removal|deletion|delete|remove) request\\p{L}*|right (?:to|of) (?:erasure|object\\p{L}*)|objections? to (?:\\p{L}+ ){0,2}(?:processing|marketing|mailings?|e ?mails?)|right to be forgotten|to be forgotten|asked to be removed|(?:e ?mail|contact|mailing) (?:blocked|banned|forbidden|prohibited|disallowed)',
  '(?:kontakt|mail|email|werbe|anschreib\\p{L}*|newsletter|mailing|versand)\\p{L}* ?(?:verbot\\p{L}*|verbod\\p{L}*|sperren?|stopp?)|(?:kontakt|contact|email|mail) (?:verboten|untersagt|verboden|interdit|prohibido|vietato|zabroniony|forbudt|forbjuden)|\\p{L}*abmeldung|\\p{L}*abmeldedatum',
  '(?:emails?|mails?|mailings?|newsletters?|werbung|reclame|kontakt\\p{L}*|contact|post) (?:\\p{L}+ ){0,2}(?:nicht|niet|ikke|inte|ej) (?:\\p{L}+ )?(?:zulassen|erlaub\\p{L}*|erwunscht|gewunscht|gestattet|toestaan|toegestaan|gewenst|tillad\\p{L}*|tillat\\p{L}*|onskes?|onskat)',
  'retir\\p{L}* (?:de|des|du) (?:la |les |nos |notre )?(?:listes?|fichiers?|base)|liste (?:repoussoir|d exclusion|rouge)|(?:se )?cancel\\p{L}* (?:de )?la suscripcion.*',
  'reserv(?:ert|eret|erat|erad|ation) (?:seg |sig )?(?:mot|imod|mod|for).*|reservasjon\\p{L}*|nix(?: ?(?:sparr\\p{L}*|lista\\p{L}*|registret))?|abonelik\\p{L}* (?:cik|iptal|ayril)\\p{L}*|(?:ret|red|cikis) tarihi|listeden (?:cik|sil)\\p{L}*|odjav\\p{L}*|відпис\\p{L}*|не (?:писати|турбувати|надсилати)\\p{L}*|отказ\\p{L}* (?:от )?(?:рассыл|подпис)\\p{L}*',
  // Salesloft's list of the channels that somebody does not want.
  '(?:contact|channel|communication|outreach|e ?mail|mailing) restrictions?|(?:restricted|blocked|excluded|disallowed|forbidden|refused|prohibited) (?:contact )?(?:channels?|methods?)|(?:gesperrte|ausgeschlossene|verbotene) (?:kontakt)?kanale|canaux (?:refuses|exclus|bloques|interdits)|canales (?:bloqueados|excluidos)|canali (?:esclusi|bloccati)|geblokkeerde kanalen|contactbeperking\\p{L}*',
  'odhlasen\\p{L}*|nekontakt\\p{L}*|nezasil\\p{L}*|leiratkoz\\p{L}*|dezabon\\p{L}*|markkinointikielto|suoramarkkinointikielto|reklamebeskyt\\p{L}*|reklamsparr\\p{L}*|markedsforingsforbud|(?:advertising|marketing) (?:ban|protection|prohibited)|(?:direct )?marketing (?:ban|prohibited)',
)

/** Complete headers, for those whose parts alone would not be clear. */
export const stopHeaderWhole = wordSet(
  'sperrkennzeichen|sperr|sperrkz|loschkennzeichen|losch|sperrdatum|data rezygnacji|data de cancelamento|abmeldegrund|opt me out|tot|invalide|retour mail|retours mail|mail retour|vom mailing ausschliessen|send no email|verstorben|stopp|ausschluss|deceased|objected|withdrawn|ban|banned|skip|unmailable|restrict processing|processing restricted|right to object exercised|exclu|exclue|rebond|decede|decedee|blokkade|uitsluiten|overleden|excluido|excluida|oposicion|fallecido|fallecida|escluso|esclusa|opposizione|deceduto|deceduta|removido|removida|falecido|falecida|rezygnacja|wykluczony|wykluczona|zmarly|exkludera|exkluderad|avliden|frameldt|spaerret|spærret|blokeret|afdod|afdød|blokovan|neposilat|zemrel|kara liste|engelli|engellendi|iletisime gecme|newsletter aus|mailing aus|aus verteiler|aus dem verteiler|nicht im verteiler|nicht in verteiler|e mail gesperrt|email gesperrt|kontakt unerwunscht|cannot contact|can t contact|cant contact|cannot email|can t email|cant email',
  'email invalid|email is invalid|email wrong|email bad|email dead|email blocked|wrong email|wrong email address|bad email|dead email|falsche email|email falsch|email ungultig|email ongeldig|email invalide|email invalido|email non valida|streichen|gestrichen|bitte loschen|loschen|entfernen|no contact|no email|no emails|no mail|no mails|no more emails|no email please|no marketing|no mailings|exclude|excluded|exclude from campaigns|exclude from mailing|removed|remove|stop|stop emails|stop mail|blocked|invalid|invalid email|invalid email address|undeliverable|rejected|deleted|refused|baja|gesperrt|sperre|blockiert|ausgeschlossen|ungultig|geblokkeerd|bloque|refus|bloqueado|bloccato|cancellato|zablokowany|sparrad|blockerad|clean time|cleaned|deactivated|deactivated at|deactivated on|deaktiviert|deaktiviert am|fecha baja|data cancellazione|data wypisu|data odmowy|do not disturb|kein kontakt|kontakt gesperrt|keine werbung',
  // GoHighLevel’s *do not disturb*.
  'forget me|forget|anonymize|anonymise|global block|spam|d n c|dnd|dnd email|dnd emails|dnd all|exclusion|ignore|ignored|junk|marked as junk|spam reported|reported spam|reported as spam|marked as spam',
  'drop|drop it|to drop|to exclude|to remove|to delete|raus|nicht|ausschliessen|weglassen|weglaten|a exclure|a supprimer|a eliminar|a excluir|excluir|da escludere|da eliminare|escludere|do usuniecia|do wykluczenia|ta bort|skal slettes|skal fjernes|vyradit',
  'do not use|dont use|don t use|nicht verwenden|nicht nutzen|niet gebruiken|ne pas utiliser|no usar|non usare|nao usar|nie uzywac',
  // `Contact Withdrawn`: from the database of the provider, at the person's wish.
  'contact withdrawn|record withdrawn|profile withdrawn|data withdrawn|withdrawn date|withdrawn at|withdrawn on|record withdrawn on|contact withdrawn on|date withdrawn|withdrawal date',
  'dsar|data subject request|data subject requests|gdpr request|privacy request',
  // The day somebody was removed.
  'removed at|removed on|deleted at|deleted on|date removed|date deleted|excluded at|excluded on|blocked at|blocked on|geloscht|geloscht am|entfernt am|gesperrt am|gesperrt seit|verwijderd|verwijderd op|supprime|supprime le|eliminado|eliminado el',
)

/** Headers about something else: a link, a code, a rate, the phone, the copy of the email. */
const notThePerson =
  /^mail ?stop(?: code)?$|(?:^| )cookies?(?: |$)|(?:^| )(?:link|links|url|urls|token|hash|id|key|code|page|text|footer|header|rate|percent|percentage|method|template|preference link|href|button|sentence|line|calls?|call|phone|sms|fax|domain|anruf|anrufe|telefon|appeler|bellen|llamar|chiamare)$|(?:^| )(?:direct|dial|ddi|mobile|phone|landline|office|hq|headquarters?|switchboard|tel|cell|sms|handy|national|federal)(?: ?\d+)?(?: on)? (?:dnc|tps|ctps)(?: |$)|(?:^| )soft(?: |$)|[^ ]*frist$|(?:^| )test (?:date|datum)$|bounce rate|unsubscribe (?:line|text|link)/

/** How often or when, not whether. */
const isTracking =
  /(?:^| )(?:delivered|sent|opened|opens|open|clicked|clicks|click|received|counts?|total|last|since|number|nr|nb|anzahl|rate|notified|timestamp|time|date|at|source|method|ip|type|name|list|id)(?: |$)/

/** In columns with these headers, only a no means that the person does not want email. */
const permissionHeader = wordPattern(
  'markedsf[oø]rings ?(?:tilladelse|tillatelse)|marknadsforingstillstand|(?:zasilat|posilat|zasielat|posielat) (?:\\p{L}+ )?(?:emaily|maily|novinky|nabidky|ponuky|newsletter)|\\p{L}*(?:marketing|werbe|reclame|promo|info|nieuws) ?mails?|werbe(?:kennzeichen|kz)|subscribed|subscribe|subscribes|subscriber|subscription|subscribed to \\p{L}+|newsletter\\p{L}*|mailing ?list|opt(?:ed)? ?in|double opt ?in|consent\\p{L}*|permissions?|contactable|mailable|e ?mailable|marketable',
  '(?:can|may|ok|okay|happy|agree\\p{L}*|like|want\\p{L}*|wish\\p{L}*|willing|allow\\p{L}*|accept\\p{L}*|prefer\\p{L}*|good|fine|safe) (?:\\p{L}+ ){0,6}(?:contact\\p{L}*|e ?mails?|e ?mailed|mails?|receive|hear|marketing|newsletters?|updates|offers|follow(?:ed)? ?up|approach(?:ed)?|reach(?:ed)?|get in touch|write)|(?:keep|kept) (?:me |us |you )?(?:informed|updated|posted|up to date)(?: .*)?',
  '(?:e ?mails?|mails?|marketing|contact|mailings?|newsletters?) (?:\\p{L}+ )?(?:ok|okay|allowed|permitted|agreed|accepted|permission|consent|granted|optin|approved|authori[sz]ed)|receive\\p{L}* (?:\\p{L}+ ){0,4}(?:e ?mails?|mails?|news\\p{L}*|offers|marketing|updates|communications?)|e ?mail marketing|gdpr|marketing (?:ok|allowed|permission|emails?|preferences?)',
  // People who refused to have their details shared with sponsors get no email from those.
  'shar(?:e|es|ed|ing) (?:\\p{L}+ ){0,3}(?:details|data|info|information|contacts?)|shar(?:e|es|ed|ing) with (?:\\p{L}+ ){0,2}(?:sponsors?|partners?|exhibitors?|vendors?|third part(?:y|ies))|data sharing|\\p{L}*weitergabe(?! von)|(?:daten|adressen?|kontaktdaten) (?:\\p{L}+ ){0,4}(?:weitergeben|weitergegeben|weiterleiten)|gegevens (?:\\p{L}+ ){0,3}(?:delen|gedeeld)',
  '(?:partag\\p{L}*|transmi\\p{L}*) (?:\\p{L}+ ){0,3}(?:coordonnees|donnees)|(?:compart|compartilh|partilh|ced)\\p{L}* (?:\\p{L}+ ){0,2}(?:datos|dados)|(?:condivi\\p{L}*|ceder\\p{L}*|comunica\\p{L}*) (?:\\p{L}+ ){0,2}dati|udostepni\\p{L}* dan\\p{L}*',
  'einwillig\\p{L}*|eingewilligt|zustimmung|zugestimmt|einverstanden\\p{L}*|abonniert|abonnent|werbung (?:erlaubt|ok|erwunscht)|kontakt(?:aufnahme)? (?:erlaubt|ok|gewunscht|erwunscht)|(?:darf|durfen|mochten|mochte|wollen|will) (?:\\p{L}+ ){0,8}(?:kontaktier\\p{L}*|mail\\p{L}*|e ?mails?|newsletter|werbung|erhalten|informiert|angebote|schreiben|angeschrieben|angemailt|beworben|informationen)|\\p{L}*erlaubnis|dsgvo\\p{L}*|ds gvo|mail(?:ing)?s? (?:erlaubt|ok|erwunscht|gewunscht)|e ?mail (?:erlaubt|ok|erwunscht)|werbeeinwilligung',
  'toestemming\\p{L}*|nieuwsbrie\\p{L}*|(?:e ?mail|mail|mailing|contact)(?:en|s)? toegestaan|ingeschreven|aangemeld|(?:mogen|mag|wil|wilt|wenst) (?:\\p{L}+ ){0,8}(?:mail\\p{L}*|e ?mail\\p{L}*|contact\\p{L}*|benaderen|ontvangen|nieuwsbrie\\p{L}*|informeren)|akkoord|avg',
  'acconsent\\p{L}*|j accepte|infolettre|abonnee?|inscrite?|accepte\\p{L}* (?:\\p{L}+ ){0,6}(?:e ?mails?|mails?|contact\\p{L}*|recevoir|newsletter|prospection|communications?)|souhait\\p{L}* (?:\\p{L}+ ){0,6}(?:recevoir|contact\\p{L}*|newsletter|e ?mails?)|autoris\\p{L}*|rgpd|accord (?:\\p{L}+ ){0,3}(?:mail|email|contact|rgpd|marketing|commercial|prospection)|puis je (?:\\p{L}+ ){0,3}contacter|pouvons nous (?:\\p{L}+ ){0,3}contacter',
  '(?:aut|autoriza\\p{L}*) (?:\\p{L}+ ){0,2}(?:publicidad|envios?)|(?:acepta|acepto|autoriza|autorizo|desea|deseo|quiere|quiero|permite|podemos) (?:\\p{L}+ ){0,6}(?:e ?mails?|correos?|contact\\p{L}*|recibir|boletin|comunicaciones|publicidad|informacion|newsletter|ofertas)|suscrit[oa]|boletin|permiso|lopd|autorizacion',
  'trattamento (?:dei )?dati (?:\\p{L}+ ){0,3}(?:marketing|commercial\\p{L}*|promozional\\p{L}*)|consenso\\p{L}*|(?:accetta|accetto|autorizza|autorizzo|desidera|desidero|vuole|vuoi|possiamo|acconsent\\p{L}*) (?:\\p{L}+ ){0,6}(?:e ?mail|mail|contatt\\p{L}*|ricevere|newsletter|comunicazioni|offerte)|iscritt[oa]|privacy|autorizzazione',
  '(?:aceita|aceito|autoriza|autorizo|deseja|desejo|quer|podemos) (?:\\p{L}+ ){0,6}(?:e ?mails?|contat\\p{L}*|contact\\p{L}*|receber|newsletter|comunicacoes|ofertas)|inscrit[oa]|subscrit[oa]|lgpd',
  'zgod[ay]|zgoda \\p{L}+|subskry\\p{L}*|zapisan[ya]|(?:czy )?(?:wyrazam|wyraza|chce|mozemy) (?:\\p{L}+ ){0,6}(?:kontakt\\p{L}*|e ?mail\\p{L}*|otrzymywac|newsletter|wysylac|informacje)|samtycke\\p{L}*|samtykke\\p{L}*|nyhetsbrev|nyhedsbrev|prenumer\\p{L}*|godkann\\p{L}* (?:\\p{L}+ ){0,4}(?:mejl|mail|kontakt|utskick|nyhetsbrev)|(?:far|vill) (?:\\p{L}+ ){0,6}(?:mejl\\p{L}*|maila|kontakt\\p{L}*|nyhetsbrev|utskick)|dong y',
  'acord (?:\\p{L}+ )?(?:marketing|comercial\\p{L}*|gdpr|email|newsletter)|s[ou]+hlas\\p{L}*|hozzajarul\\p{L}*|feliratkoz\\p{L}*|hirlevel\\p{L}*|consimtamant\\p{L}*|abonat\\p{L}*|suostumus\\p{L}*|\\p{L}*(?:markkinointi|sahkoposti|mainos)lupa|uutiskirje\\p{L}*|odber novinek',
  'согласи\\p{L}*|подпис(?:ка|ки|ан\\p{L}*)|рассылк\\p{L}*|συγκαταθεση|συναινεση|αποδοχη (?:\\p{L}+ ){0,2}(?:newsletter|email|μαρκετινγκ)|ενημερωτικο δελτιο',
  '(?:iletisim|pazarlama|reklam|kvkk|(?:e )?bulten|tanitim) (?:izni|onayi|rizasi)|(?:ال)?موافقة\\p{L}*|مشترك|הסכמה\\p{L}*|אישור (?:דיוור|שיווק|פרסום|קבלת)(?: \\p{L}+)*|דיוור',
  '(?:iys|izin|ileti|onay) (?:izni |onayi )?(?:eposta|e posta|email|mail)|(?:eposta|e posta|email|mail) gonder(?:ilsin|ilebilir)|(?:eposta|e posta|email|mail) (?:izni|onayi|iys|ileti izni)|ticari (?:elektronik )?ileti (?:izni|onayi)?',
)

/** A question with two parts, in any order: `Aceita publicidade?`, `Offers by email: would you like them?` */
const consents = wordPattern(
  'can|may|ok|okay|agree\\p{L}*|accept\\p{L}*|allow\\p{L}*|want\\p{L}*|wish\\p{L}*|like|willing|permit\\p{L}*|receive|darf|durfen|mochte\\p{L}*|wollen|wunsch\\p{L}*|gewunscht|erwunscht|erlaub\\p{L}*|stimme|stimmen|mogen|mag|wil|wilt|wenst|souhait\\p{L}*|autoris\\p{L}*|desir\\p{L}*|veux|voulez|puis|pouvons',
  'peut|lze|ma|posso|possono|pode|podem|puedo|puis je|kan|saanko|smie|mozna|peut on|acept\\p{L}*|autoriz\\p{L}*|desea|deseo|desean|quier\\p{L}*|podemos|accett\\p{L}*|desider\\p{L}*|vuole|vuoi|vorrei|possiamo|aceit\\p{L}*|deseja|desejo|quer|queres|zgadza\\p{L}*|wyraz\\p{L}*|chce\\p{L}*|mozemy|vill|far|godkan[nt]\\p{L}*|onsker|ja ta(?:k|kk|ck)|yes please|saa|receb\\p{L}*|recib\\p{L}*|ricev\\p{L}*|recev\\p{L}*|recoi\\p{L}*|ontvang\\p{L}*|otrzymuj\\p{L}*|toegestaan|permitid[oa]|consentit[oa]|dozwolon\\p{L}*|tillat\\p{L}*|tillad\\p{L}*|sallit\\p{L}*|povolen\\p{L}*|izinli',
  'willst|autorizz\\p{L}*|vil|saako|ister|istiyor\\p{L}*|согласн\\p{L}*|хот(?:ите|ел\\p{L}*)|згод\\p{L}*|бажа\\p{L}*|хоч\\p{L}*|θελ\\p{L}*|επιθυμ\\p{L}*|συμφων\\p{L}*|δεχ\\p{L}*',
)

const toBeReached = wordPattern(
  advertising,
  'sahkopost\\p{L}*|mailes|mejlas|e ?post|contact\\p{L}*|contat\\p{L}*|kontakt\\p{L}*|gemaild|benaderd|utskick|e ?mail\\p{L}*|mails?|correos?|courriels?|newsletter\\p{L}*|marketing|publicid\\p{L}*|publicite|pubblicita|propaganda|werbung|reclame|reklam\\p{L}*|boletin|nieuwsbrie\\p{L}*|nyhetsbrev|prospection|promotions?|promociones|promozioni|comunica\\p{L}*|communications?|angebote|ofertas|offerte|offres',
  'in touch|from us|von uns (?:\\p{L}+ )?(?:horen|lesen)|(?:dir|ihnen|euch) (?:\\p{L}+ )?schreiben|op de hoogte|nyheder|nyheter|e ?posta|otrzymywac (?:\\p{L}+ )?informacj\\p{L}*|рассыл\\p{L}*|розсил\\p{L}*|новост\\p{L}*|новини|письма|листи|ενημερωσ\\p{L}*',
  // Sending to the person, not something that the person may send.
  'recontact\\p{L}*|(?:vous|t|te) (?:envoyer|ecrire)|enviemos|enviar(?:te|les?)|enviar (?:te|lhes?)|escribamos|escribir(?:te|les?)|inviar(?:ti|le)|scriver(?:ti|le)|invio di (?:\\p{L}+ )?(?:materiale|comunicazioni|informazioni)|informacion comercial',
)

const permissionHeaderWhole = wordSet(
  'freigabe|kontaktfreigabe|mailfreigabe|mailversand|verteiler|in verteiler|im verteiler|doi bestatigt|doi|include|included|include in campaign|approved to mail|mailing list|mailing lists|legitimate interest|utskick|tilmeldt|tilmeldt nyhedsbrev|prihlasen|izin|onay|ileti izni|iys|iys onayi|bulten|邮件营销|郵件行銷|营销邮件|營銷郵件|行銷郵件|接收邮件|接收郵件|광고수신|광고 수신|마케팅 수신|마케팅수신|이메일 수신|이메일수신|메일 수신|메일수신|メール受信',
  'mailing|mailings|emailing|marketing|prospection|werbung|reclame|publicite|publicidad|pubblicita|publicidade|reklama|reklam|rundmail|infomail|bulletin',
  // `Kontaktieren?` with yes and no.
  'kontaktieren|anschreiben|anmailen|mailen|senden|versenden|contacteren|benaderen|aanschrijven|verzenden|contacter|prospecter|demarcher|envoyer|contactar|enviar|contattare|inviare|contatar|kontaktowac|wysylac|to contact|to be contacted|to email|to mail|send|reach out',
  'lupa|saa lahettaa|saa ottaa yhteytta|use|use it|verwenden|gebruiken|utiliser|usar|usare|send mail|send mails|send email|send emails|send e mail',
  'ok|okay|keep|keep it|behalten|houden|garder|mantener|tenere|approved for outreach|approved for campaigns?|approved for mailing|approved to send|clear to send|cleared for outreach',
  // Whether somebody still works there.
  'works there|works here|contact active|active contact|contact is active|person active|still there|still active|still employed|still works there|still at company|still with company|still in role|currently employed|current employee|kontakt aktiv|ansprechpartner aktiv|noch da|noch dort|noch aktiv|noch beschaftigt|noch im unternehmen|noch in der firma|contact actief|contactpersoon actief|nog in dienst|nog werkzaam|contact actif|toujours en poste|toujours present|contacto activo|sigue en la empresa|contatto attivo|contato ativo|kontakt aktywny',
  'contact again|email again|mail again|write again|recontact|wieder kontaktieren|wieder anschreiben|erneut kontaktieren|erneut anschreiben|opnieuw benaderen|opnieuw mailen|recontacter|volver a contactar|ricontattare|email active|email enabled|emails enabled',
)

/** `Exclude from mailing`, `Marketing declined`, `Refus newsletter`. */
const isAgainst = wordPattern(
  'skip|avoid|stop(?:ped)?|exclu\\p{L}*|remov\\p{L}*|block\\p{L}*|ban|banned|declin\\p{L}*|reject\\p{L}*|refus\\p{L}*|restrict\\p{L}*|suspend\\p{L}*|object(?:ed|ion)|oppos\\p{L}*|cannot|can t|cant',
  'gesperrt|ausgeschlossen|ausschliessen|ausschluss|verboten|untersagt|unerwunscht|rechaz\\p{L}*|rezygn\\p{L}*|rifiut\\p{L}*|esclus\\p{L}*|uitgesloten|uitsluiten|geblokkeerd|blokeret|sparrad|sp(?:ae|æ)rret|wykluczon\\p{L}*|baja|bloquead[oa]|bloccat[oa]',
)

const isWithout = wordPattern(
  'no|not|never|without|nein|ohne|keine?n?|nicht|sans|pas|zonder|geen|niet|sin|sem|senza|niente|inget|inga|ingen|intet|nej|nei|ej|inte|ikke|bez|nie|ei|nem|nechc\\p{L}*',
)

const mailingWord = wordPattern(
  advertising,
  'mailing\\p{L}*|emailing|newsletters?|marketing|werbung|reclame|publicite|publicidad|pubblicita|publicidade|reklam\\p{L}*|nieuwsbrie\\p{L}*|nyhetsbrev|nyhedsbrev|boletin|utskick|verteiler|prospection|demarchage|outreach|rundmail|infomail|bulten',
)

const mailWord = wordPattern('e ?mails?|mails?|e ?post|send|versand|envios?|kontaktaufnahme')

/** Numbers, frequencies and reasons, which say nothing about one person's wish. */
const isCounted = /(?:^| )(?:counts?|number|nr|anzahl|total|rate|reason|reasons|percent|sent|campaigns?)(?: |$)/

const speaksAgainst = (key: string): boolean =>
  isShortHeader(key) &&
  !isCounted.test(key) &&
  ((mailingWord.test(key) && (isAgainst.test(key) || isWithout.test(key))) ||
    (mailWord.test(key) && isAgainst.test(key)))

const reversed =
  /(?:^| )(?:not|don t|dont|nicht|kein[^ ]*|niet|geen|ne|pas|non|nao|nie|ej|inte|ikke|no(?! (?:of|yes)(?: |$)))(?: |$)/

/** Columns of answers, where a plain refusal counts too. */
const answerHeader = wordPattern(
  'repl(?:y|ied|ies)|responses?|answers?|outcome|disposition|sentiment|interest|interested|is interested|interest status|interest level|reaction|feedback|call result|campaign result|email result|lead category|category of reply|result of \\p{L}+|last (?:reply|response)|(?:contact |communication |email )?preferences?|preferred (?:contact )?(?:channel|method)|contact (?:channel|method)|contactability|e ?mail preference',
  'kontaktart|kontaktweg|kontaktkanal|zustellart|zustellweg|kommunikationsweg|kommunikationskanal|bevorzugter (?:kanal|kontaktweg)|contactwijze|contactvoorkeur|communicatievoorkeur|voorkeurskanaal|m(?:ode|oyen) de contact|canal (?:de (?:contact[oe]?|contato)|prefere|preferido)|medio de contacto|meio de contato|canale (?:di contatto|preferito)|forma kontaktu|kontaktsatt|kontaktform',
  'antwort\\p{L}*|reaktion\\p{L}*|ruckmeldung\\p{L}*|gesprachsergebnis|kontaktergebnis|entscheidung|antwoord\\p{L}*|reactie\\p{L}*|uitkomst|terugkoppeling|reponses?|retour|respuestas?|reaccion|decision|rispost[ae]|esito|riscontro|respostas?|retorno|odpowied\\p{L}*|reakcja|svar|utfall',
)

/** Columns that say which stage somebody is at, or how somebody is treated. */
const statusHeader = wordPattern(
  'stage|state of \\p{L}+|(?:last|lead|prospect|campaign|sequence|email|contact|current) state|subscription|disposition|pipeline|lifecycle|lead category|list status|contact status|campaign status|sequence status|person status|prospect status|marketing status|contactability|action|next action|next steps?|to ?do|reason|result|treatment|handling',
  '\\p{L}*status|statut|etat|estado|stato|situacao|situation|stand|zustand|bearbeitungsstand|phase|etape|etapa|fase|resultat|ergebnis|resultaat|resultado|risultato|wynik|stan|stav|lage|nachster schritt|volgende stap|prochaine etape|proximo paso|prossimo passo|proximo passo|allapot|statusz|stare|tila|suivi|seguimiento|seguimento|opvolging|oppfolging|uppfoljning|failed|failure reason|\\p{L}*kennzeichen|durum\\p{L}*|actie|aktion|accion|azione|acao|laget',
)

/** Columns with several words or whole sentences in a cell. */
const notesHeader = wordPattern(
  '备注|備註|備考|비고|メモ|reply text|reply body|antworttext|notlar|aciklama\\p{L}*|about|merkposten|note interne|crm check|check',
  '^infos?(?= ?$)|^details?(?= ?$)|^sonstiges(?= ?$)|^overig(?= ?$)|^divers(?= ?$)|^varie(?= ?$)|^otros(?= ?$)|tags?|labels?|lists?|segments?|groups?|notes?|comments?|remarks?|flags?|history|memo|misc',
  'bemerkung\\p{L}*|hinweise?|\\p{L}*vermerke?|notiz\\p{L}*|kommentar\\p{L}*|anmerkung\\p{L}*|schlagwort\\p{L}*|gruppe\\p{L}*|opmerking\\p{L}*|notities?|commentaar|groep\\p{L}*|remarques?|commentaires?|etiquettes?|groupes?|comentarios?|etiquetas?|notas?|grupos?|comment[io]|appunt[io]|osservazion\\p{L}*|etichett\\p{L}*|grupp[oi]|observaco?\\p{L}*|obs|uwagi|komentarz\\p{L}*|etykiet\\p{L}*|notatk\\p{L}*|anteckning\\p{L}*|anmarkning\\p{L}*|notering\\p{L}*|notat\\p{L}*|besonderheit\\p{L}*|bemaerkning\\p{L}*|uwaga|adnotacj\\p{L}*|taggar|poznamk\\p{L}*|megjegyzes\\p{L}*|observatii|huomautu\\p{L}*|huomio\\p{L}*|lisatie\\p{L}*|muistiinpano\\p{L}*|stitk\\p{L}*|cimk\\p{L}*|bemærkning\\p{L}*|merknad\\p{L}*|napomen\\p{L}*|opomb\\p{L}*|pastab\\p{L}*|piezim\\p{L}*|markus\\p{L}*',
  'verlauf|gesprachsverlauf|kontaktverlauf|historie|historiek|historique|historico|historial|historia (?:kontaktu|kontaktow)|toelichting|bijzonderheden|aantekening\\p{L}*|compte rendu|observations?|annotazion\\p{L}*|anotac\\p{L}*|noter|komentar\\p{L}*|ovrigt|follow up|conversation log|(?:internal|intern\\p{L}*) infos?|infos? intern\\p{L}*',
  'приміт\\p{L}*|комент\\p{L}*|коммент\\p{L}*|примеч\\p{L}*|заметк\\p{L}*|нотатк\\p{L}*|зауваж\\p{L}*|забележк\\p{L}*|бележк\\p{L}*|σχολι\\p{L}*|παρατηρησ\\p{L}*|σημειωσ\\p{L}*|ملاحظات|הערות|ghi chu',
)

/** Headers about something other than the person's wish: a declined order, a position that is closed. */
const otherSubject =
  /(?:^| )(?:orders?|payments?|billing|invoice|shipping|shipment|delivery|fulfil?ment|financial|booking|bookings|ticket|phone|mobile|sms|fax|call|vat|tax|licen[cs]e|insurance|marital|employment|company|business|website|domain|dns|ssl|http|server|social|linkedin|connection|invite|approval|registration|payout|stock|availability|opening|bestell[^ ]*|zahl[^ ]*|liefer[^ ]*|rechnungs?[^ ]*|commande|paiement|livraison|pedido|pago|envio|ordine|pagamento)(?: |$)/

/** Other channels; a no to these says nothing about email. */
const otherChannelWords =
  /(?:^| )(?:sms|texts?|mobiles?|phones?|telephon[^ ]*|calls?|calling|whats ?app|viber|telegram|slack|push|linked ?in|fax[^ ]*|telefo[^ ]*|anruf[^ ]*|bellen|gebeld|appels?|appeler|llamadas?|llamar|chiamat[^ ]*|chiamare|ligac[^ ]*|ligar|puheli[^ ]*|arama|mesaj|ringe?|postal|(?<!(?:^| )e )post|postweg|brief[^ ]*|letters?|courriers?|direct mail|print|papier|paper)(?: |$)/

const emailWords =
  /(?:^| )(?:emails?|emailing|e ?post[^ ]*|mails?|mailings?|newsletters?|correos?|courriels?|(?:e )?posta|eposta|sahkoposti[^ ]*|elektronisch[^ ]*)(?: |$)/

/** Tests whether a header is about another channel and not about email as well. */
export const otherChannel = {
  test: (key: string): boolean =>
    otherChannelWords.test(key) && !emailWords.test(key.replace(/(?:^| )direct mail(?: |$)/g, ' ')),
}

/** `Blocked domains`, `Domains to exclude`, `Domain blacklist`: the cells name businesses, whoever is in the row. */
export function listsBarredDomains(header: string): boolean {
  if (header.length > DOMAIN_HEADER) return false
  const key = plainWords(header).replace(/(?<=^| )(sperr|block|ausschluss)(?=domain)/, '$1 ')
  const rest = key.replace(allDomainWords, ' ').replace(/ {2,}/g, ' ').trim()
  return rest !== key && !ofDeadDomain.test(rest) && (ofBarred.test(rest) || optOutHeaderOf(rest) === 'stop')
}

const DOMAIN_HEADER = 60
const allDomainWords =
  /(?:^| )(?:(?:e ?mail|company|competitor) )?(?:domains?|domanen?|domaen(?:en?|er)|domein(?:en|naam|namen)?|domaines?|dominios?|dominio?|domen[ay]|domaner|domener|websites?|hosts?)(?= |$)/g
/** What does not exist is no reason to leave out everybody else there. */
const ofDeadDomain = /bounc|invalid|ungultig|ongeldig/

/** In the plural, which no other header has. */
const ofBarred =
  /^(?:(?:do )?not (?:to )?(?:mail|e ?mail|contact)|ban(?:ned)?|forbidden|prohibited|disallowed|restricted|off limits|no go|to (?:avoid|skip|exclude|block)|exclusion|block|deny ?list(?:ed)?|denied|(?:gesperrt|blockiert|ausgeschlossen|verboten|auszuschliessend|tabu)[a-z]*|sperr|zu sperren|ausschluss|geblokkeerde?|uitgesloten|verboden|uit te sluiten|(?:bloque|exclu|interdit)e?s?|(?:a )?exclure|(?:a )?bloquer|(?:bloquead|excluid|prohibid|proibid|vetad)[oa]s?|(?:bloccat|esclus|vietat)[oi]|(?:da )?escludere|(?:zablokowan|wykluczon|zakazan)[ye]|(?:sparr|blocker|exkluder)ade|(?:blokerede|udelukkede|blokkerte|ekskluderte)|blokovane|vyloucene)$/

export type OptOutHeader = 'stop' | 'permission' | 'answer' | 'status' | 'notes' | null

/** Returns what a header says about opt-outs in its column. Expects the form `headerKey` returns. */
export function optOutHeaderOf(header: string): OptOutHeader {
  if (header === '' || header.length > 300) return null
  const key = withoutFlagWords(spellOut(translateOptOutWords(header)))
  const apart = splitJoinedWords(key)
  if (apart === key) return classifyOptOutHeader(key)
  return otherChannel.test(apart) || notThePerson.test(apart)
    ? null
    : (classifyOptOutHeader(key) ?? classifyOptOutHeader(apart))
}

/** `MKTG_PERM_FL`: names of columns from older databases. `Perm` alone is a job for good. */
const spellOut = (key: string): string =>
  key
    .replace(/(?<=^| )(?:mktg|mrktg|mkting)(?= |$)/g, 'marketing')
    .replace(/(?<=^| )eml(?= |$)/g, 'email')
    .replace(/(?<=(?:^| )(?:marketing|email|mail|contact) )perm(?= |$)/g, 'permission')

/** `IS_DECEASED_FLG`, `Excluded (Y/N)`: that the column holds a flag says nothing about its subject. */
export const withoutFlagWords = (key: string): string => key.replace(flagWords, '') || key

const flagWords =
  /^(?:(?:is|has|was|flag|flg|ind|kz|kennz|kennzeichen) )+(?=\p{L})|(?: (?:flag|flg|fl|ind|indicator|kz|kennz|kennzeichen|y n|yes no|j n|ja nein|ja nee|ja nej|o n|oui non|s n|si no|sim nao|t n|tak nie|true false|t f|0 1|1 0))+$/gu

/** A header with the words that forbid emails in a cell; a yes in its column repeats them. */
const wordsForbid = (key: string): boolean => isShortHeader(key) && !isCounted.test(key) && saysOptOut(plainWords(key))

/** `No objection to emails`, `Geen bezwaar`, `Ne s’oppose pas`: only a no means that there is one. */
const deniedObjection =
  /(?:^| )(?:no|not|without|keine?n?|nicht|ohne|geen|niet|zonder|pas d|sans|aucune|sin|nessun[ao]?|senza|sem|nenhuma|brak|bez|ne s|no se|non si|nao se) (?:(?:any|known|an|eine?n?) )?(?:object(?:|s|ed|ions?)|einwande?|einspruch|widersp\w+|bezwaar|oppos(?:ed?|ee?s?|itions?|izion[ei])|objec(?:ion\w*|ao|oes)|oposic\w+|obiezion[ei]|oppon(?:e|gono)|opon(?:e|en|ga)|opoe(?:m)?|sprzeciwu)(?= |$)/

function classifyOptOutHeader(key: string): OptOutHeader {
  if (ofCall.test(key)) return 'notes'
  if (otherChannel.test(key)) return null
  if (deniedObjection.test(key)) return 'permission'
  if (ofWords.some((header) => header.test(key))) return 'notes'
  if (!notThePerson.test(key)) {
    const stops =
      stopHeaderWhole.has(key.replaceAll('ß', 'ss')) || stopHeader.test(key) || speaksAgainst(key) || wordsForbid(key)
    const permits =
      !isOwnActivityHeader(key) &&
      (permissionHeaderWhole.has(key) || permissionHeader.test(key) || (consents.test(key) && toBeReached.test(key)))
    // `Consent withdrawn`, `Einwilligung fehlt`, and the date of that.
    if (permits && withdrawnConsent.test(key) && !/(?:^| )status(?: |$)/.test(key))
      return givenConsent.test(key) ? 'status' : 'stop'
    // `Subscribed / Unsubscribed`, `Opt-in/Opt-out`: a status, read by its words.
    if (stops && permits && /(?:^| )(?:subscribed|opt in|optin|opted in|status)(?: |$)/.test(key)) return 'status'
    // `Newsletter nicht erwünscht`, `Please send me no offers`.
    if (stops || (permits && reversed.test(key))) return 'stop'
    const tracks = isTracking.test(key) && isShortHeader(key) && !permissionHeaderWhole.has(key)
    if (permits && !tracks && !/(?:^| )status(?: |$)/.test(key)) return 'permission'
  }
  if (otherSubject.test(key)) return null
  if (answerHeader.test(key)) return 'answer'
  if (statusHeader.test(key)) return 'status'
  return notesHeader.test(key) || key === 'not' ? 'notes' : null
}

/** `Uses email marketing`, `Sends newsletter`: what a business does, not what it wants. */
export const isOwnActivityHeader = (key: string): boolean =>
  /^(?:uses|using|sends|sending|runs|does(?! not)|nutzt|verwendet|versendet|verschickt|utilise|envoie|usa|envia|gebruikt|stuurt) /.test(
    key,
  )

/** A consent that was withdrawn or is still missing: a yes in the column means no. */
const withdrawnConsent = wordPattern(
  'withdrawn|withdrew|withdrawal|revoked|revocation|refused|refusal|denied|declined|missing|lacking|expired|cancell?ed|removed|lost|ended|pending|unconfirmed|without',
  'verweigert|fehlt|fehlend\\p{L}*|ohne|entzogen|zuruckgezogen|zuruckgenommen|abgelehnt|widerruf\\p{L}*|erloschen|beendet|abgelaufen|ausstehend|ingetrokken|geweigerd|opgezegd|ontbreekt|zonder|verlopen|geannuleerd',
  'retiree?|refusee?|revoquee?|sans|manquante?|annulee?|expiree?|revocad[oa]|retirad[oa]|denegad[oa]|rechazad[oa]|cancelad[oa]|revogad[oa]|revocat[oa]|negat[oa]|ritirat[oa]|annullat[oa]|rifiutat[oa]|senza|sin|sem',
  'aterkalla\\p{L}*|indrag\\p{L}*|saknas|trukket|tilbagetrukket|tilbagekaldt|tilbakekalt|avslatt|wycofan\\p{L}*|cofniet\\p{L}*|odwolan\\p{L}*|brak|bez|odvolan\\p{L}*|odmitnut\\p{L}*|peru(?:ttu|utettu)|visszavon\\p{L}*|retras\\p{L}*|opozvan\\p{L}*|отозван\\p{L}*|отказ\\p{L}*',
)

/** `Consent given / withdrawn`: the cells may say either. */
const givenConsent = wordPattern(
  'given|granted|obtained|erteilt|gegeben|gegeven|donnee?|dad[oa]|concedid[oa]|dato|udzielona|gitt|givet',
)

/** `Consent status`, `İzin Durumu`, `Consent given / withdrawn`: what became of the question whether to contact. */
export const isConsentStatus = (key: string): boolean =>
  consentNoun.test(key) && (stateNoun.test(key) || (givenConsent.test(key) && withdrawnConsent.test(key)))

const consentNoun = wordPattern(
  'subscri(?:ber|ption|bed)|opt ?in|consent|permission|einwilligungs?|zustimmungs?|toestemmings?|consenso|consensi|consentement|consentimiento|consentimento|zgod[ay]|samtycke|samtykke|s[ou]+hlasu?|suostumus|hozzajarulas|consimtamant|pristanak|privola|izin|izni|onay|onayi|согласи\\p{L}*|συγκαταθεση\\p{L}*',
)

const stateNoun = wordPattern(
  '\\p{L}*status|statut|estado|stato|etat|situacao|stan|stav|durum\\p{L}*|tila|stare|allapot\\p{L}*|статус|состояние|κατασταση',
)

/** Short enough to be a name rather than a question, which may contain any word. */
const isShortHeader = (key: string): boolean => key.split(' ').length <= 7

/** What was said on the phone, also about emails, or written in a reply. */
const ofCall =
  /^(?:reply|response|answer) (?:text|body)$|^antworttext$|^(?:(?:last|first|latest|sales|cold) )?(?:(?:phone )?calls?|anruf|telefon|gesprachs?|bel) ?(?:results?|outcome|notes?|log|summary|comments?|remarks?|feedback|notiz(?:en)?|ergebnis|protokoll|verlauf|notities?|verslag|resultaat)$|^(?:compte rendu d appel|notes? d appel|resultado (?:de (?:la )?)?llamada|esito (?:della )?chiamata|resultado (?:da )?ligacao|wynik rozmowy)$/

const ofWords: readonly RegExp[] = [
  // For a form's numbered answers, the column before them says what they are about.
  /^(?:response|answer|reply|antwort|reponse|respuesta|risposta|antwoord|resposta) ?\d+$/,
  /(?:^| )(?:cancel[^ ]*|no ?show|rescheduling) reasons?$/,
  // Where `Former` is a state, among `Full-time` and `Freelance`.
  /^(?:(?:employment|employee|job) |beschäftigungs|beschaftigungs)status$/,
]

/** What maps and company registers say of a business: `business_status`, `Situação`. */
export const isOfBusinessState = (key: string): boolean =>
  /^(?:(?:business|company|operating|operational|operation|entity|firmen|unternehmens?|bedrijfs|register) ?(?:status|state)|(?:status|statut|estado|stato) (?:of |de |da |del |dell )?(?:business|company|firma|bedrijf|entreprise|empresa|impresa|azienda)|etat administratif|situacao(?: cadastral)?|current status)$/.test(
    key,
  )

/** Returns whether rare words further down such a column matter, such as a single *unsubscribed* among ten thousand. */
export const mayHoldOptOuts = (key: string): boolean => {
  const kind = optOutHeaderOf(key)
  return isAskedHeader(key) || isOfBusinessState(key) || (kind !== null && kind !== 'stop')
}

/** Returns whether any of these columns says of its own rows who opted out. */
export const hasOptOutColumn = (
  targets: readonly { readonly kind: string; readonly read?: string | undefined }[],
): boolean => targets.some(({ kind, read }) => kind === 'opt_out' && read !== 'yes_asks' && read !== 'lists_stop')
