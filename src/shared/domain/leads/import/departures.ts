/** Tells that somebody has left, died or retired, in the languages in which people keep notes for each other. */
import { plainWords, wordPattern } from './opt-out-wording.ts'

const CLAUSE_CHARS = 50

/** Whoever has moved to another job or is away for long, and a business that is no more. */
export const goneWording = wordPattern(
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

/** Wording that means within a longer sentence too that somebody is no longer there. */
export const departedWording = wordPattern(
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
  /^(?:retired|retiree|pensioner|rentner(?:in)?|(?:im |in )?(?:ruhestand|rente|pension)|pensionär(?:in)?|pensioniert|retraitée?|gepensioneerd|met pensioen|jubilad[oa]|pensionat[oa]|aposentad[oa]|emeryt(?:ka)?|pensionerad|pensjonist|pensionist|deceased|verstorben)(?:\s*\([^)]*\))?$|^(?:former(?:ly)?|ehem(?:\.|als|alige[rns]?)|voormalig[e]?|ancien(?:ne)?(?= (?:direct|responsable|gérant|président|chef|pdg|cadre|associé))|ex[- ](?=(?:c[etfom]o|vp|head|owner|founder|partner|director|manager|employee|geschäftsführ|leiter|chef|direct)))[^,;|/&•·–—+()@]*$|[\s,(](?:retired|im ruhestand|a\.\s?d\.|i\.\s?r\.)\)?$/iu

/** Returns whether a normalised text says something, and not of somebody else. */
export const saysSo = (plain: string, says: (plain: string) => boolean): boolean =>
  says(plain) && !ofSomebodyElse.test(plain)

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
