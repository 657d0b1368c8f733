import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '#shared/errors.ts'

/**
 * Reads a file the operator chose; null if it has more than `most` bytes, whatever its size says: a file may grow, and
 * a device never ends. Throws FILE_NOT_FOUND, or FILE_UNREADABLE with a `reason`.
 */
export async function readSmallFile(file: string, most: number): Promise<Buffer | null> {
  const fileName = path.basename(file)
  try {
    // Opening a pipe would block.
    if (!(await stat(file)).isFile()) throw new AppError('FILE_UNREADABLE', { fileName, reason: 'not_a_file' })
    const handle = await open(file, 'r')
    try {
      const buffer = Buffer.alloc(most + 1)
      let length = 0
      for (let read = 1; read > 0; length += read) ({ bytesRead: read } = await handle.read(buffer, length))
      return length > most ? null : buffer.subarray(0, length)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const { code = null } = error as NodeJS.ErrnoException
    throw code === 'ENOENT'
      ? new AppError('FILE_NOT_FOUND', { fileName }, { cause: error })
      : new AppError('FILE_UNREADABLE', { fileName, reason: code }, { cause: error })
  }
}
