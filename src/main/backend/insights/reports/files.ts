/** Writes a report's files into a folder of the operator's: completely or not at all, and never over another file. */
import { link, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ReportFile, ReportFormat } from '#shared/contract/insights/reports.ts'
import { AppError, type ErrorCode } from '#shared/errors.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import { asSaveError, type SaveErrorCode } from '../../core/lib/save-errors.ts'
import { writePartFile } from '../../core/lib/write-atomically.ts'

/** Returns the name of a client's files without extension: at most 80 characters, always with the period. */
export function reportName(client: string, nameOf: (client: string) => string): string {
  const plain = plainFileName(client)
    .replaceAll(/ +/g, ' ')
    .replace(/^[. ]+/, '')
    .slice(0, 40)
    .trim()
  return plainFileName(nameOf(plain || 'Client')).replaceAll(/ +/g, ' ')
}

const maxNumbers = 1_000
/** Errors of file systems without hard links: FAT, some shares. */
const withoutLinks: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EACCES',
  'EINVAL',
])

const temporaryName = (name: string, mark: string, format: ReportFormat) => `.${name} ${mark}.${format}.part`
const temporaryPattern = /^\..* (?<mark>\d+)\.[a-z]+\.part$/

/** Removes hidden files that interrupted reports with these marks left behind, as they contain a client's figures. */
export async function removeTemporaryFiles(folder: string, marks: ReadonlySet<string>): Promise<void> {
  // A folder that is not available is cleaned with the next report or start.
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const mark = temporaryPattern.exec(name)?.groups?.['mark']
    if (mark !== undefined && marks.has(mark)) await rm(path.join(folder, name), { force: true }).catch(() => undefined)
  }
}

/**
 * Writes the files of a report into a folder under a common name that none of them has yet: `name.pdf`, or `name
 * (2).pdf`. Each is completely written before it gets its name. `mark` distinguishes the temporary files of this report
 * from those of others; `linked` is the system's `link`. Throws REPORT_FOLDER_GONE, REPORT_FOLDER_REFUSED or
 * REPORT_DISK_FULL, in which case nothing is left behind.
 */
export async function writeReportFiles(
  folder: string,
  { name, mark }: { readonly name: string; readonly mark: string },
  contents: ReadonlyMap<ReportFormat, string | Uint8Array>,
  linked: typeof link = link,
): Promise<readonly ReportFile[]> {
  const parts = [...contents].map(([format, content]) => {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    return { format, bytes, part: path.join(folder, temporaryName(name, mark, format)) }
  })
  try {
    await assertFolder(folder)
    for (const { part, bytes } of parts) await writePartFile(part, (file) => file.write(bytes))
    for (let number = 1; number <= maxNumbers; number++) {
      const base = number === 1 ? name : `${name} (${number})`
      const wanted = parts.map(({ format, part }) => ({ part, file: path.join(folder, `${base}.${format}`) }))
      if (await placeAllOrNone(wanted, linked))
        return parts.map(({ format, bytes }) => ({ format, name: `${base}.${format}`, bytes: bytes.byteLength }))
    }
    throw new AppError('REPORT_FOLDER_REFUSED', { folder })
  } catch (cause) {
    throw asFolderError(cause, folder)
  } finally {
    for (const { part } of parts) await rm(part, { force: true }).catch(() => undefined)
  }
}

type FilePlace = { readonly part: string; readonly file: string }

/** Gives each temporary file its name if all the names are free; otherwise none gets it. */
async function placeAllOrNone(wanted: readonly FilePlace[], linked: typeof link): Promise<boolean> {
  const placed: FilePlace[] = []
  try {
    for (const place of wanted) {
      if (!(await takeName(place, linked))) break
      placed.push(place)
    }
    return placed.length === wanted.length
  } finally {
    if (placed.length < wanted.length) for (const place of placed) await releaseName(place)
  }
}

/** Returns whether the name was free. A hard link takes it atomically and never replaces another file. */
async function takeName({ part, file }: FilePlace, linked: typeof link): Promise<boolean> {
  try {
    await linked(part, file)
    return true
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (!withoutLinks.has(code)) throw cause
  }
  try {
    await (await open(file, 'wx', 0o600)).close()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
  try {
    await rename(part, file)
    return true
  } catch (cause) {
    await rm(file, { force: true }).catch(() => undefined)
    throw cause
  }
}

/** Removes a name. After a hard link the temporary file still exists; after a rename it is moved back. */
async function releaseName({ part, file }: FilePlace): Promise<void> {
  const there = await stat(part).then(
    () => true,
    () => false,
  )
  if (there) await rm(file, { force: true })
  else await rename(file, part)
}

async function assertFolder(folder: string): Promise<void> {
  const found = await stat(folder)
  if (!found.isDirectory()) throw new AppError('REPORT_FOLDER_GONE', { folder })
}

const codes: Readonly<Record<SaveErrorCode, ErrorCode>> = {
  SAVE_FOLDER_GONE: 'REPORT_FOLDER_GONE',
  SAVE_REFUSED: 'REPORT_FOLDER_REFUSED',
  SAVE_DISK_FULL: 'REPORT_DISK_FULL',
}

function asFolderError(cause: unknown, folder: string): unknown {
  const error = asSaveError(cause, folder)
  if (!(error instanceof AppError) || !(error.code in codes)) return error
  return new AppError(codes[error.code as SaveErrorCode], { folder }, { cause: error.cause })
}
