/**
 * Time zones of the states of countries with several zones, from the tz database (zone1970.tab) and, for US states, 49
 * CFR part 71. A state with two zones counts as the one most of its people live in; a postal code can be more precise.
 */
import { headerKey } from '#shared/domain/leads/import/header-key.ts'

/** `CODE name|other name=zone`, one per line. Zones without their first part are on the same continent. */
const linesOfCountry: Readonly<Record<string, string>> = {
  US: `
AL Alabama=America/Chicago
AK Alaska=America/Anchorage
AZ Arizona=America/Phoenix
AR Arkansas=America/Chicago
CA California|Kalifornien|Californie=America/Los_Angeles
CO Colorado=America/Denver
CT Connecticut=America/New_York
DE Delaware=America/New_York
DC District of Columbia|Washington DC|Washington D C|D C=America/New_York
FL Florida=America/New_York
GA Georgia=America/New_York
HI Hawaii=Pacific/Honolulu
ID Idaho=America/Boise
IL Illinois=America/Chicago
IN Indiana=America/Indiana/Indianapolis
IA Iowa=America/Chicago
KS Kansas=America/Chicago
KY Kentucky=America/New_York
LA Louisiana=America/Chicago
ME Maine=America/New_York
MD Maryland=America/New_York
MA Massachusetts=America/New_York
MI Michigan=America/Detroit
MN Minnesota=America/Chicago
MS Mississippi=America/Chicago
MO Missouri=America/Chicago
MT Montana=America/Denver
NE Nebraska=America/Chicago
NV Nevada=America/Los_Angeles
NH New Hampshire=America/New_York
NJ New Jersey=America/New_York
NM New Mexico=America/Denver
NY New York|New York State=America/New_York
NC North Carolina=America/New_York
ND North Dakota=America/Chicago
OH Ohio=America/New_York
OK Oklahoma=America/Chicago
OR Oregon=America/Los_Angeles
PA Pennsylvania=America/New_York
RI Rhode Island=America/New_York
SC South Carolina=America/New_York
SD South Dakota=America/Chicago
TN Tennessee=America/Chicago
TX Texas=America/Chicago
UT Utah=America/Denver
VT Vermont=America/New_York
VA Virginia=America/New_York
WA Washington|Washington State=America/Los_Angeles
WV West Virginia=America/New_York
WI Wisconsin=America/Chicago
WY Wyoming=America/Denver
PR Puerto Rico=America/Puerto_Rico
GU Guam=Pacific/Guam
VI US Virgin Islands|Virgin Islands=America/St_Thomas`,
  CA: `
ON Ontario=America/Toronto
QC Quebec|PQ=America/Toronto
BC British Columbia|Colombie Britannique=America/Vancouver
AB Alberta=America/Edmonton
MB Manitoba=America/Winnipeg
SK Saskatchewan=America/Regina
NS Nova Scotia|Nouvelle Ecosse=America/Halifax
NB New Brunswick|Nouveau Brunswick=America/Halifax
PE Prince Edward Island|PEI=America/Halifax
NL Newfoundland and Labrador|Newfoundland|Newfoundland Labrador=America/St_Johns
NT Northwest Territories=America/Edmonton
YT Yukon|Yukon Territory=America/Whitehorse`,
  AU: `
NSW New South Wales=Australia/Sydney
ACT Australian Capital Territory=Australia/Sydney
VIC Victoria=Australia/Melbourne
QLD Queensland=Australia/Brisbane
SA South Australia=Australia/Adelaide
WA Western Australia=Australia/Perth
TAS Tasmania=Australia/Hobart
NT Northern Territory=Australia/Darwin`,
  BR: `
AC Acre=America/Rio_Branco
AL Alagoas=America/Maceio
AP Amapa=America/Belem
AM Amazonas=America/Manaus
BA Bahia=America/Bahia
CE Ceara=America/Fortaleza
DF Distrito Federal=America/Sao_Paulo
ES Espirito Santo=America/Sao_Paulo
GO Goias=America/Sao_Paulo
MA Maranhao=America/Fortaleza
MT Mato Grosso=America/Cuiaba
MS Mato Grosso do Sul=America/Campo_Grande
MG Minas Gerais=America/Sao_Paulo
PA Para=America/Belem
PB Paraiba=America/Fortaleza
PR Parana=America/Sao_Paulo
PE Pernambuco=America/Recife
PI Piaui=America/Fortaleza
RJ Rio de Janeiro=America/Sao_Paulo
RN Rio Grande do Norte=America/Fortaleza
RS Rio Grande do Sul=America/Sao_Paulo
RO Rondonia=America/Porto_Velho
RR Roraima=America/Boa_Vista
SC Santa Catarina=America/Sao_Paulo
SP Sao Paulo=America/Sao_Paulo
SE Sergipe=America/Maceio
TO Tocantins=America/Araguaina`,
  MX: `
AGU Aguascalientes|AGS=America/Mexico_City
BCN Baja California|BC=America/Tijuana
BCS Baja California Sur=America/Mazatlan
CAM Campeche=America/Mexico_City
CHP Chiapas|CHIS=America/Mexico_City
CHH Chihuahua|CHIH=America/Chihuahua
COA Coahuila|COAH|Coahuila de Zaragoza=America/Mexico_City
COL Colima=America/Mexico_City
CMX CDMX|Ciudad de Mexico|Mexico City|Distrito Federal|DF=America/Mexico_City
DUR Durango|DGO=America/Mexico_City
GUA Guanajuato|GTO=America/Mexico_City
GRO Guerrero=America/Mexico_City
HID Hidalgo|HGO=America/Mexico_City
JAL Jalisco=America/Mexico_City
MEX Estado de Mexico|State of Mexico|EDOMEX=America/Mexico_City
MIC Michoacan|MICH|Michoacan de Ocampo=America/Mexico_City
MOR Morelos=America/Mexico_City
NAY Nayarit=America/Mazatlan
NLE Nuevo Leon|NL=America/Mexico_City
OAX Oaxaca=America/Mexico_City
PUE Puebla=America/Mexico_City
QUE Queretaro|QRO=America/Mexico_City
ROO Quintana Roo|QROO=America/Cancun
SLP San Luis Potosi=America/Mexico_City
SIN Sinaloa=America/Mazatlan
SON Sonora=America/Hermosillo
TAB Tabasco=America/Mexico_City
TAM Tamaulipas|TAMPS=America/Mexico_City
TLA Tlaxcala|TLAX=America/Mexico_City
VER Veracruz=America/Mexico_City
YUC Yucatan=America/Mexico_City
ZAC Zacatecas=America/Mexico_City`,
  ID: `
JK Jakarta|DKI Jakarta|Special Capital Region of Jakarta=Asia/Jakarta
JB West Java|Jawa Barat=Asia/Jakarta
JT Central Java|Jawa Tengah=Asia/Jakarta
JI East Java|Jawa Timur=Asia/Jakarta
BT Banten=Asia/Jakarta
YO Yogyakarta|DI Yogyakarta=Asia/Jakarta
SU North Sumatra|Sumatera Utara=Asia/Jakarta
BA Bali=Asia/Makassar`,
  RU: `
MOW Moscow|Moskva|Moskau|Moscow City|Moscow Oblast|Moskovskaya oblast=Europe/Moscow
SPE Saint Petersburg|St Petersburg|Sankt Peterburg|Leningrad Oblast=Europe/Moscow
TA Tatarstan|Republic of Tatarstan=Europe/Moscow
KDA Krasnodar Krai=Europe/Moscow
SAM Samara Oblast=Europe/Samara
SVE Sverdlovsk Oblast=Asia/Yekaterinburg
CHE Chelyabinsk Oblast=Asia/Yekaterinburg
NVS Novosibirsk Oblast=Asia/Novosibirsk
PRI Primorsky Krai=Asia/Vladivostok`,
  // Islands whose zone differs from that of their country's mainland.
  ES: `
CN Canarias|Canary Islands|Islas Canarias|Las Palmas|Santa Cruz de Tenerife|Tenerife|Gran Canaria|Kanarische Inseln=Atlantic/Canary`,
  PT: `
20 Azores|Acores|Azoren|Regiao Autonoma dos Acores=Atlantic/Azores`,
}

export type State = { readonly country: string; readonly code: string; readonly zone: string }

const byCountry = new Map<string, ReadonlyMap<string, State>>(
  Object.entries(linesOfCountry).map(([country, lines]) => [
    country,
    new Map(
      lines
        .trim()
        .split('\n')
        .flatMap((line) => {
          const [names = '', zone = ''] = line.split('=')
          const [code = ''] = names.split(' ', 1)
          return [code, ...names.slice(code.length + 1).split('|')].map(
            (name) => [headerKey(name), { country, code, zone }] as const,
          )
        }),
    ),
  ]),
)

/** A state of a country by code or name; null if the country has none of that name. */
export const stateOf = (country: string, state: string): State | null =>
  byCountry.get(country)?.get(headerKey(state)) ?? null

/** States of any country that a name or code may mean. */
export const findStatesByName = (state: string): readonly State[] => {
  const key = headerKey(state)
  return [...byCountry.values()].flatMap((states) => states.get(key) ?? [])
}

/** The country of a time zone if that country has several; null otherwise. */
export const countryOfStateZone = (zone: string): string | null =>
  [...byCountry.values()].flatMap((states) => [...states.values()]).find((state) => state.zone === zone)?.country ??
  null

/** Names of regions in several countries, of which only some are listed above. */
const alsoElsewhere = new Set(['amazonas', 'victoria', 'bolivar', 'colima', 'tabasco'])

/** Whether a text is the full name of a state that no other country is known to share. */
export const isUnambiguousState = (state: string): boolean => {
  const key = headerKey(state)
  return key.length > 3 && !alsoElsewhere.has(key) && findStatesByName(state).length === 1
}
