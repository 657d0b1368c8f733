/** Words of reading a lead file: what it is, how it is read, what is mended, what stays behind. */
import type { ValueFlag } from '../../domain/cell-value.ts'
import type { Encoding } from '../../domain/csv/detect-bytes.ts'
import type { Gate } from '../../domain/gates.ts'
import type { QuirkCode } from '../../domain/quirks.ts'
import type { SourceId } from '../../domain/source-profiles.ts'
import { counted, n } from './counted.ts'

type NewGate = Extract<
  Gate,
  | 'risky'
  | 'masked'
  | 'role_address'
  | 'disposable'
  | 'opted_out'
  | 'no_consent'
  | 'ragged'
  | 'blocked'
  | 'contacted'
  | 'other_client'
>

/** The gates of a file beyond the first ones, as names of a part of a sum. */
export const importGatesEn: Readonly<
  Record<NewGate, { readonly word: string; readonly means: string; readonly reason: string }>
> = {
  risky: {
    word: 'risky or catch-all',
    means: 'The file itself says the address is risky, or its domain takes any name.',
    reason: 'the file says the address is risky or catch-all',
  },
  masked: {
    word: 'masked',
    means: 'The tool that wrote the file hid the address behind asterisks.',
    reason: 'the address is masked in the file',
  },
  role_address: {
    word: 'role address',
    means: 'The address belongs to a function such as info@ or sales@.',
    reason: 'the address belongs to a function',
  },
  disposable: {
    word: 'disposable address',
    means: 'The mailbox is made to be thrown away.',
    reason: 'the mailbox is a throw-away one',
  },
  opted_out: {
    word: 'opted out',
    means: 'The person wants no mail: the file says so, or your opt-outs.',
    reason: 'the person opted out',
  },
  no_consent: {
    word: 'without consent',
    means: 'No consent or other lawful basis stands in the row.',
    reason: 'no consent or lawful basis in the file',
  },
  ragged: {
    word: 'uneven row',
    means: 'The row has fewer or more cells than the header.',
    reason: 'the row has fewer or more cells than the header',
  },
  blocked: {
    word: 'on a block list',
    means: 'The address or its domain is on Instantly’s block list or on your own.',
    reason: 'on the block list',
  },
  contacted: {
    word: 'in another campaign',
    means: 'The address is in a campaign of this client: by an export from here, by events, or as Instantly had it.',
    reason: 'already in another campaign of this client',
  },
  other_client: {
    word: 'contacted for another client',
    means: 'The address is in a campaign of another client: by an export from here, or as Instantly had it.',
    reason: 'already contacted for another client',
  },
}

/** The same as a reason after "because". */
export const importGateReasonsEn = {
  risky: importGatesEn.risky.reason,
  masked: importGatesEn.masked.reason,
  role_address: importGatesEn.role_address.reason,
  disposable: importGatesEn.disposable.reason,
  opted_out: importGatesEn.opted_out.reason,
  no_consent: importGatesEn.no_consent.reason,
  ragged: importGatesEn.ragged.reason,
  blocked: importGatesEn.blocked.reason,
  contacted: importGatesEn.contacted.reason,
  other_client: importGatesEn.other_client.reason,
} as const

const sources: Readonly<Record<SourceId, string>> = {
  apollo: 'Apollo export',
  gosom_google_maps: 'Google Maps scraper (gosom)',
  outscraper_google_maps: 'Outscraper, Google Maps',
  apify_google_maps: 'Apify, Google Maps',
  google_maps_scraper: 'Google Maps scraper',
  phantombuster_search: 'PhantomBuster, Sales Navigator search',
  phantombuster_likers: 'PhantomBuster, likers and commenters',
  linkedin_connections: 'LinkedIn connections',
  hubspot: 'HubSpot contacts',
  pipedrive: 'Pipedrive people',
  salesforce: 'Salesforce report',
  zoho: 'Zoho leads',
  facebook_lead_ads: 'Facebook lead ads',
  google_ads: 'Google Ads leads',
  smartlead: 'Smartlead upload',
  instantly: 'Instantly leads',
  google_contacts: 'Google contacts',
  outlook_contacts: 'Outlook contacts',
  thunderbird_contacts: 'Thunderbird address book',
  hunter: 'Hunter export',
  zoominfo: 'ZoomInfo export',
  mailchimp: 'Mailchimp audience',
}

const quirks: Readonly<Record<QuirkCode, { readonly title: string; readonly text: string }>> = {
  mojibake: { title: 'Garbled letters', text: 'Letters were read in the wrong encoding before the file was written.' },
  apostrophes: { title: 'Apostrophes before values', text: 'Left by a spreadsheet; they are taken away.' },
  company_for_emails: {
    title: 'Company name for emails',
    text: 'The tidied company name is used as the company. It holds no address.',
  },
  salutation_title: { title: 'Title is a form of address', text: 'Mr, Ms or Dr is no job title, so it is left out.' },
  further_addresses: {
    title: 'Several addresses in a row',
    text: 'The best verified one is used, the others are kept with the lead.',
  },
  address_type_beside: { title: 'Type beside each address', text: 'Work or home is no address, so it is left out.' },
  several_in_cell: { title: 'More than an address in one cell', text: 'The address is taken out of the cell.' },
  json_cells: { title: 'Data in cells', text: 'Cells made for programs (JSON) are left out.' },
  null_words: { title: 'Words for nothing', text: '“n/a”, “no data” and the like count as empty.' },
  cut_numbers: {
    title: 'Numbers a spreadsheet cut',
    text: 'Of a cell like 4.91512E+11 the last digits are gone, and it is sent as it stands. Set the column to text in the spreadsheet and export again.',
  },
  icon_glyphs: { title: 'Icons in cells', text: 'Signs of an icon font are taken away.' },
  masked: { title: 'Masked values', text: 'Values hidden behind asterisks are never sent.' },
  duplicate_header: { title: 'Column names used twice', text: 'Each column keeps its own cells.' },
  empty_header: { title: 'Columns without a name', text: 'They are kept and can be used.' },
}

const encodingNames: Readonly<Record<Encoding | 'xlsx', string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (Western Europe)',
  shift_jis: 'Shift-JIS (Japanese)',
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'iso-8859-2': 'ISO 8859-2 (Central Europe)',
  'iso-8859-15': 'ISO 8859-15 (Western Europe)',
  macintosh: 'Mac Roman (old Macs)',
  gb18030: 'GB18030 (Chinese)',
  big5: 'Big5 (Chinese)',
  'euc-jp': 'EUC-JP (Japanese)',
  'euc-kr': 'EUC-KR (Korean)',
  xlsx: 'Excel workbook',
}

const flags: Readonly<Record<ValueFlag, string>> = {
  line_escape: 'a literal \\n',
  placeholder: 'an unfilled {{placeholder}}',
  html: 'HTML',
  json: 'JSON',
  all_caps: 'names in capitals',
  masked: 'masked values',
}

export const importingEn = {
  sources,
  quirks,
  encodingNames,
  flags,

  source: {
    recognised: (source: string, columns: number) => `${source}, ${counted(columns, 'column')}`,
    unknown: 'No known tool: columns are matched by their names and cells.',
    sure: { certain: 'Certain', likely: 'Likely' },
    why: (found: number, of: number) => `${n(found)} of ${n(of)} column names that only this tool writes`,
    evidence: 'How do we know?',
  },

  reading: {
    change: 'Change how it is read',
    title: 'How the file is read',
    text: 'Change a setting and look at the rows below before you use it.',
    chooseEncoding: 'Choose the encoding',
    encoding: 'Encoding',
    delimiter: 'Between cells',
    delimiters: {
      ',': 'Comma',
      ';': 'Semicolon',
      '\t': 'Tab',
      '|': 'Bar',
      ':': 'Colon',
    } as Readonly<Record<string, string>>,
    sheet: 'Sheet',
    header: 'Header in line',
    noHeader: 'No header',
    noHeaderHint: 'The first line is a row already.',
    preview: 'How the first rows look',
    column: (position: number) => `Column ${n(position)}`,
    use: 'Read it like this',
    line: (line: number) => `header in line ${n(line)}`,
    without: 'no header',
    sheetFact: (sheet: string) => `sheet “${sheet}”`,
  },

  quirksTitle: 'What is peculiar about this file',
  before: 'In the file',
  after: 'Used as',
  nothing: 'nothing',

  switches: {
    repairMojibake: { label: 'Repair garbled letters', hint: 'Shown before and after; nothing else is changed.' },
    holdRisky: { label: 'Hold back risky and catch-all', hint: 'Their own file says they may bounce.' },
    holdRole: { label: 'Hold back role addresses', hint: 'info@, sales@ and the like.' },
    holdDisposable: { label: 'Hold back disposable addresses', hint: 'Mailboxes that last minutes.' },
    holdRagged: { label: 'Hold back uneven rows', hint: 'Rows with fewer or more cells than the header.' },
    needConsent: { label: 'Only with consent', hint: 'Rows without a consent or lawful basis stay behind.' },
    holdBlocked: { label: 'Hold back who is blocked', hint: 'Who opted out stays behind in any case.' },
    holdContacted: {
      label: 'Hold back who is in another campaign',
      hint: 'Of this client, by your exports, events and the copy of Instantly’s leads.',
    },
    holdOtherClients: { label: 'Hold back other clients’ contacts', hint: 'People you wrote to for another client.' },
    mendValues: {
      label: 'Mend line breaks and HTML',
      hint: 'A literal \\n becomes a line break, HTML the text it shows.',
    },
    companyAsFirstName: { label: 'Company as first name', hint: 'Where the first name is missing.' },
    derivePersons: {
      label: 'Persons behind businesses',
      hint: 'A LinkedIn address in a row becomes a lead of its own.',
    },
    tidyNames: { label: 'Tidy names', hint: 'Only where it is certain; whole names are split.' },
  },

  duplicates: {
    label: 'When an address comes twice',
    options: {
      first: 'The first row stays',
      best: 'The best row stays',
      merge: 'The first, filled up from the others',
    },
  },

  gates: {
    more: 'More rules',
    derived: (leads: number) => `${counted(leads, 'person')} derived from rows`,
    open: (what: string) => `Show rows: ${what}`,
    rowsTitle: (what: string, count: number) => `${what}: ${counted(count, 'row')}`,
    rowsFirst: (shown: number, count: number) => `The first ${n(shown)} of ${n(count)}.`,
    row: 'Row',
    email: 'Address',
    name: 'Name',
    company: 'Company',
    noneWithAddress: 'No row has an email address',
    noneWithAddressText:
      'A list nobody can be written to is not made. Choose “Email” for another column, or add addresses to the file first, with an enrichment tool for instance.',
    flagsTitle: 'Look at these values',
    flag: (rows: number, what: string) => `${counted(rows, 'row')} with ${what}`,
    looked: 'Looked at',
    lookedFile: 'The file itself and the list it goes into',
    sources: {
      instantly_block_list: (entries: number, when: string | null) =>
        when === null
          ? 'Instantly’s block list: never copied, so nobody on it is held back'
          : `Instantly’s block list: ${counted(entries, 'entry', 'entries')}, copied ${when}`,
      own_block_list: (entries: number) => `Your own block list: ${counted(entries, 'entry', 'entries')}`,
      opt_outs: (entries: number) => `Opt-outs: ${counted(entries, 'entry', 'entries')}`,
      own_exports: (exports: number) => `This client’s ${counted(exports, 'export')}`,
      own_events: (campaigns: number) => `Events of this client’s ${counted(campaigns, 'campaign')}`,
      other_clients: (clients: number) => `Exports of ${counted(clients, 'other client')}`,
    },
    passes: 'passes, by your rule',
    copyNow: 'Copy now',
  },

  person: {
    title: 'Also a lead of its own',
    text: 'The person behind this business, from the LinkedIn columns of the row.',
  },
  addressFrom: (column: string) => `Address from ${column}`,

  targets: {
    catch_all: 'Catch-all status',
    catch_allHint: 'says whether the domain takes any name',
    optOutBy: {
      yes_stops: 'Opted out',
      no_stops: 'Opted out where it says no',
      refusal_stops: 'Opted out where refused',
      states: 'Opted out by its words',
      words_stop: 'Opted out where it says so',
    },
    otherPerson: 'Address of another person',
    ofAddress: (field: string, column: string) => `${field} of ${column}`,
    opt_outHint: 'people who want no mail stay behind',
    consent: 'Consent',
    consentHint: 'a lawful basis, where you ask for one',
    consent_source: 'Source of the consent',
    consent_date: 'Date of the consent',
    consentKept: 'kept with the lead, not sent',
    verificationOf: (column: string) => `Status of ${column}`,
    catchAllOf: (column: string) => `Catch-all of ${column}`,
  },

  templates: {
    title: 'This header is known',
    text: (name: string) => `You matched these columns before, as “${name}”.`,
    use: 'Use that mapping',
    used: (name: string) => `Mapping “${name}” used. What you chose yourself stayed.`,
    save: 'Remember this mapping',
    saveTitle: 'Remember this mapping',
    saveText: 'It is offered the next time a file has the same header.',
    name: 'Name',
    forAll: 'For all clients',
    saved: (name: string) => `Mapping “${name}” is remembered.`,
    forget: 'Forget',
    forgotten: (name: string) => `Mapping “${name}” forgotten.`,
  },

  queue: {
    waiting: (files: number) => `${counted(files, 'more file')} to look at`,
    next: 'Next file',
  },
}
