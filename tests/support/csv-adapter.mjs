/**
 * Reads a CSV file with the product's own reader, for running corpora on it: `parse(file, { chunkSize })` → `{ header,
 * rows, issues: [{ code, record, line }], encoding, delimiter }`. Faults that make the product reject a whole file are
 * issues here, with the rows before them.
 */
import { readLeadFile } from '../../src/main/backend/leads/files/read-file.ts'

const codes = { FILE_UNCLOSED_QUOTE: 'unclosed_quote', FILE_UNDECODABLE: 'invalid_utf8', FILE_EMPTY: 'empty_file' }

export async function parse(file, { chunkSize = 65_536 } = {}) {
  const found = { header: [], rows: [], issues: [], encoding: 'utf-8', delimiter: ',' }
  const handler = () => {
    Object.assign(found, { header: [], rows: [], issues: [] })
    return {
      onHeader(header, format) {
        found.header = [...header]
        Object.assign(found, { encoding: format.encoding, delimiter: format.delimiter })
        const line = format.layout.headerLine
        if (line === null) return
        if (header.some((name) => name.trim() === '') && header.slice(0, -1).some((name) => name.trim() === '')) {
          found.issues.push({ code: 'empty_header', record: 0, line })
        }
        const names = header.filter((name) => name.trim() !== '')
        if (new Set(names).size < names.length) found.issues.push({ code: 'duplicate_header', record: 0, line })
      },
      onRow(cells, record, issue, line) {
        found.rows.push(cells)
        if (issue !== null) found.issues.push({ code: issue, record, line })
      },
    }
  }
  try {
    const facts = await readLeadFile({ path: String(file), format: null, chunkBytes: chunkSize }, handler)
    found.encoding = facts.encoding
    found.delimiter = facts.delimiter
  } catch (error) {
    const code = codes[error.code]
    if (!code) throw error
    found.issues.push({ code, record: found.rows.length + 1, line: error.data?.line ?? 1 })
  }
  return found
}
