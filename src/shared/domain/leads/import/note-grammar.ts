/**
 * Reads remarks that no list of phrases contains, by the kinds of words in them: a negation before a word for mailing,
 * a verb of removing beside a list, *no longer* beside a place of work. The operator is asked about such a person.
 */
import { plainWords, wordPattern } from './opt-out-wording.ts'

/** The words of a kind, in normalised text, in the eleven languages in which people keep notes for each other. */
const negation =
  'no|not|dont|don t|doesnt|doesn t|wont|won t|nicht|nix|nichts|kein\\w{0,2}|nimmer|niet|geen|niks|niets|ne|pas|plus|aucune?|rien|nada|non|nn|niente|nao|n(?= (?:quer|envi|mand|cont|desej))|nem|nie|zadnych|inte|ej|inga|inget|ikke|ingen|intet|nechce\\w*|nepreje'

const mailing =
  'e ?mails?|mails?|mailings?|mailen|maily|maili|maile|mailovat|mailowac|maila|mejl|mejla|mailer|newsletters?|contact|contacting|contacter|contactar|contattare|contatar|contacteren|kontaktieren|kontaktowac|kontaktovat|kontakta|kontakte|kontaktes|kontakt(?= (?:igjen|igen|mer|mere))|anschreiben|anmailen|schreiben|write|writing|messages?|e ?mailing|mailing|promos?|werbung|werbemails?|reklam\\w*|reclame|pub|publicite|publicidad\\w*|pubblicita|propaganda|courriels?|ecrire|ecrivez|m ecrire|relancer|demarcher|solliciter|correos?|escrib\\w*|escrev\\w*|scrive\\w*|molest\\w*|disturb\\w*|incomod\\w*|benaderen|aanschrijven|schrijven|sturen|schicken|zusenden|nachhaken|nachfassen|insister|insistir|insistere|bother\\w*|pisac|wysylac|psat|posilat|oslovovat|skriva|skrive|skicka|utskick|enviar|inviare|mandar|mandare|envoyer|direktansprache|onboarding|outreach'

const list =
  '(?:mailing ?)?lists?(?! (?:of|with|price))|(?:mailing)?listen?|liste|lista|listan|listen|listy|lijst|verteiler|kartei|datei|database|databaze|data ?base|datenbank|base|bd|baza|bazy|bestand|fichier|fichero|elenco|mailing|seznam\\w*|register|newsletter\\w*|everything(?= ?$)'

const campaign =
  'campaigns?|sequences?|cadences?|kampagnen?|sequenz(?:en)?|campagnes?|campanas?|secuencias?|campagna|campanhas?|sequencias?|kampani\\w*|kampanj\\w*|sekvens\\w*'

const data =
  'daten|data|details|gegevens|donnees|coordonnees|datos|dati|dados|dane|danych|uppgifter|oplysninger|udaje|udaju'

const removing =
  'remov\\w*|delet\\w*|eras\\w*|struck|scrub|off|runter|raus|streich\\w*|gestrichen|losch\\w*|gelosch\\w*|entfern\\w*|austrag\\w*|ausgetragen|nehmen|genommen|vire|virer|viree?|retir\\w*|enlev\\w*|supprim\\w*|rayer?|radier|sortir|sortez|quit\\w*|borr\\w*|elimin\\w*|sacar\\w*|sacad\\w*|salir|suprim\\w*|togli\\w*|tolt[oaie]|cancell\\w*|rimuov\\w*|rimoss\\w*|tirar|tirem|tira|exclu\\w*|apag\\w*|usun\\w*|wykresl\\w*|skresl\\w*|wyrzuc\\w*|halen|gehaald|haal|verwijder\\w*|schrap\\w*|stryk\\w*|ta bort|tas bort|fjern\\w*|slett\\w*|vyrad\\w*|vymaz\\w*|smaz\\w*|skrtn\\w*|vyskrtn\\w*|odstran\\w*|uscire|sair|znikn\\w*|zmiz\\w*|pryc|bort (?:fran|fra|ur)'

const weekday =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|weekends?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|lunes|martes|miercoles|jueves|viernes|(?:maan|dins|woens|donder|vrij)dag|lunedi|martedi|mercoledi|giovedi|venerdi|segunda|terca|quarta|quinta|sexta'

/** What cancels the negation: nothing against it, or an email that was not answered, read or received. */
const harmless = wordPattern(
  weekday,
  // `No contact form`, `Non-marketing contact`: not about being written to.
  '(?:contact|kontakt\\w*) (?:forms?|pages?|details|info\\w*|persons?|names?|data|daten)|kontaktformular\\w*|kontaktdaten|non marketing contacts?',
  'mind|minds|object\\w*|objections?|proble+m\\w*|issues?|against|gegen|dagegen|contre|contra|contro|tegen|przeciw\\w*|imod|emot|nevad\\w*|bezwaar|souci|inconvenien\\w*|hesit\\w*|zoger\\w*|widersp\\w*',
  'repl\\w*|respon\\w*|answer\\w*|open\\w*|read|found|find|receiv\\w*|got|see|saw|seen|yet|so far|before|until|till|website|site|web|address|verified|valid|antwort\\w*|reagier\\w*|reaktion\\w*|reactie|gelesen|gelezen|erhalten|bekommen|geoffnet|gefunden|noch|bisher|vorher|nog|eerder|encore|avant|recu|lu|reponse|repond\\w*|vu|trouve\\w*|todavia|aun|antes|respuesta|contest\\w*|leid\\w*|recibi\\w*|encontr\\w*|ainda|resposta|leu|recebe\\w*|ancora|rispost\\w*|risposto|letto|ricevut\\w*|trovat\\w*|jeszcze|odpowied\\w*|czyta\\w*|dosta\\w*|an|svar\\w*|last|laest|fick|fik|endnu|odpoved\\w*|cetl\\w*|dostal\\w*|jeste|hear(?:d)? back',
  '(?:bis|vor|before|after|avant|antes|prima|voor|przed|innan|foer|for|pred) (?:\\w+ )?\\d+',
)

const near = (first: string, gap: number, second: string) => `(?:${first}) (?:[^ ]+ ){0,${gap}}(?:${second})`

const fromUs = '(?:from|von|van|de|da|od|fran|fra) (?:us|uns|ons|nous|nosotros|noi|nos|nas|oss|os)'

const refusesMail = wordPattern(
  near(negation, 2, mailing),
  near(
    negation,
    1,
    '(?:be|been|werden|etre|ser|essere|venire|worden|bli|blive|byc) (?:\\w+ )?(?:contact|contat|kontakt|mail|e ?mail|sollicit|demarch|relanc|molest|disturb|gemaild|benaderd)\\w*|(?:angeschrieben|kontaktiert|angemailt|gemaild|benaderd|gecontacteerd) (?:zu )?(?:werden|worden)',
  ),
  near(negation, 3, fromUs),
  `(?:${mailing}) (?:nein|no|non|nee|nej|nie|nao)(?: danke| thanks| merci| gracias| grazie| bedankt| tack| tak)?(?= ?$)`,
  'only (?:contact(?:ed)? )?(?:by |via |per )?(?:post|phone|letter)|(?:phone|tel) only|nur (?:per )?telefon\\w*|alleen (?:bellen|telefo\\w*)|(?:solo|so|tylko|bara|kun|jen) telefo\\w*',
)

/** `Will von der Liste`, `ønsker ikke henvendelser`, `solicita no recibir publicidad`. */
const wantsNoMore = wordPattern(
  '(?:will|mochte|wollte) (?:\\w+ )?(?:von|aus) (?:\\w+ )?(?:liste|verteiler|kartei|datenbank)(?= ?$| (?:runter|raus|weg))|van (?:\\w+ )?lijst (?:te )?(?:gaan|willen)|(?:vill|vil|onskar|onsker) (?:\\w+ )?(?:af|av|fra|fran) (?:list|mailinglist)(?:en|an|a)|pois (?:\\w+ )?listal\\w*|off (?:my|his|her|their|our) back',
  near(
    '(?:onsker|onskar|vil|vill) (?:ikke|inte|ej|ingen|inga)|(?:mochten?|will|wollen|wunscht|wunschen) kein\\w*|(?:wil|willen|wenst|wensen) geen|(?:veut|veulent|souhaite|souhaitent|desire) (?:plus|pas)|no (?:quiere|desea)|non (?:vuole|desidera|gradisce)|nao (?:quer|deseja)|nie (?:chce|zyczy)|nechce|nepreje|ei (?:halua|toivo)|(?:doesn t|does not|do not|don t) (?:want|welcome|wish)',
    3,
    'offers?|angebote?|aanbiedingen|offerten?|offres|ofertas?|oferty?|nabidk\\w*|erbjudanden?|tilbud|henvendelser?|publicidad|pubblicita|propaganda|publicite|advertising|marketing|viestej\\w*|mainoks\\w*|zusendung\\w*|reklam\\w*',
  ),
  '(?:no|non|nao|nie|ne (?:plus|pas)|not to|niet (?:meer )?te|nicht (?:mehr )?zu|ikke (?:at|a)) (?:recibir|ricevere|receber|recevoir|otrzymywac|receive|ontvangen|erhalten|empfangen|motta|modtage)',
)

/** A consent taken back, a request to be deleted. */
const takesBack = wordPattern(
  near(
    'revo[ck]\\w*|withdr\\w*|widerr[iu]f\\w*|retir\\w*|ritir\\w*|ingetrokken|cofn\\w*|aterkall\\w*|tilbage\\w*|odvol\\w*',
    3,
    'consent|permission|einwilligung|toestemming|consentement|consentimiento|consenso|consentimento|zgod[ay]|samtycket?|samtykket?|souhlas',
  ),
  near(
    'request|anfrage|antrag|solicitud|richiesta|pedido|verzoek|wniosek|begaran|anmodning|zadost',
    2,
    'removal|deletion|erasure|loschung|supresion|eliminacion|cancellazione|exclusao|verwijdering|usuniecie|radering|sletning|vymaz',
  ),
)

const stopsMail = wordPattern(
  `(?:stop|stopp|stopt|cease|parar|arreter|fermare) (?:(?:the|all|any|la|el|le|die|alle) ){0,2}(?:${campaign})|(?:${campaign}) stopp?(?:en|ed|t)?(?= ?$)|(?:cease|cut|end|stop)(?: all| any)? (?:comms|communications?|contact)`,
  '(?:no|not|kein\\w{0,2}|geen|inga|ingen) (?:(?:more|further|weiteren?|meer) )?(?:follow ups?|nachfassmails?|opvolging)(?= ?$| (?:please|bitte|aub|meer))|(?:do not|dont|don t|stop|never) (?:follow|following) up(?= ?$| (?:with|on) )|niet (?:meer )?opvolgen|no hacer seguimiento|ikke folg(?:e)? opp?',
  near(
    'stop|stopp|stopper|stopt|quit|cease|enough|hort? auf|aufhoren|schluss|arret\\w*|cess\\w*|basta|smett\\w*|dej(?:a|en|ad|ar) de|par(?:a|e|em|ar) (?:de|com)|ophouden|houd op|przesta\\w*|prestan\\w*|sluta|hold op',
    3,
    mailing,
  ),
)

const fromList = wordPattern(
  near(removing, 4, list),
  near(list, 2, removing),
  near(removing, 3, data),
  near(data, 3, removing),
  // An operator's own words for it.
  near(`(?!off )(?:${removing}|take out|taken out|pull|pulled|drop|dropped)`, 3, campaign),
  `(?:aus|von|uit|ur|fra|z) (?:[^ ]+ ){0,2}(?:${campaign}) (?:[^ ]+ )?(?:${removing})`,
  `(?:do not|dont|don t|never) (?:re ?)?(?:enroll?|sequence|add|upload)(?= ?$| to | in | into | again)|nicht (?:[^ ]+ ){0,2}(?:${campaign}) (?:aufnehmen|hinzufugen)|nie dodawac do (?:${campaign})`,
)

const person =
  'him|her|them|me|us|mig|meg|mnie|mne|ihn|sie|uns|mich|hem|haar|hen|ze|ons|mij|lo|la|le|les|los|las|li|os|as|o|a|go|ja|ich|honom|henne|dem|ham|hende|ho|ji'

/** These are also articles and possessives, unless nothing follows but a request. */
const atEnd =
  '(?= ?$| (?:please|pls|plz|thanks|now|asap|out|too|again|bitte|danke|a u b|aub|svp|stp|merci|por favor|gracias|per favore|grazie|prosze|tack|tak)(?: |$))'

/** `Please delete her`, `ihn streichen`, `quitarlo`. */
const removesPerson = wordPattern(
  near(removing, 0, `(?:${person})${atEnd}`),
  `(?:${person}) (?:(?:please|bitte|graag|nog) )?(?:${removing})${atEnd}`,
  `(?:take|get|drop|kick|haal|nimm|nehmt) (?:${person})(?: (?:out|off|eruit|eraf|raus|runter))${atEnd}`,
  `(?:quit|borr|elimin|sac|suprim|rimuov|cancell|togli|remov|apag)\\w*(?:a|e|i|ar|er|ir)l[oaei]s?${atEnd}`,
)

/** A list of other things; `nicht löschen`, `no quitar de la lista`. */
const ofThings = wordPattern(
  '(?:lists?|liste|lista|listen|lijst) (?:of|with|mit|met|med|z|s|prezzi|cen|contatti|precios?|de (?!diffusion|distrib|envio|correo|mail|contact)|di (?!distrib|invio))',
  near(
    'not|dont|don t|never|nicht(?: (?:von|aus) (?:der|dem|unserer) \\w+)?|nie|niet|ne|pas|no|non|nao|inte|ej|ikke|nem',
    0,
    removing,
  ),
)

const notAtWork = wordPattern(
  near(
    'no longer|not (?=(?:\\w+ ){1,3}(?:anymore|any more))|nicht mehr|nimmer|ne (?=\\w+ plus)|n est plus|plus|ya no|niet (?:meer|langer)|non (?:\\w+ )?piu|ja (?:nao|n)|nao (?=\\w+ (?:mais|ca))|juz (?:tu |tam |u nas )?nie|nie (?=(?:\\w+ )?juz)|(?:inte|ej) (?:langre|kvar|mer)|ikke (?:laengere|lengere|laenger|mere|lenger)|(?:uz|jiz) (?:\\w+ ){0,2}(?=ne\\w+)',
    3,
    'work\\w*|employ\\w*|here|there|with us|in post|in charge|responsible|team|arbeitet|tatig|beschaftigt|angestellt|zustandig|verantwortlich|im haus|im hause|an bord|dort|bei uns|im amt|travaill\\w*|bosse|en poste|en charge|dans la|dans l|chez nous|ici|de la boite|trabaj\\w*|labora|en la (?:empresa|casa|compania)|aqui|alli|dedica|lleva|encarga|lavora\\w*|in azienda|in ditta|qui|occupa|si occupa|trabalh\\w*|ca|na (?:empresa|firma)|aqui|werk(?:t|zaam)|in dienst|hier|daar|verantwoordelijk|pracuj\\w*|zatrudnion\\w*|zajmuje|jobbar|arbetar|anstalld|har|arbejder|ansat|her|nedela|nepracuje|nepusobi|zamestn\\w*|hos (?:os|oss|dem)|kvar',
  ),
  '(?:uz|jiz) (?:\\w+ ){0,3}(?:nedela|nepracuje|nepusobi|neni (?:zamestn\\w*|ve firme|u nas))',
)

/** Back from leave, or done with somebody else: `nicht mehr im Urlaub`, `no longer with their agency`. */
const elsewhere = wordPattern(
  '(?:old |former |previous )?(?:agenc\\w*|agentur\\w*|agence|agencia|agenzia|bureau|byran|byra|agencja|agenturou|supplier|provider|vendor|lieferant\\w*|fournisseur|proveedor|fornitore|fornecedor|leverancier|dostawc\\w*|leverantor\\w*)',
  'holiday|leave|vacation|sick|urlaub|elternzeit|mutterschutz|krank\\w*|homeoffice|conge\\w*|vacances|arret|vacaciones|baja|ferie|vakantie|verlof|ziek|maternita|malattia|ferias|licenca|urlopie?|macierzynsk\\w*|zwolnieniu|semester|foraldraledig\\w*|sjuk\\w*|barsel\\w*|syg\\w*|dovolene|materske|nemocn\\w*|with (?:old|my)|z (?:poprzedni|star)\\w*',
)

const us = 'us|uns|nous|nos|ons|ci|nas|oss|os'

const blocked =
  'blocked|(?:hat |haben )?(?:\\w+ )?blockiert|(?:a |ont )?bloques?|bloqueo|bloqueou|bloqueado|geblokt|geblokkeerd|(?:ha )?bloccat[oi]|zablokowal\\w*|blockerat|blokeret|blokkert|zablokoval\\w*'

/** Threats, and hands off. */
const hostile = wordPattern(
  // Whoever has blocked us, calls us spammers, writes through a lawyer.
  near(us, 2, blocked),
  near(blocked, 0, us),
  `(?:calls?|called|nennt|nannte|noemde|noemt|prend|chama|chamou|llama|llamo|chiama) (?:${us}) (?:\\w+ )?spam\\w*|(?:${us}) (?:\\w+ ){0,2}spammeurs`,
  '(?:solicitor|lawyer)\\w*(?: s)? letter|legal letter|anwaltsschreiben|f off|ejerc\\w+ derecho|si oppone|pedido de apagamento|prawnikiem|parem? de me|odczepic|uz mi nikdy|sluta hora av',
  '(?:sar|dsar) (?:received|request\\w*|sent)|subject access request|legal handling',
  'threat(?:s|en|ens|ened|ening) (?:\\w+ ){0,3}(?:ico|us|to|with|me|legal|gdpr|dpa|court|report\\w*)|(?:report\\w*|sue|suing) us|(?:droht|drohte|gedroht|drohen)(?! (?:umsatz|verlust|konkurs|insolvenz))|abgemahnt|mahnt (?:\\w+ )?ab|verklagt?|menace[ns]? (?:de|d)|(?:va|van a|quiere) (?:\\w+ )?(?:denunciar|demandar)\\w*|amenaz\\w*|minacci\\w*|segnalar(?:ci|vi)|(?:vai|vao) (?:\\w+ )?processar|ameac\\w*|dreig(?:t|de)|groz(?:i|il|ila|a)(?= )|hotar|hotade|truer|truede|vyhroz\\w*|hrozi (?:zalob|uoou|stiznost)\\w*',
  '(?:leave|left) (?:well )?alone|leave (?:\\w+ )?be|hands off|off limits|steer clear|stay away|keep away|do not touch|don t touch|never again|persona non grata|where to (?:go|stick)|told (?:\\w+ )?to get lost|burn(?:ed|t)(?! out)|hates? us|can t stand|cannot stand|blocked (?:us|me|our)|(?:finger|hande) weg|nicht anfassen|nicht anruhren|nie wieder|in ruhe|in frieden|zum teufel|hat uns rausgeworfen|spam ?(?:verdacht|vorwurf|melde\\w*|beschwerde\\w*)|mahnverfahren',
  'ne pas insister|laisser tomber|ne pas toucher|envoye\\w* (?:bouler|promener|paitre|balader)|mand\\w* a (?:paseo|la porra|la mierda)|dejar en paz|dejadl[oa]|no tocar|no insistir|en paz|lasci\\w* (?:perdere|stare)|mandat[oi] (?:\\w+ )?a quel paese|non toccare|non insistere|deix\\w* (?:\\w+ )?em paz|nao mexer|nao insistir|laat maar|laten (?:zitten|gaan)|afblijven|met rust|dac spokoj|daj\\w* spokoj|nie ruszac|lat (?:honom|henne|dem|vara)(?: vara)?|i fred|lad (?:ham|hende|dem|vaere)(?: vaere)?|ror ej|nesahat|nechat (?:byt|na pokoji|v klidu)|na pokoji|dat pokoj',
  '(?:boos|bose|wutend|furieux|furieuse|en colere|furios[oa]|arrabbiat[oa]|zly|zla|wsciekl\\w*|arg|vred|nastvan\\w*|angry)(?= ?$)',
)

/** Gone, dead, retired, replaced, out of business, or not the right person. */
const gone = wordPattern(
  // On leave for long, but not back from it.
  '(?<!(?:from|longer|mehr|retour|back|fin|over) (?:on |in |from |de |du |her )?)(?:(?:mat|maternity|paternity|parental) leave|elternzeit|mutterschutz|conge (?:mat|maternite|parental)|baja (?:larga|maternal|por maternidad)|zwangerschapsverlof|ouderschapsverlof|licenca (?:de )?maternidade|macierzynski\\w*|foraldraledig\\w*|mammaledig|barsel|materska)|^maternita',
  '(?:in|into|entered) (?:administration|receivership)|(?:fechou|cerro|cerraron|cerrado|chiuso) (?:as portas|las puertas|el negocio|i battenti)|dod i \\w+',
  'out of business|(?:ceased|stopped|no longer) trading|r i p(?= ?$)|nie zyje|ya no esta(?= ?$)|se (?:ha ido|fue|marcho) de la (?:empresa|compania|casa)',
  'ei (?:ole )?enaa (?:\\w+ )?(?:yrityksessa|toissa|taalla|palveluksessa)|(?:jai|jaanyt|siirtyi) elakkeelle|elakkeella|kuollut|poist\\w* (?:\\w+ )?tie(?:to|d)\\w*|tie(?:to|d)\\w* poist\\w*|menehty\\w*|vaihtanut tyopaikkaa',
  'moved on(?= ?$| now | to )|^gone(?= ?$)|(?:redundan\\w*|laid off|resigned|sacked)|(?:replaced|succeeded) by|^(?:no longer employed|nle)(?= ?$| )|passed(?= (?:in )?(?:\\w+ )?\\d+)|late (?:husband|wife)',
  'pensionar\\w*|altersteilzeit|i ?r(?= ?$)|ersetzt durch|(?:macht|ubernimmt) (?:jetzt|nun|inzwischen) (?:frau|herr|kolleg\\w*)|(?:er|sie) ist raus|^weg(?= ?$)|(?:ist|war) nur (?:praktikant\\w*|aushilfe|azubi|werkstudent\\w*)|verst(?= )|^verst(?= ?$)|verstorben\\w*',
  'retraitee?|a la retraite|retraite depuis|deced\\w*|mutee?(?= a )|remplac\\w* par|partie? (?:a|chez|de|en) (?:la |l )?(?:concurrence|retraite|concurrent)|radiee?|depot de bilan|liquidation|redressement',
  'jubilad\\w*|fallec\\w*|finad[oa]|se fue (?:de la (?:empresa|compania)|a otra)|sustituid[oa] por|reemplazad[oa] por|(?:se )?(?:pas(?:o|a)|fue|march\\w*) a la competencia|concurso de acreedores',
  'pensionat\\w*|decedut\\w*|mancat[oa] nel|fallit[oa]|sostituit[oa] da|passat[oa] (?:alla|a la) concorrenza|e andat[oa] via|reformad[oa]|aposentad[oa]|falec\\w*|saiu da (?:firma|empresa|casa)|substituid[oa] por|foi para a concorrencia',
  'pensioen|gepensioneerd\\w*|overled\\w*|failliet|uit dienst|vertrokken (?:naar|bij)(?! (?:een|vakantie|huis|beurs))|vervangen door|(?:zit|werkt|werkzaam) (?:\\w+ ){0,2}(?:bij|voor) (?:de )?concurrent\\w*|emerytur\\w*|emeryt\\w*|zmarl\\w*|zwoln(?:il|ila) sie|odszed\\w*|odeszla|(?:w )?likwidacji|upadlos\\w*|zastapion[ay] przez',
  'pensionar|pensionerad|avliden|avled|konkurs|slutat|(?:jobbar|arbetar) (?:\\w+ )?hos (?:en )?konkurrent\\w*|ersatt av|pension(?= ?$)|afgaet|afdod|^dod(?= ?$)|konkurs|(?:skiftet|gaet|rejst) til (?:en )?konkurrent\\w*|opsagt|fratrad\\w*|erstattet af|duchod\\w*|zemrel\\w*|insolvenc\\w*|(?:presel|presla|odesel|odesla) (?:ke?|do|od|z) .*|nahrazen\\w* .*|konkurz\\w*|likvidac\\w*',
  '(?:wrong|falsche\\w*|mauvais\\w*|equivocad\\w*|sbagliat\\w*|verkeerde?|zla|niewlasciw\\w*|fel|forkert|spatn\\w*) (?:person\\w*|contact\\w*|kontakt\\w*|ansprechpartner\\w*|abteilung|department|service|interlocuteur|departamento|reparto|afdeling|osoba|dzial|avdelning|oddeleni)|(?:persona|contacto|contatto|interlocuteur|departamento) (?:equivocad\\w*|sbagliat\\w*|errad\\w*)|falscher ansprechp\\w*|(?:verkeerde|zla|forkert) person\\w*|pessoa errada|(?:no es|non e|nao e|nie) (?:la |a |ta )?(?:persona|pessoa|osoba)|pas (?:la |le )bonn?e? \\w+|test (?:contact|record|entry|lead|kontakt|eintrag)',
)

const address =
  'e ?mails?|mails?|mail ?adress\\w*|mailen|mejl\\w*|e ?post\\w*|adress?e?n?|address|adresa|adres|direccion|indirizzo|endereco|mailadr|mailbox|inbox|postfach|postvak|boite|buzon|casella|caixa|skrzynka|schranka|correo|courriel'

const dead =
  'dead|tot|hs|ko|inexist\\w*|invalid\\w*|ungultig\\w*|falsch|fehlerhaft|stimmt (?:nicht|nimmer)|zurck|zruck|zuruck|retour|errone\\w*|fausse|faux|morte?|mortas?|rebot\\w*|devuelt\\w*|devolvid\\w*|respint\\w*|tornat\\w*|stuit\\w*|stuiter\\w*|studs\\w*|retur|dod|doed|neplatn\\w*|neexist\\w*|nefung\\w*|vraci|vratil\\w*|klopt niet|bestaat niet|zly|zla|bledn\\w*|odbij\\w*|nieaktualn\\w*|bounc\\w*|not valid|errat\\w*|errad\\w*|sbagliat\\w*|equivocad\\w*|incorrect\\w*'

const deadMail = wordPattern(near(address, 2, dead), near(dead, 1, address), '(?:^| )rebot(?:o|a|ado|ada)(?= |$)')

/** `The old one bounces`, `falsche Nummer, Mail stimmt`. */
const ofOldAddress = wordPattern(
  '(?:old|other|private|previous|alte|andere|private|vorige|ancienne|autre|vieja|antigua|otra|vecchi[ao]|altr[ao]|antig[ao]|outr[ao]|oude|stary|stara|inny|gammal|gamla|gamle|anden|star[yea]|jin[yae]) (?:one|address|e ?mail|mail|adresse?|adres\\w*|mejl\\w*)',
)

const customer = 'customer|client|kunde|kundin|clientes?|cliente|klant|klient\\w*|kund|zakaznik|zakaznice'

const ownBusiness = wordPattern(
  `(?:already|existing|current|happy|long ?standing|bereits|schon|ist|deja|ya (?:es|son)|gia|ja (?:e|sao)|al|vaste|bestaande|juz|nasz|redan|befintlig|allerede|eksisterende|uz|jiz|stavajici) (?:(?:a|our|un|uno|nostro|unser|kollegen|notre|nuestro) )?(?:${customer})(?! (?:of|von|bei|de(?! la casa)|van|di|u|hos|av) )`,
  `(?:${customer}) (?:of ours|von uns|bei uns(?! in )|hos oss|hos os|van ons|chez nous|since \\d+)`,
  '(?:e o |ja e |es |e |je to )(?:nosso|nuestro|nostro|nas|nasz) (?:cliente|klient|zakaznik)',
  '(?:works?|lavora|arbeitet|travaille|trabaja|trabalha|pracuje|jobbar|arbejder) (?:\\w+ ){0,3}(?:competition|competitors?|konkurrenz|concurrence|competencia|concorrenza|concorrencia)',
  '(?:bestands|stamm)kund\\w*|(?:happy|existing|current) customer|(?:vaste|bestaande) klant\\w*|compra(?:n)? desde|klant sinds|client (?:depuis|fidele)|cliente (?:desde|dal|habitual)|kunde seit|kund sedan|kunde siden|klient od|zakaznik od',
  '^(?:(?:ist|is|a|es|est|e|our|unser) )?(?:competitors?|wettbewerb(?:er)?|mitbewerber|konkurrenz|konkurrent|concurrente?|concurrence|competidor|competencia|concorrente|concorrenza|concorrencia|konkurencja|konkurence)(?= ?$| (?:nur|only|ojo|cuidado))',
)

const customers = `(?:${customer}|asiakas|musteri)`
const afterCustomer =
  '(?= ?$| (?:already|now|since|anyway|schon|bereits|seit|al|sinds|deja|depuis|ya|desde|gia|dal|ja|od|sedan|siden|do not|dont|don t|nicht|niet|pas|no|non|nao|nie|inte|ikke)(?: |$))'

/** The same if it is hardly anything else, or at the end: `our client`, `client actuel`, `already works with us`. */
const ownPerson = wordPattern(
  `(?:our|paying|unser|unsere|aktueller?|aktuelle|huidige|onze|notre|nuestro|nuestra|actual|nostro|nostra|nosso|nossa|atual|obecny|obecna|aktualny|aktualna|staly|stala|nasza|nuvarande|nuvaerende|navaerende|var|vores|var|nykyinen|mevcut) ${customers}${afterCustomer}`,
  `^(?:(?:he|she|they|it|this|company|firma|bedrijf|er|sie|hij|zij|dit|il|elle|c|esta|empresa|azienda) )?(?:is|are|re|s|ist|est|es|son|e|jest|ar|er) (?:already |now |bereits |schon |al |deja |ya |gia |ja )?(?:a |an |ein |eine |een |un |une |en )?(?:${customers})${afterCustomer}`,
  `(?:client|cliente|klient|kund|kunde) (?:actuel|existant|attitre|actif|actual|activo|nuestro|attivo|attuale|nostro|esistente|atual|ativo|nosso|existente|existent|obecny|staly|aktualny)${afterCustomer}`,
  '(?:already|currently) (?:works?|working|signed|contracted) (?:up )?with us|^(?:is |are )?under contract with us|arbeitet (?:schon|bereits) mit uns|werkt al (?:met|voor) ons|deja chez nous|travaille deja avec nous|ya (?:trabaja|esta) con nosotros|(?:lavora )?gia con noi|ja trabalha con(?:n)?osco|juz z nami (?:wspol)?pracuje|jobbar redan med oss|arbejder allerede med os',
)

/** `Not our client`, `our ideal customer`, `case study of our client`. */
const ofOthers = wordPattern(
  'not|no longer|never|isn t|aren t|nicht|kein\\w{0,2}|niet|geen|n est|plus|no es|ya no|non|nao|nie|inte|ikke|former(?:ly)?|ehemalig\\w*|fruher\\w*|ex|ancien|voormalige?|potential|possible|future|ideal|perfect|dream|target|good|great|typical|similar|like|as|wie|zoals|comme|como|come|jak|som|of|for|to|via|from|by|with(?! us)|against|between|fur|mit(?! uns)|von(?! uns)|durch|bei(?! uns)|voor|met(?! ons)|van|door|pour|avec(?! nous)|chez(?! nous)|par|para|con(?! (?:nosotros|noi))|por|per|da|dla|till|til|for|case study|referral|referred|empfohlen|why|if|when|wenn|si|se',
)

/** Returns whether a remark, normalised, says that its person is a customer or a competitor. */
export const isOwnBusinessNote = (plain: string): boolean =>
  ownBusiness.test(plain) || (ownPerson.test(plain) && !ofOthers.test(plain))

/**
 * Says that some word is not true of this person: `hat sich NICHT abgemeldet`, `did not unsubscribe`, `nessuna
 * opposizione`.
 */
const deniedOptOut = wordPattern(
  // Only auxiliary verbs and pronouns between: in `do not email, unsubscribed`, the opt-out is not denied.
  '(?:not|never|didn t|didnt|hasn t|nicht|nichts|nie|niet|niets|nooit|pas|jamais|no (?:se )?ha|nunca|non|mai|nao|inte|ej|aldrig|ikke|aldri) (?:(?:been|yet|mehr|se|si|e|est|sido|sig|sie|zich|sich) ){0,2}(?:unsubscri\\w*|opt(?:ed)? ?out|abgemeldet|abbestellt|ausgetragen|widersprochen|uitgeschreven|afgemeld|desabonn\\w*|desinscri\\w*|dad[oa] de baja|desuscri\\w*|cancellat[oa]|disiscritt[oa]|cancelou(?: a)? (?:subscricao|inscricao|assinatura)|descadastr\\w*|wypisal[a]?|wypisan[ya]|avregistrera\\w*|avanmalt|avprenumerera\\w*|afmeldt|avmeldt|frameldt|odhlasen\\w*)',
  'neodhlasil[a]?|neodhlasen\\w*',
  '(?:do not|dont|don t|never|nicht|niet|ne pas|non|nao|nie|inte|ej|ikke|no(?= (?:quitar|borrar|eliminar|sacar|retirar))) (?:(?:von|aus) (?:\\w+ ){1,2})?(?:remove|delete|loschen|streichen|entfernen|nehmen|austragen|verwijderen|schrappen|supprimer|retirer|enlever|quitar|borrar|eliminar|sacar|retirar|togliere|rimuovere|cancellare|remover|tirar|apagar|usuwac|skreslac|ta bort|stryka?|slette?|fjerne?)',
  '(?:not|nicht|ne pas|no|non|nao|niet) (?:hesit\\w*|zoger\\w*|aarzel\\w*|dud\\w*|esit\\w*)(?: (?:a|to|en|em|om|de))?|stop by',
  '(?:no|without|zero|kein\\w{0,2}|ohne|geen|zonder|pas d|aucune?|sans|ninguna?|sin|nessuna?|senza|nenhuma?|sem|zadn\\w+|brak|bez|inga|ingen|utan|uden) (?:(?:formal|formelle\\w*|further|known|written) )?(?:objections?|opposition|opposizion[ei]|oposicion|oposicao|widerspruch|bezwaar|opt ?outs?|sprzeciw\\w*|invandning\\w*|indsigelse\\w*|namit\\w*)',
)

export const allDeniedOptOuts = new RegExp(deniedOptOut.source, 'g')

/** A clause with words of the first kind may forbid mail, unless it has some of the second. */
const refusals: readonly (readonly [RegExp, RegExp?])[] = [
  [stopsMail],
  [wantsNoMore],
  [takesBack],
  [hostile],
  [ownBusiness],
  [ownPerson, ofOthers],
  [gone],
  [fromList, ofThings],
  [removesPerson, ofThings],
  [refusesMail, harmless],
  [notAtWork, elsewhere],
  [deadMail, ofOldAddress],
]

/** Returns whether a clause, normalised, may mean that its person must not be mailed. */
export const mayForbid = (clause: string): boolean =>
  refusals.some(([says, unless]) => says.test(clause) && !unless?.test(clause))

const mail =
  'e ?mails?|mails?|mailings?|newsletters?|correos?|courriels?|maili|mailu|mejl|mejlen|mailen|mailene|utskick|nyhedsbreve|nyhetsbrev|werbung|publicidad|pubblicita|publicidade|reclame'

const tired =
  'enough|fed up|(?:tired|sick|weary) of|annoyed (?:by|with|about)|satt|genervt von|marre|ras le bol|hart[oa]s? de|cansad[oa]s? d\\w+|stuf[oai] d\\w+|stanc[oai] d\\w+|fart[oa]s? d\\w+|dosc|dosyc|(?:trott|less) pa|traet af|lei (?:av|pa)|dost'

/** `En a marre de nos mails`, `hat unsere Mails satt`. */
const tiredOfMail = wordPattern(
  `(?:${tired}) (?:(?:of|with|all|the|these|those|our|endless|von|den|vielen|unseren|de|des|nos|vos|recibir|tantos|nuestros|delle|nostre|ricevere|dei|receber|dos|nossos|naszych|alla|vara|vores|nasich) ){0,4}(?:${mail})`,
  '(?:unsere|die|diese|onze|de|alle) (?:e ?mails?|mails?|newsletters?|mailings?) (?:\\w+ )?(?:satt|leid|zat|beu)',
)

const business =
  'business|company|firm|practice|shop|store|firma|firme|firmy|unternehmen|betrieb|praxis|laden|geschaft|bedrijf|zaak|winkel|praktijk|societe|entreprise|boutique|magasin|negozio|sklep|butiken|butikken|empresa|tienda|loja|azienda|ditta|societa|attivita|foretaget|bolaget|firman|firmaet|virksomheden|selskabet|spolecnost|obchod'

const closed =
  'closed|ceased|dissolved|bankrupt|shut|defunct|geschlossen|aufgelost|erloschen|aufgegeben|liquidiert|zugemacht|gestopt|gesloten|opgeheven|failliet|fermee?|dissoute|radiee|cerrad[oa]|cerro|cerraron|disuelta|liquidada|chius[oa]|fallita|cessat[oa]|fechou|fechada|encerrou|encerrada|faliu|falida|zamkniet[ay]|zamknal|zamknela|zlikwidowan[ay]|upadla|nedlagt|nedlagd|lukket|zrusena?|zanikla?'

/** After this much of a sentence, the business may still be closed for a day or a month only. */
const forGood =
  '(?: down| for good| permanent\\w*| definit?iv\\w*)?(?= ?$| (?:in|since|seit|depuis|desde|sinds|dal|em|od|sedan|siden) )'

/** `Firma seit Mai geschlossen`, `fechou a loja`: unlike `closed on Fridays`, and unlike `closed a deal`. */
const businessClosed = wordPattern(
  `(?:${business}) (?:\\w+ ){0,3}(?:${closed})${forGood}`,
  `(?!closed|shut)(?:${closed}) (?:(?:the|a|la|l|sa|su|sua|il|de|den) )?(?:${business})${forGood}`,
)

const disinterest = wordPattern(
  near(
    negation,
    2,
    'interest|interested|interess\\w*|interes\\w*|bedarf|geinteresseerd\\w*|belangstelling|behoefte|besoin|zainteresowan\\w*|intresse\\w*',
  ),
)

/** The person speaks, rather than whoever keeps the file. */
const ownWords = wordPattern(
  'i|we|i m|we re|ich|wir|ik|wij|je|nous|estamos|estoy|tenemos|tengo|nos|siamo|sono|abbiamo|temos|tenho|estou|jestesmy|jestem|jag|vi|jeg',
  'thanks|thank you|danke|vielen dank|bedankt|dank|merci|gracias|grazie|obrigad[oa]|dziekuj\\w*|tack|tak|takk',
)

/** Returns whether a sentence, normalised, is a person's own refusal of an offer, however long. */
export const refusesOffer = (sentence: string): boolean => disinterest.test(sentence) && ownWords.test(sentence)

/** Returns whether a short remark, normalised, is one after which its person should rather not be mailed. */
export const isTiredOrClosed = (plain: string): boolean => tiredOfMail.test(plain) || businessClosed.test(plain)

const month =
  'janu\\w+|janvier|enero|gennaio|janeiro|styczn\\w+|ledn\\w+|febr\\w+|fevrier|fevereiro|lut(?:y|ego|ym)|unor\\w*|march|marz\\w?|mars|marco|marts|maart|marca|marcem|brez\\w+|apri\\w+|avril|abril|kwietn\\w+|dubn\\w+|mai|mayo|mei|maggio|maio|maj\\w{0,2}|kvet\\w+|june|juni|junio|junho|juin|giugno|czerwc\\w+|cervn\\w+|july|juli|julio|julho|juillet|luglio|lipc\\w+|cervenc\\w+|august\\w*|aout|agosto|sierpn\\w+|srpn\\w+|septem\\w+|septiembre|settembre|setembro|wrzesn\\w+|zari\\w*|o[ck]tob\\w+|octubre|ottobre|outubro|pazdziern\\w+|rijn\\w+|novem\\w+|noviembre|listopad\\w*|de[cz]em\\w+|diciembre|dicembre|grudn\\w+|prosin\\w+'

/** `Pas de mail le vendredi`, `nepsat před březnem`, but not `no more mail`, and not the date of the request. */
const forATime = wordPattern(
  `(?:(?:not?|(?:don|doesn|didn|won) t|nicht|keine?|niet|geen|pas|non|nao|nie|inte|ej|ikke) (?:(?!mehr |meer |mas |piu |mais |more |plus |wiecej )\\w+ ){0,4}|ne(?:psat|posilat|zasilat|kontaktovat) (?:\\w+ )?)(?:${weekday}|wochenenden?|week end|poniedzial\\w*|wtor\\w*|srod\\w*|czwart\\w*|piat\\w*|(?:man|tis|tirs|ons|tors|fre)dag\\w*|pondel\\w*|uter\\w*|stred\\w*|ctvrt\\w*|pate?k\\w*|${month})(?! (?:19|20)\\d\\d)`,
)

/** When or how often something was done, or is still to be done. */
const when = wordPattern(
  weekday,
  month,
  '(?!0(?: |$))\\d\\w*',
  'again|already|still|once|twice|times|today|yesterday|tomorrow|week|month|next|last|on|in|at|w|since|until|till',
  'wieder|nochmals?|erneut|schon|bereits|noch|mal|heute|gestern|morgen|woche|monat|am|im|vom|seit|bis|weer|opnieuw|nogmaals|reeds|nog|keer|vandaag|gisteren|maand|op|te|sinds|tot',
  'encore|deja|fois|hier|demain|semaine|mois|le|en|depuis|de nuevo|veces|vez|hoy|ayer|manana|semana|mes|el|desde|ancora|gia|volte|volta|oggi|ieri|domani|settimana|mese|il|dal|ainda|vezes|hoje|ontem|amanha|em|jeszcze|juz|razy|dzis|wczoraj|jutro|dnia|igen|ganger|idag|den',
)
const allWhen = new RegExp(when.source, 'g')

/** Removes from a normalised text when or how often something was done, or is still to be done. */
export const withoutWhen = (plain: string): string => plain.replace(allWhen, '').trim()

/** Where a no ends that does not apply to what follows. */
export const clauseEnd = /[,;:.!?()\n]|\s[-–—|/]\s/u

/** Removes what forbids mail only for a time, from a remark in any writing; null if there is no such thing. */
export function withoutTimes(text: string): string | null {
  const clauses = text.split(clauseEnd).map(plainWords)
  const lasting = clauses.filter((clause) => !forATime.test(clause))
  return lasting.length === clauses.length ? null : lasting.join(' or ')
}

const pronouns: ReadonlySet<string> = new Set(
  'i we us our ours me my he she him her they ich wir uns unser unsere unseren mir mich er sie ihn ihr ik wij we ons onze mij hij zij hem haar je nous notre nos moi il elle lui yo nosotros nuestro nuestra nos ella noi nostro nostra ci mi lui lei nas nam naszych mnie ona vi oss os mig jag hon han hun mne nam'.split(
    ' ',
  ),
)

/**
 * Returns whether a remark speaks of its writer or of the person. Most refusals in words of their own do, most facts
 * about a business do not: `US SaaS` names a country.
 */
export const speaksOfPeople = (cell: string): boolean =>
  plainWords(cell.replaceAll(/\bUS\b/g, ' '))
    .split(' ')
    .some((word) => pronouns.has(word))
