/** Stores the texts of a list in the index file: compressed, in parts small enough for one write or read. */
import zlib from 'node:zlib'
import type { Database } from 'better-sqlite3'
import { emptyTexts, type ListTexts } from './list-texts.ts'

const PART_BYTES = 4 * 1024 * 1024
const quickest = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }
const names = ['lengths', 'blocks', 'bytes'] as const

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => Buffer.from(buffer, byteOffset, byteLength)

/** Writes the texts of a list; `rest` is called between parts. */
export function storeTexts(index: Database, listId: number, texts: ListTexts, rest: () => void): void {
  const put = index.prepare('insert into list_text (list_id, part, no, size, packed) values (?, ?, ?, ?, ?)')
  // Stored as lengths, which are similar and compress well, while offsets increase.
  const lengths = Uint32Array.from({ length: texts.rowCount }, (_, row) => {
    return (texts.starts[row + 1] as number) - (texts.starts[row] as number)
  })
  const parts = { lengths: bytesOf(lengths), blocks: bytesOf(texts.blocks), bytes: texts.bytes }
  for (const name of names) {
    const whole = parts[name]
    for (let from = 0; from < whole.length; from += PART_BYTES) {
      const part = whole.subarray(from, from + PART_BYTES)
      put.run(listId, name, from / PART_BYTES, part.length, zlib.zstdCompressSync(part, quickest))
      rest()
    }
  }
}

/** Returns the stored texts of a list; null if there are none. */
export function readTexts(index: Database, listId: number): ListTexts | null {
  const sizes = new Map(
    index.prepare('select part, sum(size) from list_text where list_id = ? group by part').raw().all(listId) as [
      string,
      number,
    ][],
  )
  const rowCount = (sizes.get('lengths') ?? 0) / 4
  if (rowCount === 0) return null
  const texts = emptyTexts(rowCount, sizes.get('bytes') ?? 0)
  const lengths = new Uint32Array(rowCount)
  const parts = { lengths: bytesOf(lengths), blocks: bytesOf(texts.blocks), bytes: texts.bytes }
  const read = index.prepare('select packed from list_text where list_id = ? and part = ? order by no').pluck()
  for (const name of names) {
    let at = 0
    for (const packed of read.iterate(listId, name) as IterableIterator<Buffer>) {
      const part = zlib.zstdDecompressSync(packed)
      parts[name].set(part, at)
      at += part.length
    }
  }
  for (let row = 0; row < rowCount; row += 1) {
    texts.starts[row + 1] = (texts.starts[row] as number) + (lengths[row] as number)
  }
  return texts
}
