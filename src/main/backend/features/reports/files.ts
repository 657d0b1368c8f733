/** A report's files in a folder of the operator's: whole or not at all, and never over another file. */
import { open, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ReportFile, ReportFormat } from '#shared/contract/reports.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import { plainFileName } from '../../lib/file-name.ts'
import { writeWhole } from '../../lib/write-whole.ts'

/** The name of a client's files without their ending: at most 80 characters, the period always in it. */
export function reportName(client: string, nameOf: (client: string) => string): string {
  const plain = plainFileName(client)
    .replaceAll(/ +/g, ' ')
    .replace(/^[. ]+/, '')
    .slice(0, 40)
    .trim()
  return plainFileName(nameOf(plain || 'Client')).replaceAll(/ +/g, ' ')
}

const mostNumbers = 1_000

/**
 * Takes a name that none of the formats has yet: `name.pdf`, or `name (2).pdf`. Empty files hold the places, so that nobody
 * else takes them meanwhile. REPORT_FOLDER_GONE, REPORT_FOLDER_REFUSED, REPORT_DISK_FULL.
 */
export async function takeName(
  folder: string,
  name: string,
  formats: readonly ReportFormat[],
): Promise<ReadonlyMap<ReportFormat, string>> {
  await demandFolder(folder)
  for (let number = 1; number <= mostNumbers; number++) {
    const taken = new Map<ReportFormat, string>()
    const base = number === 1 ? name : `${name} (${number})`
    for (const format of formats) {
      const file = path.join(folder, `${base}.${format}`)
      if (!(await takePlace(file))) break
      taken.set(format, file)
    }
    if (taken.size === formats.length) return taken
    await giveBack([...taken.values()])
  }
  throw new AppError('REPORT_FOLDER_REFUSED', { folder })
}

async function demandFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((cause: unknown) => {
    throw asFolderError(cause, folder)
  })
  if (!found.isDirectory()) throw new AppError('REPORT_FOLDER_GONE', { folder })
}

/** Whether the place was free. */
async function takePlace(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close()
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw asFolderError(cause, path.dirname(file))
  }
}

/** Removes places that were held and not filled. */
export async function giveBack(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const empty = await stat(file).then(
      ({ size }) => size === 0,
      () => false,
    )
    if (empty) await rm(file, { force: true }).catch(() => undefined)
  }
}

/** Fills a place that was taken. */
export async function fill(file: string, format: ReportFormat, content: string | Uint8Array): Promise<ReportFile> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  try {
    await writeWhole(file, async (handle) => {
      await handle.writeFile(bytes)
    })
  } catch (cause) {
    throw asFolderError(cause, path.dirname(file))
  }
  return { format, name: path.basename(file), bytes: bytes.byteLength }
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'REPORT_FOLDER_GONE',
  ENOTDIR: 'REPORT_FOLDER_GONE',
  ENXIO: 'REPORT_FOLDER_GONE',
  ENODEV: 'REPORT_FOLDER_GONE',
  EACCES: 'REPORT_FOLDER_REFUSED',
  EPERM: 'REPORT_FOLDER_REFUSED',
  EROFS: 'REPORT_FOLDER_REFUSED',
  EBUSY: 'REPORT_FOLDER_REFUSED',
  ENOSPC: 'REPORT_DISK_FULL',
  EDQUOT: 'REPORT_DISK_FULL',
}

function asFolderError(cause: unknown, folder: string): unknown {
  if (cause instanceof AppError) return cause
  const code = codes[(cause as NodeJS.ErrnoException).code ?? '']
  return code ? new AppError(code, { folder }, { cause }) : cause
}
