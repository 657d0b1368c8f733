import { statfs } from 'node:fs/promises'

/** Bytes this user may still write on the disk of a folder; null if unknown. */
export async function freeBytesOf(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
