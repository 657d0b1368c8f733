/** Texts for importing a lead file: what it is, how it is read, what is repaired, what is excluded. */
import type { ValueFlag } from '../../../domain/leads/import/cell-value.ts'
import type { Encoding, StructuredKind } from '../../../domain/leads/import/detect-bytes.ts'
import type { Gate } from '../../../domain/leads/import/gates.ts'
import type { QuirkCode } from '../../../domain/leads/import/quirks.ts'
import type { SourceId } from '../../../domain/leads/import/source-profiles.ts'
import { counted, n } from '../core/counted.ts'

/** A title for use inside a sentence; abbreviations keep their capitals. */
const lower = (title: string): string =>
  /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title

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
  | 'declined'
  | 'unclear'
>

/** Further checks of a file, as labels for parts of a sum. */
export const importGatesEn: Readonly<
  Record<NewGate, { readonly word: string; readonly means: string; readonly reason: string }>
> = {
  risky: {
    word: 'risky or catch-all',
    means: 'The file says the address is risky, or its domain is catch-all.',
    reason: 'the file says the address is risky or catch-all',
  },
  masked: {
    word: 'hidden email',
    means: 'The export tool hid the address behind asterisks.',
    reason: 'the address is hidden in the file',
  },
  role_address: {
    word: 'role-based email',
    means: 'A role-based address such as info@ or sales@, or one nobody reads, such as noreply@.',
    reason: 'the address is role-based',
  },
  disposable: {
    word: 'disposable email',
    means: 'The address is from a disposable email service.',
    reason: 'the address is disposable',
  },
  opted_out: {
    word: 'opted out',
    means: 'The person opted out, according to the file or your opt-outs.',
    reason: 'the person opted out',
  },
  no_consent: {
    word: 'without consent',
    means: 'The row names no consent or other lawful basis.',
    reason: 'no consent or lawful basis in the file',
  },
  ragged: {
    word: 'row with missing columns',
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
    means: 'The address is in a campaign of this client, according to your exports, events or the synced leads.',
    reason: 'already in another campaign of this client',
  },
  other_client: {
    word: 'contacted for another client',
    means: 'The address is in a campaign of another client, according to your exports or the synced leads.',
    reason: 'already contacted for another client',
  },
  declined: {
    word: 'declined before',
    means:
      'The file says the person did not want an earlier offer. If a column says so, the import asks whether they may be contacted.',
    reason: 'the person declined an earlier offer',
  },
  unclear: {
    word: 'unclear answer',
    means: 'What the file says about contacting the person is unclear, or you left such people out.',
    reason: 'the file’s answer is not understood, or you left it out',
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
  declined: importGatesEn.declined.reason,
  unclear: importGatesEn.unclear.reason,
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
  mojibake: { title: 'Garbled letters', text: 'The file was created with the wrong encoding.' },
  apostrophes: { title: 'Apostrophes before values', text: 'Added by a spreadsheet; they are removed.' },
  company_for_emails: {
    title: 'Company name for emails',
    text: 'The cleaned company name is used as the company. It contains no address.',
  },
  salutation_title: {
    title: 'Title is a form of address',
    text: 'Mr, Ms or Dr is not a job title, so it is left out.',
  },
  further_addresses: {
    title: 'Several addresses in a row',
    text: 'The best verified one is used. The others are saved with the lead.',
  },
  address_type_beside: {
    title: 'Type beside each address',
    text: '“Work” or “home” is not an address, so it is left out.',
  },
  several_in_cell: { title: 'Several addresses in one cell', text: 'The first valid one is used.' },
  address_in_text: { title: 'Other text beside an address', text: 'Only the address is used.' },
  json_cells: { title: 'JSON in cells', text: 'Cells with JSON are left out.' },
  null_words: { title: 'Placeholder values such as N/A', text: '“n/a”, “no data” and the like count as empty.' },
  cut_numbers: {
    title: 'Numbers cut by a spreadsheet',
    text: 'A cell like 4.91512E+11 has lost its last digits and is sent as it is. Set the column to text in the spreadsheet and export it again.',
  },
  icon_glyphs: { title: 'Icons in cells', text: 'Characters of an icon font are removed.' },
  masked: { title: 'Hidden values', text: 'Values hidden behind asterisks are never sent.' },
  duplicate_header: { title: 'Column names used twice', text: 'Each column keeps its own cells.' },
  long_cells: {
    title: 'Very long cells',
    text: 'Only the first 32,767 characters are shown here, as many as Excel allows. The list keeps the whole cell; a lead with a value over 20,000 characters is not exported.',
  },
  rewritten: {
    title: 'Rows without columns',
    text: 'Each row stood in one cell, all people stood in one line, or the table was written in Markdown. It was taken apart into columns, and the list keeps them; your file stays as it is.',
  },
  open_quotes: {
    title: 'A quote that is not closed',
    text: 'The line opens a quote and does not close it, so its cells cannot be told apart. It becomes a row that is left out; all other lines are read. The number is the one of the line in your file, which stays as it is.',
  },
  hidden_rows: {
    title: 'Hidden rows',
    text: 'Rows that a filter hides in the sheet are imported like the others. To leave them out, copy the visible rows into a new sheet and drop that file.',
  },
  empty_header: { title: 'Columns without a name', text: 'They are kept and can be mapped.' },
}

const encodingNames: Readonly<Record<Encoding | StructuredKind, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (Western Europe)',
  'utf-8+windows-1252': 'UTF-8, some of it Windows-1252',
  shift_jis: 'Shift-JIS (Japanese)',
  'windows-1250': 'Windows-1250 (Central Europe)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1254': 'Windows-1254 (Turkish)',
  'windows-1255': 'Windows-1255 (Hebrew)',
  'windows-1256': 'Windows-1256 (Arabic)',
  'windows-1257': 'Windows-1257 (Baltic)',
  'iso-8859-2': 'ISO 8859-2 (Central Europe)',
  'iso-8859-15': 'ISO 8859-15 (Western Europe)',
  macintosh: 'Mac Roman (old Macs)',
  cp850: 'CP850 (DOS programs)',
  'koi8-r': 'KOI8 (Cyrillic)',
  ibm866: 'CP866 (DOS programs, Cyrillic)',
  'iso-8859-5': 'ISO 8859-5 (Cyrillic)',
  'x-mac-cyrillic': 'Mac Cyrillic (old Macs)',
  gb18030: 'GB18030 (Chinese)',
  big5: 'Big5 (Chinese)',
  'euc-jp': 'EUC-JP (Japanese)',
  'euc-kr': 'EUC-KR (Korean)',
  xlsx: 'Excel workbook',
  json: 'JSON',
  html: 'table of a web page',
  xml_sheet: 'Excel workbook of 2003 (XML)',
}

const flags: Readonly<Record<ValueFlag, string>> = {
  line_escape: 'a literal \\n',
  placeholder: 'an unfilled {{placeholder}}',
  html: 'HTML',
  json: 'JSON',
  all_caps: 'names in capitals',
  masked: 'hidden values',
  lost_letters: 'letters lost to “?”',
}

export const importingEn = {
  sources,
  quirks,
  encodingNames,
  flags,

  source: {
    recognised: (source: string, columns: number) => `${source}, ${counted(columns, 'column')}`,
    unknown: 'Unknown tool: columns are matched by their names and values.',
    sure: { certain: 'High confidence', likely: 'Medium confidence' },
    why: (found: number, of: number) => `${n(found)} of ${n(of)} column names that only this tool uses`,
    evidence: 'Why?',
  },

  reading: {
    change: 'Change how it is read',
    title: 'How the file is read',
    text: 'Change a setting and check the rows below before you use it.',
    chooseEncoding: 'Choose the encoding',
    encoding: 'Encoding',
    delimiter: 'Delimiter',
    delimiters: {
      ',': 'Comma',
      ';': 'Semicolon',
      '\t': 'Tab',
      '|': 'Pipe',
      ':': 'Colon',
    } as Readonly<Record<string, string>>,
    sheet: 'Sheet',
    header: 'Header in line',
    noHeader: 'No header',
    noHeaderHint: 'The first line is already a lead.',
    preview: 'Preview of the first rows',
    column: (position: number) => `Column ${n(position)}`,
    use: 'Apply',
    line: (line: number) => `header in line ${n(line)}`,
    without: 'no header',
    sheetFact: (sheet: string) => `sheet “${sheet}”`,
    oneSheet: (sheet: string) => `Only the sheet “${sheet}” is imported`,
    otherSheets: (names: readonly string[], more: number) =>
      `Not imported: ${names.map((name) => `“${name}”`).join(', ')}${more > 0 ? ` and ${counted(more, 'more sheet')}` : ''}. If leads or opt-outs are in there, save this sheet, then open the file again and choose the other one; it can go into the same list.`,
    noSheets: (names: readonly string[]) =>
      `People on ${names.map((name) => `“${name}”`).join(', ')} are left out as opted out.`,
    askedSheets: (names: readonly string[]) =>
      `People on ${names.map((name) => `“${name}”`).join(', ')} are left out until you say otherwise.`,
    chooseSheet: 'Choose a sheet',
  },

  cleanedUp: (titles: readonly string[]) => titles.length > 0 && `Cleaned up: ${titles.map(lower).join(', ')}`,
  noted: (titles: readonly string[]) => titles.length > 0 && `File notes: ${titles.map(lower).join(', ')}`,
  aboutNo: (said: string) => `Are these people who must not be emailed? It says “${said}”.`,
  aboutNoText: 'If so, discard this import and add them under Opted out: then no list of this client emails them.',
  aboutNoHeld: 'Until you say otherwise, all of them are left out.',
  toOptedOut: 'Go to Opted out',
  hiddenRows: (count: number) => `${counted(count, 'row')} hidden`,
  iconOnly: 'an icon',
  before: 'In the file',
  after: 'Used as',
  repaired: 'Repaired',
  nothing: 'nothing',

  switches: {
    repairMojibake: { label: 'Repair garbled letters', hint: 'Shown before and after. Nothing else changes.' },
    holdRisky: { label: 'Skip risky and catch-all', hint: 'The file says they may bounce.' },
    holdRole: { label: 'Skip role-based addresses', hint: 'info@, sales@ and the like.' },
    holdDisposable: { label: 'Skip disposable addresses', hint: 'Addresses that exist for minutes.' },
    holdRagged: {
      label: 'Skip rows with missing columns',
      hint: 'Rows with fewer or more cells than the header. Where a column says who opted out, those with more are always skipped.',
    },
    holdAboutNo: {
      label: 'Leave all of them out',
      hint: 'A title, or the name of the file or of a sheet, says they may not be meant.',
    },
    holdPastJobs: { label: 'Skip people who left their job', hint: 'Job titles such as “Retired” or “Former CFO”.' },
    needConsent: { label: 'Only with consent', hint: 'Rows without consent or another lawful basis are excluded.' },
    holdBlocked: { label: 'Skip blocked addresses', hint: 'People who opted out are always excluded.' },
    holdContacted: {
      label: 'Skip leads in another campaign',
      hint: 'Of this client: from your exports, events and the synced leads at Instantly.',
    },
    holdOtherClients: { label: 'Skip other clients’ contacts', hint: 'People you contacted for another client.' },
    mendValues: {
      label: 'Repair line breaks and HTML',
      hint: 'A literal \\n becomes a line break. HTML becomes the text it shows.',
    },
    companyAsFirstName: { label: 'Company as first name', hint: 'If the first name is missing.' },
    derivePersons: {
      label: 'People behind businesses',
      hint: 'A LinkedIn profile in a row becomes a separate lead.',
    },
    personTexts: {
      label: 'Same icebreaker and subject for these people',
      hint: 'Off: a person derived from a business does not get the text written for the business.',
    },
    tidyNames: { label: 'Clean up names', hint: 'Only where certain. Full names are split.' },
  },

  duplicates: {
    label: 'Duplicate addresses',
    options: {
      first: 'Keep the first row',
      best: 'Keep the best row',
      merge: 'Merge: fill the first row from the others',
    },
  },

  gates: {
    more: 'Rules',
    derived: (leads: number) => `${counted(leads, 'person', 'people')} derived from rows`,
    open: (what: string) => `Show rows: ${what}`,
    rowsTitle: (what: string, count: number) => `${what}: ${counted(count, 'row')}`,
    rowsFirst: (shown: number, count: number) => `The first ${n(shown)} of ${n(count)}.`,
    row: 'Row',
    openRow: (row: number) => `Row ${n(row)}`,
    email: 'Address',
    name: 'Name',
    company: 'Company',
    value: 'Value',
    noneWithAddress: 'No row has an email address',
    noneWithAddressText:
      'A list without addresses cannot be saved. Choose “Email” for another column, or add addresses to the file first, with an enrichment tool for instance.',
    withoutTexts: (people: number) =>
      `${counted(people, 'derived person', 'derived people')} without the text written for the business.`,
    checked: {
      against: (parts: readonly string[]) =>
        parts.length === 0 ? 'Checked against the file and its list' : `Checked against ${parts.join(', ')}`,
      blockList: 'block list',
      optOuts: 'opt-outs',
      exports: (exports: number) => counted(exports, 'export'),
      leads: (leads: number) => `${counted(leads, 'lead')} at Instantly`,
      otherClients: (clients: number) => counted(clients, 'other client'),
      old: (count: number) => `${n(count)} outdated`,
    },
    flagsTitle: 'Check these values',
    flag: (rows: number, what: string) => `${counted(rows, 'row')} with ${what}`,
    looked: 'Checked against',
    lookedFile: 'The file and its list',
    sources: {
      instantly_block_list: (entries: number, when: string | null) =>
        when === null
          ? 'Instantly’s block list: never synced, so it excludes nobody'
          : `Instantly’s block list: ${counted(entries, 'entry', 'entries')}, synced ${when}`,
      own_block_list: (entries: number) => `Your own block list: ${counted(entries, 'entry', 'entries')}`,
      opt_outs: (entries: number) => `Opt-outs: ${counted(entries, 'entry', 'entries')}`,
      own_exports: (exports: number) => `This client’s ${counted(exports, 'export')}`,
      own_events: (campaigns: number) => `Events of this client’s ${counted(campaigns, 'campaign')}`,
      other_clients: (clients: number) => `Exports of ${counted(clients, 'other client')}`,
    },
    passes: 'allowed by your rule',
    copyNow: 'Sync now',
  },

  person: {
    title: 'Also a separate lead',
    text: 'The person behind this business, from the LinkedIn columns of the row.',
    without: (names: readonly string[]) => `Left out because written for the business: ${names.join(', ')}.`,
  },
  addressFrom: (column: string) => `Address from ${column}`,

  targets: {
    catch_all: 'Catch-all status',
    catch_allHint: 'says whether the domain is catch-all',
    optOutBy: {
      yes_stops: 'Opted out',
      no_stops: 'Opted out if “no”',
      blank_stops: 'Opted out if not ticked',
      refusal_stops: 'Opted out if refused',
      states: 'Opted out by value',
      interest_numbers: 'Declined if “no”',
      words_stop: 'Opted out if it says so',
      yes_asks: 'Asked about if “yes”',
      lists_stop: 'Addresses and domains not to email',
    },
    otherPerson: 'Address of another person',
    ofAddress: (field: string, column: string) => `${field} of ${column}`,
    opt_outHint: 'people who opted out are excluded',
    consent: 'Consent',
    consentHint: 'lawful basis, if you require one',
    consent_source: 'Consent source',
    consent_date: 'Consent date',
    consentKept: 'saved with the lead, not sent',
    verificationOf: (column: string) => `Status of ${column}`,
    catchAllOf: (column: string) => `Catch-all of ${column}`,
  },

  templates: {
    title: 'There is a template for this header',
    text: (name: string) => `“${name}” maps these columns.`,
    use: 'Use template',
    used: (name: string) => `Template “${name}” applied. Your own choices were kept.`,
    more: 'Mapping options',
    asLastTime: 'Mapped like the last file with this header.',
    afresh: 'Use the suggestion instead',
    afreshAct: 'remembered mapping',
    remembered: 'Mapping remembered for files with this header.',
    notRemembered: 'Mapping not remembered.',
    save: 'Save mapping as a template',
    saveTitle: 'Save mapping as a template',
    saveText: 'It is offered for the next file with the same header.',
    name: 'Name',
    forAll: 'For all clients',
    saved: (name: string) => `Template “${name}” saved.`,
    forget: 'Delete template',
    forgotten: (name: string) => `Template “${name}” deleted.`,
  },

  askedWords: {
    title: 'May these people be contacted?',
    text: 'Each value may mean no. Left out until you say otherwise.',
    why: {
      declined: 'declined an earlier offer',
      unknown: 'unclear',
      personal: 'no objection found',
      fine: 'no objection found',
    },
    rows: (count: number) => counted(count, 'row', 'rows'),
    example: (row: number, email: string) => `row ${n(row)}: ${email}`,
    choice: (value: string) => `People with “${value}”`,
    leaveOut: 'Leave out',
    contact: 'May be contacted',
    act: (value: string) => `answer to “${value}”`,
    more: (values: number) => `Show ${counted(values, 'more value', 'more values')}`,
    all: (values: number) => `Show ${counted(values, 'value', 'values')}`,
    remembered: 'Your answers are kept for the next file with these columns.',
  },
  remarks: {
    title: 'Remarks that exclude nobody',
    text: 'Leave out anybody you should not contact.',
  },
  business: {
    title: 'This file lists businesses, not people.',
    none: 'The business name is not used yet.',
    isCompany: (column: string) => `“${column}” is the company.`,
    asCompany: (column: string) => `Use “${column}” as company`,
    bothNames: 'As company and first name',
    alsoFirst: 'Also use it as first name',
    used: 'The company is also used as first name.',
    greeting: (name: string) => (name === '' ? '' : `Greeting: “Hi ${name}”`),
    notFirst: 'Do not use as first name',
    act: 'business name',
  },

  composed: {
    list: 'Combined variables',
    open: 'Combine columns into a variable',
    title: 'Combine columns into a variable',
    editTitle: (name: string) => `Edit ${name}`,
    text: 'Write text with columns in braces. Text without a column is the same for every lead.',
    namePlaceholder: 'business_location',
    name: 'Variable name',
    usedAs: (tag: string) => `Used in emails as ${tag}`,
    value: 'Value',
    valueHint: 'An empty column is removed together with its separator.',
    placeholder: '{city}, {state}',
    insert: 'Insert a column',
    insertColumn: (column: string) => `Insert ${column}`,
    fallback: 'If all of these columns are empty',
    fallbackHint: 'Leave it empty to export the lead without this variable.',
    unknown: (name: string) => `The file has no column “${name}”.`,
    taken: (name: string) => `The variable ${name} already exists.`,
    firstRows: 'First rows',
    everyLead: 'For every lead',
    nothing: 'empty',
    add: 'Add variable',
    save: 'Save',
    edit: (name: string) => `Edit ${name}`,
    remove: (name: string) => `Remove ${name}`,
    orElse: (text: string) => `if empty: ${text}`,
    constant: 'same for every lead',
    act: (name: string) => `variable ${name}`,
  },

  queue: {
    waiting: (files: number) => `${counted(files, 'more file')} to import`,
    next: 'Next file',
  },
}
