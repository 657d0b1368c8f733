/** Files that are not lead lists: what each kind is called, and how to get the leads in it. */
export type FileKind = { readonly name: string; readonly todo: string }

const save = 'Save it as CSV or .xlsx from the program it comes from, then drop it again.'
const sheet = 'Open it in Excel or LibreOffice, save it as .xlsx or CSV, then drop that file.'
const locked = 'Open it in Excel, remove the password, save it, then drop it again.'
const iwork = 'Open it in Numbers, choose File › Export To › Excel or CSV, then drop that file.'
const gsheet = 'In Google Sheets choose File › Download › Microsoft Excel or CSV, then drop the downloaded file.'
const paper = 'Copy the table into a spreadsheet, save it as .xlsx or CSV, then drop that file.'
const unpack = 'Unpack it, then drop the .xlsx or CSV file that is in it.'
const cards = 'Import it into an address book (Google Contacts does), export from there as CSV, then drop that file.'
const records =
  'It must be a list of records, [{…}, {…}], or one record on each line. Check that it is whole, then drop it again.'
const page = 'Save the page with its table, or copy the table into a spreadsheet and save it as .xlsx or CSV.'
const dump =
  'Export the table with the leads as CSV: in phpMyAdmin or Adminer under Export, with psql by \\copy. Then drop that file.'
const mail = 'Copy the addresses or the table in it into a spreadsheet, save it as .xlsx or CSV, then drop that file.'
const yaml =
  'Convert it to JSON or CSV, or export the leads as CSV from the program it comes from, then drop that file.'
const table = 'Export the table from it as CSV, then drop that file.'

export const fileKindsEn = {
  xlsx: { name: 'an Excel workbook', todo: save },
  xls: { name: 'an old Excel workbook (.xls)', todo: sheet },
  xlsb: { name: 'a binary Excel workbook (.xlsb)', todo: sheet },
  locked: { name: 'an Excel workbook with a password', todo: locked },
  ods: { name: 'a LibreOffice spreadsheet (.ods)', todo: sheet },
  iwork: { name: 'an Apple Numbers or Pages document', todo: iwork },
  gsheet: { name: 'a link to a Google spreadsheet', todo: gsheet },
  docx: { name: 'a Word document', todo: paper },
  doc: { name: 'an old Word document', todo: paper },
  pptx: { name: 'a PowerPoint presentation', todo: paper },
  rtf: { name: 'a text document', todo: paper },
  pdf: { name: 'a PDF', todo: paper },
  zip: { name: 'a zip archive', todo: unpack },
  gzip: { name: 'a packed archive', todo: unpack },
  '7z': { name: 'a packed archive', todo: unpack },
  rar: { name: 'a packed archive', todo: unpack },
  zstd: { name: 'a packed archive', todo: unpack },
  vcard: { name: 'a contact card (.vcf)', todo: cards },
  eml: { name: 'a saved mail (.eml)', todo: mail },
  yaml: { name: 'YAML', todo: yaml },
  parquet: { name: 'a Parquet file', todo: table },
  sqlite: { name: 'a database', todo: table },
  sql: { name: 'a database dump (SQL)', todo: dump },
  png: { name: 'a picture', todo: save },
  jpeg: { name: 'a picture', todo: save },
  gif: { name: 'a picture', todo: save },
  exe: { name: 'a program', todo: save },
  elf: { name: 'a program', todo: save },
  xml: { name: 'XML', todo: save },
  json: { name: 'JSON with a fault', todo: records },
  html: { name: 'a web page without a table', todo: page },
  xml_sheet: { name: 'an Excel workbook without rows', todo: save },
  'utf-32': { name: 'text in UTF-32', todo: save },
  binary: { name: 'not text', todo: save },
  no_table: { name: 'text without columns', todo: save },
} satisfies Readonly<Record<string, FileKind>>
