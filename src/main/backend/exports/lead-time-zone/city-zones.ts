/** Large cities of countries with several time zones. Once the country is known, the name is unambiguous. */
import { headerKey } from '#shared/domain/leads/import/header-key.ts'

const citiesOfCountry: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: {
    'America/New_York':
      'New York|New York City|NYC|Brooklyn|Manhattan|Boston|Philadelphia|Atlanta|Miami|Orlando|Tampa|Charlotte|Baltimore|Pittsburgh|Cincinnati|Cleveland|Raleigh|Washington DC|Fort Lauderdale',
    'America/Detroit': 'Detroit|Grand Rapids|Ann Arbor',
    'America/Indiana/Indianapolis': 'Indianapolis',
    'America/Chicago':
      'Chicago|Houston|Dallas|Austin|San Antonio|Fort Worth|Minneapolis|Saint Paul|Milwaukee|New Orleans|Nashville|Memphis|Omaha|Oklahoma City|Tulsa|Saint Louis|St Louis',
    'America/Denver': 'Denver|Colorado Springs|Salt Lake City|Albuquerque|El Paso',
    'America/Boise': 'Boise',
    'America/Phoenix': 'Phoenix|Scottsdale|Tucson|Tempe',
    'America/Los_Angeles':
      'Los Angeles|San Francisco|San Diego|San Jose|Seattle|Las Vegas|Sacramento|Oakland|Beverly Hills|Palo Alto|Santa Monica',
    'America/Anchorage': 'Anchorage',
    'Pacific/Honolulu': 'Honolulu',
  },
  CA: {
    'America/Toronto': 'Toronto|Ottawa|Mississauga|Montreal|Quebec City|Laval|Brampton',
    'America/Vancouver': 'Vancouver|Surrey|Burnaby|Victoria',
    'America/Edmonton': 'Calgary|Edmonton',
    'America/Winnipeg': 'Winnipeg',
    'America/Regina': 'Regina|Saskatoon',
    'America/Halifax': 'Halifax',
    'America/St_Johns': "St John's|Saint John's",
  },
  AU: {
    'Australia/Sydney': 'Sydney|Canberra|Wollongong',
    'Australia/Melbourne': 'Melbourne|Geelong',
    'Australia/Brisbane': 'Brisbane|Gold Coast|Cairns|Townsville',
    'Australia/Adelaide': 'Adelaide',
    'Australia/Perth': 'Perth',
    'Australia/Hobart': 'Hobart',
    'Australia/Darwin': 'Darwin',
  },
  BR: {
    'America/Sao_Paulo':
      'Sao Paulo|Rio de Janeiro|Brasilia|Belo Horizonte|Curitiba|Porto Alegre|Campinas|Florianopolis|Goiania|Vitoria',
    'America/Bahia': 'Salvador',
    'America/Fortaleza': 'Fortaleza|Natal',
    'America/Recife': 'Recife',
    'America/Manaus': 'Manaus',
    'America/Belem': 'Belem',
  },
  MX: {
    'America/Mexico_City':
      'Mexico City|Ciudad de Mexico|CDMX|Guadalajara|Monterrey|Puebla|Queretaro|Leon|Merida|San Luis Potosi|Zapopan',
    'America/Tijuana': 'Tijuana|Mexicali|Ensenada',
    'America/Hermosillo': 'Hermosillo',
    'America/Mazatlan': 'Culiacan|Mazatlan',
    'America/Cancun': 'Cancun|Playa del Carmen',
  },
  ID: {
    'Asia/Jakarta': 'Jakarta|Bandung|Surabaya|Medan|Tangerang|Bekasi|Semarang|Yogyakarta',
    'Asia/Makassar': 'Denpasar|Makassar|Ubud',
  },
  RU: {
    'Europe/Moscow':
      'Moscow|Moskva|Moskau|Saint Petersburg|St Petersburg|Kazan|Nizhny Novgorod|Krasnodar|Rostov on Don',
    'Europe/Samara': 'Samara|Tolyatti',
    'Asia/Yekaterinburg': 'Yekaterinburg|Ekaterinburg|Chelyabinsk|Perm|Ufa|Tyumen',
    'Asia/Novosibirsk': 'Novosibirsk',
    'Asia/Krasnoyarsk': 'Krasnoyarsk',
    'Asia/Vladivostok': 'Vladivostok',
  },
  CD: { 'Africa/Kinshasa': 'Kinshasa', 'Africa/Lubumbashi': 'Lubumbashi|Goma|Bukavu' },
}

const cities = new Map<string, string>(
  Object.entries(citiesOfCountry).flatMap(([country, zones]) =>
    Object.entries(zones).flatMap(([zone, names]) =>
      names.split('|').map((name) => [`${country} ${headerKey(name)}`, zone] as const),
    ),
  ),
)

/** Null for a city not listed. */
export const zoneOfCity = (country: string, city: string): string | null =>
  cities.get(`${country} ${headerKey(city)}`) ?? null
