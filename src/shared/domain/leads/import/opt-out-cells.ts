/**
 * Opt-outs in files: which columns say that a person does not want email, and how their cells are read. People who
 * opted out must not be contacted, so a cell of such a column that is not understood counts as an opt-out until
 * somebody says otherwise.
 */

import { withoutAccents } from '../../core/without-accents.ts'
import { isAddress } from './addresses.ts'
import { translateOptOutWords } from './east-asian-opt-outs.ts'
import { splitJoinedWords } from './joined-words.ts'
import { nullWords } from './null-words.ts'

/** Latin letters that no normalisation form converts to plain ones. */
const folded: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' }

/** Normalises to lower case without accents and with separate words: `Désinscrit(e)` → `desinscrit e`. */
export const plainWords = (text: string): string =>
  translateOptOutWords(withoutAccents(text))
    // `doNotContact`: status names in programs.
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[ßłøđæœı]/g, (letter) => folded[letter] ?? letter)
    .replace(/[✓✔☑☒✅✗✘❌]/gu, ' $& ')
    .replace(/[^\p{L}\p{N}✓✔☑☒✅✗✘❌]+/gu, ' ')
    .trim()

const patternAnyOf = (...parts: readonly string[]): string => `(?:${parts.join('|')})`
/**
 * Returns a pattern that matches whole words in normalised text. Only letters and digits occur between spaces there,
 * which allows a simpler pattern that compiles quickly.
 */
const wordPattern = (...parts: readonly string[]): RegExp =>
  new RegExp(withoutAccents(`(?:^| )${patternAnyOf(...parts)}(?= |$)`).replaceAll('\\p{L}', '[^ ]'))

/** Wording that always means that a person must not be contacted, wherever it occurs. */
const optOutWording = wordPattern(
  // English
  'unsub(?:s|bed|scri(?:be|bed|bes|bing|ption|ptions|pted))?(?! (?:from )?(?:sms|texts?|calls?|phone|whatsapp|post|print|slack|push|linkedin|competitors?|test|links?|pages?|rate)(?: |$))|un subscribed?|opt(?:ed|ing)? ?outs?(?! (?:template|form|page|link|process|wording|clause|text|copy|line|footer|box|option|sentence|sms|calls?|phone)(?: |$))|optouts?|optedout|remove me|take me off|removed? from (?:the |our |my )?(?:mailing )?list|bouncing',
  '(?:do not|dont|don t|never|must not|should not|may not|please no) (?:contact|e ?mail|mail|market|message|approach|disturb|solicit|send|write|prospect|target|pursue|reach out|outreach|engage|pitch)(?: to)?',
  '(?:does not|doesn t|did not|didn t|don t|do not) (?:want|wish)\\w* (?:to (?:be (?:contacted|e ?mailed)|receive)|e ?mails?|any|contact)\\b.*',
  'no (?:more |further )(?:e ?mails?|mails?|contact|mailings?)|no (?:e ?mails|mails|mailings|marketing|newsletters?)|no contact(?= (?:please|wanted|allowed)|$)',
  'dnc|dne|dnm|do not contact|black ?list(?:ed)?|block ?list(?:ed)?|suppressed|suppression list|(?:hard |soft )?bounced?(?! (?:a|an|some|few|ideas?|around|off|it|the|between)(?: |$))|(?:hard|soft) bounces',
  'spam complaints?|complained|complainer|(?:marked|reported|flagged) (?:as |us as |for )?spam|spam reports?|gdpr (?:erasure|objection|deletion|request)|(?:erasure|removal|deletion) request(?:ed|s)?|right to be forgotten|asked (?:us |me )?(?:not|never) to (?:be )?(?:contact\\w*|e ?mail\\w*|mail\\w*|written|write)|asked (?:us |me )?to (?:stop|be (?:removed|taken off)|unsubscribe)|(?:stop|stopped|quit|cease) (?:e ?mailing|mailing|contacting|writing|sending|spamming)(?: .*)?|5\\d\\d 5 \\d+ \\d+|4\\d\\d 4 \\d+ \\d+',
  'withdr[ae]wn? consent|consent (?:withdrawn|revoked|refused|denied|declined)',
  '(?:take|taken|remove|removed|get|strike|delete|deleted|come|came|keep) (?:\\w+ ){0,4}(?:off|from) (?:\\w+ ){0,3}(?:lists?|mailings?|database)|stop ?lists?(?! of)|leave (?:her|him|them|me|us) (?:be|alone)',
  '(?:mailbox|address|inbox|recipient|user|account) (?:is |was |has been )?(?:does not exist|doesn t exist|not exist\\w*|unknown|dead|gone|closed|deleted|rejected|not found)|(?:dead|unknown) (?:address|mailbox|recipient|user)|no such (?:user|mailbox|recipient)|recipient address rejected',
  // German
  'abgemeldete?[rn]?|abmeldung|abmelden|austragen|ausgetragen|abbestellt|robinson ?liste|\\p{L}*sperrliste|werbesperre|kontaktsperre|mailsperre|versandsperre|werbestopp?',
  'nicht (?:mehr |wieder )?(?:kontaktieren|anschreiben|anmailen|mailen|schreiben|bewerben|kontaktiert werden)|(?:werbe)?widerspr(?:uch|ochen)|einwilligung (?:widerrufen|verweigert|abgelehnt)',
  'kein(?:e|en)? (?:weitere[nr]? |mehr )?(?:e ?mails?|mails?|werbung|mailings?|newsletter|kontaktaufnahme)|kein kontakt(?= (?:mehr|gewunscht|erwunscht)|$)|unzustellbar|rucklaufer|blacklist\\p{L}*|geblacklistet',
  '(?:werbung|mails?|e ?mails?|mailings?|kontakt\\w*|zusendung\\w*|newsletter|anschreiben) (?:\\w+ ){0,3}(?:verbeten|untersagt|verboten|unerwunscht|nicht (?:mehr )?(?:erwunscht|gewunscht))|(?:verbittet|untersagt|verbat) (?:\\w+ ){0,4}(?:werbung|mails?|e ?mails?|kontakt\\w*)',
  '(?:aus|von|vom) (?:\\w+ )?(?:verteiler|liste|mailingliste|kartei|datenbank) (?:\\w+ )?(?:nehmen|genommen|streichen|gestrichen|loschen|geloscht|entfern\\w*|austragen)|(?:postfach|mailbox|adresse) (?:existiert nicht|gibt es nicht|unbekannt|tot|geloscht)|mails? (?:kommt|kommen|kam|kamen) (?:\\w+ ){1,4}(?:zuruck|retour)',
  // Dutch
  'uitgeschreven|uitschrijv\\w*|afgemeld\\w*|afmeld(?:en|ing|ingen|d)?|niet (?:meer )?(?:mailen|contacteren|benaderen|e ?mailen|aanschrijven)|geen (?:mails?|e ?mails?|reclame|nieuwsbrief\\w*|mailings?)',
  'geen contact(?= (?:meer|opnemen|gewenst)|$)|zwarte lijst|toestemming (?:ingetrokken|geweigerd)|heeft bezwaar|bezwaar gemaakt|onbestelbaar',
  '(?:haal|haalt|verwijder|verwijderd|verwijderen|schrap\\w*|gehaald) (?:\\w+ ){0,4}(?:van|uit) (?:\\w+ )?(?:lijst|mailinglijst|bestand|database)|(?:van|uit) (?:\\w+ )?(?:lijst|mailinglijst|bestand) (?:\\w+ )?(?:halen|gehaald|verwijder\\w*|af)|(?:mailbox|adres) bestaat niet(?: meer)?',
  // French
  'desinscri\\w*|desabonn\\w*|ne (?:plus|pas) (?:\\w+ ){0,2}(?:contacter|ecrire|envoyer|solliciter|mailer|relancer|recontacter|demarcher)|pas de (?:mails?|e ?mails?|courriels?|pub\\w*|newsletter|prospection|contact)',
  'liste noire|blackliste\\w*|stop (?:mails?|e ?mails?|pub|contact)|droit d opposition|opposition rgpd|s oppose|s est opposee?|consentement (?:retire|refuse)|npai(?! (?:courrier|papier|postal|poste|lettre))',
  'ne (?:souhaite|souhaitent|veut|veulent|desire|desirent) (?:plus|pas|aucun) (?:\\w+ ){0,2}(?:etre|sollicit\\w*|contact\\w*|demarch\\w*|mails?|e ?mails?|courriels?|newsletter|pub\\w*)|(?:retir\\w*|enlev\\w*|sort\\w*|supprim\\w*|ray\\w*|radi\\w*) (?:\\w+ ){0,3}(?:de|des|du) (?:\\w+ )?(?:listes?|fichiers?|base|mailing)|demand\\w* (?:a |d )(?:sortir|etre (?:retir\\w*|supprim\\w*|ray\\w*|radi\\w*))',
  'adresse (?:e ?mail |mail )?(?:morte|inexistante|invalide|erronee)|retour a l (?:envoyeur|expediteur)|boite (?:mail |e ?mail )?(?:supprimee|inexistante|fermee|pleine)',
  // Spanish
  '(?:dad[oa]|darse|solicita|pidio|pide) (?:la )?(?:de )?baja|no (?:contactar|contactarle|enviar|escribir|molestar|mandar)(?: mas)?|lista negra|desuscri\\w*|desapunt\\w*|lista robinson',
  'se opon(?:e|en|ga)|baja voluntaria|no (?:desea|quiere) (?:recibir|mas|ser|que).*|rebotado|rebotada|consentimiento (?:retirado|revocado|denegado)',
  '(?:quit|borr|elimin|sac|retir|suprim)\\w* (?:\\w+ ){0,4}(?:de|del) (?:la |las |el |los |nuestra |vuestra |su )?(?:lista|listas|listado|base|fichero|mailing|newsletter)|no (?:me |nos |le |les )?(?:escrib\\w*|envi\\w*|mand\\w*|contact\\w*) mas|buzon (?:inexistente|lleno)|direccion (?:de correo )?(?:inexistente|no existe)',
  // Italian
  'disiscri\\w*|non (?:contattare|inviare|scrivere|disturbare)|lista nera|non (?:desidera|vuole) (?:ricevere|essere|piu|email|comunicazioni).*|consenso (?:revocato|negato)|rimbalzat[oa]',
  'non (?:mi |ci |lo |la |gli |le )?(?:scriv|contatt)\\w*|non (?:mi |ci )?(?:mand|invi)\\w* (?:piu|altre)|(?:togli|toglie|rimuov|cancell|elimin)\\w* (?:\\w+ ){0,4}(?:dalla|dalle|dal|dai) (?:\\w+ )?(?:lista|liste|elenco|elenchi|mailing|newsletter|database|contatti)|casella (?:inesistente|piena)|indirizzo inesistente',
  // Portuguese
  'descadastr\\w*|(?:pediu|pede|pedem|pediram) (?:para )?(?:(?:a )?remocao|(?:ser|sair|que (?:o|a) remov)\\w*).*|remov(?:er|id[oa]s?) d[ao] (?:nossa )?lista|nao (?:contatar|contactar|enviar|perturbar)|nao (?:deseja|quer) (?:receber|mais|ser).*|cancelou (?:a )?(?:inscricao|assinatura|subscricao)',
  '(?:tir|remov|retir|exclu|apag)\\w* (?:\\w+ ){0,4}(?:da|das|do|desta|dessa|de) (?:\\w+ )?(?:lista|listas|base|cadastro|mailing|newsletter)|(?:e ?mail|mensagem) (?:voltou|volta|retornou)|caixa (?:inexistente|cheia)|nao (?:me |nos )?(?:escrev|envi|mand)\\w* mais',
  // Polish
  'wypisan[yaei]\\w*|wypisal[a]?|nie (?:kontaktowac|wysylac|pisac|mailowac)(?: sie)?|nie zyczy sobie.*|czarna lista|sprzeciw|cofnieta zgoda|wycofana zgoda|zgoda (?:cofnieta|wycofana)|zrezygnowal[a]?',
  '(?:mail|e ?mail|mejl|poczta|adres) (?:wraca|wrocil|odbija|odbil|nie dochodzi|nie istnieje|nieaktywn)\\w*|(?:usun|wykresl|skresl)\\w* (?:\\w+ ){0,3}z (?:\\w+ )?(?:listy|bazy|mailingu)',
  // Swedish, Danish, Norwegian
  'avregistrer\\w*|avprenumerer\\w*|avanmal\\w*|(?:kontakta|mejla|maila|kontakt) (?:ej|inte|ikke)|(?:ej|inte|ikke) (?:kontakta|kontaktes|mejla|maila)|ma ikke kontaktes|svartlista\\w*|(?:afmeldt|avmeldt)(?! (?:fra|til|for) (?!nyhed|nyhet|mail|e ?mail|e ?post|liste|alle|udsend|utsend))|frameldt',
  '(?:vill|onskar|vil|onsker) (?:ej|inte|ikke) (?:\\w+ ){0,3}(?:kontakt\\w*|mejl\\w*|mail\\w*|reklam\\w*|nyhets?brev\\w*|nyhedsbrev\\w*|utskick\\w*)',
  'meld(?:t|te|er) (?:seg|sig) (?:av|fra|ut)|(?:e ?post(?:en)?|mail(?:en)?|mejl(?:et)?) (?:\\w+ )?(?:i |kom |kommer )?(?:i )?retur|(?:e ?post(?:en)?|mail(?:en)?|mejl(?:et)?) (?:kom|kommer) (?:tilbage|tilbake|tillbaka)|(?:fjern|slett|ta|tag|ta bort|stryk)\\w* (?:\\w+ ){0,3}(?:fra|fran|av|af|ur) (?:\\w+ )?(?:listen|listan|listene|registeret)|vil (?:ikke|ej) ha (?:post|mail|e ?post|reklame)',
  'sahkoposti (?:palautu\\w*|ei toimi|ei toiminut)|(?:peruutti|perui|perunut|peruuttanut) (?:\\w+ ){0,2}(?:uutiskirje\\w*|tilau\\w*|postitu\\w*)|ei (?:enaa )?(?:viesteja|postituksia|yhteydenottoja|saa ottaa)|poist\\w* (?:\\w+ ){0,3}listalta',
  '(?:sters\\w*|sterg\\w*|scoat\\w*|scos\\w*|elimin\\w*) (?:\\w+ ){0,4}(?:din|de pe) (?:\\w+ )?(?:list\\w*|baza)|mail(?:ul)? (?:s a |a )?(?:intors|respins|returnat)|(?:vyrad|vymaz|vyskrt)\\w* (?:\\w+ ){0,3}zo? (?:\\w+ )?(?:seznamu|databaze|zoznamu)|(?:torol|vegy)\\w* (?:\\w+ ){0,3}(?:listarol|adatbazisbol)',
  'listeden (?:cik|sil)\\w*|odjavljen\\w*|reservert (?:seg )?mot .*|reserverad mot .*|nix ?sparr\\w*|відпис\\p{L}*|abonelik\\w* ayril\\w*|(?:e ?posta|eposta|mail|mesaj) (?:gonder|at|yolla)(?:il)?m[ae]\\w*|abonelik\\w* (?:cik|iptal)\\w*|aboneligi iptal\\w*|iletisim\\w* gecm\\w*|(?:e ?posta|mail) (?:istemiyor|istemedi)\\w*',
  // Czech, Slovak, Hungarian, Romanian, Finnish
  'odhlasen\\w*|odhlasil\\w*|(?:nekontakt|nezasil|neposil)\\w*|nepsat|neprej\\w* si.*|odvolal\\w* s[ou]+hlas|s[ou]+hlas odvolan|nedorucitelne|leiratkoz\\w*|ne (?:keress|kuldj)\\w*|nem ker\\w* (?:\\w+ ){0,2}(?:level|hirlevel|reklam|ajanlat)\\w*|tiltolista',
  'dezabon\\w*|nu (?:contact|trimit|deranj)\\w*|nu (?:dor(?:este|esc)|vrea|vreau) (?:sa|e ?mail|mail|newsletter|oferte|reclam).*|ei saa (?:ottaa yhteytta|lahettaa)|ei (?:uutiskirjeita|mainoksia|mainospostia|markkinointia)|markkinointikielto',
  '(?:إلغاء|ألغى|ملغى|ملغي|ألغيت) (?:ال)?اشتراك\\p{L}*|لا (?:ترسل|تراسل|تتواصل)\\p{L}*|عدم (?:ال)?(?:تواصل|مراسلة|إرسال)|القائمة السوداء|(?:הוסר|הסר|להסיר|ביקש(?:ה|ו)? הסרה|ביקש(?:ה|ו)? להסיר)\\p{L}*|לא (?:לפנות|לשלוח|ליצור קשר|לדוור)|רשימה שחורה',
  'отпис(?:ан|ал|к)\\p{L}*|не (?:писать|беспокоить|связываться|присылать)|черный список|απεγγραφ\\p{L}*|διαγραφηκε|μην? (?:στελνετε|ενοχλειτε)',
  // The person asked to be forgotten, objects, or does not wish to be contacted.
  '(?:not|never) to be (?:contacted|e ?mailed|mailed|approached)|object(?:s|ed) to (?:\\w+ )?(?:marketing|e ?mails?|mailings?|processing)|(?:delete|erase|remove) (?:(?:all|my|her|his|their|the|our) ){1,2}(?:data|details|record|records)|(?:asked|asks|wants|requested) (?:us |me )?(?:to )?(?:delete|erase|be (?:deleted|forgotten|erased))(?: .*)?|wants off|off the (?:mailing )?list|cease and desist|preference no e ?mails?|cold ?e ?mails? (?:unwanted|not wanted)',
  '(?:mochte|will|wollte|mochten|wollen|darf) (?:\\w+ ){0,2}nicht (?:\\w+ )?(?:angeschrieben|kontaktiert|angemailt|beworben)(?: \\w+)?|nicht (?:mehr )?(?:melden|belastigen|senden|zusenden|versenden)|kein(?:e)? weiterer? kontakt|werbeverbot|(?:dsgvo |daten ?|dsgvo daten)?losch(?:antrag|ung verlangt|anfrage|begehren|verlangen)|(?:daten|kontaktdaten) (?:bitte )?(?:loschen|geloscht|entfernen)|will (?:\\w+ )?geloscht werden|unterlassungs?(?:erklarung|aufforderung)?|mailverbot|nur auf anfrage',
  'plus de (?:mails?|e ?mails?|courriels?|relances?|pub\\w*|newsletters?)|droit a l oubli|demande (?:de |d )(?:suppression|effacement|desinscription|opposition|retrait)|(?:wil|wenst|mag) niet (?:\\w+ )?(?:gemaild|benaderd|gecontacteerd|aangeschreven|geworven)(?: worden)?|(?:avg|gdpr) ?verwijder\\w*|verwijderverzoek|recht op vergetelheid',
  'derecho (?:de|al) (?:supresion|olvido|oposicion)|(?:borrar|eliminar|suprimir) (?:sus |los |mis )?datos|sin consentimiento|diritto all oblio|cancellazione (?:dei )?dati|revoca (?:del )?consenso|no pubblicita|(?:pediu|pede|pediram) (?:para )?nao (?:ser|receber|enviar|contact\\w*|contat\\w*).*|(?:eliminar|apagar|remover) (?:os )?dados|direito ao esquecimento',
  'nie chce (?:\\w+ )?(?:maili|mailingu|wiadomosci|kontaktu|korespondencji|ofert)|prosi o (?:\\w+ )?usuniecie|usun\\w* (?:\\w+ )?dan(?:e|ych)|(?:wy)?cofal\\w* zgod\\w*|cofnal\\w* zgode|cofnela zgode|(?:ej|inga|inget|ingen|ingen flere|intet|ikke flere) (?:e ?)?(?:mejl|mail|mails|maila|utskick|reklam|reklame|nyhetsbrev|nyhedsbrev|e ?post)|begart (?:radering|borttag\\w*)|anmodet om sletning|robinson ?listen?',
  'nechce (?:\\w+ )?(?:maily|e ?maily|newsletter\\w*|nabidky|reklamu|kontaktovat)|(?:vymaz|smaz)\\w* (?:osobni )?udaj\\w*|verilerini sil\\w*|(?:mail|e ?posta|mesaj|iletisim) istem(?:iyor|edi)\\w*|kara liste',
  // Wording of casual notes.
  'removed? (?:per|at|on|by|upon|as per) (?:\\w+ )?(?:request|wish)|(?:asked|asks|wants|requested|told) (?:us |me )?to (?:remove|be left alone)|(?:e ?mail|mail|message) (?:came|comes|was sent) back|(?:mail )?delivery (?:failed|failure|has failed)',
  '(?:requested|requests|asked for|asks for) (?:\\w+ )?removal|(?:requested|requests) (?:to )?be(?:ing)? removed|(?:must|should|may|can|shall) ?(?:not|n t) be (?:contacted|e ?mailed|mailed|approached)|(?:mustn|shouldn|can) t be (?:contacted|e ?mailed|mailed|approached)|no (?:cold|unsolicited) (?:e ?mails?|mails?|outreach)|no (?:outreach|solicit\\w*|prospecting)(?! (?:yet|so far|to date|since|done|sent|history|team|tool|campaign))|exclu(?:de|ded) from (?:\\w+ )?(?:outreach|campaigns?|mailings?|e ?mails?|sequences?)',
  '(?:nie(?:mals)?(?: mehr| wieder)?|nicht (?:noch ?mals?|erneut)|auf keinen fall|keinesfalls|weder(?: \\w+ noch)?) (?:\\w+ )?(?:kontaktieren|anschreiben|anmailen|mailen|schreiben|bewerben)|(?:wunscht|wunschen|mochte|mochten|will|wollen) (?:\\w+ )?kein(?:e|en) (?:weiteren? |mehr )?kontakt\\w*|(?:nooit(?: meer| weer)?|niet (?:opnieuw|nogmaals|weer)) (?:mailen|contacteren|benaderen|e ?mailen|aanschrijven)|uit (?:\\w+ )?mailing\\w* halen',
  '(?:stop|refus\\w*|opposee?) (?:a )?(?:la |le |toute |les )?(?:prospection|demarchage|sollicitations?)|(?:no|non|nao) (?:nos |me |le |les |lo |la )?(?:volver|vuelva\\w*|vuelvan|voltar|volte\\w*) a (?:contact|contat|escrib|escrev|envi|mand|molest)\\w*|que no (?:le|les|lo|la|me|nos) (?:escriba(?:n|mos)?|(?:contact|envi|mand|molest)e(?:n|mos)?)(?= |$)|solicit(?:o|aron|ado) (?:la |su |de )?baja',
  'non ricontatt\\w*|chiesto (?:la )?(?:cancellazione|rimozione|disiscrizione)|nie (?:chce|chca) (?:byc )?(?:\\w+ )?kontaktowan\\w*|prosi o nie ?(?:kontaktowanie|pisanie|wysylanie)',
  // Whoever wants to hear no more, or to be left alone.
  '(?:do not|dont|don t) (?:try|ask) (?:\\w+ )?again|(?:do not|dont|don t|stop) bother(?:ing)? (?:him|her|them|us|me|again)|wants? (?:nothing|no contact) (?:\\w+ ){0,3}from us|no (?:more|further) (?:outreach|messages?|newsletters?|spam|approaches)',
  'in ruhe (?:ge)?lassen|nichts mehr (?:\\w+ ){0,2}(?:horen|wissen|schicken|senden|zusenden|erhalten|bekommen|empfangen)|keine(?:rlei)? (?:weiteren? |mehr )?zusendung\\w*|von (?:\\w+ )?(?:e ?mails?|mails?|mailings?|werbung|kontakt\\w*|zusendung\\w*) (?:absehen|abzusehen)|(?:adresse|mailadresse) (?:bitte )?(?:entfernen|loschen|streichen)',
  'niets meer (?:\\w+ )?(?:sturen|toesturen|zenden|mailen|ontvangen|horen)|met rust (?:ge)?lat(?:en|en worden)|ne (?:veut|veulent|souhaite|souhaitent) plus (?:rien|recevoir|entendre)(?: \\w+)*|laisse\\w* (?:\\w+ )?tranquilles?',
  'ne plus etre (?:re)?(?:contact|sollicit|demarch|derang|relanc)\\w*|no (?:volver a )?ser (?:mas )?contactad[oa]s?|non (?:essere|venire|esser) (?:piu )?(?:ri)?contattat\\w*|niet (?:meer |langer )?(?:benaderd|gemaild|gecontacteerd|aangeschreven) (?:te )?worden',
  'sluta (?:mejla|maila|skicka|kontakta|skriva)|ei (?:enaa )?halua (?:\\w+ )?(?:sahkopost|viest|post|mainoks|yhteydenot)\\w*|nu mai (?:trimite|contact|scrie)\\w*|δεν θελ(?:ει|ουν) (?:\\p{L}+ )?(?:email|ενημερωσ\\p{L}*|επικοινωνια|διαφημισ\\p{L}*)',
  // The email was returned.
  '(?:e ?mails?|mails?) (?:(?:is|are|was|has) )?(?:bounc\\w*|returned)|mails? (?:kommt|kommen|kam) (?:zuruck|retour)|(?:e ?mails?|mails?) (?:komt|kwam|komen) (?:retour|terug)|(?:e ?mails?|mails?) (?:revenus?|en retour|retournee?s?)|(?:correo|e ?mails?) devuelt[oa]s?|(?:e ?mails?|mails?) (?:respint[ao]|torna indietro)|(?:e ?mails?|mails?) devolvid[oa]s?|(?:mejlet|mailet|e post(?:en)?) studsa\\w*|studsar',
)

/** Wording about a declined offer and nothing else. */
const noInterest = [
  'no interest|no(?:t)? longer interested|uninterested|kein (?:interesse|bedarf)|nicht interessiert|geen (?:interesse|belangstelling)|niet geinteresseerd|(?:pas|plus) interessee?|pas de besoin|geen behoefte',
  'no (?:esta )?interesad[oa]|no (?:le|les) interesa|nao tem interesse|sin interes|non (?:e )?interessat[oa]|sem interesse|nao (?:esta )?interessad[oa]',
  'nie ?(?:jest )?zainteresowan[yai]|brak zainteresowania|nu (?:este|e|sunt|suntem) interesat\\w*|ilgilenmiyor\\w*|nema zajem|nem erdekl\\w*|neinteresat\\w*|ei kiinnost\\w*',
] as const

/**
 * A declined offer. Excludes the row too, but the operator may allow it for another offer. In other columns, the same
 * words are used about orders and prices.
 */
const declined = wordPattern(
  ...noInterest,
  'not interested|not now|not right now|nicht jetzt|derzeit nicht|pas maintenant|ahora no|non ora|nu niet|agora nao|nie teraz|ikke na|inte nu|disinterested|negative|refus\\w*|declin\\w*|denied|deny|reject\\w*|said no|no thanks?|no thank you',
  'abgelehnt|ablehnung|absage|nein danke|geweigerd|afgewezen|nee bedankt|pas d interet|rejetee?|non merci',
  'rechaz\\w*|no gracias|rifiut\\w*|no grazie|recus\\w*|nao obrigad[oa]|odmow\\w*|odrzucon[yae]|nie dziekuje',
  'inte intresserad|ej intresserad|ikke interess?er[et]+|avbojd?e?|nekad?|tackade nej|nej tack',
  'nemaji zajem|bez zajmu|nezajem|odmitl\\w*|odmietol\\w*|nincs erdeklod\\w*|elutasit\\w*|ei ole kiinnostu\\w*',
)

/** The same in a note that says nothing else; only wording that cannot refer to an order or a price. */
const notInterested = wordPattern(
  ...noInterest,
  '(?:(?:have |has |already )*said|hard|firm|clear|definite) no(?= twice| again|$)',
  'not (?:\\w+ )?interested|(?:inte|ej|ikke) (?:\\w+ )?intress\\w*|(?:inte|ej|ikke) (?:\\w+ )?interess\\w*',
)
/** A longer note was also written about other things. */
const SHORT_NOTE = 40
/** A sentence this short says only that. */
const WHOLE_SENTENCE = 20

/** In columns of answers or treatment: must not be contacted, whatever is offered. */
const barredWording = wordPattern(
  'fuck off|piss off|go away|get lost|complaints?|revoked|withdrawn|withdrew|objected|objection|removed?|blocked|stop|stopped|hostile|excluded?|quarantined?|cleaned|spam|abuse|never contact again|left alone|(?:explicit|express|clear|firm|hard|strict) no|no emails?|(?:phone|post|letters?|calls?|sms|whatsapp) only|only (?:by )?(?:phone|post|letter|sms)|nur (?:per )?(?:post|telefon\\w*|brief|sms)|alleen (?:per )?(?:post|telefo\\w*)|uniquement (?:par )?(?:courrier|telephone)',
  'verweigert|widerrufen|gesperrt|blockiert|beschwerde|ausgeschlossen|will nicht|mochte nicht',
  'geblokkeerd|ingetrokken|bezwaar|klacht|opgezegd|wil niet',
  'bloquee?|plainte|retiree?|opposee?|opposition|exclue?',
  'bloquead[oa]|queja|baja|denegad[oa]|excluid[oa]|revocad[oa]|retirad[oa]',
  'bloccat[oa]|reclamo|cancellat[oa]|revocat[oa]|negat[oa]|esclus[oa]|opposizione',
  'bloquead[oa]|reclamacao|removid[oa]|excluid[oa]',
  'zablokowan[yae]|odbit[yae]|rezygnacja|skarga',
  'ret|red|reddedildi|reddetti|olumsuz',
  'sparrad\\w*|blockerad\\w*|blokeret|blokkert|studsade?|klagomal',
)
const isRefusal = (plain: string): boolean => declined.test(plain) || barredWording.test(plain)

/**
 * Words by which a note or a status excludes a person until somebody says otherwise: to be deleted, dead, gone, a wrong
 * address, a complaint. They are not an explicit opt-out, so none is recorded.
 */
const likelyOptOutWording = wordPattern(
  '^skip(?= ?$)|^(?:has |(?!not |semi |nearly )\\p{L}+ )?retired(?= ?$| in | since | last )|im ruhestand|in rente|en retraite|met pensioen|jubilad[oa](?= ?$)',
  '^(?:crossed|struck) (?:out|off|through)(?= ?$)|^durchgestrichen(?= ?$)|^doorgestreept(?= ?$)',
  '(?:please |pls |to be |to )?(?:remove|delete)d?(?= ?$)|^stopp?(?= ?$)|suppress(?:ed)?|leave alone|hostile|^avoid(?= ?$)|banned|threat\\w* (?:\\w+ ){0,3}(?:legal|lawyers?|lawsuit|action|report)|legal (?:action|threat)|off limits|hates? (?:\\w+ )?e ?mails?|not a valid (?:e ?mail|address)|(?:filed|made) a complaint|complained|deceased|passed away|died(?= ?$| on | at | last | this | \\d)|rip(?= ?$)|^dead(?= ?$)|ceased trading|out of business(?= ?$)|(?:business|company|firm|practice|shop) (?:has )?(?:closed|ceased|dissolved|bankrupt|shut)(?: down)?(?= ?$)|closed down|(?:permanently|for good) closed|in liquidation|insolvent|bankrupt|no longer (?:works?|working|employed)(?: .*)?|no longer (?:with|at) (?:the |this )?(?:company|firm|business|practice|us|them)|(?:not working|does not work|doesn t work) (?:at|for|there|here)(?: .*)?|left (?:the )?(?:company|firm|business|org\\w*)|has left(?= ?$)|gdpr erased',
  '^(?:wrong|incorrect) (?:person|contact)|(?:wrong|bad|dead|invalid|incorrect|inactive) (?:e ?mail|mail|address|mailbox)(?: address)?|(?:e ?mail|mail|address|mailbox)(?: address)? (?:is |was )?(?:wrong|bad|dead|invalid|incorrect|inactive|not valid|no longer valid|no longer works|does not work|doesn t work|not working|not found)|bounces(?= ?$)|bounced back|undeliverable|hard ?bounces?|hardbounced?|softbounced?|spam ?reports?|(?:dsgvo|gdpr|rgpd) (?:geloscht|deleted|supprime)|^no (?:e ?)?mail(?= ?$)',
  '^(?:bitte |unbedingt |sofort |zu )?(?:streichen|loschen|geloscht|entfernen|entfernt|rausnehmen|rauswerfen)(?! (?:und|aus|bei|im) )|^gesperrt|^sperre(?= ?$)|finger weg|beschwer\\w*|abmahnung(?:en)?|unterlass\\w*|(?:droht|drohte|gedroht) mit (?:\\w+ )?(?:anwalt|klage)|anwalt eingeschaltet|verstorben|gestorben|todesfall|^tot(?= ?$)|erloschen|insolvent|insolvenz(?= ?$| (?:angemeldet|eroffnet|beantragt))|betrieb aufgegeben|(?:firma|betrieb|praxis|laden|geschaft) (?:\\w+ )?(?:geschlossen|aufgelost|erloschen|aufgegeben|liquidiert)(?= ?$)|nicht mehr (?:im unternehmen|in der firma|dabei|da|beschaftigt|tatig|bei uns|dort)|arbeitet (?:dort |hier |da )?nicht mehr|ausgeschieden|unternehmen verlassen|(?:e ?mail|mail|mailadresse|adresse)(?:adresse)? (?:ist |war )?(?:falsch|ungultig|veraltet|existiert nicht|tot|nicht mehr (?:aktuell|gultig))|(?:falsche|ungultige|veraltete) (?:e ?mail|mail|mailadresse|adresse|e ?mail ?adresse)|mailadresse existiert nicht|kein bedarf bitte nicht|widerruf(?:en)?|raus(?= ?$)|karteileiche',
  '^a (?:supprimer|retirer|exclure)|^supprimee?(?= ?$)|^opposition|decedee?s?|societe (?:fermee|dissoute|radiee)|en liquidation|(?:a )?quitte (?:la |l )?(?:societe|entreprise|boite)|parti[e]? de la (?:societe|boite)|ne travaille plus(?: .*)?|(?:mail|e ?mail|adresse) (?:invalide|incorrect\\w*|erronee?|faux|morte?|obsolete)|retour mail|rebond|(?:a )?porte plainte|plainte|menace\\w* (?:\\w+ ){0,2}(?:cnil|avocat|juridique)',
  '^(?:graag |svp )?verwijder(?:en|d)?(?= ?$)|overleden|failliet|bedrijf (?:gestopt|gesloten|opgeheven)|werkt (?:hier|daar|er) niet meer|uit dienst|(?:ongeldig|verkeerd|fout|foutief|onjuist) (?:adres|e ?mail\\w*|mail\\w*)|geblokkeerd|klacht\\w*|^bezwaar|^gestopt(?= ?$)|dreigt met (?:\\w+ )?(?:advocaat|stappen)',
  '^(?:cancelad|devolvid|rejeitad)[oa](?= ?$)|^baja(?= ?$)|^eliminar|^eliminad[oa](?= ?$)|fallecid[oa]|(?:empresa|negocio) (?:cerrad[oa]|disuelt[oa]|liquidad[oa])|ya no trabaja(?: .*)?|(?:correo|e ?mail|direccion|mail) (?:incorrect[oa]|no valid[oa]|invalid[oa]|erroneo|equivocad[oa])|^bloquead[oa]|quej(?:a|o|as)|^cancellat[oa](?= ?$)|^rimuov\\w*(?= ?$)|^eliminat[oa](?= ?$)|^opposizione|decedut[oa]|(?:azienda|ditta|societa) (?:chiusa|fallita|cessata)|cessata attivita|non lavora piu(?: .*)?|(?:e ?mail|mail|indirizzo) (?:errat[oa]|non valid[oa]|sbagliat[oa]|inesistente)|mail tornata(?: indietro)?|^bloccat[oa]|reclamo',
  '^remov(?:er|id[oa])(?= ?$)|falecid[oa]|empresa (?:encerrad[oa]|fechad[oa]|falid[oa])|ja nao trabalha(?: .*)?|nao trabalha mais(?: .*)?|(?:e ?mail|endereco|correio) (?:invalido|incorreto|errado|incorrecto)|reclamac\\w*|^(?:do )?usun(?:iecia|ac|iety|ieta)|^rezygnacja|zmarl[a]?|firma (?:zamknieta|zlikwidowana|upadla)|(?:juz )?nie pracuje(?: .*)?|(?:bledny|zly|nieprawidlowy|niepoprawny) (?:adres|e ?mail|mail)|(?:adres|mail|e ?mail) (?:bledny|nieprawidlowy|niepoprawny|niewazny)|^odbit[yae]|zwrot (?:maila|poczty|e ?maila)|^zablokowan[yae]|skarg[ai]|brak zgody',
  '^ta bort|^bort(?:tagen|taget)?(?= ?$)|avliden|har (?:slutat|avlidit)|^slutat|konkurs|(?:fel|ogiltig|felaktig) (?:adress|mail\\w*|mejl\\w*|e ?post\\w*)|studsade?|^sparrad|^nix(?= ?$)|nej tack|^slet(?:tet)?(?= ?$)|^slett(?:es|et)?(?= ?$)|afdod|^dod(?= ?$)|avdod|ikke (?:laengere|lenger) (?:ansat|ansatt|der)|^stoppet|(?:forkert|ugyldig|feil) (?:mail|adresse|e ?mail|e ?post\\w*)|^afvist|^spaerret|^blokeret|nej tak|utmeldt|reservert|klage(?:t)?(?= ?$)',
  '^(?:smazat|smazan|vymazat|vyradit)(?= ?$)|nesouhlasi|^neplatn\\w*(?= ?$)|^(?:iptal|gecersiz|onaysiz|silindi|reddedildi)(?= ?$)|zemrel[a]?|firma (?:zrusena|zanikla)|(?:uz|jiz) ne ?pracuje(?: .*)?|nepracuje(?: .*)?|(?:neplatn|chybn|spatn)\\w* (?:e ?mail|mail|adresa)|nedoruc\\w*|^blokovan\\w*|stiznost|vefat\\w*|sirket kapandi|isten ayrildi|(?:gecersiz|hatali|yanlis) (?:adres|mail|e ?posta|e ?mail)|^engellendi|sikayet\\w*|^ilgilenmiyor|^istemiyor|(?:onay|izin) (?:yok|verilmedi)|^onaysiz|^reddet\\w*|^silindi(?= ?$)',
)
/** The same about whoever has moved to another job or is away for long, and about a business that is no more. */
const goneWording = wordPattern(
  '^(?:ausgetreten|former|terminated|desligad[oa]|kielto|partie?|junk(?: lead)?)(?= ?$)|(?:^|^a )ex employee|former employee',
  '(?:moved|gone) (?:on )?to (?:an ?other|a different|a new|new) (?:company|firm|job|role|employer|business)|now (?:works?|working|employed) (?:at|for)(?: .*)?|^(?:has |he |she |they )?left (?:in|for|on|since|last) (?:.*)|^(?:has |was |got |been )?(?:quit|fired|resigned|sacked|laid off|made redundant|let go)(?= ?$| in | on | last )|(?:maternity|paternity|parental) leave|no longer (?:the |in |our |their )?(?:ceo|c[fto]o|owner|manager|director|partner|contact|in charge|responsible|role|position|post)',
  '(?:business|company|firm|practice|shop|store|office) (?:is |was |has |has been |got )?(?:closed|ceased|dissolved|bankrupt|shut|defunct|gone)(?: down| for good| permanently| in \\d+| since .*)?(?= ?$)|^(?:dissolved|defunct|liquidated|struck off)(?: .*)?|(?:mailbox|inbox|postfach|postvak) (?:is |ist )?(?:full|voll|vol)|threat\\w* to sue|legal threats?|(?:angry|furious|rude|nasty) (?:reply|response|answer|e ?mail)',
  'nicht mehr (?:bei|in) (?:der |dem )?(?:firma|unternehmen|betrieb|haus)|(?:firma|betrieb|haus) verlassen|arbeitet (?:jetzt|nun|inzwischen|mittlerweile) (?:bei|fur|in) .*|in (?:elternzeit|mutterschutz)|(?:firma|betrieb|unternehmen|laden|geschaft|praxis|adresse|domain) (?:gibt es|gibts|existiert|besteht) nicht mehr|(?:betrieb|geschaft|geschaftsbetrieb|tatigkeit) (?:wurde |ist )?eingestellt|hat (?:\\w+ )?gekundigt(?= ?$)|mit (?:\\w+ )?(?:anwalt|klage) gedroht',
  'heeft geklaagd|bedrijf bestaat niet(?: meer)?|(?:adres|e ?mail|mail|mailadres) klopt niet(?: meer)?|met (?:zwangerschapsverlof|ouderschapsverlof)|plus (?:dans|chez) (?:l |la |le |cette )?(?:entreprise|societe|boite)|change d(?:e)? (?:societe|entreprise|employeur|boite|poste)|parti\\w* (?:a|en) (?:la )?retraite|s est plaint\\w*|(?:en )?conge (?:maternite|parental)',
  'ya no (?:esta|labora|pertenece) (?:.*)|cambio de (?:empresa|trabajo)|se jubilo|se quejo|andat[oa] in pensione|si e lamentat[oa]|(?:saiu|desligou se) da (?:empresa|firma)|aposentou(?: se)?(?= ?$| em )|(?:przeszedl|przeszla) (?:na emeryture|do innej firmy)|odszedl z firmy',
  '(?:jobbar|arbetar|jobber|arbejder|arbeider) (?:inte|ej|ikke) (?:kvar|der|her|laengere|lenger)(?: .*)?|(?:gatt|gaet) (?:i|pa|av med) pens(?:j)?ion|har slut+(?:at|et)|ei (?:enaa )?(?:toissa|tyoskentele)(?: .*)?|mar nem dolgoz\\w*(?: .*)?|nu mai lucreaza(?: .*)?|(?:artik )?calismiyor(?= ?$)',
  '(?:больше|уже|там) (?:там )?не работает(?: .*)?|уволил(?:ся|ась)|уволен[аы]?|(?:більше|вже) не працює(?: .*)?|δεν εργαζεται(?: .*)?',
  '(?:changed|switched) (?:jobs?|compan(?:y|ies)|employers?|firms?)(?= ?$| in | since | last )|bad (?:data|record|contact)(?= ?$)|weg bij (?:het |de )?(?:bedrijf|organisatie|firma)(?= ?$)',
  // Whoever has left the company, with a date in between.
  'hat (?:das|die|den|unser(?:e|en)?) (?:unternehmen|firma|betrieb|haus(?! (?:um|gerade|heute|schon|kurz))|agentur|kanzlei|praxis) (?:\\w+ ){0,4}verlassen|verlasst (?:das|die|den) (?:unternehmen|firma|betrieb|haus|agentur|kanzlei|praxis)|heeft (?:het |de |ons )?(?:bedrijf|organisatie|onderneming|firma|praktijk) (?:\\w+ ){0,4}verlaten|vertrokken bij (?:het |de )?(?:bedrijf|organisatie|firma)',
  'ne fait plus partie de (?:l |la |cette )?(?:entreprise|societe|equipe)|(?:ha dejado|dejo) la (?:empresa|compania)|ha lasciato (?:l |la )?(?:azienda|ditta|societa)|non e piu (?:in|nella|presso) (?:l |la )?(?:azienda|ditta|societa)|deixou a (?:empresa|firma)',
  'har (?:lamnat|forladt|forlatt) (?:foretaget|firman|bolaget|virksomheden|firmaet|selskabet|selskapet|bedriften)|^(?:han |hun |hon )?slutade (?:i|pa|hos) .*|odes(?:el|la) z (?:firmy|spolecnosti)',
)
const isLikelyOptOut = (plain: string): boolean => likelyOptOutWording.test(plain) || goneWording.test(plain)
/** Wording that means within a longer sentence too that somebody is no longer there. */
const departedWording = wordPattern(
  'no longer (?:with|at|part of|employed (?:by|at|with)) (?:the |this |that |our )?(?:company|firm|business|organi[sz]ation|agency|practice)|no longer (?:works?|working) (?:there|here|at|for)(?! (?:the )?(?:office|weekends?))|left (?:the |this |that )?(?:company|firm|business|organi[sz]ation|agency|practice)|i (?:have|ve) left(?! (?:a|an|the|you|him|her|them|it|two|three|my|some|several|messages?) )|(?:he|she|they|has) retired (?:in|last|at)|(?:not the (?:right|correct)|the wrong) (?:person|contact)(?= |$)',
  '(?:hat|habe) (?:das|die|den|unser(?:e|en)?|ihr(?:e|en)?|sein(?:e|en)?) (?:unternehmen|firma|betrieb|agentur|kanzlei|praxis) (?:\\w+ ){0,5}verlassen|arbeitet (?:\\w+ ){0,6}nicht mehr (?:dort|da|hier|bei uns|bei ihnen|im (?:unternehmen|betrieb)|in der (?:firma|agentur|kanzlei|praxis))|nicht mehr (?:im unternehmen|in der firma|bei der firma|im betrieb)|(?:ist|sei) (?:(?!nicht |nie |bald |erst )\\w+ ){0,5}(?:ausgeschieden|in (?:den |die )?(?:ruhestand|rente|pension))',
  'niet (?:meer|langer) (?:werkzaam|in dienst)|werkt (?:\\w+ ){0,5}niet meer (?:bij|hier|daar|er|voor (?:het|de))|heeft (?:het|de|ons) (?:bedrijf|organisatie|onderneming|firma|praktijk|bureau) (?:\\w+ ){0,5}verlaten|is (?:(?!nog |niet )\\w+ ){0,4}met pensioen',
  'a quitte (?:la |l |cette |notre )?(?:societe|entreprise|boite|agence)|ne travaille plus(?! avec )|ne fait plus partie|est partie? (?:\\w+ ){0,3}(?:en |a la )retraite',
  'ya no (?:trabaja|labora|esta) (?:en|aqui|alli|con nosotros|para)|(?:dejo|ha dejado|abandono) la (?:empresa|compania)|se (?:ha )?jubil(?:o|ado)|non lavora piu(?! con )|ha lasciato (?:l |la )?(?:azienda|ditta|societa)|e (?:andat[oa] )?in pensione|(?:ja nao trabalha|nao trabalha mais)(?! com )|(?:deixou a|saiu da) (?:empresa|firma)|aposentou',
  'juz nie pracuje(?! z )|nie pracuje juz(?! z )|odesz(?:edl|la) z firmy|przesz(?:edl|la) na emeryture|har (?:\\w+ )?slut+(?:at|et) (?:i|pa|hos)|jobbar inte (?:langre )?kvar|(?:arbejder|jobber|arbeider) ikke (?:laengere|lenger) (?:der|her|i|hos)',
)
/** Somebody else has left: `Replaced Tom Banks, who left the company`, `Ihr Kollege hat die Firma verlassen`. */
const ofSomebodyElse = wordPattern(
  '(?:who|whose|replac(?:ed|es|ing)(?! by)|his|her|their|its|our|never|not yet|former|formerly|previously|predecessor|before that) (?:(?!he |she |says )\\w+ ){0,5}(?:left|retired|quit|no longer|gone|died|moved)',
  '(?:ihr|ihre|sein|seine|unser|unsere|nie|noch nicht|fruher|vorher|zuvor|ehemals|vorganger\\w*|nachfolger\\w* von) (?:\\w+ ){0,6}(?:verlassen|ausgeschieden|nicht mehr|ruhestand|rente|pension)',
  '(?:zijn|haar|hun|onze|nooit|voorganger) (?:\\w+ ){0,5}(?:verlaten|niet (?:meer|langer)|pensioen)|(?:son|sa|leur|notre|qui|jamais) (?:\\w+ ){0,5}(?:quitte|plus|retraite)|(?:su|sus|nuestr[oa]|que|nunca) (?:\\w+ ){0,4}(?:ya no|dejo|ha dejado|jubil\\w*)|(?:suo|sua|che|mai) (?:\\w+ ){0,4}(?:non lavora|lasciato|pensione)|(?:seu|sua|que|nunca) (?:\\w+ ){0,4}(?:nao trabalha|deixou|saiu|aposentou)|(?:jego|jej|ktory|ktora|nigdy) (?:\\w+ ){0,4}(?:nie pracuje|odesz\\w*)|(?:hans|hennes|hendes|som|aldrig|aldri) (?:\\w+ ){0,4}(?:slut+(?:at|et)|inte|ikke)',
)
/**
 * `Retired`, `Former CFO`, `Partner (retired)`: a job that somebody no longer has. Beside another job it is only the
 * past: `ex-Google, founder`, `Former CFO | now adviser`.
 */
export const isPastJob = (title: string): boolean => mayBePastJob.test(title) && pastJob.test(title.trim())
const mayBePastJob =
  /retir|former|ex-|ehem|pension|rent|ruhest|ancien|retrait|voormalig|jubilad|aposentad|emeryt|deceased|verstorben|[ai]\.\s?[dr]\./i
const pastJob =
  /^(?:retired|retiree|pensioner|rentner(?:in)?|(?:im |in )?(?:ruhestand|rente|pension)|pensionär(?:in)?|pensioniert|retraitée?|gepensioneerd|met pensioen|jubilad[oa]|pensionat[oa]|aposentad[oa]|emeryt(?:ka)?|pensionerad|pensjonist|pensionist|deceased|verstorben)(?:\s*\([^)]*\))?$|^(?:former(?:ly)?|ehem(?:\.|als|alige[rns]?)|voormalig[e]?|ancien(?:ne)?(?= (?:direct|responsable|gérant|président|chef|pdg|cadre|associé))|ex[- ](?=(?:c[etfom]o|vp|head|owner|founder|partner|director|manager|employee|geschäftsführ|leiter|chef|direct)))\s*[^,;|/&•·–—+()@]*$|[\s,(](?:retired|im ruhestand|a\.\s?d\.|i\.\s?r\.)\)?$/iu

/** Symbols with the same meaning. */
const crossOfDeath = /^\s*[†✝]/u

/** Wording for an address that nobody reads; in a status column it is treated like the words above. */
const deadAddress = wordPattern(
  'invalid|undeliverable|undelivered|not deliverable|unreachable address|ungultig|nicht zustellbar|invalide|non valide|invalido|no valido|non valid[oaie]|ongeldig|niet geldig|invalida|niepoprawny|nieprawidlowy|ogiltig|ugyldig',
)

/** Returns whether a normalised text says that email to the address does not arrive. */
export const isDeadAddress = (plain: string): boolean => deadAddress.test(plain)

/** `Not unsubscribed`, `never bounced`, `0 complaints`: the opposite of the word. */
const denied =
  /^(?:is |has |was |has not been |hasn t )?(?:not|never|no|zero|0|nicht|nie|kein\w*|niet|nooit|geen|pas|jamais|non|nunca|mai|nao|inte|ej|aldrig) (?:been |yet |encore |noch |nog |ancora )?(?:unsubscribed?|opted ?out|opt ?outs?|black ?listed|block ?listed|blocked|bounced?|bounces|suppressed|complain\w*|abgemeldet|gesperrt|blockiert|uitgeschreven|afgemeld|geblokkeerd|desinscrit\w*|desabonne\w*|bloquee?|bloquead\w*|rebotad\w*|disiscritt\w*|bloccat\w*|descadastrad\w*|wypisan\w*|zablokowan\w*|avregistrerad|sparrad|blockerad)$/

/**
 * The same in the middle of a note: `nicht abgemeldet, nur umgezogen`, `no opt-out on file`, `checked blacklist:
 * clean`. After a comma it would mean the opposite: `no, unsubscribe`.
 */
const deniedWithin =
  /(?<![\p{L}\p{N}])(?:(?:not|never|nicht|nie|niet|nooit|pas|jamais|non|nunca|mai|nao|não|inte|ej|aldrig) (?:been |yet |mehr )?(?:unsubscribed?|opted[ -]?out|black ?listed|block ?listed|bounced?|complained|abgemeldet|gesperrt|uitgeschreven|afgemeld|désinscrite?|désabonnée?)|(?:did|does|do)(?: not|n['’]t) unsubscribe|(?:no|zero|without|0|keine?n?|ohne|geen|zonder|pas de|aucune?|sans|sin|sem|senza|nessuna?) (?:\p{L}+ )?(?:opt[ -]?outs?|bounces?|complaints?|unsubscribes|black ?list\p{L}*|block ?list\p{L}*|abmeldung(?:en)?|widersprüche?|widerspruch|sperrvermerk|afmelding(?:en)?|désinscriptions?|bajas?)|(?:black|block) ?lists?(?: check(?:ed)?)?:? (?:clean|clear|ok|no)|(?:bounce|unsubscribe) rate|(?:not on|removed from|off) (?:the |our |your )?(?:dnc|black ?list|block ?list)(?: list)?|re-?subscribed after opting out|was bounced,? now \p{L}+|bounce house|phone bounced|no (?:marketing|newsletters?) (?:team|budget|department|manager|staff|yet|on (?:their|the|its) (?:web)?site)|complained about \p{L}+|(?:hat|haben|verschickt|versendet|hatte) keinen? newsletter|keinen? newsletter (?:auf|bei|im)|(?:macht|machen|schaltet|betreibt) keine werbung|keine werbung (?:auf|im)|(?:auto|gewerbe|fahrzeug|kfz) abgemeldet|widerspruch gegen (?!werb)\p{L}+|black ?list[- ](?:problem|issue)\p{L}*|ip[- ]black ?list|black ?listed (?:domain|ip)|(?:brief|post|paket|website) unzustellbar|do not contact (?:before|by phone|the old|lists? made)|(?:do not|don['’]?t|never) (?:e-?mail|mail|contact|write|message)(?: (?:to )?(?:him|her|them|me|us))? (?:(?:before|after) \d{1,2}(?::\d\d)? ?(?:[ap]m\b|o['’]clock|uhr|h\b)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:at|on|over) (?:the )?weekends?|in the (?:morning|evening)s?)|(?:keine?|no) (?:beschwerden?|complaints?))(?![\p{L}\p{N}])/u
const allDeniedWithin = new RegExp(deniedWithin.source, 'gu')

const wordSet = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => withoutAccents(line).split('|')))

/** Stages of a sequence or deal, or words for *all is well*; they do not rule out an email. */
const stageWords = wordSet(
  'aktif|yeni|beklemede|gorusuldu|arandi|ilgileniyor|musteri|tamamlandi|olumlu|teklif verildi|mesgul',
  'review|to review|in review|uncategorized|uncategorised|unassigned|not yet contacted|not contacted yet|not yet emailed|not yet started|scanned|reviewed|hooked|attracted|warmed|resumed|skipped|email sent|emails sent|emails opened|emails clicked|emails replied|emails interested|emails failed|emails send failed|manual interested|opportunities done',
  'completed|complete|finished|in progress|inprogress|notstarted|active|inactive|paused|not started|not contacted|contacted|new|open|opened|sent|done|started|running|ready|todo|to do',
  'delivered|clicked|replied|responded|answered|interested|very interested|meeting|meeting booked|meeting scheduled|meeting completed|demo|demo booked|demo scheduled|demo completed|won|closed|lost|lead|closed won|closed lost|booked',
  'prospecting|qualification|discovery|needs analysis|value proposition|aktivni|neaktivni|aktiivinen|aktywni|mailen|anruf|prospect|customer|client|subscriber|subscribed|resubscribed|re subscribed|cold|warm|hot|lukewarm|approaching|unresponsive|connected|in sequence|in campaign|enrolled|sequenced',
  'attempted to contact|attempted|attempting|nurture|nurturing|qualified|unqualified|bad timing|working|converted|skipped|pending|scheduled|draft|queued|processed|deferred|delayed|opportunity|proposal|proposal sent|negotiation|trial|evaluating',
  'meeting request|information request|no response|no reply|no answer|not answered|out of office|ooo|auto reply|autoreply|autoreplied|auto replied|positive|neutral|later|follow up|followup|follow up later|call back|callback|referral|referred|call later|call again|contact later|contact again|try again|try again later|not a fit|email|mail|phone|telephone|telefon|post|letter|sms|both|any|all|whatsapp|linkedin|in person',
  'marketing qualified lead|sales qualified lead|mql|sql|sal|evangelist|created|imported|partner|vendor|supplier|reseller|competitor|other|others|unknown|default|general|vip|member|registered|attended|approved|confirmed|verified|valid|ok|good|healthy|normal|regular|enabled|live|archived|on hold|hold',
  'success|successful|e mail|per e mail|per email|by email|marketable|contactable|mailable|reachable|single optin|double optin|never subscribed|non subscribed|not subscribed yet|opted in|opt in|double opt in|single opt in|explicit|implied|express|allowed|accepted|granted|deliverable|catch all|accept all|risky|likely to engage|safe|unverified|not verified|high|medium|low|first contact|initial contact|existing customer|potential customer|potential client|prospective customer|prospective client|potenzieller kunde|potentieller kunde|client potentiel|cliente potencial|cliente potenziale|potentiele klant|returning|churned|former customer|past client|previous customer',
  'abgeschlossen|aktiv|inaktiv|neu|offen|kontaktiert|nicht kontaktiert|interessiert|interessent|kunde|bestandskunde|neukunde|stammkunde|geantwortet|gewonnen|verloren|in bearbeitung|angemeldet|abonniert|abonnent|bestatigt|angebot|angebot gesendet|termin|termin vereinbart|wiedervorlage|partner|lieferant|warm|kalt|heiss|pausiert|gesendet|geoffnet|geklickt|keine antwort|zugestellt',
  'te benaderen|nog te benaderen|te bellen|nog te bellen|te mailen|nog te mailen|terugbellen|benaderd|gebeld|gesproken|actief|inactief|nieuw|klant|geinteresseerd|gecontacteerd|beantwoord|gewonnen|verloren|lopend|ingeschreven|aangemeld|afspraak|offerte|geen antwoord|verzonden|open|gesloten',
  'actif|active|inactif|nouveau|nouvelle|en cours|gagne|perdu|contacte|contactee|a contacter|a relancer|relance|relancer|a rappeler|rappeler|a recontacter|repondu|interesse|interessee|abonne|abonnee|inscrit|inscrite|confirme|rdv|rendez vous|devis|devis envoye|pas de reponse|sans reponse|envoye|ouvert|clique|fournisseur|partenaire|prospect chaud|chaud|froid|tiede|termine',
  'activo|activa|inactivo|nuevo|nueva|en curso|en proceso|cliente|ganado|perdido|contactado|contactada|por contactar|interesado|interesada|suscrito|suscrita|pendiente|respondido|reunion|propuesta|sin respuesta|enviado|abierto|caliente|frio|tibio|alta|confirmado',
  'attivo|attiva|inattivo|nuovo|in corso|cliente|vinto|perso|contattato|contattata|da contattare|interessato|interessata|iscritto|iscritta|in attesa|risposto|appuntamento|preventivo|nessuna risposta|inviato|aperto|caldo|freddo|confermato',
  'ativo|ativa|inativo|novo|nova|em andamento|contatado|contactado|interessado|interessada|inscrito|inscrita|pendente|respondeu|reuniao|sem resposta|enviado|quente|frio|morno|ganho|perdido',
  'aktywny|aktywna|nieaktywny|nowy|nowa|w toku|klient|wygrany|przegrany|skontaktowano|zainteresowany|zainteresowana|zapisany|zapisana|oczekuje|odpowiedzial|spotkanie|oferta|brak odpowiedzi',
  'potential|prospective|to contact|to be contacted|contact established|no show|no showed|pending invitation|invitation pending|invitation sent|invited|connection pending|request sent|message sent|messaged|in conversation|in discussion|researching|mailed|called|voicemail|left voicemail|left message',
  'angerufen|angeschrieben|angemailt|nicht erreicht|zu kontaktieren|noch nicht kontaktiert|gebeld|gemaild|te contacteren|niet bereikt|appelee?|message laisse|llamad[oa]|por llamar|chiamat[oa]|da chiamare|ligado|a contactar|zadzwoniono|do kontaktu|ringt|kontaktovano|novy|kapcsolatfelvetel',
  'inaktiv|ny|kund|kunde|kontaktad|kontaktet|intresserad|interesseret|interessert|prenumerant|svarat|mote|offert|vunnen|forlorad|pagaende|vantar|inget svar',
)

/** Customers and competitors among prospects: few are meant to get the same emails, so the operator is asked. */
const ownBusinessWords = wordSet(
  'customer|client|existing customer|existing client|current customer|current client|active customer|competitor|competition',
  'kunde|kundin|bestandskunde|stammkunde|wettbewerber|mitbewerber|konkurrent|konkurrenz|klant|bestaande klant|concurrent|concurrente|client existant|client actuel|cliente|cliente actual|cliente attuale|cliente atual|competidor|concorrente|klient|konkurencja|kund|befintlig kund|eksisterende kunde|musteri|rakip|zakaznik|ugyfel|asiakas',
)
/** Where consent is noted, everybody begins so; unlike a withdrawn consent, this is no opt-out. */
const unaskedConsent = wordSet('no consent|without consent|consent missing|keine einwilligung|geen toestemming')
/** `New lead`, `Hot prospect`. */
const whoIsAtStage = / (?:leads?|prospects?|contacts?|deals?)$/

const noWords = wordSet(
  'not|never|still',
  'no|false|n|f|off|nein|falsch|nee|onwaar|non|faux|falso|nao|nie|nej|nei|ei|nope|unchecked|falsz|usant|wylaczone|nem|nu|hayir|нет|не согласен|не согласна|отказ|отказано|οχι|否|不可|いいえ|아니요|khong|لا|كلا|לא|לא מאשר|לא מאשרת|0',
  'falskt|falsk|nepravda|hamis|fals|yanlis|epatosi|ложь|хибність|lazne',
)
const yesWords = wordSet(
  'gewunscht|erwunscht|j|gern|gerne|tilmeldt|pameldt|anmald|prenumererar|kayitli|abone|yes|true|y|t|x|on|ok|okay|sure|agree|agreed|accept|accepts|accepted|granted|given|allowed|checked|ja|wahr|waar|oui|vrai|si|sim|verdadero|vero|tak|da|yep|prawda|sant|ano|igen|evet|kylla|نعم|موافق|موافقة|כן|מאשר|מאשרת|да|согласен|согласна|ναι|是|可|はい|예|네|co|onay|onayli|onaylandi|kabul|✓|✔|☑|☒|✅',
  'sand|pravda|igaz|adevarat|dogru|tosi|истина|истинно|tocno',
  'consented|consent|permitted|confirmed|subscribed|erteilt|zugestimmt|einverstanden|eingewilligt|bestatigt|angemeldet|abonniert|akkoord|gegeven|ingeschreven|aangemeld|accord|accorde|abonne|inscrit|acepta|aceptado|acepto|suscrito|autorizado|accetto|accettato|iscritto|autorizzato|aceita|aceito|inscrito|zgoda|wyrazona|zapisany|godkant|express|explicit|implied|opt|opted|double|single|legitimate',
)
/** Asked but not answered yet; this does not permit contacting anybody. */
const undecidedWords = wordSet(
  'a voir|a verifier|a confirmer|noch offen|zu klaren|to check|to be checked|tbc|tbd|bekliyor|beklemede|da verificare|por definir|a definir|te controleren|do sprawdzenia|needs review',
  'pending|open|unknown|unconfirmed|not confirmed|no answer|no response|not answered|waiting|offen|ausstehend|unbestatigt|unbekannt|unklar|in klarung|keine antwort|en attente|inconnu|sans reponse|non confirme|pendiente|sin respuesta|desconocido|por confirmar|in attesa|da sentire|nessuna risposta|non confermato|pendente|sem resposta|s resposta|oczekuje|do ustalenia|brak odpowiedzi|nieznane|in afwachting|onbekend|geen antwoord|weet niet|weet ik nog niet|vantar|inget svar|okand|maybe|mozna pozdeji|talan|vielleicht|peut etre|quizas|forse|misschien|talvez|moze|kanske',
)
/**
 * Nobody was asked, or nobody answered. Created on first use, because most threads that load this module never read
 * such a cell.
 */
const createUnaskedWords = () =>
  new Set([
    ...nullWords.map(plainWords).filter((nothing) => !undecidedWords.has(nothing)),
    ...wordSet(
      '|na|not asked|no preference|no data|not set|not specified|never asked|never subscribed|unspecified|not applicable|not provided|not available|non renseigne|non precise|non specifie|keine angabe|nicht gefragt|niet gevraagd|no especificado|non specificato|non richiesto|nao informado|brak danych|ej tillfragad|keine|keiner|kein|geen|aucun|aucune|ninguno|ninguna|nessuno|nessuna|nenhum|nenhuma|brak|ingen|inga|nothing',
    ),
  ])
let unaskedCache: ReadonlySet<string> | null = null
function isUnasked(plain: string): boolean {
  unaskedCache ??= createUnaskedWords()
  return unaskedCache.has(plain)
}
const refusedConsent = wordPattern(
  'not (?:given|granted|allowed|permitted|agreed|consented|accepted|subscribed|ok|okay|opted in|consenting|authori[sz]ed)|disagree\\w*|(?:do|does|did) not (?:agree|consent|accept|want|wish).*|(?:don|doesn|didn) t (?:agree|consent|accept|want|wish).*|unsubscribed|opted out|no consent|without consent',
  'nicht (?:erteilt|gegeben|erlaubt|einverstanden|zugestimmt|eingewilligt|gewunscht|erwunscht)|kein(?:e)? (?:einwilligung|zustimmung|erlaubnis)|ohne (?:einwilligung|zustimmung)',
  'niet (?:gegeven|akkoord|toegestaan|gewenst)|geen (?:toestemming|akkoord)|pas (?:d accord|de consentement|accorde|consenti|accepte|autorise)|sans (?:accord|consentement)|non (?:consenti|accorde|autorise|accepte|souhaite)e?',
  'no (?:acepta|acepto|consiente|autoriza|autorizo|aceptado|autorizado|otorgado|suscrito|desea|deseo).*|sin (?:consentimiento|permiso|autorizacion)|non (?:acconsent\\w*|accett\\w*|autorizz\\w*|iscritt\\w*|concess\\w*|prestato)|senza consenso',
  'nao (?:aceit\\w*|autoriz\\w*|consent\\w*|inscrit\\w*|concedid\\w*)|sem (?:consentimento|autorizacao)|brak zgody|bez zgody|nie (?:wyraz\\w*|wyrazon\\w*|zgadza\\w*|zgoda).*|nekat?|inget samtycke|ej samtycke|ikke (?:samtykke|givet)|nes[ou]+hlas\\w*|nem (?:jarul|egyez)\\w*|nu (?:sunt de acord|accept)\\w*',
)
const consentWording = wordPattern(
  'agree|consent|einverstanden|stimme zu|stimmt zu|zugestimmt|akkoord|j accepte|accepte|acepto|acepta|accetto|accetta|aceito|aceita|acconsento|acconsente|acconsentito|autorizo|autorizzo|wyrazam|zgadzam|godkanner|samtykker|s[ou]+hlasim|hozzajarul\\w*|sunt de acord|hyvaksyn',
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
 * no excludes. `no_stops` (`Subscribed`): a no excludes, and so does anything not understood. `refusal_stops` (consents
 * of many kinds): only an explicit no excludes. `states` (answers, stages): an opt-out or a refusal excludes, and so
 * does anything not understood. `interest_numbers`: the same, with the numbers of Instantly's API. `words_stop` (tags,
 * notes): only an explicit opt-out excludes.
 */
export const optOutColumnRules = [
  'yes_stops',
  'no_stops',
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
const answersAlone = wordSet('on|off|t|f|n|y|x|j|gern|gerne|opt|double|single|express|implied|explicit|ok|open')
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
const isDoubtful = (cell: string, plain: string): boolean =>
  plain.length <= DOUBT_CHARS &&
  (doubt.test(plain) || (/\?\s*$|\?\?/.test(cell) && !cell.includes('\n') && !isQuestion.test(plain)))
/** A question to us, or about something other than whether to contact the person. */
const isQuestion = wordPattern(
  '(?:do|does|can|could|would|will|are|is|have|how|what|when|which|where) (?:you|i|we|it|there|this|much|many|long|about|is|are|do)|(?:haben|konnen|liefern|bieten|gibt|was|wie|wann) (?:sie|es|kostet|viel)|(?:avez|pouvez|livrez|est ce|combien)|(?:tienen|pueden|cuanto|quanto|avete|potete|voces|tem)|(?:hebben|kunnen|wat kost)|doublons?|duplicates?|dupes?|doppelt|dublette|dubbel|duplicado|doppione',
)
const DOUBT_CHARS = 80
/** Descriptions of a stage that no list contains: `Not in Outreach`, `No match`. */
const isStage =
  /^(?:not (?:yet )?(?:in|on|enrolled|added|assigned|started|synced)(?: .*)?|no match(?:es)?(?: .*)?|(?:in|on) (?:a |the )?(?:sequence|cadence|campaign|progress)(?: .*)?|(?:ooo|out of (?:the )?office|auto ?reply|abwesend|absent|afwezig) (?:until|till?|through|bis(?: zum)?|tot|jusqu(?: a)?) .*)$/
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
  'no email|no mail|nomail|noemail|suppression|suppress|suppressed|werbesperre|cleaned|bounced|dnc|gesperrt|stop|blocked|removed|opted out|karteileiche|verstorben|deceased|do not use',
)
/** Fast check: most notes contain none of these and need not be split into tags. */
const mayContainTag =
  /no[- ]?e?-?mail|suppress|werbesp|cleaned|bounced|dnc|gesperrt|stop|blocked|removed|opted|kartei|verst|deceas|do not/
const hasOptOutTag = (raw: string): boolean =>
  raw.length <= 200 &&
  mayContainTag.test(raw) &&
  raw.split(/[,;|\n]/).some((tag) => tag.length <= 20 && optOutTags.has(plainWords(tag)))

function judgeCell(cell: string, reading: OptOutColumnRule): OptOutAnswer {
  const raw = cell.trim().toLowerCase()
  if (reading === 'interest_numbers') {
    if (/^-?\d+$/.test(raw)) return raw === '-1' ? 'declined' : 'fine'
    return judgeCell(cell, 'states')
  }
  if (reading === 'no_stops' && raw === '☐') return 'stop'
  if (raw === '' || raw === '[]' || raw === '{}' || raw === '☐' || raw === '-') return 'blank'
  if (/^\?+$/.test(raw)) return 'unknown'
  const text = cell.length > MAX_NOTE_CHARS ? cell.slice(0, MAX_NOTE_CHARS) : cell
  const said = plainWords(/^[[{]/.test(raw) ? text.replace(deniedInJson, ' ') : text.replace(betweenWords, ' or '))
  // A dot or a star: somebody entered it deliberately.
  if (said === '' && reading === 'yes_stops' && !/^[-–—_./\\|~'"()[\]{}<>\s]+$/.test(raw)) return 'unknown'
  if (denied.test(said) || optOutOfOtherChannel.test(said)) return 'fine'
  const plain = otherChannelRefusal.test(said) ? withoutOtherWays(said) : said
  if (reading === 'words_stop') {
    // `DNC = do not contact`: the legend of a symbol.
    if (isLegend.test(cell)) return 'fine'
    const denies = deniedWithin.test(raw)
    if (optOutWording.test(denies ? plainWords(raw.replaceAll(allDeniedWithin, ' ')) : plain))
      return isDoubtful(cell, said) && perhaps.test(said) ? 'unknown' : 'stop'
    if (isDoubtful(cell, said)) return 'unknown'
    const isShort = plain.length <= SHORT_NOTE
    if (isShort && !denies && (saysSo(plain, isLikelyOptOut) || crossOfDeath.test(cell))) return 'unknown'
    const clauses = clausesOf(text)
    if (hasOptOutTag(raw) || clauses.some((clause) => saysSo(clause, isLikelyOptOut)) || hasDeparted(text))
      return 'unknown'
    const isDeclined = isShort
      ? notInterested.test(plain)
      : clauses.some((clause) => clause.length <= WHOLE_SENTENCE && notInterested.test(clause))
    return isDeclined ? 'declined' : 'fine'
  }
  // An address in the cell is that of the person concerned, not of the row; such addresses are collected.
  if (reading === 'yes_stops' && isAddress(raw)) return 'fine'
  if (forbidWording.test(plain)) return 'stop'
  if (allowWording.test(plain)) return 'fine'
  if (plain !== said && (plain === '' || (reading === 'states' && !optOutWording.test(plain) && !isRefusal(plain))))
    return 'fine'
  const first = firstToken(plain)
  // Bounced and unsubscribed, as numbered by Instantly's API.
  if (reading === 'states' && (raw === '-1' || raw === '-2')) return 'stop'
  if (reading !== 'states' && undecidedWords.has(plain)) return reading === 'refusal_stops' ? 'blank' : 'unknown'
  if (reading === 'yes_stops' || reading === 'states') {
    if (isUnasked(plain) || noDate.test(plain) || /^0(?: 0+)?$/.test(plain)) return 'blank'
    if (reading === 'yes_stops' && scopes.has(plain)) return 'stop'
    if (reading === 'states' && (ownBusinessWords.has(plain) || unaskedConsent.has(plain))) return 'unknown'
    if (
      stageWords.has(plain) ||
      isStage.test(plain) ||
      stageWords.has(plain.replace(whoIsAtStage, '')) ||
      (reading === 'states' && first === 'maybe')
    )
      return 'fine'
    if (optOutWording.test(plain) || barredWording.test(plain)) return 'stop'
    if (declined.test(plain)) return reading === 'states' ? 'declined' : 'stop'
    if (reading === 'states' && (refusedConsent.test(plain) || isDeadAddress(plain))) return 'stop'
    if (isLikelyOptOut(plain)) return reading === 'states' ? 'unknown' : 'stop'
    if ((noWords.has(first) && (first === plain || !answersAlone.has(first))) || plain === 'ne') return 'fine'
    if (!isYes(plain, first) && !isDate.test(plain) && !isNumber.test(plain)) return 'unknown'
    return reading === 'states' ? 'fine' : 'stop'
  }
  if (/^[✗✘❌]$/.test(plain)) return 'stop'
  if (optOutWording.test(plain) || refusedConsent.test(plain)) return 'stop'
  if (reading === 'no_stops' && noneWords.has(plain)) return 'unknown'
  if (isUnasked(plain)) return 'blank'
  // On its own, `ne` is Czech; in French it starts many sentences.
  if (noWords.has(first) || plain === 'ne' || isRefusal(plain)) return 'stop'
  if (noDate.test(plain)) return 'blank'
  return yesWords.has(first) ||
    stageWords.has(plain) ||
    isDate.test(plain) ||
    isNumber.test(plain) ||
    consentWording.test(plain)
    ? 'fine'
    : 'unknown'
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
const saysSo = (plain: string, says: (plain: string) => boolean): boolean => says(plain) && !ofSomebodyElse.test(plain)
/** Returns whether a sentence of a remark, however long, says that the person is no longer there. */
const hasDeparted = (text: string): boolean =>
  text.length <= REMARK_CHARS &&
  mayHaveRefusal.test(text) &&
  text.split(sentenceEnd).some((sentence) => saysSo(plainWords(sentence), (plain) => departedWording.test(plain)))
const opening = /^.{3,50}?(?=[,.;:!?(–—\n]| - )/u
/** Fast check: most notes contain none of these and need not be split into sentences. */
const mayHaveRefusal =
  /longer|left|retire|closed|wrong|right|ruhest|rente|pensi|jubil|retraite|aposent|werkzaam|emeryt|invalid|deceas|passed|bounc|interes|intére|(?:nicht|niet) me[eh]r|ausgesch|ausgetret|verl(?:as|at)|verst[eo]rb|gekündigt|ungültig|geschlossen|overleden|dienst|plus (?:dans|chez|de)|travaille|quitté|décédé|ya no|dej[oó]|fallec|lavora|lasciato|trabalha|saiu|zainteres|pracuje|slut|lämn|forla|lenger|længere/i
const sentenceEnd = /(?<=[\p{L})])[.!?;\n]\s*/u
const FEW_SENTENCES_CHARS = 160
const REMARK_CHARS = 300
const CLAUSE_CHARS = 50

/** The separator in `Don't call/email`. */
const betweenWords = /(?<=\b(?:call|phone|text|sms)s?) ?[/&] ?(?=\p{L})/giu

/** `"unsubscribed": false`, in a cell with JSON. */
const deniedInJson = /"[^"]{0,100}"\s{0,3}:\s{0,3}(?:false|null|0|""|"(?:no|false)"|\[\s{0,3}\])/gi
const isLegend = /^\s*(?:\p{L}+:\s*)?[\p{Lu}\p{N}*]{1,6}\s*=\s/u
/** Only this much of a longer note is read. */
const MAX_NOTE_CHARS = 1000
/** Cache of answers; such columns have few different cells. */
const MAX_CACHED = 300
const answerCache: Record<OptOutColumnRule, Map<string, OptOutAnswer>> = {
  yes_stops: new Map(),
  no_stops: new Map(),
  refusal_stops: new Map(),
  states: new Map(),
  interest_numbers: new Map(),
  words_stop: new Map(),
}

/** Returns the meaning of a cell in such a column. */
export function readOptOutCell(cell: string, reading: OptOutColumnRule): OptOutAnswer {
  if (cell === '') return 'blank'
  const known = answerCache[reading].get(cell)
  if (known !== undefined) return known
  const answer = judgeCell(cell, reading)
  if (answerCache[reading].size < MAX_CACHED && cell.length < 60) answerCache[reading].set(cell, answer)
  return answer
}

/** Why a cell excludes its row. For the two weaker reasons the operator is asked, and may allow the row. */
export type StopReason = Extract<OptOutAnswer, 'stop' | 'declined' | 'unknown'>

/** Returns the form in which a cell is remembered as an answer to that question; only the beginning of a long cell. */
export const unclearAnswerKey = (cell: string): string =>
  plainWords(cell.slice(0, UNCLEAR_ANSWER_CHARS)).slice(0, UNCLEAR_ANSWER_CHARS)
export const UNCLEAR_ANSWER_CHARS = 120

/** Returns why a cell excludes its row; null if it does not. `allowed`: words the operator has allowed. */
export function stopReasonOf(
  cell: string,
  reading: OptOutColumnRule,
  allowed: ReadonlySet<string> | null = null,
): StopReason | null {
  const answer = readOptOutCell(cell, reading)
  if (answer === 'fine' || answer === 'blank' || (answer === 'unknown' && reading === 'refusal_stops')) return null
  if (answer !== 'stop' && allowed?.has(unclearAnswerKey(cell))) return null
  return answer
}

/** A value that excludes rows only by interpretation, and that the operator may allow. */
export type UnclearAnswer = {
  /** The column that contains it. */
  readonly column: number
  /** The word by which it is allowed: `unclearAnswerKey` of the cell. */
  readonly word: string
  /** The text in the file. */
  readonly cell: string
  readonly why: Exclude<StopReason, 'stop'>
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
export const forbidsEmail = (cell: string): boolean => readOptOutCell(cell, 'words_stop') === 'stop'
/** Returns whether a cell says only that: `Unsubscribed`, but not `Unsubscribe management`. */
export const onlyForbidsEmail = (cell: string): boolean =>
  forbidsEmail(cell) && plainWords(cell).replace(allOptOutWordings, ' ').trim() === ''
const allOptOutWordings = new RegExp(optOutWording.source, 'g')
/** Names of lists of people who must not be contacted, as used for files, sheets and headings. */
const optOutListName = wordPattern(
  'unsubscribe[sd]?|bounces|bounced|hard ?bounces?|complaints?|suppress\\w*|dnc|do not (?:contact|e ?mail|mail)|opt ?outs?|(?:black|block) ?lists?',
  'abmeldungen|abgemeldete?|sperrlisten?|sperrungen|gesperrte?|ausschluss|ausschlussliste|nicht anschreiben|widerspruche|rucklaufer',
  'uitgeschreven|uitschrijvingen|afmeldingen|desinscri(?:ts?|ptions)|desabonnes?|liste rouge|bajas|dados de baja|disiscritti|cancelados|rezygnacje|wypisani|odhlaseni|avregistrerade|frameldte',
)
/**
 * Returns whether a title, a heading, or the name of a file or sheet says that the people listed must not be contacted.
 */
export const isOptOutTitle = (title: string): boolean =>
  title.length <= TITLE_CHARS && (forbidsEmail(title) || optOutListName.test(plainWords(removeNegations(title))))
/** Removes negations: `leads-without-bounces.csv`. */
const removeNegations = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[-_.]+/g, ' ')
    .replaceAll(allDeniedWithin, ' ')
const TITLE_CHARS = 120
/** Returns whether a file name says only that: `Sperrliste 2025`, but not `opt-out-form-leads`. */
export function isOptOutFileName(fileName: string): boolean {
  const name = fileName.replace(/\.[a-z]{1,5}$/i, '')
  if (!isOptOutTitle(name)) return false
  const plain = plainWords(removeNegations(name))
  return (
    plain.replaceAll(allOptOutWordings, ' ').replaceAll(allOptOutListNames, ' ').replaceAll(ofAnyList, ' ').trim() ===
    ''
  )
}
const allOptOutListNames = new RegExp(optOutListName.source, 'g')
const ofAnyList =
  /(?:^| )(?:lists?|listen?|exports?|contacts?|kontakte|e ?mails?|mails?|adressen|addresses|people|leads|users|subscribers|empfanger|customers|kunden|clients?|hard|soft|all|alle|final|new|neu|copy|kopie|of|from|\p{L}{0,2}\d+\p{L}{0,2}|jan\p{L}*|feb\p{L}*|mar\p{L}*|apr\p{L}*|mai|may|jun\p{L}*|jul\p{L}*|aug\p{L}*|sep\p{L}*|o[ck]t\p{L}*|nov\p{L}*|de[cz]\p{L}*)(?= |$)/gu

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
export const isOfOwnBusiness = (cell: string): boolean => ownBusinessWords.has(plainWords(cell))
/** Returns whether a cell is a stage of a sequence or deal. */
export const isStageCell = (cell: string): boolean => {
  const plain = plainWords(cell)
  return stageWords.has(plain) || stageWords.has(plain.replace(whoIsAtStage, '')) || denied.test(plain)
}

// The headers below are in the form `headerKey` returns.

/**
 * In columns with these headers, anything but a no means that the person does not want email. Headers are in the form
 * `headerKey` returns.
 */
const stopHeader = wordPattern(
  'unsub\\w*|opt(?:ed|ing)? ?out|optout|optedout|suppress\\w*|black ?list\\w*|block ?list\\w*|hard bounced?|hardbounced?|soft bounced?|bounced?|bounces|bouncing|spam complaints?|complain(?:t|ts|ed|ing)|(?:reported|marked|flagged) (?:\\p{L}+ ){0,2}(?:as )?spam|spam reports?|abuse reports?',
  '(?:do not|dont|don t|never|must not|should not) (?:(?:allow )?bulk )?(?:contact|e ?mail|mail|market|message|approach|disturb|solicit|send|write)\\w*|donot(?:contact|e ?mail|mail)|dnc|dne|dnm|(?:do|does) not (?:want|wish|agree|consent).*|not (?:to be |be )(?:contacted|e ?mailed|mailed)|email disabled|quarantined?|email address quarantine reason',
  'abgemeldet|abmeldung|abmeldedatum|abbestellt|ausgetragen|austragung|widerspr\\p{L}+|werbewiderspr\\p{L}+|widerrufen|widerruf|\\p{L}*sperrliste|\\p{L}*werbesp(?:erre)?|kontaktsperre|mailsperre|e ?mail ?sperre|versandsperre|newslettersperre|sperrvermerk|robinson\\p{L}*|lista robinson|unzustellbar|rucklaufer|werbestopp?',
  '(?:nicht|keine?n?) (?:\\p{L}+ ){0,5}(?:kontaktieren|anschreiben|anmailen|mailen|werbung|newsletter|e ?mails?|mails?|kontakt|kontaktaufnahme|bewerben|mailings?)',
  'uitgeschreven|uitschrijv\\p{L}*|uitschrijfdatum|afgemeld|afmeld\\p{L}*|zwarte lijst|bezwaar|onbestelbaar|(?:niet|geen) (?:\\p{L}+ ){0,5}(?:mailen|contacteren|benaderen|mails?|e ?mails?|reclame|nieuwsbrie\\p{L}*|contact|aanschrijven|mailings?)',
  'desinscri\\p{L}*|desabonn\\p{L}*|liste noire|(?:droit d )?opposition|stop (?:mail|email|pub)|npai|(?:ne|n) (?:\\p{L}+ ){0,3}(?:pas|plus) (?:\\p{L}+ ){0,4}(?:contact\\p{L}*|mail\\p{L}*|envoyer|solliciter|newsletter|prospection|recevoir|demarcher)|ne (?:pas|plus) \\p{L}+|pas de (?:mails?|e ?mails?|pub\\p{L}*|prospection|newsletter|contact)',
  'dad[oa] de baja|fecha de baja|baja (?:newsletter|email|correo|suscripcion|de la lista)|desuscri\\p{L}*|lista negra|no (?:contactar|enviar|molestar|desea\\p{L}*|quiere\\p{L}*|acepta\\p{L}*|recibir|mandar).*|rebotad[oa]|rebote',
  'rifiut[oi] (?:\\p{L}+ )?(?:e ?mails?|mail|marketing|newsletter|comunicazioni|contatto)|(?:recusa|refus|rechazo|rezygnacja) (?:\\p{L}+ ){0,2}(?:e ?mails?|mails?|correos?|marketing|prospection|newsletter\\p{L}*)|cancelacion de (?:la )?suscripcion\\p{L}*|cancelamento (?:de|da) (?:inscricao|assinatura)',
  'disiscri\\p{L}*|lista nera|non (?:contattare|inviare|desidera\\p{L}*|vuole|voglio|disturbare).*|rimbalz\\p{L}*|descadastr\\p{L}*|nao (?:contatar|contactar|enviar|perturbar|deseja\\p{L}*|quero|quer).*',
  'wypisan\\p{L}*|data wypisania|nie (?:kontaktowac|wysylac|chce\\p{L}*|zycz\\p{L}*|wyrazam).*|czarna lista|sprzeciw|avregistrer\\p{L}*|avprenumerer\\p{L}*|avanmal\\p{L}*|(?:kontakta|mejla|maila) (?:ej|inte)|(?:ej|inte) (?:kontakta|mejla|maila)|spärrad|svartlista\\p{L}*|afmeldt|avmeldt|ma ikke kontaktes|huy dang ky',
  '(?:auf )?schwarze[nr]? liste|na czarnej liscie|إلغاء (?:ال)?اشتراك\\p{L}*|(?:ألغى|ملغى|ملغي) (?:ال)?اشتراك\\p{L}*|(?:عدم|منع) (?:ال)?(?:تواصل|مراسلة|إرسال|اتصال|إزعاج)|لا (?:ترسل|تراسل|تتواصل|تتصل|يرغب)\\p{L}*|القائمة السوداء|محظور',
  'הסרה|הסרה מ\\p{L}+(?: \\p{L}+)?|הוסר\\p{L}*|להסיר|ביטול (?:הרשמה|מנוי|רישום)|לא (?:לפנות|לשלוח|ליצור קשר|לדוור|מעוניי\\p{L}*)|רשימה שחורה|חסו(?:ם|מה)',
  'отпис\\p{L}*|не (?:\\p{L}+ ){0,3}(?:писать|беспокоить|присылать|связываться|рассыл\\p{L}*)|черный список|απεγγραφ\\p{L}*|διαγραφη απο (?:\\p{L}+ ){0,2}(?:λιστα|newsletter)|μη (?:\\p{L}+ ){0,2}(?:επικοινωνι\\p{L}*|αποστολη)',
  'kundigungsdatum (?:\\p{L}+ )?(?:newsletter|mailing)|newsletter ?kundigung\\p{L}*',
  // `Excluded from campaigns`; `Kündigung Newsletter`, `Newsletter gekündigt am`: a date in the cell is the date of the
  // opt-out.
  'exclu(?:de|ded|sion) (?:from|of) (?:\\p{L}+ ){0,2}(?:campaigns?|e ?mails?|e ?mailings?|mails?|mailings?|marketing|outreach|newsletters?|sequences?)|(?:gekundigt|kundigung|cancell?ed|cancellation|stopped|opgezegd|opzegging|resilie|resiliation) (?:\\p{L}+ ){0,2}(?:newsletters?|mailings?|nieuwsbrief)|(?:newsletters?|mailings?|nieuwsbrief) (?:gekundigt|kundigung|cancell?ed|cancellation|stopped|opgezegd|opzegging|resilie|resiliation)',
  // The person asked to be forgotten.
  '(?:erasure|removal|deletion|delete|remove) request\\p{L}*|right (?:to|of) (?:erasure|object\\p{L}*)|objections? to (?:\\p{L}+ ){0,2}(?:processing|marketing|mailings?|e ?mails?)|right to be forgotten|to be forgotten|asked to be removed|(?:e ?mail|contact|mailing) (?:blocked|banned|forbidden|prohibited|disallowed)',
  '(?:kontakt|mail|email|werbe|anschreib\\p{L}*|newsletter|mailing|versand)\\p{L}* ?(?:verbot\\p{L}*|sperren?|stopp?)|(?:kontakt|contact|email|mail) (?:verboten|untersagt|verboden|interdit|prohibido|vietato|zabroniony|forbudt|forbjuden)|\\p{L}*abmeldung|\\p{L}*abmeldedatum',
  '(?:emails?|mails?|mailings?|newsletters?|werbung|reclame|kontakt\\p{L}*|contact|post) (?:\\p{L}+ ){0,2}(?:nicht|niet|ikke|inte|ej) (?:\\p{L}+ )?(?:zulassen|erlaub\\p{L}*|erwunscht|gewunscht|gestattet|toestaan|toegestaan|gewenst|tillad\\p{L}*|tillat\\p{L}*|onskes?|onskat)',
  'retir\\p{L}* (?:de|des|du) (?:la |les |nos |notre )?(?:listes?|fichiers?|base)|liste (?:repoussoir|d exclusion|rouge)|(?:se )?cancel\\p{L}* (?:de )?la suscripcion.*',
  'reserv(?:ert|eret|erat|erad) (?:seg |sig )?(?:mot|imod|for).*|reservasjon\\p{L}*|nix(?: ?(?:sparr\\p{L}*|lista\\p{L}*|registret))?|abonelik\\p{L}* (?:cik|iptal|ayril)\\p{L}*|listeden (?:cik|sil)\\p{L}*|odjav\\p{L}*|відпис\\p{L}*|не (?:писати|турбувати|надсилати)\\p{L}*|отказ\\p{L}* (?:от )?(?:рассыл|подпис)\\p{L}*',
  'odhlasen\\p{L}*|nekontakt\\p{L}*|nezasil\\p{L}*|leiratkoz\\p{L}*|dezabon\\p{L}*|markkinointikielto|suoramarkkinointikielto|reklamebeskyt\\p{L}*|reklamsparr\\p{L}*|markedsforingsforbud|werbeverbot|(?:advertising|marketing) (?:ban|protection|prohibited)|(?:direct )?marketing (?:ban|prohibited)',
)
/** Complete headers, for those whose parts alone would not be clear. */
const stopHeaderWhole = wordSet(
  'sperrkennzeichen|sperr|sperrkz|loschkennzeichen|losch|sperrdatum|data rezygnacji|data de cancelamento|abmeldegrund|opt me out|tot|invalide|retour mail|retours mail|mail retour|vom mailing ausschliessen|send no email|verstorben|stopp|ausschluss|deceased|objected|withdrawn|ban|banned|skip|unmailable|restrict processing|processing restricted|right to object exercised|exclu|exclue|rebond|decede|decedee|blokkade|uitsluiten|overleden|excluido|excluida|oposicion|fallecido|fallecida|escluso|esclusa|opposizione|deceduto|deceduta|removido|removida|falecido|falecida|rezygnacja|wykluczony|wykluczona|zmarly|exkludera|exkluderad|avliden|frameldt|spaerret|spærret|blokeret|afdod|afdød|blokovan|neposilat|zemrel|kara liste|engelli|engellendi|iletisime gecme|newsletter aus|mailing aus|aus verteiler|aus dem verteiler|nicht im verteiler|nicht in verteiler|e mail gesperrt|email gesperrt|kontakt unerwunscht|cannot contact|can t contact|cant contact|cannot email|can t email|cant email',
  'email invalid|email is invalid|email wrong|email bad|email dead|email blocked|wrong email|wrong email address|bad email|dead email|falsche email|email falsch|email ungultig|email ongeldig|email invalide|email invalido|email non valida|streichen|gestrichen|bitte loschen|loschen|entfernen|no contact|no email|no emails|no mail|no mails|no more emails|no email please|no marketing|no mailings|exclude|excluded|exclude from campaigns|exclude from mailing|removed|remove|stop|stop emails|stop mail|blocked|invalid|invalid email|invalid email address|undeliverable|rejected|deleted|refused|baja|gesperrt|sperre|blockiert|ausgeschlossen|ungultig|geblokkeerd|bloque|refus|bloqueado|bloccato|cancellato|zablokowany|sparrad|blockerad|clean time|cleaned|deactivated|deactivated at|deactivated on|deaktiviert|deaktiviert am|fecha baja|data cancellazione|data wypisu|data odmowy|do not disturb|kein kontakt|kontakt gesperrt|keine werbung',
  // GoHighLevel’s *do not disturb*.
  'dnd|dnd email|dnd emails|dnd all|exclusion|ignore|ignored|spam reported|reported spam|reported as spam|marked as spam',
  'drop|drop it|to drop|to exclude|to remove|to delete|raus|nicht|ausschliessen|weglassen|weglaten|uitsluiten|a exclure|a supprimer|a eliminar|a excluir|excluir|da escludere|da eliminare|escludere|do usuniecia|do wykluczenia|ta bort|skal slettes|skal fjernes|vyradit',
  'do not use|dont use|don t use|nicht verwenden|nicht nutzen|niet gebruiken|ne pas utiliser|no usar|non usare|nao usar|nie uzywac',
  // The day somebody was removed.
  'removed at|removed on|deleted at|deleted on|date removed|date deleted|excluded at|excluded on|blocked at|blocked on|geloscht|geloscht am|entfernt am|gesperrt am|gesperrt seit|verwijderd|verwijderd op|supprime|supprime le|eliminado|eliminado el',
)
/** Headers about something else: a link, a code, a rate, the phone, the copy of the email. */
const notThePerson =
  /^mail ?stop(?: code)?$|(?:^| )cookies?(?: |$)|(?:^| )(?:link|links|url|urls|token|hash|id|key|code|page|text|footer|header|rate|percent|percentage|method|template|preference link|href|button|sentence|line|calls?|call|phone|sms|fax|domain|anruf|anrufe|telefon|appeler|bellen|llamar|chiamare)$|(?:^| )(?:direct|mobile|phone|landline|office|tel|cell|sms|handy) (?:\d+ )?(?:dnc|tps|ctps)(?: |$)|(?:^| )soft(?: |$)|[^ ]*frist$|(?:^| )test (?:date|datum)$|bounce rate|unsubscribe (?:line|text|link)/
/** How often or when, not whether. */
const isTracking =
  /(?:^| )(?:delivered|sent|opened|opens|open|clicked|clicks|click|received|counts?|total|last|since|number|nr|nb|anzahl|rate|notified|timestamp|time|date|at|source|method|ip|type|name|list|id)(?: |$)/
/** In columns with these headers, only a no means that the person does not want email. */
const permissionHeader = wordPattern(
  '\\p{L}*(?:marketing|werbe|reclame|promo|info|nieuws)mails?|subscribed|subscribe|subscribes|subscriber|subscription|subscribed to \\p{L}+|newsletter\\p{L}*|mailing ?list|opt(?:ed)? ?in|optin|optedin|double opt ?in|consent\\p{L}*|permissions?|accepts? (?:email |e mail )?marketing|contactable|mailable|emailable|e ?mailable|marketable',
  '(?:can|may|ok|okay|happy|agree\\p{L}*|like|want\\p{L}*|wish\\p{L}*|willing|allow\\p{L}*|accept\\p{L}*|prefer\\p{L}*|good|fine|safe) (?:\\p{L}+ ){0,6}(?:contact\\p{L}*|e ?mails?|e ?mailed|mails?|receive|hear|marketing|newsletters?|updates|offers|follow(?:ed)? ?up|approach(?:ed)?|reach(?:ed)?|get in touch|write)|(?:keep|kept) (?:me |us |you )?(?:informed|updated|posted|up to date)(?: .*)?',
  '(?:e ?mails?|mails?|marketing|contact|mailings?|newsletters?) (?:\\p{L}+ )?(?:ok|okay|allowed|permitted|agreed|accepted|permission|consent|granted|optin|approved|authori[sz]ed)|receive\\p{L}* (?:\\p{L}+ ){0,4}(?:e ?mails?|mails?|news\\p{L}*|offers|marketing|updates|communications?)|e ?mail marketing|gdpr|marketing (?:ok|allowed|permission|emails?|preferences?)',
  // People who refused to have their details shared with sponsors get no email from those.
  'shar(?:e|es|ed|ing) (?:\\p{L}+ ){0,3}(?:details|data|info|information|contacts?)|shar(?:e|es|ed|ing) with (?:\\p{L}+ ){0,2}(?:sponsors?|partners?|exhibitors?|vendors?|third part(?:y|ies))|data sharing|\\p{L}*weitergabe(?! von)|(?:daten|adressen?|kontaktdaten) (?:\\p{L}+ ){0,4}(?:weitergeben|weitergegeben|weiterleiten)|gegevens (?:\\p{L}+ ){0,3}(?:delen|gedeeld)',
  '(?:partag\\p{L}*|transmi\\p{L}*) (?:\\p{L}+ ){0,3}(?:coordonnees|donnees)|(?:compart|compartilh|partilh|ced)\\p{L}* (?:\\p{L}+ ){0,2}(?:datos|dados)|(?:condivi\\p{L}*|ceder\\p{L}*|comunica\\p{L}*) (?:\\p{L}+ ){0,2}dati|udostepni\\p{L}* dan\\p{L}*',
  'einwillig\\p{L}*|eingewilligt|zustimmung|zugestimmt|einverstanden\\p{L}*|abonniert|abonnent|werbung (?:erlaubt|ok|erwunscht)|kontakt(?:aufnahme)? (?:erlaubt|ok|gewunscht|erwunscht)|(?:darf|durfen|mochten|mochte|wollen|will) (?:\\p{L}+ ){0,8}(?:kontaktier\\p{L}*|mail\\p{L}*|e ?mails?|newsletter|werbung|erhalten|informiert|angebote|schreiben|angeschrieben|angemailt|beworben|informationen)|\\p{L}*erlaubnis|dsgvo\\p{L}*|ds gvo|mail(?:ing)?s? (?:erlaubt|ok|erwunscht|gewunscht)|e ?mail (?:erlaubt|ok|erwunscht)|werbeeinwilligung',
  'toestemming\\p{L}*|nieuwsbrie\\p{L}*|ingeschreven|aangemeld|(?:mogen|mag|wil|wilt|wenst) (?:\\p{L}+ ){0,8}(?:mail\\p{L}*|e ?mail\\p{L}*|contact\\p{L}*|benaderen|ontvangen|nieuwsbrie\\p{L}*|informeren)|akkoord|avg',
  'acconsent\\p{L}*|j accepte|consentement|infolettre|abonnee?|inscrite?|accepte\\p{L}* (?:\\p{L}+ ){0,6}(?:e ?mails?|mails?|contact\\p{L}*|recevoir|newsletter|prospection|communications?)|souhait\\p{L}* (?:\\p{L}+ ){0,6}(?:recevoir|contact\\p{L}*|newsletter|e ?mails?)|autoris\\p{L}*|rgpd|accord (?:\\p{L}+ ){0,3}(?:mail|email|contact|rgpd|marketing|commercial|prospection)|puis je (?:\\p{L}+ ){0,3}contacter|pouvons nous (?:\\p{L}+ ){0,3}contacter',
  'consentimiento|(?:acepta|acepto|autoriza|autorizo|desea|deseo|quiere|quiero|permite|podemos) (?:\\p{L}+ ){0,6}(?:e ?mails?|correos?|contact\\p{L}*|recibir|boletin|comunicaciones|publicidad|informacion|newsletter|ofertas)|suscrit[oa]|boletin|permiso|lopd|autorizacion',
  'consenso\\p{L}*|(?:accetta|accetto|autorizza|autorizzo|desidera|desidero|vuole|vuoi|possiamo|acconsent\\p{L}*) (?:\\p{L}+ ){0,6}(?:e ?mail|mail|contatt\\p{L}*|ricevere|newsletter|comunicazioni|offerte)|iscritt[oa]|privacy|autorizzazione',
  'consentimento|(?:aceita|aceito|autoriza|autorizo|deseja|desejo|quer|podemos) (?:\\p{L}+ ){0,6}(?:e ?mails?|contat\\p{L}*|contact\\p{L}*|receber|newsletter|comunicacoes|ofertas)|inscrit[oa]|subscrit[oa]|lgpd',
  'zgod[ay]|zgoda \\p{L}+|subskry\\p{L}*|zapisan[ya]|(?:czy )?(?:wyrazam|wyraza|chce|mozemy) (?:\\p{L}+ ){0,6}(?:kontakt\\p{L}*|e ?mail\\p{L}*|otrzymywac|newsletter|wysylac|informacje)|samtycke\\p{L}*|samtykke\\p{L}*|nyhetsbrev|nyhedsbrev|prenumer\\p{L}*|godkann\\p{L}* (?:\\p{L}+ ){0,4}(?:mejl|mail|kontakt|utskick|nyhetsbrev)|(?:far|vill) (?:\\p{L}+ ){0,6}(?:mejl\\p{L}*|maila|kontakt\\p{L}*|nyhetsbrev|utskick)|dong y',
  'acord (?:\\p{L}+ )?(?:marketing|comercial\\p{L}*|gdpr|email|newsletter)|s[ou]+hlas\\p{L}*|hozzajarul\\p{L}*|feliratkoz\\p{L}*|hirlevel\\p{L}*|consimtamant\\p{L}*|abonat\\p{L}*|suostumus\\p{L}*|markkinointilupa|uutiskirje\\p{L}*|odber novinek',
  'согласи\\p{L}*|подпис(?:ка|ки|ан\\p{L}*)|рассылк\\p{L}*|συγκαταθεση|συναινεση|αποδοχη (?:\\p{L}+ ){0,2}(?:newsletter|email|μαρκετινγκ)|ενημερωτικο δελτιο',
  '(?:iletisim|pazarlama|reklam|kvkk|(?:e )?bulten|tanitim) (?:izni|onayi|rizasi)|(?:ال)?موافقة\\p{L}*|مشترك|הסכמה\\p{L}*|אישור (?:דיוור|שיווק|פרסום|קבלת)(?: \\p{L}+)*|דיוור',
  '(?:iys|izin|ileti|onay) (?:eposta|e posta|email|mail)|(?:eposta|e posta|email|mail) gonder(?:ilsin|ilebilir)|(?:eposta|e posta|email|mail) (?:izni|onayi|iys|ileti izni)|ticari (?:elektronik )?ileti (?:izni|onayi)?',
)
/** Marketing in the languages whose word for it is not among those of mailings. */
const advertising =
  'markedsf[oø]ring\\p{L}*|marknadsforing\\p{L}*|markkinoin\\p{L}*|mainon\\p{L}*|pazarlama|hirdetes\\p{L}*|reclame|реклам\\p{L}*|μαρκετινγκ|διαφημι\\p{L}*'
/** A question with two parts, in any order: `Aceita publicidade?`, `Offers by email: would you like them?` */
const consents = wordPattern(
  'can|may|ok|okay|agree\\p{L}*|accept\\p{L}*|allow\\p{L}*|want\\p{L}*|wish\\p{L}*|like|willing|permit\\p{L}*|receive|darf|durfen|mochte\\p{L}*|wollen|wunsch\\p{L}*|gewunscht|erwunscht|erlaub\\p{L}*|stimme|stimmen|mogen|mag|wil|wilt|wenst|souhait\\p{L}*|autoris\\p{L}*|desir\\p{L}*|veux|voulez|puis|pouvons',
  'peut|lze|ma|posso|possono|pode|podem|puedo|podemos|puis je|kan|saanko|smie|mozna|peut on|acept\\p{L}*|autoriz\\p{L}*|desea|deseo|desean|quier\\p{L}*|permite|podemos|accett\\p{L}*|desider\\p{L}*|vuole|vuoi|vorrei|possiamo|aceit\\p{L}*|deseja|desejo|quer|queres|zgadza\\p{L}*|wyraz\\p{L}*|chce\\p{L}*|mozemy|vill|far|godkan[nt]\\p{L}*|onsker|ja ta(?:k|kk|ck)|yes please|saa|receb\\p{L}*|recib\\p{L}*|ricev\\p{L}*|recev\\p{L}*|recoi\\p{L}*|ontvang\\p{L}*|otrzymuj\\p{L}*',
)
const toBeReached = wordPattern(
  advertising,
  'sahkopost\\p{L}*|contact\\p{L}*|contat\\p{L}*|kontakt\\p{L}*|gemaild|benaderd|utskick|e ?mail\\p{L}*|mails?|correos?|courriels?|newsletter\\p{L}*|marketing|publicid\\p{L}*|publicite|pubblicita|propaganda|werbung|reclame|reklam\\p{L}*|boletin|nieuwsbrie\\p{L}*|nyhetsbrev|prospection|promotions?|promociones|promozioni|comunica\\p{L}*|communications?|angebote|ofertas|offerte|offres',
)
const permissionHeaderWhole = wordSet(
  'freigabe|kontaktfreigabe|mailfreigabe|mailversand|verteiler|in verteiler|im verteiler|doi bestatigt|doi|include|included|include in campaign|approved to mail|mailing list|mailing lists|legitimate interest|utskick|tilmeldt|tilmeldt nyhedsbrev|prihlasen|izin|onay|ileti izni|iys|iys onayi|bulten',
  'mailing|mailings|emailing|marketing|prospection|werbung|reclame|publicite|publicidad|pubblicita|publicidade|reklama|reklam|rundmail|infomail|bulletin',
  // `Kontaktieren?` with yes and no.
  'kontaktieren|anschreiben|anmailen|mailen|senden|versenden|contacteren|benaderen|aanschrijven|verzenden|contacter|prospecter|demarcher|envoyer|contactar|enviar|contattare|inviare|contatar|kontaktowac|wysylac|to contact|to be contacted|to email|to mail|send|reach out',
  'use|use it|verwenden|gebruiken|utiliser|usar|usare|send mail|send mails|send email|send emails|send e mail',
  'ok|okay|keep|keep it|behalten|houden|garder|mantener|tenere|approved for outreach|approved for campaigns?|approved for mailing|approved to send|clear to send|cleared for outreach',
  // Whether somebody still works there.
  'contact active|active contact|contact is active|person active|still there|still active|still employed|still works there|still at company|still with company|still in role|currently employed|current employee|kontakt aktiv|ansprechpartner aktiv|noch da|noch dort|noch aktiv|noch beschaftigt|noch im unternehmen|noch in der firma|contact actief|contactpersoon actief|nog in dienst|nog werkzaam|contact actif|toujours en poste|toujours present|contacto activo|sigue en la empresa|contatto attivo|contato ativo|kontakt aktywny',
  'contact again|email again|mail again|write again|recontact|wieder kontaktieren|wieder anschreiben|erneut kontaktieren|erneut anschreiben|opnieuw benaderen|opnieuw mailen|recontacter|volver a contactar|ricontattare|email active|email enabled|emails enabled',
)
/** `Exclude from mailing`, `Marketing declined`, `Refus newsletter`. */
const isAgainst = wordPattern(
  'skip|avoid|stop(?:ped)?|exclu\\p{L}*|remov\\p{L}*|block\\p{L}*|ban|banned|declin\\p{L}*|reject\\p{L}*|refus\\p{L}*|restrict\\p{L}*|suspend\\p{L}*|object(?:ed|ion)|oppos\\p{L}*|cannot|can t|cant',
  'gesperrt|ausgeschlossen|ausschliessen|ausschluss|verboten|untersagt|unerwunscht|rechaz\\p{L}*|excluir|rezygn\\p{L}*|rifiut\\p{L}*|esclus\\p{L}*|uitgesloten|uitsluiten|geblokkeerd|blokeret|sparrad|sp(?:ae|æ)rret|wykluczon\\p{L}*|baja|bloquead[oa]|bloccat[oa]',
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
  'repl(?:y|ied|ies)|response|responses?|answer|answers?|outcome|disposition|sentiment|interest|interested|is interested|interest status|interest level|reaction|feedback|decision|call result|campaign result|email result|lead category|category of reply|result of \\p{L}+|last (?:reply|response)|(?:contact |communication |email )?preferences?|preferred (?:contact )?(?:channel|method)|contact (?:channel|method)|kontaktart|kontaktweg|bevorzugter (?:kanal|kontaktweg)|contactability|e ?mail preference',
  'antwort\\p{L}*|reaktion\\p{L}*|ruckmeldung\\p{L}*|gesprachsergebnis|kontaktergebnis|entscheidung|antwoord\\p{L}*|reactie\\p{L}*|uitkomst|terugkoppeling|reponses?|retour|decision|respuestas?|reaccion|decision|rispost[ae]|esito|riscontro|respostas?|retorno|odpowied\\p{L}*|reakcja|svar|utfall|reaktion',
)
/** Columns that say which stage somebody is at, or how somebody is treated. */
const statusHeader = wordPattern(
  'status|stage|state of \\p{L}+|(?:last|lead|prospect|campaign|sequence|email|contact|current) state|subscription|disposition|phase|pipeline|lifecycle|lifecycle stage|lead category|list status|contact status|campaign status|sequence status|person status|prospect status|marketing status|contactability|action|next action|next steps?|to ?do|reason|result|treatment|handling',
  '\\p{L}*status|statut|etat|estado|estatus|stato|situacao|situation|stand|zustand|bearbeitungsstand|phase|etape|etapa|fase|resultat|ergebnis|resultaat|resultado|risultato|wynik|stan|stav|lage|nachster schritt|volgende stap|prochaine etape|proximo paso|prossimo passo|proximo passo|allapot|statusz|stare|tila|suivi|seguimiento|seguimento|opvolging|oppfolging|uppfoljning|failed|failed reason|failure reason|hinweis|vermerk|\\p{L}*kennzeichen|durum\\p{L}*|actie|aktion|accion|azione|acao|laget',
)
/** Columns with several words or whole sentences in a cell. */
const notesHeader = wordPattern(
  '备注|備註|備考|비고|メモ|reply text|reply body|antworttext|notlar|aciklama\\p{L}*|about|merkposten|remarque|remarques|note interne|crm check|check',
  '^infos?(?= ?$)|^details?(?= ?$)|^sonstiges(?= ?$)|^overig(?= ?$)|^divers(?= ?$)|^varie(?= ?$)|^otros(?= ?$)|tags?|labels?|lists?|segments?|groups?|notes?|comments?|remarks?|flags?|history|memo|misc',
  'bemerkung\\p{L}*|notiz\\p{L}*|kommentar\\p{L}*|anmerkung\\p{L}*|schlagwort\\p{L}*|schlagworter|gruppe\\p{L}*|opmerking\\p{L}*|notities?|commentaar|groep\\p{L}*|remarques?|commentaires?|etiquettes?|groupes?|observacion\\p{L}*|comentarios?|etiquetas?|notas?|grupos?|commenti|osservazion\\p{L}*|etichett\\p{L}*|grupp[oi]|observaco?\\p{L}*|obs|uwagi|komentarz\\p{L}*|etykiet\\p{L}*|notatk\\p{L}*|anteckning\\p{L}*|kommentarer?|taggar|poznamk\\p{L}*|megjegyzes\\p{L}*|observatii|huomautu\\p{L}*|muistiinpano\\p{L}*|stitk\\p{L}*|cimk\\p{L}*|bemærkning\\p{L}*|merknad\\p{L}*',
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

export type OptOutHeader = 'stop' | 'permission' | 'answer' | 'status' | 'notes' | null

/** Returns what a header says about opt-outs in its column. Expects the form `headerKey` returns. */
export function optOutHeaderOf(header: string): OptOutHeader {
  if (header === '' || header.length > 300) return null
  const key = withoutFlagWords(translateOptOutWords(header))
  const apart = splitJoinedWords(key)
  if (apart === key) return classifyOptOutHeader(key)
  return otherChannel.test(apart) || notThePerson.test(apart)
    ? null
    : (classifyOptOutHeader(key) ?? classifyOptOutHeader(apart))
}

/** `IS_DECEASED_FLG`, `Excluded (Y/N)`: that the column holds a flag says nothing about its subject. */
export const withoutFlagWords = (key: string): string => key.replace(flagWords, '') || key
const flagWords =
  /^(?:(?:is|has|was|flag|flg|ind|kz|kennz|kennzeichen) )+(?=\p{L})|(?: (?:flag|flg|ind|indicator|kz|kennz|kennzeichen|y n|yes no|j n|ja nein|ja nee|ja nej|o n|oui non|s n|si no|sim nao|t n|tak nie|true false|t f|0 1|1 0))+$/gu

/** A header with the words that forbid emails in a cell; a yes in its column repeats them. */
const wordsForbid = (key: string): boolean =>
  isShortHeader(key) && !isCounted.test(key) && optOutWording.test(plainWords(key))

/**
 * Returns whether a header says nothing but that a person is gone, or an address dead, and since when; the cells tell
 * whether `Left` is meant so.
 */
export function isOfGonePerson(header: string, cells: readonly string[]): boolean {
  const key = plainWords(translateOptOutWords(header))
  const undated = key.replace(dateWords, '')
  const isMeant =
    goneHeader.test(withoutFlagWords(undated)) ||
    [key, withoutFlagWords(key)].some((said) => said.replace(likelyOptOutWording, '') === '') ||
    (undated !== key && undated !== 'stop' && (stopHeaderWhole.has(undated) || optOutWording.test(undated)))
  const isAnswer = (cell: string) =>
    cell.length <= GONE_CHARS && !/^\s*\d*[2-9]\d*\s*$/.test(cell) && readOptOutCell(cell, 'yes_stops') !== 'unknown'
  return key !== '' && isMeant && cells.length > 0 && cells.filter(isAnswer).length >= cells.length * 0.8
}
const GONE_CHARS = 40
const dateWords =
  /^(?:date (?:of |de |du |d )?|datum (?:van )?|dato for |data (?:di |de |da )?|fecha (?:de )?)(?=\p{L})| (?:am|at|on|le|il|el|em|op|per|dnia|den|seit|since|sinds|depuis|desde|dal|until|till|bis|tot|date|datum|dato|data|fecha)$/gu
/** Whole headers, as some of these words have another meaning too. */
const goneHeader =
  /^(?:deceased|(?:person |contact )?has moved|died|dead|death|verstorben|gestorben|todes(?:tag|datum)|sterbedatum|overleden|overlijden|decedee?|deces|fallecid[oa]|defuncion|decedut[oa]|decesso|falecid[oa]|obito|zmarl[ya]|zgon|avliden|afdod|zemrel[aiy]?|umrti|elhunyt|kuollut|vefat|умер(?:ла)?|left|leaving|leaver|has left|departed|resigned|retired|austritt(?:sdatum)?|ausgeschieden|ausgetreten|pensioniert|berentet|uit dienst|vertrokken|gepensioneerd|partie?|retraitee?|jubilad[oa]|pensionat[oa]|aposentad[oa]|slutat|sluttet|fratradt|elakkeella|odesel|odesla|kilepett|plecat|isten ayrildi|уволен[аы]?|уволил(?:ся|ась)|звільнен\p{L}*|left company)$/u

function classifyOptOutHeader(key: string): OptOutHeader {
  if (ofCall.test(key)) return 'notes'
  if (otherChannel.test(key)) return null
  // For a form's numbered answers, the column before them says what they are about.
  if (numberedAnswer.test(key) || cancelReason.test(key) || ofEmployment.test(key)) return 'notes'
  if (!notThePerson.test(key)) {
    const stops =
      stopHeaderWhole.has(key.replaceAll('ß', 'ss')) || stopHeader.test(key) || speaksAgainst(key) || wordsForbid(key)
    const permits =
      !ownActivity.test(key) &&
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
const ownActivity =
  /^(?:uses|using|sends|sending|runs|does(?! not)|nutzt|verwendet|versendet|verschickt|utilise|envoie|usa|envia|gebruikt|stuurt) /

export const isOwnActivityHeader = (key: string): boolean => ownActivity.test(key)

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
/** Returns whether a cell is a no and nothing else. */
export const isPlainNo = (cell: string): boolean => noWords.has(plainWords(cell))

/** Short enough to be a name rather than a question, which may contain any word. */
const isShortHeader = (key: string): boolean => key.split(' ').length <= 7

/** What was said on the phone, also about emails. */
const ofCall =
  /^(?:(?:last|first|latest|sales|cold) )?(?:(?:phone )?calls?|anruf|telefon|gesprachs?|bel) ?(?:results?|outcome|notes?|log|summary|comments?|remarks?|feedback|notiz(?:en)?|ergebnis|protokoll|verlauf|notities?|verslag|resultaat)$|^(?:compte rendu d appel|notes? d appel|resultado (?:de (?:la )?)?llamada|esito (?:della )?chiamata|resultado (?:da )?ligacao|wynik rozmowy)$/

/** Where `Former` is a state, among `Full-time` and `Freelance`. */
const ofEmployment = /^(?:(?:employment|employee|job) |beschäftigungs|beschaftigungs)status$/
const cancelReason = /(?:^| )(?:cancel[^ ]*|no ?show|rescheduling) reasons?$/
const numberedAnswer = /^(?:response|answer|reply|antwort|reponse|respuesta|risposta|antwoord|resposta) ?\d+$/

/** Returns whether rare words further down such a column matter, such as a single *unsubscribed* among ten thousand. */
export const mayHoldOptOuts = (key: string): boolean => {
  const kind = optOutHeaderOf(key)
  return kind !== null && kind !== 'stop'
}

/** Returns whether any of these columns is an opt-out column. */
export const hasOptOutColumn = (targets: readonly { readonly kind: string }[]): boolean =>
  targets.some(({ kind }) => kind === 'opt_out')
