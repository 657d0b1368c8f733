/** What people and tools call a column. Words as `headerKey` leaves them, the better column first. */
import { headerKey } from './header-key.ts'
import type { knownVariables, LeadField } from './mapping.ts'

type VariableName = (typeof knownVariables)[number]

const list = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split('|'))
/** Written as they stand in files: scripts whose letters `headerKey` takes apart. */
const asWritten = (line: string): readonly string[] => line.split('|').map(headerKey)

/**
 * English first, then German, French, Spanish, Dutch, Italian, Portuguese, Vietnamese. Where a file has several columns
 * of one meaning, the earlier in this list wins.
 */
export const fieldAliases: Readonly<Record<LeadField, readonly string[]>> = {
  email: list(
    'email|email address|primary email|work email|business email|professional email|email work|email arbeit|email beruflich|email geschaftlich|email travail|email bureau|email trabajo|email lavoro|email werk|email zakelijk|email praca|email 1|email 1 value',
    'contact email|person email|company email|emails|email addresses|mail|mail address|lead email|user email|owner email',
    'best email|found email|email id|personal email|home email|facebook email|primary email address|email address 1',
    'recommended email|recommended work email|starry email|person email 1|contact email address|email addresses found|recipient email|recipient|to email|direct email|email1',
    'customer email|client email|employee email|decision maker email|verified email|valid email|email final|kontakt mail',
    'email adresse|emailadresse|mailadresse|mail adresse|kontakt email|geschaftliche email|emails adressen',
    'courriel|adresse email|adresse mail|adresse courriel|adresse electronique|adresse de messagerie|mel|email pro',
    'correo|correo electronico|direccion de correo|direccion de correo electronico|email de contacto|correo corporativo',
    'emailadres|email adres|mailadres|zakelijk emailadres|posta elettronica|indirizzo email|endereco de email',
    'thu dien tu|dia chi email|dia chi thu dien tu|adres email|adres e mail|poczta|email firmowy|email kontaktowy',
    'email professionnel|email professionnelle|adresse email professionnelle|mail pro|mail professionnel|email corporativo',
    'indirizzo di posta elettronica|posta|email aziendale|correio eletronico|email comercial|e mailadres zakelijk|mailbox',
    ...asWritten(
      'e-mailová adresa|emailová adresa|e-mail cím|adresă de e-mail|sähköposti|sähköpostiosoite|e-pošta|smtp addr|e-postadress|epost|e-post|メールアドレス|メール|邮箱|电子邮件|电子邮箱|邮件地址|이메일|электронная почта|почта',
    ),
  ),
  first_name: list(
    'first name|firstname|given name|given|n given|forename|fname|contact first name|person first name|email 1 first name|first',
    'vorname|vorname adressattyp naturl person|rufname|prenom|prenoms|nombre de pila|primer nombre|nombres|voornaam|roepnaam|nome proprio|primeiro nome',
    'ten goi|imie|first name s|contact first|owner first name|decision maker first name|nome di battesimo|pronom',
    'namev',
    ...asWritten('fornavn|förnamn|etunimi|jméno|křestní jméno|keresztnév|utónév|prenume|ime|имя|名'),
  ),
  last_name: list(
    'last name|lastname|surname|family name|n family|lname|contact last name|person last name|email 1 last name|last',
    'nachname|name adressattyp naturl person|familienname|zuname|nom de famille|apellido|apellidos|primer apellido|achternaam|familienaam|cognome',
    'sobrenome|apelido|ho|nazwisko|contact last|owner last name|decision maker last name|nom famille|second name',
    ...asWritten(
      'efternavn|etternavn|efternamn|sukunimi|příjmení|priezvisko|vezetéknév|családnév|nume de familie|priimek|prezime|фамилия|姓',
    ),
  ),
  company_name: list(
    'company name for emails|name for emails|company name cleaned|cleaned company name|company name|company|organization name|organization|organisation name',
    'organisation|account name|business name|companyname|employer|current company|associated company|lead company|related company|related company name|related company display name',
    'company legal name|legal name|firm|firm name|business|account|org|job company name|which company do you work for|company you work for|where do you work',
    'bei welcher firma arbeiten sie|fur welches unternehmen arbeiten sie|dans quelle entreprise travaillez vous|en que empresa trabaja|bij welk bedrijf werk je',
    'name adressattyp unternehmen|handelsnaam|naam bedrijf|naam onderneming|naam organisatie|firmenbezeichnung|aussteller|ausstellername|exhibitor|exhibitor name|exposant|expositor|espositore|standhouder',
    'firma|firmenname|unternehmen|unternehmensname|arbeitgeber|betrieb|organisationsname',
    'entreprise|societe|nom de l entreprise|nom entreprise|nom de la societe|nom societe|raison sociale|employeur',
    'empresa|nombre de la empresa|nombre empresa|compania|razon social|bedrijf|bedrijfsnaam|organisatie|onderneming',
    ...asWritten(
      'název firmy|název společnosti|společnost|název spoločnosti|spoločnosť|cégnév|vállalat|companie|nume firmă|denumire|podjetje|tvrtka|virksomhed|firmanavn|företag|företagsnamn|bedrift|selskap|yritys|компания|организация|会社名|企業名|公司|公司名称|企业名称|회사명',
    ),
    'werkgever|name1|nazwa firmy|nom commercial|nom d entreprise|denominacion social|denominazione|company organization|place name|store name|shop name|organization 1 name|organization name 1|works at|azienda|nome azienda|ragione sociale|nome da empresa|cong ty|ten cong ty|doanh nghiep',
  ),
  job_title: list(
    'job title|jobtitle|title|position|job position|job|role|job role|designation|current title|current position',
    'contact title|person title|email 1 title|occupation|title description|headline|current job|job function|function',
    'jobtitel|berufsbezeichnung|funktion|stelle|stellenbezeichnung|beruf|titel|rolle',
    'poste|fonction|intitule du poste|intitule de poste|titre du poste|titre|cargo|puesto|puesto de trabajo|titulo',
    ...asWritten(
      'pozice|pracovní pozice|pozícia|beosztás|munkakör|funcție|tehtävänimike|nimike|stilling|jobtitel|yrkestitel|befattning|должность|役職|职位|职务|직책',
    ),
    'contact job title|fonction contact|fonction du contact|role at org|role at company|role in company|custom role|custom title|ruolo in azienda|ruolo aziendale|cargo na empresa|cargo en la empresa|funktion im unternehmen|functie in bedrijf|wat doe je daar|wat is je functie|unvan|unvani|gorev|pozisyon|functia|asema|tehtava|stillingsbetegnelse|rolle i bedriften',
    'posicion|stanowisko|mansione|titolo|titolo professionale|funcao|organization 1 title|organization title|position title|puesto actual|functieomschrijving|intitule|posicion actual|functie|functietitel|functienaam|ruolo|posizione|qualifica|chuc vu|chuc danh',
  ),
  phone: list(
    'phone|phone number|telephone|telephone number|work direct phone|direct phone|direct phone number|direct dial|mobile phone|mobile',
    'mobile number|cell|cell phone|first phone|work phone|business phone|contact phone|phone 1|phone 1 value',
    'telephones|phone numbers|tlf|telefonnr|cep tel|cep telefonu|gsm no|corporate phone|company phone|company phone lookup|other phone|home phone|user phone|tel|phones|phone work|phone mobile|phone office|phone home',
    'telefon geschaftlich|telefon beruflich|telephone bureau|telephone professionnel|telefono lavoro|telefono trabajo|telefoon werk|telefoon zakelijk|tel work|tel cell|tel mobile|tel voice|tel home|telefon privat',
    'telefon|telefonnummer|telefonnr|tel nr|handy|handynummer|mobil|mobilnummer|mobiltelefon|rufnummer|festnetz',
    'numero de telephone|tel portable|telephone portable|portable|telephone mobile|tel fixe|telefono',
    'numero de telefono|movil|celular|telefono movil|telefoon|telefoonnummer|mobiel|mobiel nummer|gsm|cellulare',
    ...asWritten(
      'telefonní číslo|mobilní telefon|telefónne číslo|telefonszám|număr de telefon|puhelinnumero|mobiltelefon|puhelin|телефон|電話番号|電話|电话|手机|联系电话|전화번호',
    ),
    'telf1|dien thoai|so dien thoai|sdt|numer telefonu|numero di telefono|telemovel|mobile tel|tel mobile|telephone fixe|whatsapp|phone 1 number|primary phone|telephone 1|mobiltelefonnummer|tel|no tel|telephone no|phone no|mobile no|cellulare 1|telefon 1|sms|direct|numero telephone|num tel',
  ),
  website: list(
    'website|web site|company website|website url|homepage|home page|web page|web page 1|company domain|domain|site|web',
    'regular company url|site url|business website|organization website|url',
    'webseite|webadresse|internetseite|internet|site web|site internet|siteweb|sitio web|pagina web|webadres|sito web',
    ...asWritten(
      'webová stránka|webové stránky|webstránka|weboldal|honlap|verkkosivu|kotisivu|spletna stran|hjemmeside|hemsida|webbplats|nettside|сайт|ウェブサイト|网站|官网|홈페이지',
    ),
    'trang web|strona internetowa|strona www|www|sito internet|website 1 value|url du site|adresse web|company url|website link|organization url|company site',
  ),
  personalization: list(
    'personalization|personalisation|personalized line|personalised line|first line|opening line|opener|custom intro',
    'intro line|personal line|personalisierung|einleitungssatz|personnalisation|phrase d accroche|personalizacion',
    'primera linea|personalisatie|openingszin|ca nhan hoa',
  ),
}

export const variableAliases: Readonly<Record<VariableName, readonly string[]>> = {
  icebreaker: list('icebreaker|ice breaker|eisbrecher|brise glace|rompehielos|ijsbreker'),
  subject_line: list('subject line|subject|email subject|betreff|betreffzeile|objet|objet du mail|asunto|onderwerp'),
  address: list(
    'address|full address|formatted address|street address|street|company address|mailing street|mailing address|work address|address 1',
    'adr|stras|adr work|adr home|adresse|anschrift|strasse|straße|rue|adresse postale|direccion|domicilio|calle|adres|straat|indirizzo|dia chi|formatted|street 1|address line 1|line 1|ulica|endereco|gatuadress',
  ),
  city: list(
    'city|town|company city|mailing city|work city|locality|stadt|ort|wohnort|ville|ciudad|localidad|poblacion|stad',
    'sehir|ilce|postitoimipaikka|toimipaikka|sted|poststed|plaats|woonplaats|citta|cidade|thanh pho|localita|localidade|concelho|municipio|miejscowosc|kommune|comune|postort|gemeente',
    ...asWritten(
      'město|mesto|város|település|oraș|localitate|kaupunki|paikkakunta|ort01|miasto|by|stad|город|市区町村|城市|도시',
    ),
  ),
  state: list(
    'state|province|region|state province|company state|us state|mailing state province|work state|county|bundesland',
    'kanton|departement|provincia|comunidad autonoma|provincie|regio|tinh|tinh thanh|bundesland kanton|dep region|estado o provincia|estado provincia|provincia o estado|stato provincia|prov|wojewodztwo|lan|fylke',
  ),
  zip: list(
    'zip|zip code|zipcode|postal code|postcode|post code|mailing zip postal code|work zip code|company postal code|plz',
    'pstlz|postleitzahl|code postal|codigo postal|cap|cep|ma buu dien|ma buu chinh|kod pocztowy|postnummer|codice postale',
  ),
  country: list(
    'country|land1|country region|company country|work country|land|pays|pais|paese|quoc gia|land region|pays region|pais o region|pais region|paese area geografica|kraj',
  ),
  linkedin_url: list(
    'person linkedin url|linkedin url|linkedin|linkedin profile url|linkedin profile|linked in profile url|profile url',
    'linkedin link|profile link|default profile url|contact linkedin url|linkedin profil|profil linkedin|perfil linkedin',
  ),
  facebook_url: list('facebook url|facebook|facebook page|facebook link|fb|fb url|facebook seite|page facebook'),
  email_source: list('email source|primary email source|source of email|email origin'),
  category: list(
    'category|main category|business type|business category|company category|kategorie|categorie|categoria|danh muc',
  ),
  rating: list(
    'rating|review rating|average rating|google rating|star rating|stars|bewertung|calificacion|valoracion|beoordeling',
    'valutazione|danh gia',
  ),
  reviews: list(
    'reviews|user ratings total|review count|reviews count|number of reviews|rezensionen|anzahl bewertungen|avis|nombre d avis|resenas',
    'recensies|recensioni|so danh gia',
  ),
  location: list(
    'location|company location|person location|standort|lieu|emplacement|ubicacion|locatie|vi tri|dia diem',
  ),
  industry: list(
    'industry|company industry|sector|branche|industrie|secteur|secteur d activite|industria|bedrijfstak|sectorindustria',
    'settore|nganh|nganh nghe',
  ),
  employees: list(
    'employees|number of employees|employee count|no of employees|company size|headcount|mitarbeiter|mitarbeiterzahl',
    'anzahl mitarbeiter|effectif|nombre d employes|nombre de salaries|empleados|numero de empleados|medewerkers',
    'aantal medewerkers|dipendenti|so nhan vien|liczba pracownikow|numero de funcionarios',
  ),
  full_name: [],
  instagram_url: list('instagram url|instagram|instagram link|ig'),
  linkedin_email: list('linkedin email|linkedin contact email'),
  linkedin_contact_name: list('linkedin contact name'),
  linkedin_contact_title: list('linkedin contact title'),
  consent_source: list('consent source|opt in source|source of consent|quelle der einwilligung|source du consentement'),
  consent_date: list(
    'consent date|opt in date|optin date|opt in time|optin time|date of consent|datum der einwilligung|date du consentement',
  ),
}

/** Columns that say that a person wants no mail. */
export const optOutAliases = list(
  'unsubscribed|unsubscribe|opt out|opted out|optout|email opt out|opted out of email|has opted out of email|do not email',
  'do not contact|dnc|do not mail|no email please|suppressed|email suppressions|suppressions|unsubscribed from all email|email unsubscribed|blacklisted',
  'has opted out|marketing opt out|newsletter opt out|bounced|email bounced|hard bounced|bounce date|bounced at|bounce reason|email bounced reason|bounce message',
  'unsub time|unsubscribed at|unsubscribed on|unsubscribe date|unsubscribed date',
  'date unsubscribed|opt out date|opted out at|clean time|abgemeldet am|abmeldedatum|date de desinscription|fecha de baja|abgemeldet|kein kontakt|nicht kontaktieren|werbesperre|desinscrit',
  'desabonne|ne pas contacter|opposition|dado de baja|baja|no contactar|uitgeschreven|afgemeld|niet contacteren',
  'disiscritto|non contattare|descadastrado|nao contatar|wypisany|nie kontaktowac|huy dang ky',
)

/** Columns that name a consent or another lawful basis. */
export const consentAliases = list(
  'consent|gdpr consent|marketing consent|email marketing consent|accepts email marketing|accepts marketing|email marketing status|email consent|consent given|opt in|opted in|optin|lawful basis|legal basis',
  'legal basis for processing contact s data|gdpr|einwilligung|dsgvo einwilligung|rechtsgrundlage|consentement|rgpd',
  'base legale|consentimiento|base legal|toestemming|avg toestemming|rechtsgrond|consenso|consentimento|zgoda|dong y',
)

/** Columns that say how good the row's address is. */
export const verificationAliases = list(
  'email qualification|qualification email|qualification de l email|email status|email verification status|email verification|verification status|primary email status|email validation',
  'email validation status|validation status|email validity|email deliverability|deliverability|email verification result',
  'email 1 emails validator status|verification result|verify status|verification|zerobounce status|neverbounce result',
  'bouncer status|millionverifier result|zb status|zerobounce result|zb result|neverbounce status|nb result|bouncer result',
  'debounce result|email check|email quality|emaillistverify result|reoon status|clearout status|verifizierungsstatus|email prufung|statut email|statut de l email',
  'certainty|email certainty|email finder status|emailfinder status|statut de verification|estado del correo|estado email|verificacion|verificatiestatus|emailstatus',
)

/** Headers that may mean an address's status or anything else: only their cells can tell. */
export const maybeVerification = new Set(list('status|statut|estado|estatus|result|resultat|stato|quality|verified'))

/** Further addresses of the same row. */
export const otherEmail =
  /^(?:person )?(?:(?:secondary|tertiary|other|alternate|alternative|additional|second|third|2nd|3rd) emails?(?: address)?|emails?(?: address)? (?:0|[2-9]|[1-9]\d)(?: value| address)?|emails? (?:1|home|private|personal|other)|zweite email|autre email|otro correo|andere email|facebook email|linkedin email|email value [2-9])$/

/** One column with the whole name of a person, or of a business. */
export const wholeNames = new Set(
  list(
    ...asWritten(
      'jméno a příjmení|příjmení a jméno|meno a priezvisko|celé jméno|teljes név|név|nume și prenume|nume complet|nimi|koko nimi|ime in priimek|ime i prezime|fuldt navn|navn|namn|fullständigt namn|фио|氏名|名前|お名前|姓名|名字|이름|성명',
    ),
    'nachname vorname|name vorname|last name first name|surname first name|apellidos y nombre|apellidos nombre|cognome e nome|cognome nome|achternaam voornaam',
    'primary contact|main contact|key contact|primary contact name|vorname nachname|vor und nachname|voor en achternaam|prenom nom|first and last name',
    'nume|who|wer|qui|quien|chi|hvem|vem|osoba|osoba kontakt|persoon|persona|ime i priimek|direktør|direktor|director name|managing director name|daglig leder|vd|toimitusjohtaja|yhteyshenkilo|kontaktperson navn|yetkili|ilgili kisi|ad soyad|adi soyadi|contact person|name|full name|fullname|fn|user name original name|name original name|attendee name|attendee|participant|participant name|registrant|registrant name|guest name|contact name|display name|lead name|person name|contact|owner name',
    'email 1 full name|contact full name|kontakt|ansprechpartner|ganzer name|vollstandiger name|nom|nom complet',
    'nom et prenom|nom prenom|nombre|nombre completo|nombre y apellidos|naam|volledige naam|contactpersoon|nome',
    'nome completo|ho va ten|ho ten|ten|kunde|client|cliente|klant|nome e cognome|imie i nazwisko|nombre y apellido|volledige naam|interlocuteur|nom du contact|geschaftsfuhrer|geschaftsfuhrerin|geschaftsfuhrung|inhaber|inhaberin|ansprechperson|kontaktperson|ansprechpartnerin|referente|referente commerciale|titolare|gerant|dirigeant|propietario|persona de contacto|persona di contatto|osoba kontaktowa|osoba do kontaktu|eigenaar|proprietario|interlocutor|pessoa de contato|pessoa de contacto',
  ),
)

/** Headers only place directories and map scrapers have: their `title` or `name` is the business. */
export const placeHeaders = new Set(
  list(
    'place id|cid|google id|plus code|review rating|review count|reviews link|google maps link|google maps url|data id',
    'working hours|open hours|complete address|business status|popular times|h3|rating|reviews|business type|category',
    'subtypes|full address|latitude|longitude|permanently closed|google stars|total score|reviews count',
    'est principal|est ferme definitivement|nombre d avis|nombre d avis google|note google|lien google maps|url google maps|anzahl bewertungen|dauerhaft geschlossen|numero de resenas|cerrado permanentemente|numero di recensioni|aantal recensies|permanent gesloten',
  ),
)

/** Forms of address: a `Title` column of these is no job. */
export const salutations = new Set(
  list(
    'mr|mrs|ms|miss|mx|dr|prof|sir|madam|mister|herr|frau|monsieur|madame|mademoiselle|m|mme|mlle|senor|senora|senorita',
    'sr|sra|srta|dhr|mevr|mw|de heer|mevrouw|sig|signor|signora|dott|ong|ba|co|anh|chi|prof dr|dr med|me|mm',
  ),
)
