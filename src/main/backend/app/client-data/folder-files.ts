/** Files of a folder that came from somewhere else. */
import fs from 'node:fs'
import { AppError } from '#shared/errors.ts'

/** A file and nothing else: a link or a device in its place may have no end, or be another file of this computer. */
export const isPlainFile = (file: string): boolean => fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false

const lineEnd = 10

/**
 * The lines of a file, as many at a time as were read; empty ones are left out. Only a line feed ends a line: the other
 * separators Unicode knows stand in people’s texts. Throws CLIENT_FILE_UNREADABLE for a line of more than `most` bytes,
 * before it is whole in memory.
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
