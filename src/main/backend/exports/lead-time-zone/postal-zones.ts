/** What a postal code determines for certain: the state, or the part of a state that has its own time zone. */

/** First three digits of US ZIP codes by state (USPS Publication 65, L002): first and last, both included. */
const zipStates = `
ME 039-049|NH 030-038|VT 050-059|MA 010-027|RI 028-029|CT 060-069|NJ 070-089|NY 100-149|PA 150-196|DE 197-199
DC 200-205|VA 201-201|MD 206-219|VA 220-246|WV 247-268|NC 270-289|SC 290-299|GA 300-319|FL 320-349|AL 350-369
TN 370-385|MS 386-397|GA 398-399|KY 400-427|OH 430-459|IN 460-479|MI 480-499|IA 500-528|WI 530-549|MN 550-567
SD 570-577|ND 580-588|MT 590-599|IL 600-629|MO 630-658|KS 660-679|NE 680-693|LA 700-714|AR 716-729|OK 730-732
TX 733-733|OK 734-749|TX 750-799|CO 800-816|WY 820-831|ID 832-838|UT 840-847|AZ 850-865|NM 870-884|TX 885-885
NV 889-898|CA 900-961|HI 967-968|GU 969-969|OR 970-979|WA 980-994|AK 995-999|PR 006-007|PR 009-009|VI 008-008`

/** ZIP prefixes that lie wholly, or nearly so, in the smaller time zone of their state (49 CFR part 71). */
const zipParts: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'America/Chicago': '324 325 420 421 422 423 424 463 464 476 477',
    'America/New_York': '373 374 376 377 378 379',
    'America/Denver': '577 586 693 798 799 885',
    'America/Boise': '979',
    'America/Los_Angeles': '835 838',
  }).flatMap(([zone, codes]) => codes.split(' ').map((code) => [code, zone] as const)),
)

const ranges = zipStates
  .trim()
  .split(/[|\n]/)
  .map((each) => ({ state: each.slice(0, 2), from: each.slice(3, 6), to: each.slice(7, 10) }))

/** First letter of Canadian codes by province (Canada Post); X covers two territories. */
const canadian: Readonly<Record<string, string>> = {
  A: 'NL',
  B: 'NS',
  C: 'PE',
  E: 'NB',
  G: 'QC',
  H: 'QC',
  J: 'QC',
  K: 'ON',
  L: 'ON',
  M: 'ON',
  N: 'ON',
  P: 'ON',
  R: 'MB',
  S: 'SK',
  T: 'AB',
  V: 'BC',
  Y: 'YT',
}

/** First digit of Australian codes by the state most of them lie in (Australia Post). */
const australian: Readonly<Record<string, string>> = {
  0: 'NT',
  1: 'NSW',
  2: 'NSW',
  3: 'VIC',
  4: 'QLD',
  5: 'SA',
  6: 'WA',
  7: 'TAS',
  8: 'VIC',
  9: 'QLD',
}

/** French overseas departments, whose codes are written like those of France. */
const french: Readonly<Record<string, string>> = {
  971: 'America/Guadeloupe',
  972: 'America/Martinique',
  973: 'America/Cayenne',
  974: 'Indian/Reunion',
  976: 'Indian/Mayotte',
}

/** The five digits of a ZIP code, restoring a leading zero lost in a spreadsheet. Null if it is not a US ZIP code. */
function zipDigits(code: string): string | null {
  const found = /^(\d{4,5})(?:[-\s]?\d{4})?$/.exec(code.trim())
  return found ? (found[1] ?? '').padStart(5, '0') : null
}

export type Postal = { readonly state: string | null; readonly zone: string | null }
const nothing: Postal = { state: null, zone: null }

/** The state a code of this country lies in, and its time zone if the code alone determines it. */
export function postalOf(country: string, code: string): Postal {
  const text = code.trim().toUpperCase()
  switch (country) {
    case 'US': {
      const digits = zipDigits(text)?.slice(0, 3)
      if (digits === undefined) return nothing
      const state = ranges.find(({ from, to }) => digits >= from && digits <= to)?.state ?? null
      return { state, zone: zipParts.get(digits) ?? null }
    }
    case 'CA':
      return /^[A-Z]\d[A-Z]/.test(text) ? { state: canadian[text[0] ?? ''] ?? null, zone: null } : nothing
    case 'AU': {
      const found = /^\d{3,4}$/.test(text) ? text.padStart(4, '0') : null
      return found === null ? nothing : { state: australian[found[0] ?? ''] ?? null, zone: null }
    }
    case 'ES':
      return /^(35|38)\d{3}$/.test(text) ? { state: null, zone: 'Atlantic/Canary' } : nothing
    case 'PT':
      return /^9[5-9]\d{2}/.test(text) ? { state: null, zone: 'Atlantic/Azores' } : nothing
    case 'FR':
      return /^97\d{3}$/.test(text) ? { state: null, zone: french[text.slice(0, 3)] ?? null } : nothing
    default:
      return nothing
  }
}
