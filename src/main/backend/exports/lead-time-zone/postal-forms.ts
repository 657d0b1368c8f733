/**
 * Postal codes whose format is unique to one country. The formats are those of the postal services: Royal Mail (PAF),
 * PostNL, Canada Post, USPS (ZIP+4), An Post (Eircode), CTT, Poczta Polska, Japan Post.
 */
import { headerKey } from '#shared/domain/leads/import/header-key.ts'

/** Areas of British postcodes. Jersey, Guernsey and Man are included, as they use London time. */
const british = new Set(
  'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE GY IM JE'.split(
    ' ',
  ),
)
const crown: Readonly<Record<string, string>> = { GY: 'GG', IM: 'IM', JE: 'JE' }

/** Codes with the country's sign in front: `D-10115`, `CH-8001`. */
const signs: Readonly<Record<string, string>> = {
  A: 'AT',
  B: 'BE',
  D: 'DE',
  F: 'FR',
  I: 'IT',
  L: 'LU',
  N: 'NO',
  S: 'SE',
}
const signed = new Set('AT BE CH CZ DE DK EE ES FI FR GR HR HU IT LT LU LV NL NO SE SI SK'.split(' '))

/** The country of a postal code by its format alone; null if several countries use the format. */
export function countryOfPostal(code: string): string | null {
  const text = code.trim().toUpperCase()
  const inUk = /^([A-Z]{1,2})\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}$/.exec(text)
  if (inUk) return british.has(inUk[1] ?? '') ? (crown[inUk[1] ?? ''] ?? 'GB') : null
  if (/^[1-9]\d{3}\s?[A-Z]{2}$/.test(text)) return 'NL'
  if (/^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][\s-]?\d[ABCEGHJ-NPRSTV-Z]\d$/.test(text)) return 'CA'
  if (/^\d{5}-\d{4}$/.test(text)) return 'US'
  if (/^(?:[AC-FHKNPRTV-Y]\d{2}|D6W)\s?(?=[AC-FHKNPRTV-Y\d]*[A-Z])[AC-FHKNPRTV-Y\d]{4}$/.test(text)) return 'IE'
  if (/^\d{4}-\d{3}$/.test(text)) return 'PT'
  if (/^\d{2}-\d{3}$/.test(text)) return 'PL'
  if (/^\d{3}-\d{4}$/.test(text)) return 'JP'
  const withSign = /^([A-Z]{1,2})-(\d{3}\s?\d{1,3})(?:\s?[A-Z]{2})?$/.exec(text)
  const sign = withSign?.[1] ?? ''
  return signs[sign] ?? (signed.has(sign) ? sign : null)
}

/**
 * Cities whose name almost certainly means one place: large, and no place of the same name has a twentieth of their
 * population. Chosen by hand; zones from the tz database (zone1970.tab). Names shared by two large places (Birmingham,
 * Valencia) are not listed.
 */
const lines = `
GB Europe/London London|Leeds|Glasgow|Edinburgh|Sheffield|Cardiff
IE Europe/Dublin Baile Atha Cliath
NL Europe/Amsterdam Amsterdam|Rotterdam|Den Haag|The Hague|'s-Gravenhage|Utrecht|Eindhoven|Groningen|Tilburg|Almere|Breda|Nijmegen|Arnhem|Enschede|Maastricht|Apeldoorn|Den Bosch|'s-Hertogenbosch
BE Europe/Brussels Brussels|Brussel|Bruxelles|Antwerp|Antwerpen|Anvers|Ghent|Gent|Brugge|Bruges|Leuven|Liège|Charleroi
DE Europe/Berlin Berlin|Hamburg|München|Muenchen|Munich|Köln|Koeln|Cologne|Frankfurt am Main|Stuttgart|Düsseldorf|Duesseldorf|Leipzig|Dortmund|Bremen|Dresden|Hannover|Nürnberg|Nuernberg|Nuremberg|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Mannheim|Karlsruhe|Augsburg|Wiesbaden|Mönchengladbach|Braunschweig|Chemnitz
AT Europe/Vienna Vienna|Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt
CH Europe/Zurich Zurich|Zürich|Zuerich|Genève|Genf|Basel|Bern|Lausanne|Winterthur|Luzern|St. Gallen
FR Europe/Paris Paris|Marseille|Lyon|Toulouse|Nice|Nantes|Montpellier|Strasbourg|Bordeaux|Lille|Rennes
ES Europe/Madrid Madrid|Sevilla|Seville|Zaragoza|Málaga|Bilbao|Alicante
PT Europe/Lisbon Lisbon|Lisboa|Porto|Braga
IT Europe/Rome Rome|Roma|Milano|Milan|Napoli|Torino|Turin|Palermo|Genova|Bologna|Firenze|Venezia|Verona
DK Europe/Copenhagen Copenhagen|København|Koebenhavn|Aarhus|Odense|Aalborg
SE Europe/Stockholm Stockholm|Göteborg|Gothenburg|Malmö|Uppsala
NO Europe/Oslo Oslo|Trondheim|Stavanger
FI Europe/Helsinki Helsinki|Espoo|Tampere|Turku
PL Europe/Warsaw Warsaw|Warszawa|Kraków|Wrocław|Wroclaw|Poznań|Gdańsk|Łódź|Lodz|Katowice
CZ Europe/Prague Prague|Praha|Brno|Ostrava
HU Europe/Budapest Budapest|Debrecen
RO Europe/Bucharest Bucharest|București|Cluj-Napoca|Timișoara|Iași
BG Europe/Sofia Sofia|Plovdiv
HR Europe/Zagreb Zagreb
SI Europe/Ljubljana Ljubljana
SK Europe/Bratislava Bratislava
RS Europe/Belgrade Belgrade|Beograd
EE Europe/Tallinn Tallinn
LV Europe/Riga Riga
LT Europe/Vilnius Vilnius|Kaunas
TR Europe/Istanbul Istanbul|Ankara|Izmir
AE Asia/Dubai Dubai|Abu Dhabi|Sharjah
SA Asia/Riyadh Riyadh|Jeddah
IN Asia/Kolkata Mumbai|New Delhi|Bangalore|Bengaluru|Chennai|Kolkata|Pune|Ahmedabad
SG Asia/Singapore Singapore
HK Asia/Hong_Kong Hong Kong
JP Asia/Tokyo Tokyo|Osaka|Yokohama
KR Asia/Seoul Seoul|Busan
TH Asia/Bangkok Bangkok
ZA Africa/Johannesburg Johannesburg|Cape Town|Durban
NG Africa/Lagos Lagos|Abuja
KE Africa/Nairobi Nairobi
EG Africa/Cairo Cairo
MA Africa/Casablanca Casablanca|Marrakesh|Marrakech
US America/New_York New York City|NYC|Philadelphia|Atlanta|Charlotte|Baltimore
US America/Detroit Detroit
US America/Indiana/Indianapolis Indianapolis
US America/Chicago Chicago|Houston|Dallas|Austin|Fort Worth|Minneapolis|Milwaukee|New Orleans|Nashville|Oklahoma City|Tulsa
US America/Denver Salt Lake City|Albuquerque|Colorado Springs
US America/Phoenix Phoenix|Scottsdale|Tucson
US America/Los_Angeles Seattle|Las Vegas|Sacramento
CA America/Toronto Toronto|Montreal|Mississauga|Quebec City
CA America/Edmonton Calgary|Edmonton
CA America/Winnipeg Winnipeg
AU Australia/Sydney Sydney|Canberra
AU Australia/Melbourne Melbourne
AU Australia/Brisbane Brisbane|Gold Coast
AU Australia/Perth Perth
NZ Pacific/Auckland Auckland
BR America/Sao_Paulo São Paulo|Rio de Janeiro|Belo Horizonte|Curitiba
MX America/Mexico_City Mexico City|Ciudad de México|CDMX
AR America/Argentina/Buenos_Aires Buenos Aires
CO America/Bogota Bogotá
PE America/Lima Lima`

const cities = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [country = '', zone = '', ...rest] = line.split(' ')
      return rest
        .join(' ')
        .split('|')
        .map((name) => [headerKey(name), { country, zone }] as const)
    }),
)

/** The place of a city when no country is known; null if the name is ambiguous. */
export const placeOfCity = (city: string): { readonly country: string; readonly zone: string } | null =>
  cities.get(headerKey(city)) ?? null
