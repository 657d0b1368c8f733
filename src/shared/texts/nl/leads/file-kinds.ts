import type { FileKinds } from '../../en/leads/file-kinds.ts'

const save = 'Sla het in het bronprogramma op als CSV of .xlsx en importeer het opnieuw.'
const sheet = 'Open het in Excel of LibreOffice, sla het op als .xlsx of CSV en importeer dat bestand.'
const locked = 'Open het in Excel, verwijder het wachtwoord, sla het op en importeer het opnieuw.'
const iwork = 'Open het in Numbers, kies Archief › Exporteer naar › Excel of CSV en importeer dat bestand.'
const gsheet =
  'Kies in Google Spreadsheets Bestand › Downloaden › Microsoft Excel of CSV en importeer het gedownloade bestand.'
const paper = 'Kopieer de tabel naar een spreadsheet, sla die op als .xlsx of CSV en importeer dat bestand.'
const unpack = 'Pak het uit en importeer het .xlsx- of CSV-bestand dat erin zit.'
const cards =
  'Importeer het in een adresboek (zoals Google Contacten), exporteer daar als CSV en importeer dat bestand.'
const table = 'Exporteer de tabel als CSV en importeer dat bestand.'

export const fileKindsNl: FileKinds = {
  xlsx: { name: 'een Excel-werkmap', todo: save },
  xls: { name: 'een oude Excel-werkmap (.xls)', todo: sheet },
  xlsb: { name: 'een binaire Excel-werkmap (.xlsb)', todo: sheet },
  locked: { name: 'een Excel-werkmap met een wachtwoord', todo: locked },
  ods: { name: 'een LibreOffice-werkblad (.ods)', todo: sheet },
  iwork: { name: 'een document van Apple Numbers of Pages', todo: iwork },
  gsheet: { name: 'een koppeling naar een Google-spreadsheet', todo: gsheet },
  docx: { name: 'een Word-document', todo: paper },
  doc: { name: 'een oud Word-document', todo: paper },
  pptx: { name: 'een PowerPoint-presentatie', todo: paper },
  rtf: { name: 'een tekstdocument', todo: paper },
  pdf: { name: 'een pdf', todo: paper },
  zip: { name: 'een ziparchief', todo: unpack },
  gzip: { name: 'een ingepakt archief', todo: unpack },
  '7z': { name: 'een ingepakt archief', todo: unpack },
  rar: { name: 'een ingepakt archief', todo: unpack },
  zstd: { name: 'een ingepakt archief', todo: unpack },
  vcard: { name: 'een visitekaartje (.vcf)', todo: cards },
  parquet: { name: 'een Parquet-bestand', todo: table },
  sqlite: { name: 'een database', todo: table },
  png: { name: 'een afbeelding', todo: save },
  jpeg: { name: 'een afbeelding', todo: save },
  gif: { name: 'een afbeelding', todo: save },
  exe: { name: 'een programma', todo: save },
  elf: { name: 'een programma', todo: save },
  xml: { name: 'XML', todo: save },
  json: { name: 'JSON', todo: save },
  html: { name: 'een webpagina', todo: paper },
  'utf-32': { name: 'tekst in UTF-32', todo: save },
  binary: { name: 'geen tekst', todo: save },
  no_table: { name: 'tekst zonder kolommen', todo: save },
}
