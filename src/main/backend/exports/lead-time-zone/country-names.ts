/** Recognises the country in a text: by its code, its name in the languages of lead files, or a common name. */
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { countryZones } from './country-zones.ts'

const languages = ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt', 'pl', 'sv', 'da', 'cs']

/** Names and spellings missing from the languages' own lists. */
const alsoCalled = `
US usa|us|u s|u s a|united states of america|the united states|america|estados unidos|eeuu|ee uu|etats unis|vsa|vs|verenigde staten
GB uk|u k|great britain|britain|england|scotland|wales|northern ireland|grossbritannien|schottland|engeland|angleterre|inglaterra|grande bretagne|gran bretana|groot brittannie
NL holland|the netherlands|nederland|hollande|holanda
DE deutschland|brd|federal republic of germany|germany|alemania|allemagne|duitsland
CH schweiz|suisse|svizzera|suiza|zwitserland|swiss
CZ czech republic|czechia|tschechische republik|tschechien|cesko
SK slovak republic|slowakei
KR south korea|korea|republic of korea|sudkorea|coree du sud|corea del sur|zuid korea
KP north korea
RU russia|russian federation|russland
AE uae|u a e|united arab emirates|vae|emirates
TR turkey|turkiye|turkei|turquie|turquia|turkije
VN viet nam|vietnam
CN prc|p r c|peoples republic of china|people s republic of china|mainland china
TW taiwan roc|republic of china
HK hong kong sar|hong kong sar china|hongkong
MO macau|macao
MK macedonia|north macedonia|fyrom
IR iran islamic republic of|iran
SY syria|syrian arab republic
LA laos|lao pdr
MD moldova|republic of moldova
BO bolivia|plurinational state of bolivia
VE venezuela|bolivarian republic of venezuela
TZ tanzania|united republic of tanzania
CI ivory coast|cote divoire|cote d ivoire|elfenbeinkuste
CD dr congo|drc|democratic republic of the congo|congo kinshasa
CG republic of the congo|congo brazzaville
PS palestine|state of palestine
BA bosnia|bosnia and herzegovina|bosnien
IE republic of ireland|eire|irland|irlande|irlanda|ierland
ZA south africa|rsa|sudafrika|afrique du sud|sudafrica|zuid afrika
SA ksa|kingdom of saudi arabia
NZ aotearoa|neuseeland
BY belarus|weissrussland|wit rusland
MM burma|birma
SZ swaziland
CV cape verde
TL east timor
XK kosovo`

/** ISO 3166 three-letter codes of the countries for which lists mostly use them. */
const threeLetters = `
USA US|CAN CA|MEX MX|BRA BR|ARG AR|CHL CL|COL CO|PER PE|ECU EC|URY UY|PRY PY|BOL BO|VEN VE|CRI CR|PAN PA|GTM GT|DOM DO|PRI PR
GBR GB|IRL IE|FRA FR|DEU DE|GER DE|AUT AT|CHE CH|NLD NL|BEL BE|LUX LU|ESP ES|PRT PT|ITA IT|DNK DK|SWE SE|NOR NO|FIN FI|ISL IS
POL PL|CZE CZ|SVK SK|HUN HU|ROU RO|BGR BG|GRC GR|HRV HR|SVN SI|SRB RS|BIH BA|MNE ME|MKD MK|ALB AL|EST EE|LVA LV|LTU LT
UKR UA|BLR BY|MDA MD|RUS RU|TUR TR|CYP CY|MLT MT|ISR IL|ARE AE|SAU SA|QAT QA|KWT KW|BHR BH|OMN OM|JOR JO|LBN LB|EGY EG|MAR MA
TUN TN|DZA DZ|ZAF ZA|NGA NG|KEN KE|GHA GH|ETH ET|IND IN|PAK PK|BGD BD|LKA LK|NPL NP|CHN CN|HKG HK|TWN TW|JPN JP|KOR KR|SGP SG
MYS MY|THA TH|VNM VN|PHL PH|IDN ID|KHM KH|AUS AU|NZL NZ|KAZ KZ|UZB UZ|GEO GE|ARM AM|AZE AZ|IRN IR|IRQ IQ|LIE LI|MCO MC|AND AD`

let known: ReadonlyMap<string, string> | null = null

function names(): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>()
  const add = (name: string, code: string) => {
    const key = headerKey(name)
    if (key === '') return
    const before = found.get(key)
    // A name of two countries identifies neither.
    found.set(key, before === undefined || before === code ? code : null)
  }
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of countryZones.keys()) {
      const name = display.of(code)
      if (name) add(name, code)
    }
  }
  const own = new Map<string, string>()
  for (const line of alsoCalled.trim().split('\n')) {
    for (const name of line.slice(3).split('|')) own.set(headerKey(name), line.slice(0, 2))
  }
  for (const pair of threeLetters.trim().split(/[|\n]/)) own.set(pair.slice(0, 3).toLowerCase(), pair.slice(4))
  for (const code of countryZones.keys()) own.set(code.toLowerCase(), code)
  // Our own list of common names wins over names that are ambiguous between languages.
  return new Map([...found.entries(), ...own.entries()].filter((each): each is [string, string] => each[1] !== null))
}

/** The two-letter ISO code; null if the text does not clearly name a country. */
export function countryOf(text: string): string | null {
  known ??= names()
  return known.get(headerKey(text)) ?? null
}
