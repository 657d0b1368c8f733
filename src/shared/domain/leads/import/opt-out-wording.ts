/** The words by which people say that they want no mail, in the languages of lead files. */
import { withoutAccents } from '../../core/without-accents.ts'
import { translateOptOutWords } from './east-asian-opt-outs.ts'

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
export const wordPattern = (...parts: readonly string[]): RegExp =>
  new RegExp(withoutAccents(`(?:^| )${patternAnyOf(...parts)}(?= |$)`).replaceAll('\\p{L}', '[^ ]'))

/**
 * Wording that always means that a person must not be contacted, wherever it occurs. Tested a few lines at a time: the
 * time to compile a pattern grows faster than its length, and few cells need more than some of them.
 */
const optOuts: readonly string[] = [
  // English
  'unsub(?:s|bed|scri(?:be|bed|bes|bing|ption|ptions|pted))?(?! (?:from )?(?:sms|texts?|calls?|phone|whatsapp|post|print|slack|push|linkedin|competitors?|test|links?|pages?|rate|software|tools?|management|vendors?)(?: (?!(?:and|or) (?:e ?mails?|mails?|newsletters?)(?: |$))|$))|un subscribed?|(?:click\\w*|hit|pressed|used) (?:on )?(?:(?:the|our|an) )?unsubscribe|opt(?:ing)? ?outs?(?! (?:template|form|page|link|process|wording|clause|text|copy|line|footer|box|option|sentence|sms|calls?|phone)(?: |$))|opted ?outs?(?! (?:(?:of |from )?(?:sms|texts?|calls?|phone(?: calls?)?|whatsapp)(?: only)?$))|optouts?|remove me|take me off|bouncing',
  '(?:do not|dont|don t|never|must not|should not|may not|please no) (?:contact|e ?mail|mail|market|message|approach|disturb|solicit|send|write|prospect|target|pursue|reach out|outreach|engage|pitch)(?: to)?',
  '(?:does not|doesn t|did not|didn t|don t|do not) (?:want|wish)\\w* (?:to (?:be (?:contacted|e ?mailed)|receive|hear from (?:us|you|me))|e ?mails?|any|contact)\\b.*',
  'no (?:e ?)?mails? to any ?(?:one|body)(?! yet)|no (?:more |further )(?:e ?mails?|mails?|contact|mailings?)|no (?:e ?mails|mails|mailings|marketing|newsletters?)|no contact(?= (?:please|wanted|allowed)|$)',
  'dnc|dne|dnm|black ?list(?:ed)?|block ?list(?:ed)?|suppressed|suppression list|(?:hard |soft )?bounced?(?! (?:a|an|some|few|ideas?|around|off|it|the|between|che(?:que|ck)s?|payments?)(?: |$))|(?:hard|soft) bounces',
  'spam complaints?|complained|complainer|(?:marked|reported|flagged) (?:as |us as |us for |for )?spam|spam reports?|gdpr (?:erasure|objection|deletion|request)|(?:erasure|removal|deletion) request(?:ed|s)?|right to be forgotten|right (?:to|of) (?:erasure|deletion)(?= ?$| request| exercised| invoked)|robinson ?list(?:e|en|an|s)?|liste robinson|asked (?:us |me )?(?:not|never) to (?:be )?(?:contact\\w*|e ?mail\\w*|mail\\w*|written|write)|(?:asked|told) (?:us |me )?to (?:stop|be (?:removed|taken off)|unsubscribe)|(?:stop|stopped|quit|cease) (?:e ?mailing|mailing|contacting|writing|sending|spamming)(?: .*)?|5\\d\\d 5 \\d+ \\d+|4\\d\\d 4 \\d+ \\d+',
  'withdr[ae]wn? consent|consent (?:withdrawn|revoked|refused|denied|declined)',
  '(?:take|taken|remove|removed|get|strike|delete|deleted|come|came|keep) (?:\\w+ ){0,4}(?:off|from) (?:\\w+ ){0,3}(?:lists?|mailings?|database)|stop ?lists?(?! of)|leave (?:her|him|them|me|us) (?:be|alone)',
  '(?:mailbox|address|inbox|recipient|user|account) (?:is |was |has been )?(?:does not exist|doesn t exist|not exist\\w*|unknown|dead|gone|closed|deleted|rejected|not found)|(?:dead|unknown) (?:address|mailbox|recipient|user)|no such (?:user|mailbox|recipient)|recipient address rejected',
  // German
  'abgemeldete?[rn]?|abmeldung|abmelden|austragen|ausgetragen|abbestellt|\\p{L}*sperrliste|werbesperre|kontaktsperre|mailsperre|versandsperre|werbestopp?',
  'nicht (?:mehr |wieder )?(?:kontaktieren|anschreiben|anmailen|mailen|schreiben|bewerben|kontaktiert werden)|(?:werbe)?widerspr(?:uch|ochen)|einwilligung (?:widerrufen|verweigert|abgelehnt)',
  'kein(?:e|en)? (?:weitere[nr]? |mehr )?(?:e ?mails?|mails?|werbung|mailings?|newsletter|kontaktaufnahme)|kein kontakt(?= (?:mehr|gewunscht|erwunscht)|$)|unzustellbar|rucklaufer|blacklist\\p{L}*|geblacklistet',
  '(?:werbung|mails?|e ?mails?|mailings?|kontakt\\w*|zusendung\\w*|newsletter|anschreiben) (?:\\w+ ){0,3}(?:verbeten|untersagt|verboten|unerwunscht|nicht (?:mehr )?(?:erwunscht|gewunscht))|(?:verbittet|untersagt|verbat) (?:\\w+ ){0,4}(?:werbung|mails?|e ?mails?|kontakt\\w*)',
  '(?:aus|von|vom) (?:\\w+ )?(?:verteiler|liste|mailingliste|kartei|datenbank) (?:\\w+ )?(?:nehmen|genommen|streichen|gestrichen|loschen|geloscht|entfern\\w*|austragen)|(?:postfach|mailbox|adresse) (?:existiert nicht|gibt es nicht|unbekannt|tot|geloscht)|mails? (?:kommt|kommen|kam|kamen) (?:\\w+ ){1,4}(?:zuruck|retour)',
  // Dutch
  'uitgeschreven|uitschrijv\\w*|afgemeld\\w*|afmeld(?:en|ing|ingen|d)?|niet (?:meer )?(?:mailen|contacteren|benaderen|e ?mailen|aanschrijven)|geen (?:mails?|e ?mails?|reclame|nieuwsbrief\\w*|mailings?)',
  'geen prijs (?:meer )?(?:op|stelt op|te stellen op)|stelt geen prijs (?:\\w+ )?op|geen contact(?= (?:meer|opnemen|gewenst)|$)|zwarte lijst|toestemming (?:ingetrokken|geweigerd)|heeft bezwaar|bezwaar gemaakt|onbestelbaar',
  '(?:haal|haalt|verwijder|verwijderd|verwijderen|schrap\\w*|gehaald) (?:\\w+ ){0,4}(?:van|uit) (?:\\w+ )?(?:lijst|mailinglijst|bestand|database)|(?:van|uit) (?:\\w+ )?(?:lijst|mailinglijst|bestand) (?:\\w+ )?(?:halen|gehaald|verwijder\\w*|af)|(?:mailbox|adres) bestaat niet(?: meer)?',
  // French
  'desinscri\\w*|desabonn\\w*|ne (?:plus|pas) (?:\\w+ ){0,2}(?:contacter|ecrire|envoyer|solliciter|mailer|relancer|recontacter|demarcher)|pas de (?:mails?|e ?mails?|courriels?|pub\\w*|newsletter|prospection|contact)',
  'liste noire|stop (?:mails?|e ?mails?|pub|contact)|droit d opposition|opposition rgpd|s oppose|s est opposee?|consentement (?:retire|refuse)|npai(?! (?:courrier|papier|postal|poste|lettre))',
  'ne (?:souhaite|souhaitent|veut|veulent|desire|desirent) (?:plus|pas|aucun) (?:\\w+ ){0,2}(?:etre|sollicit\\w*|contact\\w*|demarch\\w*|mails?|e ?mails?|courriels?|newsletter|pub\\w*)|(?:retir\\w*|enlev\\w*|sort\\w*|supprim\\w*|ray\\w*|radi\\w*) (?:\\w+ ){0,3}(?:de|des|du) (?:\\w+ )?(?:listes?|fichiers?|base|mailing)|demand\\w* (?:a |d )(?:sortir|etre (?:retir\\w*|supprim\\w*|ray\\w*|radi\\w*))',
  'adresse (?:e ?mail |mail )?(?:morte|inexistante|invalide|erronee)|retour a l (?:envoyeur|expediteur)|boite (?:mail |e ?mail )?(?:supprimee|inexistante|fermee|pleine)',
  // Spanish
  '(?:dad[oa]|dio|darse|solicita|pidio|pide) (?:la )?(?:de )?baja|no (?:contactar|contactarle|contacten?|enviar|envien?|escribir|escriban?|molestar|molest(?:e|es|en)|mandar)(?: mas)?|lista negra|desuscri\\w*|desapunt\\w*|lista robinson',
  'se opon(?:e|en|ga)|baja voluntaria|no (?:desea|quiere) (?:recibir|mas|ser|que).*|rebotado|rebotada|consentimiento (?:retirado|revocado|denegado)',
  '(?:quit|borr|elimin|sac|retir|suprim)\\w* (?:\\w+ ){0,4}(?:de|del) (?:la |las |el |los |nuestra |vuestra |su )?(?:lista|listas|listado|base|fichero|mailing|newsletter)|no (?:me |nos |le |les )?(?:escrib\\w*|envi\\w*|mand\\w*|contact\\w*) mas|buzon (?:inexistente|lleno)|direccion (?:de correo )?(?:inexistente|no existe)',
  // Italian
  'disiscri\\w*|non (?:contattare|inviare|scrivere|disturbare|disturbate)|lista nera|non (?:desidera|vuole) (?:ricevere|essere|piu|email|comunicazioni).*|consenso (?:revocato|negato)|rimbalzat[oa]',
  'non (?:mi |ci |lo |la |gli |le )?(?:scriv|contatt)\\w*|non (?:mi |ci )?(?:mand|invi)\\w* (?:piu|altre)|(?:togli|toglie|rimuov|cancell|elimin)\\w* (?:\\w+ ){0,4}(?:dalla|dalle|dal|dai) (?:\\w+ )?(?:lista|liste|elenco|elenchi|mailing|newsletter|database|contatti)|casella (?:inesistente|piena)|indirizzo inesistente',
  // Portuguese
  'descadastr\\w*|(?:pediu|pede|pedem|pediram) (?:para )?(?:(?:a )?remocao|(?:ser|sair|que (?:o|a) remov)\\w*).*|nao (?:conta[ct]+(?:ar|e|em)|envi(?:ar|e|em)|perturb(?:ar|e|em)|incomod(?:ar|e|em))|nao (?:deseja|quer) (?:receber|mais|ser).*|cancelou (?:a )?(?:inscricao|assinatura|subscricao)',
  '(?:tir|remov|retir|exclu|apag)\\w* (?:\\w+ ){0,4}(?:da|das|do|desta|dessa|de) (?:\\w+ )?(?:lista|listas|base|cadastro|mailing|newsletter)|(?:e ?mail|mensagem) (?:voltou|volta|retornou)|caixa (?:inexistente|cheia)|nao (?:me |nos )?(?:escrev|envi|mand)\\w* mais',
  // Polish
  'wypisan[yaei]\\w*|wypisal[a]?|nie (?:kontaktowac|wysylac|pisac|mailowac)(?: sie)?|nie zyczy sobie.*|czarna lista|sprzeciw|cofnieta zgoda|wycofana zgoda|zgoda (?:cofnieta|wycofana)|zrezygnowal[a]?',
  '(?:mail|e ?mail|mejl|poczta|adres) (?:sie )?(?:wraca|wrocil|odbija|odbil|nie dochodzi|nie istnieje|nieaktywn)\\w*|(?:usun|wykresl|skresl)\\w* (?:\\w+ ){0,3}z (?:\\w+ )?(?:listy|bazy|mailingu)',
  // Swedish, Danish, Norwegian
  'avregistrer\\w*|avprenumerer\\w*|avanmal\\w*|(?:kontakta|mejla|maila|kontakt) (?:ej|inte|ikke)|(?:ej|inte|ikke) (?:kontakta|kontaktes|mejla|maila)|ma ikke kontaktes|svartlista\\w*|(?:afmeldt|avmeldt)(?! (?:fra|til|for) (?!nyhed|nyhet|mail|e ?mail|e ?post|liste|alle|udsend|utsend))|frameldt',
  '(?:vill|onskar|vil|onsker) (?:ej|inte|ikke) (?:\\w+ ){0,3}(?:kontakt\\w*|mejl\\w*|mail\\w*|reklam\\w*|nyhets?brev\\w*|nyhedsbrev\\w*|utskick\\w*)',
  'meld(?:t|te|er) (?:seg|sig) (?:av|fra|ut)|(?:e ?post(?:en)?|mail(?:en)?|mejl(?:et)?) (?:\\w+ )?(?:i |kom |kommer )?(?:i )?retur|(?:e ?post(?:en)?|mail(?:en)?|mejl(?:et)?) (?:kom|kommer) (?:tilbage|tilbake|tillbaka)|(?:fjern|slett|ta|tag|ta bort|stryk)\\w* (?:\\w+ ){0,3}(?:fra|fran|av|af|ur) (?:\\w+ )?(?:listen|listan|listene|registeret)|vil (?:ikke|ej) ha (?:post|mail|e ?post|reklame)',
  'sahkoposti (?:palautu\\w*|ei toimi|ei toiminut)|(?:peruutti|perui|perunut|peruuttanut) (?:\\w+ ){0,2}(?:uutiskirje\\w*|tilau\\w*|postitu\\w*)|ei (?:enaa )?(?:viesteja|postituksia|yhteydenottoja|saa ottaa)|poist\\w* (?:\\w+ ){0,3}listalta',
  '(?:sters\\w*|sterg\\w*|scoat\\w*|scos\\w*|elimin\\w*) (?:\\w+ ){0,4}(?:din|de pe) (?:\\w+ )?(?:list\\w*|baza)|mail(?:ul)? (?:s a |a )?(?:intors|respins|returnat)|(?:vyrad|vymaz|vyskrt)\\w* (?:\\w+ ){0,3}zo? (?:\\w+ )?(?:seznamu|databaze|zoznamu)|(?:torol|vegy)\\w* (?:\\w+ ){0,3}(?:listarol|adatbazisbol)',
  'listeden (?:cik|sil)\\w*|odjavljen\\w*|reservert (?:seg )?mot .*|reserverad mot .*|nix ?sparr\\w*|відпис\\p{L}*|abonelik\\w* ayril\\w*|(?:e ?posta|eposta|mail|mesaj) (?:gonder|at|yolla)(?:il)?m[ae]\\w*|abonelik\\w* (?:cik|iptal)\\w*|aboneligi iptal\\w*|iletisim\\w* gecm\\w*',
  // Vietnamese
  'huy dang ky(?= ?$| nhan| email| ban tin| newsletter)|tu choi (?:nhan )?(?:them )?(?:email|mail|thu|tin|ban tin|quang cao|lien (?:he|lac))|(?:khong|dung|ngung) (?:muon )?(?:gui|nhan) (?:them )?(?:email|mail|thu|tin nhan|ban tin|quang cao)|(?:khong|dung|ngung) (?:muon )?(?:duoc )?lien (?:he|lac)(?! (?:duoc|voi ai))|yeu cau (?:xoa|ngung gui)',
  // Czech, Slovak, Hungarian, Romanian, Finnish
  'odhlasen\\w*|odhlasil\\w*|(?:nekontakt(?!ovan)|nezasil|neposil)\\w*|nepsat|neprej\\w* si.*|odvolal\\w* s[ou]+hlas|s[ou]+hlas odvolan|nedorucitelne|leiratkoz\\w*|ne (?:keress|kuldj)\\w*|nem ker\\w* (?:\\w+ ){0,2}(?:level|hirlevel|reklam|ajanlat)\\w*|tiltolista',
  'dezabon\\w*|nu (?:contact|trimit|deranj)\\w*|nu (?:dor(?:este|esc)|vrea|vreau) (?:sa|e ?mail|mail|newsletter|oferte|reclam).*|ei saa (?:ottaa yhteytta|lahettaa)|ei (?:uutiskirjeita|mainoksia|mainospostia|markkinointia)|markkinointikielto',
  '(?:إلغاء|ألغى|ملغى|ملغي|ألغيت) (?:ال)?اشتراك\\p{L}*|لا (?:ترسل|تراسل|تتواصل)\\p{L}*|عدم (?:ال)?(?:تواصل|مراسلة|إرسال)|القائمة السوداء|(?:הוסר|הסר|להסיר|ביקש(?:ה|ו)? הסרה|ביקש(?:ה|ו)? להסיר)\\p{L}*|לא (?:לפנות|לשלוח|ליצור קשר|לדוור)|רשימה שחורה',
  'отпис(?:ан|ал|к)\\p{L}*|не (?:писать|беспокоить|связываться|присылать)|черный список|απεγγραφ\\p{L}*|διαγραφηκε|μην? (?:στελνετε|ενοχλειτε)',
  // The person asked to be forgotten, objects, or does not wish to be contacted.
  '(?:not|never) to be (?:contacted|e ?mailed|mailed|approached)|object(?:s|ed) to (?:\\w+ )?(?:marketing|e ?mails?|mailings?|processing)|(?:delete|erase|remove) (?:(?:all|my|her|his|their|the|our) ){1,2}(?:data|details|record|records)|(?:asked|asks|wants|requested) (?:us |me )?(?:to )?(?:delete|erase|be (?:deleted|forgotten|erased))(?: .*)?|wants off|off the (?:mailing )?list|cease and desist|preference no e ?mails?|cold ?e ?mails? (?:unwanted|not wanted)',
  '(?:mochte|will|wollte|mochten|wollen|darf) (?:\\w+ ){0,2}nicht (?:\\w+ )?(?:angeschrieben|kontaktiert|angemailt|beworben)(?: \\w+)?|nicht (?:mehr )?(?:melden|belastigen|senden|zusenden|versenden)|kein(?:e)? weiterer? kontakt|werbeverbot|(?:dsgvo |daten ?|dsgvo daten)?losch(?:antrag|ung verlangt|anfrage|begehren|verlangen)|(?:daten|kontaktdaten) (?:(?:bitte|wurden?|sind|auf|nach|wunsch|verlangen|antrag|anfrage) ){0,4}(?:loschen|geloscht|entfernen)|will (?:\\w+ )?geloscht werden|unterlassungs?(?:erklarung|aufforderung)?|mailverbot|nur auf anfrage',
  'plus de (?:mails?|e ?mails?|courriels?|relances?|pub\\w*|newsletters?)|droit a l oubli|demande (?:de |d )(?:suppression|effacement|desinscription|opposition|retrait)|(?:wil|wenst|mag) niet (?:\\w+ )?(?:gemaild|benaderd|gecontacteerd|aangeschreven|geworven)(?: worden)?|(?:avg|gdpr) ?verwijder\\w*|verwijderverzoek|recht op vergetelheid',
  'derecho (?:de|al) (?:supresion|olvido|oposicion)|(?:borrar|eliminar|suprimir) (?:sus |los |mis )?datos|sin consentimiento|diritto all oblio|cancellazione (?:dei )?dati|revoca (?:del )?consenso|no pubblicita|(?:pediu|pede|pediram) (?:para )?nao (?:ser|receber|enviar|contact\\w*|contat\\w*).*|(?:eliminar|apagar|remover) (?:os )?dados|direito ao esquecimento',
  'nie chce (?:\\w+ )?(?:maili|mailingu|wiadomosci|kontaktu|korespondencji|ofert)|prosi o (?:\\w+ )?usuniecie|usun\\w* (?:\\w+ )?dan(?:e|ych)|(?:wy)?cofal\\w* zgod\\w*|cofnal\\w* zgode|cofnela zgode|(?:ej|inga|inget|ingen|ingen flere|intet|ikke flere) (?:e ?)?(?:mejl|mail|mails|maila|utskick|reklam|reklame|nyhetsbrev|nyhedsbrev|e ?post)|begart (?:radering|borttag\\w*)|robinson ?listen?',
  'nechce (?:\\w+ )?(?:kontaktovan\\w*|maily|e ?maily|newsletter\\w*|nabidky|reklamu|kontaktovat)|(?:vymaz|smaz)\\w* (?:osobni )?udaj\\w*|(?:mail|e ?posta|mesaj|iletisim|reklam|tanitim|bulten|teklif|kampanya) (?:\\w+ )?istem(?:iyor|edi)\\w*|kara liste',
  // Somebody's data is to be deleted.
  'loschung (?:(?:der|seiner|ihrer|aller|von|gem|nach|art|dsgvo|adresse|eintrags|\\d+|\\w*daten) ){0,4}(?:beantragt|verlangt|gefordert|angefordert|gewunscht|erbeten)|(?:beantragt|verlangt|fordert|wunscht|bittet um|bitte um) (?:die |sofortige )?loschung',
  'demand\\w* (?:la |le |l |une |sa |son )?(?:suppression|effacement|retrait|radiation) (?:de |d |des |du )?(?:(?:toutes? )?(?:ses|mes|leurs|nos) )?(?:donnees|coordonnees|infos?|informations|adresse|e ?mail|contact|compte|fichier)(?: .*)?|(?:supprimer|effacer) (?:toutes )?(?:ses|mes|leurs|nos) (?:donnees|coordonnees|infos?|informations)|suppression (?:de |des )(?:(?:ses|mes|leurs) )?donnees (?:personnelles )?(?:demandee?|exigee)',
  '(?:solicit|pid|pide|quier|exig|ped)\\w* que (?:se )?(?:(?:me|nos|le|les|lo|la|los|las) )?(?:borr|elimin|quit|suprim|saqu|remov|apagu|exclu)\\w*|(?:solicit|pid|exig|ped)\\w* (?:la |el |a |o )?(?:eliminacion|supresion|borrado|exclusao|eliminacao) (?:de |dos? )?(?:(?:sus|los|seus) )?(?:datos|dados)|(?:chied|chiest|vuole|richied)\\w* (?:di )?(?:essere|venire) (?:cancellat|rimoss|eliminat|tolt)[oaie]|(?:richiest[ao]|richiede|chiede) (?:la |di )?(?:cancellazione|rimozione)',
  '(?:verzoek\\w*|vraagt|vroeg|gevraagd) (?:om|tot) verwijdering|verwijdering (?:van (?:\\w+ )?gegevens )?(?:gevraagd|aangevraagd|verzocht)|gegevens (?:laten )?(?:verwijder|wiss)\\w*|(?:vill|vil|onskar|onsker) (?:bli|blive|ha) (?:raderad|slettet|borttagen|fjernet)|(?:begar\\w*|anmod\\w*|onskemal) om (?:radering|sletning|sletting|borttagning)|(?:frabed\\w*|undanbe\\w*) (?:sig|seg)|nie wyraz\\w* (?:\\w+ )?zgody|(?:vymaz|smazani) (?:osobnich )?udaju|(?:veri|bilgi)leri(?:ni|nin|mi|min)? sil(?:in)?\\w*',
  // Wording of casual notes.
  'removed? (?:per|at|on|by|upon|as per) (?:\\w+ )?(?:request|wish)|(?:asked|asks|wants|requested|told) (?:us |me )?to (?:remove(?! (?:the|an?|old) (?!e ?mail|mail|address|name|contact|data|details|record|entry))|be left alone)|(?:e ?mail|mail|message) (?:came|comes|was sent) back|(?:mail )?delivery (?:failed|failure|has failed)',
  '(?:requested|requests|asked for|asks for) (?:\\w+ )?(?:removal|deletion|erasure)(?! of (?!(?:\\w+ ){0,2}(?:data|details|address|records?|info\\w*|contact)))|(?:requested|requests) (?:to )?be(?:ing)? removed|(?:must|should|may|can|shall) ?(?:not|n t) be (?:contacted|e ?mailed|mailed|approached)|(?:mustn|shouldn|can) t be (?:contacted|e ?mailed|mailed|approached)|no (?:cold|unsolicited) (?:e ?mails?|mails?|outreach)|no (?:outreach|solicit\\w*|prospecting)(?! (?:yet|so far|to date|since|done|sent|history|team|tool|campaign))|exclu(?:de|ded) from (?:\\w+ )?(?:outreach|campaigns?|mailings?|e ?mails?|sequences?)',
  '(?:nie(?:mals)?(?: mehr| wieder)?|nicht (?:noch ?mals?|erneut)|auf keinen fall|keinesfalls|weder(?: \\w+ noch)?) (?:\\w+ )?(?:kontaktieren|anschreiben|anmailen|mailen|schreiben|bewerben)|(?:wunscht|wunschen|mochte|mochten|will|wollen) (?:\\w+ )?kein(?:e|en) (?:weiteren? |mehr )?kontakt\\w*|(?:nooit(?: meer| weer)?|niet (?:opnieuw|nogmaals|weer)) (?:mailen|contacteren|benaderen|e ?mailen|aanschrijven)|uit (?:\\w+ )?mailing\\w* halen',
  '(?:stop|refus\\w*|opposee?) (?:a )?(?:la |le |toute |les )?(?:prospection|demarchage|sollicitations?)|(?:no|non|nao) (?:nos |me |le |les |lo |la )?(?:volver|vuelva\\w*|vuelvan|voltar|volte\\w*) a (?:contact|contat|escrib|escrev|envi|mand|molest)\\w*|que no (?:le|les|lo|la|me|nos) (?:escriba(?:n|mos)?|(?:contact|envi|mand|molest)e(?:n|mos)?)(?= |$)|solicit(?:o|aron|ado) (?:la |su |de )?baja',
  'non ricontatt\\w*|chiesto (?:la )?(?:cancellazione|rimozione|disiscrizione)|nie (?:chce|chca) (?:byc )?(?:\\w+ )?kontaktowan\\w*|prosi o nie ?(?:kontaktowanie|pisanie|wysylanie)',
  // Whoever wants to hear no more, or to be left alone.
  '(?:do not|dont|don t) (?:try|ask) (?:\\w+ )?again|(?:do not|dont|don t|stop) bother(?:ing)? (?:him|her|them|us|me|again)|wants? (?:nothing|no contact) (?:\\w+ ){0,3}from us|no (?:more|further) (?:outreach|messages?|newsletters?|spam|approaches)',
  'in ruhe (?:ge)?lassen|nichts mehr (?:\\w+ ){0,2}(?:horen|wissen|schicken|senden|zusenden|erhalten|bekommen|empfangen)|keine(?:rlei)? (?:weiteren? |mehr )?zusendung\\w*|von (?:\\w+ )?(?:e ?mails?|mails?|mailings?|werbung|kontakt\\w*|zusendung\\w*) (?:absehen|abzusehen|verschon\\w*)|(?:adresse|mailadresse) (?:bitte )?(?:entfernen|loschen|streichen)',
  'niets meer (?:\\w+ )?(?:sturen|toesturen|zenden|mailen|ontvangen|horen)|met rust (?:ge)?lat(?:en|en worden)|ne (?:veut|veulent|souhaite|souhaitent) plus (?:rien|recevoir|entendre)(?: \\w+)*|laisse\\w* (?:\\w+ )?tranquilles?',
  'ne plus etre (?:re)?(?:contact|sollicit|demarch|derang|relanc)\\w*|no (?:volver a )?ser (?:mas )?contactad[oa]s?|non (?:essere|venire|esser) (?:piu )?(?:ri)?contattat\\w*|niet (?:meer |langer )?(?:benaderd|gemaild|gecontacteerd|aangeschreven) (?:te )?worden',
  'sluta (?:mejla|maila|skicka|kontakta|skriva)|ei (?:enaa )?halua (?:\\w+ )?(?:sahkopost|viest|post|mainoks|yhteydenot)\\w*|nu mai (?:trimite|contact|scrie)\\w*|δεν θελ(?:ει|ουν) (?:\\p{L}+ )?(?:email|ενημερωσ\\p{L}*|επικοινωνια|διαφημισ\\p{L}*)',
  // Removed at somebody's own wish.
  'auf (?:\\w+ )?wunsch (?:entfernt|geloscht|gestrichen|ausgetragen|gesperrt)|(?:entfernt|geloscht|gestrichen|ausgetragen|gesperrt) auf (?:\\w+ )?wunsch|op (?:\\w+ )?verzoek (?:verwijderd|geschrapt|gewist|uit (?:\\w+ )?(?:bestand|lijst|database))|(?:verwijderd|geschrapt|gewist) op (?:\\w+ )?verzoek|(?:supprim|retir|efface|radi|enlev)\\w* (?:a (?:sa|la|leur)|sur) (?:\\w+ )?demande',
  '(?:elimin|borr|suprim|quit|retir)ad[oa]s? a (?:\\w+ )?(?:peticion|solicitud)|(?:rimoss|cancellat|eliminat|tolt)[oa] (?:su|a) (?:\\w+ )?richiesta|(?:removid|apagad|excluid|retirad|eliminad)[oa]s? a pedido|(?:usuni|wykresl|skresl)\\w* na (?:\\w+ )?(?:prosbe|wniosek|zadanie)|(?:vymaz|smaz|vyraz)\\w* na (?:\\w+ )?(?:zadost|ziadost)',
  '(?:borttagen|raderad|struken) (?:pa|efter|enligt) (?:\\w+ )?(?:begaran|onskemal)|(?:slettet|fjernet) (?:efter|etter|pa) (?:\\w+ )?(?:onske|anmodning|foresporsel)|poistettu (?:\\w+ )?pyynnosta|talebi (?:uzerine|ile) (?:silin|cikar|kaldir)\\w*|(?:видален|прибран|виключен)\\p{L}* (?:на|за) (?:\\p{L}+ )?(?:прохання|запит\\p{L}*)|(?:удален|исключен|убран)\\p{L}* по (?:\\p{L}+ )?(?:просьбе|запросу|требованию)',
  '(?:dsgvo|gdpr|rgpd|avg|rodo|lgpd|kvkk) (?:\\w+ )?(?:loschung|suppression|supresion|cancellazione|exclusao|eliminacao|verwijdering|usuniecie|radering|sletning|sletting|poistopyynto|vymaz|silme)|видалити (?:\\p{L}+ )?(?:дані|з (?:\\p{L}+ )?(?:бази|списку|розсилки))|удалить (?:\\p{L}+ )?(?:данные|из (?:\\p{L}+ )?(?:базы|списка|рассылки))|διαγραφη (?:\\p{L}+ )?δεδομενων',
  'не (?:писати|турбувати|надсилати|контактувати)|не (?:хоче|бажає) (?:\\p{L}+ )?(?:лист|розсил|реклам|email)\\p{L}*|не (?:хочет|желает) (?:\\p{L}+ )?(?:пис[еь]м|рассыл|реклам|email|контакт)\\p{L}*|не (?:хочет|желает) получать \\p{L}+|не (?:притеснявай|изпращай|пиши|контактувай)\\p{L}*|чорн(?:ий|ому) спис\\p{L}*|черном списке',
  'yaz(?:il)?ma(?:sin|yin)|rahatsiz ed(?:il)?me(?:sin|yin)|rahatsiz etmeyin|iletisime gec(?:il)?me(?:sin|yin)|να μην? (?:ενοχλ|σταλ|στελ|στειλ|επικοινων|λαμβαν)\\p{L}*|μην? (?:στειλ|γραψ|γραφ|επικοινων)\\p{L}*|δεν (?:θελει|θελουν|επιθυμει|επιθυμουν) (?:να (?:λαμβαν|παιρν|επικοινων|ενοχλ)|mail|μηνυμ|newsletter)\\p{L}*|μαυρη λιστα',
  'nem ker\\w* (?:\\w+ ){0,2}e ?mail\\w*|ne irj\\w*|feketelista|lista neagra|ne kontaktira\\w*|ne zeli (?:\\w+ )?(?:mail|poruk|kontakt|reklam)\\w*|cern[ae] listin[ae]|skriv (?:inte|ej)(?= (?:till|mer|langre|mera)|$)|ska (?:inte|ej) (?:kontaktas|mejlas|mailas)|(?:far|bor) (?:inte|ej) (?:kontaktas|mejlas|mailas)|ala (?:ota yhteytta|laheta)|musta lista|avboj(?:t|er) (?:\\w+ )?(?:reklam|utskick|mejl|mail|nyhetsbrev)\\w*|avbestall\\w* (?:\\w+ )?(?:nyhetsbrev|utskick)\\w*|svarta? listan|sortlist\\w*',
  // The email was returned.
  '(?:e ?mails?|mails?) (?:(?:is|are|was|has) )?(?:bounc\\w*|returned)|mails? (?:kommt|kommen|kam) (?:zuruck|retour)|(?:e ?mails?|mails?) (?:komt|kwam|komen) (?:retour|terug)|(?:e ?mails?|mails?) (?:revenus?|en retour|retournee?s?)|(?:correo|e ?mails?) devuelt[oa]s?|(?:e ?mails?|mails?) (?:respint[ao]|torna indietro)|(?:e ?mails?|mails?) devolvid[oa]s?|(?:mejlet|mailet|e post(?:en)?) studsa\\w*|studsar',
]

const LINES = 5
export const optOutWordings: readonly RegExp[] = Array.from({ length: Math.ceil(optOuts.length / LINES) }, (_, at) =>
  wordPattern(...optOuts.slice(at * LINES, (at + 1) * LINES)),
)

export const allOptOutWordings = new RegExp(wordPattern(...optOuts).source, 'g')

/** Wording about a declined offer and nothing else. */
export const noInterest = [
  'no interest|no(?:t)? longer interested|uninterested|kein (?:interesse|bedarf)|nicht interessiert|geen (?:interesse|belangstelling)|niet geinteresseerd|(?:pas|plus) interessee?|pas de besoin|geen behoefte',
  'no (?:esta )?interesad[oa]|no (?:le|les) interesa|nao tem interesse|sin interes|non (?:e )?interessat[oa]|sem interesse|nao (?:esta )?interessad[oa]',
  'nie ?(?:jest )?zainteresowan[yai]|brak zainteresowania|nu (?:este|e|sunt|suntem) interesat\\w*|ilgilenmiyor\\w*|nema zajem|nem erdekl\\w*|neinteresat\\w*|ei kiinnost\\w*',
] as const

/**
 * A declined offer. Excludes the row too, but the operator may allow it for another offer. In other columns, the same
 * words are used about orders and prices.
 */
export const declined = wordPattern(
  ...noInterest,
  'not interested|not now|not right now|nicht jetzt|derzeit nicht|pas maintenant|ahora no|non ora|nu niet|agora nao|nie teraz|ikke na|inte nu|disinterested|negative|refus\\w*|declin\\w*|denied|deny|reject\\w*|said no|no thanks?|no thank you',
  'abgelehnt|ablehnung|absage|nein danke|geweigerd|afgewezen|nee bedankt|pas d interet|rejetee?|non merci',
  'rechaz\\w*|no gracias|rifiut\\w*|no grazie|recus\\w*|nao obrigad[oa]|odmow\\w*|odrzucon[yae]|nie dziekuje',
  'inte intresserad|ej intresserad|ikke interess?er[et]+|avbojd?e?|nekad?|tackade nej|nej tack',
  'nemaji zajem|bez zajmu|nezajem|odmitl\\w*|odmietol\\w*|nincs erdeklod\\w*|elutasit\\w*|ei ole kiinnostu\\w*',
)

/**
 * Words by which a note or a status excludes a person until somebody says otherwise: to be deleted, dead, gone, a wrong
 * address, a complaint. They are not an explicit opt-out, so none is recorded.
 */
export const likelyOptOutWording = wordPattern(
  '^(?:replied|answered|responded|wrote|texted|says?|said) (?:with |us )?(?:stop|remove|unsubscribe)(?= ?$)|^skip(?= ?$)|^(?:has |(?!not |semi |nearly )\\p{L}+ )?retired(?= ?$| in | since | last )|im ruhestand|in rente|en retraite|met pensioen|jubilad[oa](?= ?$)',
  '^(?:crossed|struck) (?:out|off|through)(?= ?$)|^durchgestrichen(?= ?$)|^doorgestreept(?= ?$)',
  '(?:please |pls |to be |to )?(?:remove|delete)d?(?= ?$)|^stopp?(?= ?$)|suppress(?:ed)?|leave alone|hostile|^avoid(?= ?$)|banned|threat\\w* (?:\\w+ ){0,3}(?:legal|lawyers?|lawsuit|action|report)|legal (?:action|threat)|off limits|hates? (?:\\w+ )?e ?mail(?:s|ed|ing)?|not a valid (?:e ?mail|address)|(?:filed|made) a complaint|complained|deceased|passed away|died(?= ?$| on | at | last | this | \\d)|rip(?= ?$| (?:19|20)\\d\\d)|^dead(?= ?$)|ceased trading|out of business(?= ?$)|closed down|(?:permanently|for good) closed|in liquidation|bankrupt|no longer (?:works?|working|employed)(?: .*)?|no longer (?:with|at) (?:the |this )?(?:company|firm|business|practice|us|them)|(?:not working|does not work|doesn t work) (?:at|for|there|here)(?: .*)?|left (?:the )?(?:company|firm|business|org\\w*)|has left(?= ?$)|gdpr erased',
  '^(?:wrong|incorrect) (?:person|contact)|(?:wrong|bad|dead|invalid|incorrect|inactive) (?:e ?mail|mail|address|mailbox)(?: address)?|(?:e ?mail|mail|address|mailbox)(?: address)? (?:is |was )?(?:wrong|bad|dead|invalid|incorrect|inactive|not valid|no longer valid|no longer works|does not work|doesn t work|not working|not found)|bounces(?= ?$)|bounced back|undeliverable|hard ?bounces?|hardbounced?|softbounced?|spam ?reports?|(?:dsgvo|gdpr|rgpd) (?:geloscht|deleted|supprime)|^no (?:e ?)?mail(?= ?$)',
  '^(?:bitte |unbedingt |sofort |zu )?(?:streichen|loschen|geloscht|entfernen|entfernt|rausnehmen|rauswerfen)(?! (?:und|aus|bei|im) )|^gesperrt|^sperre(?= ?$)|finger weg|beschwer\\w*|abmahnung(?:en)?|unterlass\\w*|(?:droht|drohte|gedroht) mit (?:\\w+ )?(?:anwalt|klage)|anwalt eingeschaltet|verstorben|gestorben|todesfall|^tot(?= ?$)|erloschen|insolvent|insolvenz(?= ?$| (?:angemeldet|eroffnet|beantragt))|betrieb aufgegeben|nicht mehr (?:im unternehmen|in der firma|dabei|da|beschaftigt|tatig|bei uns|dort)|arbeitet (?:dort |hier |da )?nicht mehr|ausgeschieden|unternehmen verlassen|(?:e ?mail|mail|mailadresse|adresse)(?:adresse)? (?:ist |war )?(?:falsch|ungultig|veraltet|existiert nicht|tot|nicht mehr (?:aktuell|gultig))|(?:falsche|ungultige|veraltete) (?:e ?mail|mail|mailadresse|adresse|e ?mail ?adresse)|kein bedarf bitte nicht|widerruf(?:en)?|raus(?= ?$)|karteileiche',
  '^a (?:supprimer|retirer|exclure)|^supprimee?(?= ?$)|^opposition|decedee?s?|en liquidation|(?:a )?quitte (?:la |l )?(?:societe|entreprise|boite)|parti[e]? de la (?:societe|boite)|ne travaille plus(?: .*)?|(?:mail|e ?mail|adresse) (?:invalide|incorrect\\w*|erronee?|faux|morte?|obsolete)|retour mail|rebond|(?:a )?porte plainte|plainte|menace\\w* (?:\\w+ ){0,2}(?:cnil|avocat|juridique)',
  '^(?:graag |svp )?verwijder(?:en|d)?(?= ?$)|overleden|failliet|werkt (?:hier|daar|er) niet meer|uit dienst|(?:ongeldig|verkeerd|fout|foutief|onjuist) (?:adres|e ?mail\\w*|mail\\w*)|geblokkeerd|klacht\\w*|^bezwaar|^gestopt(?= ?$)|dreigt met (?:\\w+ )?(?:advocaat|stappen)',
  '^(?:cancelad|devolvid|rejeitad)[oa](?= ?$)|^baja(?= ?$)|^eliminar|^eliminad[oa](?= ?$)|fallecid[oa]|ya no trabaja(?: .*)?|(?:correo|e ?mail|direccion|mail) (?:incorrect[oa]|no valid[oa]|invalid[oa]|erroneo|equivocad[oa])|^bloquead[oa]|quej(?:a|o|as)|^cancellat[oa](?= ?$)|^(?:ha |hanno )?disdett[oa](?= ?$| (?:(?:l |la |le |gli |i )?(?:iscrizione|newsletter|mailing|mail|e ?mail|comunicazioni)))|^rimuov\\w*(?= ?$)|^eliminat[oa](?= ?$)|^opposizione|decedut[oa]|cessata attivita|non lavora piu(?: .*)?|(?:e ?mail|mail|indirizzo) (?:errat[oa]|non valid[oa]|sbagliat[oa]|inesistente)|mail tornata(?: indietro)?|^bloccat[oa]|reclamo',
  '^remov(?:er|id[oa])(?= ?$)|falecid[oa]|ja nao trabalha(?: .*)?|nao trabalha mais(?: .*)?|(?:e ?mail|endereco|correio) (?:invalido|incorreto|errado|incorrecto)|reclamac\\w*|^(?:do )?usun(?:iecia|ac|iety|ieta)|^rezygnacja|zmarl[a]?|(?:juz )?nie pracuje(?: .*)?|(?:bledny|zly|nieprawidlowy|niepoprawny) (?:adres|e ?mail|mail)|(?:adres|mail|e ?mail) (?:bledny|nieprawidlowy|niepoprawny|niewazny)|^odbit[yae]|zwrot (?:maila|poczty|e ?maila)|^zablokowan[yae]|skarg[ai]|brak zgody',
  '^ta bort|^bort(?:tagen|taget)?(?= ?$)|avliden|har (?:slutat|avlidit)|^slutat|konkurs|(?:fel|ogiltig|felaktig) (?:adress|mail\\w*|mejl\\w*|e ?post\\w*)|studsade?|^sparrad|^nix(?= ?$)|nej tack|^slet(?:tet)?(?= ?$)|^slett(?:es|et)?(?= ?$)|afdod|^dod(?= ?$)|avdod|ikke (?:laengere|lenger) (?:ansat|ansatt|der)|^stoppet|(?:forkert|ugyldig|feil) (?:mail|adresse|e ?mail|e ?post\\w*)|^afvist|^spaerret|^blokeret|nej tak|utmeldt|reservert|klage(?:t)?(?= ?$)',
  // Dead, in words that are few enough to mean nothing else; and mail that came back.
  'died in|ha muerto|murio(?= ?$| en | el | hace )|^(?:e )?mort[oa](?= ?$| nel | il | a )|^e mancat[oa](?= ?$)|morreu|har gatt bort|gik bort(?= ?$| i )|er dod(?= ?$)|hayatini kaybetti|elhunyt|meghalt|помер(?:ла)?|умер(?:ла)?|скончал\\p{L}+|απεβιωσε|πεθανε|^почина(?= ?$)|^si e cancellat[oa](?= ?$| dal)',
  '(?:mail|e ?mail|courriel) (?:revient|est revenue?)|(?:viesti|posti|maili) (?:palautu\\w*|tuli takaisin)|(?:mail|e ?posta)\\w* geri (?:don(?:du|uyor)|gel(?:di|iyor))|(?:mail|email) (?:\\p{L}+ )?επιστρεφ\\p{L}*|επιστρεφ\\p{L}* (?:\\p{L}+ )?(?:mail|email)|email (?:\\w+ )?vissza(?:jott|pattan)\\w*|mail(?:ul)? se intoarce|(?:листи?|пошта|mail|email) (?:не дійш|поверн|поверта)\\p{L}*|(?:письм[оа]|почта|mail|email) (?:не доход|вернул|возвраща)\\p{L}*|(?:адрес[аи]?|скринька|скриньки|ящик|почта|пошта) не (?:існує|працює|существует|работает)',
  // Longer ways of asking to be left alone, of objecting, and of being away.
  '(?:to be |be |being )taken off(?= ?$)|^(?:requested |wants )?no (?:further |more )?comms(?= ?$| please)|no (?:mail|e) ?shots?|never to (?:write|e ?mail|mail|contact)|leave (?:him|her|them)(?= ?$)|complaints? (?:received|made|filed|open)|(?:gdpr|rgpd|dsgvo) (?:complaint|beschwerde|plainte)|objections? (?:under|received|made)|art(?:icle|ikel)? 21|(?:erased|deleted|removed) (?:on|upon|at|by) (?:\\w+ )?request|(?:do not|don t) include|exclude from|^gone away|^returned mail|^undelivered(?= ?$)|sick leave|(?:went|gone) bust|wants (?:\\w+ )?(?:deletion|removal|erasure)(?! of )|data subject request|(?:wants?|sent|filed|made|submitted|requested|open|pending|received) (?:a |an |his |her |their )?(?:dsar|subject access request)(?= ?$| (?:from|on|in|sent|open|pending)(?: |$))|^(?:dsar|subject access request)(?= ?$| (?:sent|open|pending|filed|received|requested)(?: |$))|remove (?:my|her|his|their) (?:address|data|e ?mail|details)|where (?:we|you) got (?:his|her|their|the|my) (?:data|address|e ?mail|details)',
  'um (?:\\w+ )?loschung gebeten|auskunft nach (?:dsgvo|art)|dsgvo auskunft|auskunftsersuchen|niet storen|bestaat niet meer(?= ?$)|que no (?:se )?(?:le|les|nos|me) (?:envi|mand|escrib|contact)\\w*|^da cancellare|^se n e andat[oa]|bett om att (?:bli |fa )?(?:borttag\\w*|raderad|struken)|bedt om (?:at|a) (?:blive |bli )?(?:slettet|fjernet|afmeldt|avmeldt)|prosi o (?:vyrazeni|vymaz\\w*|odhlaseni|smazani)',
  // What was asked, refused or announced, in other words.
  'cease desist|lose (?:my|his|her|their|our) (?:number|address|e ?mail|details)|(?:us|me) to stop(?= ?$)|will (?:sue|complain)(?= ?$| us| if| about (?:us|our|the e?)| to (?:the )?(?:ico|dpa|cnil|authorit))|(?:never|don t|do not|dont) cold (?:e ?mail|mail|contact)|ask(?:s|ed|ing)? (?:us )?to be (?:excluded|omitted|skipped|suppressed|unlisted|left (?:out|off))|^excluded (?:by|per|on|at|due)|unlist (?:me|her|him|them|us)|^(?:he |she )?wants out(?= ?$)|(?:consent|permission|opt ?in) (?:has |is |was )?(?:expired|lapsed)|(?:gdpr|dsgvo|rgpd|privacy) objected|our own (?:employee|staff|colleague)s?(?= ?$)|no longer (?:wish|want)\\w* (?:to (?:hear|receive|get|be)|our|any|e ?mails?|mails?|contact)|hates? (?:cold|outreach|spam|newsletters?|marketing)|(?:angry|annoyed|furious|upset|irritated) (?:about|at|by|with|over) (?:(?:the|our|all|my|cold|of|being) ){0,2}(?:e ?mails?|mails?|outreach|newsletters?|messages?)|(?:compliance|legal) (?:says|said) no|blocked by (?:compliance|legal)|^fake(?: (?:lead|contact|e ?mail|person))?(?= ?$)|datenschutzbeschwerde|(?:reagiert|reagierte) (?:\\w+ )?verargert|^left (?:19|20)\\d\\d(?= ?$)',
  '(?:declin|refus)\\w* (?:(?:to|be|being|receive|any|all|further|future|our|tout|toute|toutes|nos|le|les|la|de|d) ){0,3}(?:contact\\w*|e ?mails?|e ?mailed|mails?|mailings?|marketing|outreach|communications?|newsletters?|demarchage|prospection|sollicitations?|publicite)(?! (?:form|server|provider|team|budget|agency|offer))|neoslov\\w*|nu mai (?:dor(?:este|esc)|vrea|vreau|trimit\\w*|contact\\w*)',
  // No more mail, another person, or a pension.
  '(?:wants? )?no (?:further|more) correspondence|nur noch (?:per )?(?:telefon\\w*|post|brief|anruf)|alleen nog (?:per )?(?:bellen|post|telefo\\w*)|(?:wil|wenst|hoeft) (?:niks|niets) (?:\\w+ ){0,2}(?:ontvangen|horen)|^niet gewenst|boos (?:over|om|vanwege) (?:\\w+ )?(?:e ?)?mails?|se plaint (?:\\w+ ){0,2}(?:mails?|e ?mails?|courriels?|pub\\w*|spam)',
  'nyugdijas(?= ?$)|nyugdijba (?:ment|vonult)|torol(?:ni kell|endo|ve)(?= ?$)|(?:rossz|teves) (?:szemely|cim|e ?mail)|a cerut (?:\\w+ )?(?:stergerea|eliminarea)(?: .*)?|persoana gresita|pensionata?(?= ?$)|(?:feil|forkert) person|^sluttet(?= ?$| i | hos )|onsker ikke (?:\\w+ )?(?:e ?post|e ?mail\\w*|mail\\w*|reklame|henvendelser)|frabed(?:t|er) (?:seg|sig)|vaara (?:henkilo|osoite)|yanlis kisi|^emekli(?= ?$)',
  'συνταξιουχος(?= ?$)|λαθος (?:ατομο|email|διευθυνση)|не тот (?:человек|контакт)|не та людина|(?:по)?просил\\p{L}* (?:\\p{L}+ ){0,2}(?:убрать|удалить|исключить)(?: .*)?|(?:жалуется|жаловал\\p{L}*|жалоба) (?:на )?(?:\\p{L}+ )?(?:спам|рассыл\\p{L}*|письма)',
  'متوفى|متوفاة|(?:ترك|غادر)(?:ت)? (?:الشركة|العمل)|طلب(?:ت)? (?:ال)?(?:حذف|إزالة)\\p{L}*|لا (?:يريد|تريد|يرغب|ترغب)(?: \\p{L}+){0,2} (?:رسائل|بريد|مراسل|إعلان)\\p{L}*|لا (?:يريد|تريد) (?:رسائل|بريد)\\p{L}*',
  '^(?:smazat|smazan|vymazat|vyradit)(?= ?$)|nesouhlasi|^neplatn\\w*(?= ?$)|^(?:iptal|gecersiz|onaysiz|silindi|reddedildi)(?= ?$)|zemrel[a]?|(?:uz|jiz) ne ?pracuje(?: .*)?|nepracuje(?: .*)?|(?:neplatn|chybn|spatn)\\w* (?:e ?mail|mail|adresa)|nedoruc\\w*|^blokovan\\w*|stiznost|vefat\\w*|sirket kapandi|(?:is|sirket|firma|gorev|kurum)\\w*[dt][ae]n ayril(?:di|mis)|(?:gecersiz|hatali|yanlis) (?:adres|mail|e ?posta|e ?mail)|^engellendi|sikayet\\w*|^ilgilenmiyor|^istemiyor|(?:onay|izin) (?:yok|verilmedi)|^onaysiz|^reddet\\w*|^silindi(?= ?$)',
)

/** `Not unsubscribed`, `never bounced`, `0 complaints`: the opposite of the word. */
export const denied =
  /^(?:is |has |was |has not been |hasn t )?(?:not|never|no|zero|0|nicht|nie|kein\w*|niet|nooit|geen|pas|jamais|non|nunca|mai|nao|inte|ej|aldrig) (?:been |yet |encore |noch |nog |ancora )?(?:unsubscribed?|opted ?out|opt ?outs?|black ?listed|block ?listed|blocked|bounced?|bounces|suppressed|complain\w*|abgemeldet|gesperrt|blockiert|uitgeschreven|afgemeld|geblokkeerd|desinscrit\w*|desabonne\w*|bloquee?|bloquead\w*|rebotad\w*|disiscritt\w*|bloccat\w*|descadastrad\w*|wypisan\w*|zablokowan\w*|avregistrerad|sparrad|blockerad)$/

/**
 * The same in the middle of a note: `nicht abgemeldet, nur umgezogen`, `no opt-out on file`, `checked blacklist:
 * clean`. After a comma it would mean the opposite: `no, unsubscribe`.
 */
export const deniedWithin =
  /(?<![\p{L}\p{N}])(?:(?:not|never|nicht|nie|niet|nooit|pas|jamais|non|nunca|mai|nao|não|inte|ej|aldrig) (?:been |yet |mehr )?(?:unsubscribed?|opted[ -]?out|black ?listed|block ?listed|bounced?|complained|abgemeldet|gesperrt|uitgeschreven|afgemeld|désinscrite?|désabonnée?)|(?:did|does|do)(?: not|n['’]t) unsubscribe|(?:no|zero|without|0|keine?n?|ohne|geen|zonder|pas de|aucune?|sans|sin|sem|senza|nessuna?) (?:(?!e?-?mails?|werbung|newsletter|[ck]onta[ck]t)\p{L}+ )?(?:opt[ -]?outs?|bounces?|complaints?|unsubscribes|black ?list\p{L}*|block ?list\p{L}*|abmeldung(?:en)?|widersprüche?|widerspruch|sperrvermerk|afmelding(?:en)?|désinscriptions?|bajas?)|(?:black|block) ?lists?(?: check(?:ed)?)?:? (?:clean|clear|ok|no)|(?:bounce|unsubscribe|opt[ -]?out) (?:rates?|flows?|tracking|features?|buttons?)|(?:handl|manag|reduc)(?:es?|ing) (?:(?:the|our|your|their) )?(?:opt[ -]?outs|unsubscribes|bounces|(?:spam )?complaints)|(?:people|users|customers|subscribers) who unsubscribe|(?:too many|help with) (?:opt[ -]?outs|unsubscribes|bounces|(?:spam )?complaints)|do not disturb signs?|(?:not on|removed from|off) (?:the |our |your )?(?:dnc|black ?list|block ?list)(?: list)?|re-?subscribed after opting out|was bounced,? now \p{L}+|bounce[ -]house|phone bounced|no (?:marketing|newsletters?) (?:team|budget|department|manager|staff|yet|on (?:their|the|its) (?:web)?site)|complained about \p{L}+|(?:hat|haben|verschickt|versendet|hatte) keinen? newsletter|keinen? newsletter (?:auf|bei|im|bisher)|(?:macht|machen|schaltet|betreibt) keine werbung|keine werbung (?:auf|im)|(?:auto|gewerbe|fahrzeug|kfz) abgemeldet|widerspruch gegen (?!werb)\p{L}+|black ?list[- ](?:problem|issue)\p{L}*|ip[- ]black ?list|black ?listed (?:domain|ip)|(?:brief|post|paket|website) unzustellbar|do not contact (?:before|by phone|the old|lists? made)|(?:do not|don['’]?t|never) (?:e-?mail|mail|contact|write|message)(?: (?:to )?(?:him|her|them|me|us))? (?:(?:before|after) \d{1,2}(?::\d\d)? ?(?:[ap]m\b|o['’]clock|uhr|h\b)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:at|on|over) (?:the )?weekends?|in the (?:morning|evening)s?)|(?:keine?|no) (?:beschwerden?|complaints?))(?![\p{L}\p{N}])/u

export const allDeniedWithin = new RegExp(deniedWithin.source, 'gu')

export const wordSet = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => withoutAccents(line).split('|')))

/** Marketing in the languages whose word for it is not among those of mailings. */
export const advertising =
  'markedsf[oø]ring\\p{L}*|marknadsforing\\p{L}*|markkinoin\\p{L}*|mainon\\p{L}*|pazarlama|hirdetes\\p{L}*|reclame|реклам\\p{L}*|μαρκετινγκ|διαφημι\\p{L}*'
