import { strToU8, zipSync } from 'fflate'

/** Returns a compressed ZIP file of a few small files. All dates are the format's first day. */
export function zipFiles(files: readonly { readonly name: string; readonly text: string }[]): Buffer {
  const parts = Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)]))
  return Buffer.from(zipSync(parts, { mtime: new Date(1980, 0, 1) }))
}
