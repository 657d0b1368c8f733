/** Reads files of a folder that came from elsewhere. */
import fs from 'node:fs'
import { AppError } from '#shared/errors.ts'

/** Whether it is a regular file: a link or device in its place may be endless, or point to another file here. */
export const isPlainFile = (file: string): boolean => fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false

const lineEnd = 10

/**
 * Yields the lines of a file in groups as they are read, without empty ones. Only a line feed ends a line, as Unicode's
 * other separators occur in texts. Throws CLIENT_FILE_UNREADABLE for a line longer than `most` bytes, before it is
 * entirely in memory.
 */
export async function* linesOf(
  file: string,
  { most, seen }: { readonly most: number; readonly seen: (bytes: Buffer) => void },
): AsyncGenerator<readonly string[]> {
  let begun: Buffer[] = []
  let size = 0
  const add = (bytes: Buffer) => {
    size += bytes.length
    if (size > most) throw new AppError('CLIENT_FILE_UNREADABLE', { reason: 'row' })
    begun.push(bytes)
  }
  const end = (): string => {
    const line = Buffer.concat(begun).toString('utf8')
    begun = []
    size = 0
    return line
  }
  for await (const bytes of fs.createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    seen(bytes)
    const lines: string[] = []
    let from = 0
    for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, from)) {
      add(bytes.subarray(from, at))
      from = at + 1
      const line = end()
      if (line !== '') lines.push(line)
    }
    add(bytes.subarray(from))
    yield lines
  }
  const rest = end()
  if (rest !== '') yield [rest]
}
