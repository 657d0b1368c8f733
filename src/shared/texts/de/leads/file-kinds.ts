import type { FileKinds } from '../../en/leads/file-kinds.ts'

const save = 'Speichern Sie sie in dem Programm, aus dem sie kommt, als CSV oder .xlsx und legen Sie sie erneut ab.'
const sheet =
  'Öffnen Sie sie in Excel oder LibreOffice, speichern Sie sie als .xlsx oder CSV und legen Sie diese Datei ab.'
const locked = 'Öffnen Sie sie in Excel, entfernen Sie das Kennwort, speichern Sie sie und legen Sie sie erneut ab.'
const iwork =
  'Öffnen Sie sie in Numbers, wählen Sie Ablage › Exportieren › Excel oder CSV und legen Sie diese Datei ab.'
const gsheet =
  'Wählen Sie in Google Tabellen Datei › Herunterladen › Microsoft Excel oder CSV und legen Sie die geladene Datei ab.'
const paper =
  'Kopieren Sie die Tabelle in eine Tabellenkalkulation, speichern Sie sie als .xlsx oder CSV und legen Sie diese Datei ab.'
const unpack = 'Entpacken Sie sie und legen Sie die .xlsx- oder CSV-Datei ab, die darin ist.'
const cards =
  'Importieren Sie sie in ein Adressbuch (etwa Google Kontakte), exportieren Sie dort als CSV und legen Sie diese Datei ab.'
const table = 'Exportieren Sie die Tabelle daraus als CSV und legen Sie diese Datei ab.'

export const fileKindsDe: FileKinds = {
  xlsx: { name: 'eine Excel-Arbeitsmappe', todo: save },
  xls: { name: 'eine alte Excel-Arbeitsmappe (.xls)', todo: sheet },
  xlsb: { name: 'eine binäre Excel-Arbeitsmappe (.xlsb)', todo: sheet },
  locked: { name: 'eine Excel-Arbeitsmappe mit Kennwort', todo: locked },
  ods: { name: 'eine LibreOffice-Tabelle (.ods)', todo: sheet },
  iwork: { name: 'ein Dokument von Apple Numbers oder Pages', todo: iwork },
  gsheet: { name: 'ein Verweis auf eine Google-Tabelle', todo: gsheet },
  docx: { name: 'ein Word-Dokument', todo: paper },
  doc: { name: 'ein altes Word-Dokument', todo: paper },
  pptx: { name: 'eine PowerPoint-Präsentation', todo: paper },
  rtf: { name: 'ein Textdokument', todo: paper },
  pdf: { name: 'ein PDF', todo: paper },
  zip: { name: 'ein ZIP-Archiv', todo: unpack },
  gzip: { name: 'ein gepacktes Archiv', todo: unpack },
  '7z': { name: 'ein gepacktes Archiv', todo: unpack },
  rar: { name: 'ein gepacktes Archiv', todo: unpack },
  zstd: { name: 'ein gepacktes Archiv', todo: unpack },
  vcard: { name: 'eine Visitenkarte (.vcf)', todo: cards },
  parquet: { name: 'eine Parquet-Datei', todo: table },
  sqlite: { name: 'eine Datenbank', todo: table },
  png: { name: 'ein Bild', todo: save },
  jpeg: { name: 'ein Bild', todo: save },
  gif: { name: 'ein Bild', todo: save },
  exe: { name: 'ein Programm', todo: save },
  elf: { name: 'ein Programm', todo: save },
  xml: { name: 'XML', todo: save },
  json: { name: 'JSON', todo: save },
  html: { name: 'eine Webseite', todo: paper },
  'utf-32': { name: 'Text in UTF-32', todo: save },
  binary: { name: 'kein Text', todo: save },
  no_table: { name: 'Text ohne Spalten', todo: save },
}
