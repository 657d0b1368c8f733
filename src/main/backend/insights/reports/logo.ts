/** Reads a client's logo, PNG or JPEG, piece by piece, and keeps only the picture. */
import { crc32 } from 'node:zlib'
import type { ReportClient, ReportLogo } from '#shared/contract/insights/reports.ts'
import { maxLogoBytes } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'
import type { Store } from '../../core/deps.ts'
import { readSmallFile } from '../../core/lib/read-small-file.ts'
import { type ClientKey, clientKey } from './client-key.ts'

export type Picture = {
  readonly kind: 'png' | 'jpeg'
  readonly width: number
  readonly height: number
  readonly bytes: Buffer
}

const maxPixels = 4_000

/** Reads a picture. Throws LOGO_UNUSABLE with a `reason` (too_big, not_a_picture, too_many_pixels). */
export async function readLogo(path: string): Promise<Picture> {
  const bytes = await readSmallFile(path, maxLogoBytes)
  if (bytes === null) throw new AppError('LOGO_UNUSABLE', { reason: 'too_big' })
  return parsePicture(bytes)
}

export function parsePicture(bytes: Buffer): Picture {
  const picture = parsePng(bytes) ?? parseJpeg(bytes)
  if (!picture) throw new AppError('LOGO_UNUSABLE', { reason: 'not_a_picture' })
  const { width, height } = picture
  if (width < 1 || height < 1 || width > maxPixels || height > maxPixels)
    throw new AppError('LOGO_UNUSABLE', { reason: 'too_many_pixels' })
  return picture
}

const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** PNG chunks needed for the picture. Texts, times, places, further frames and data after the end are dropped. */
const pngChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'cHRM', 'pHYs', 'IDAT', 'IEND'])

function parsePng(bytes: Buffer): Picture | null {
  if (!bytes.subarray(0, 8).equals(pngSignature)) return null
  const kept: Buffer[] = [pngSignature]
  let size: { readonly width: number; readonly height: number } | null = null
  let drawn = false
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
    if (name === 'IHDR') {
      if (at !== 8 || length !== 13) return null
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    }
    if (size === null) return null
    if (name === 'IDAT') drawn = true
    if (pngChunks.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return drawn ? { kind: 'png', ...size, bytes: Buffer.concat(kept) } : null
    at = end
  }
  return null
}

const isSizeMarker = (mark: number) => mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc

function parseJpeg(bytes: Buffer): Picture | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let size: { readonly width: number; readonly height: number } | null = null
  for (let at = 2; at + 4 <= bytes.length; ) {
    const mark = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) return null
    if (isSizeMarker(mark) && end >= at + 9)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    // Drops all application data such as places, cameras and comments, except JFIF's header and Adobe's colour
    // information.
    const isMetadata = (mark >= 0xe1 && mark <= 0xef && mark !== 0xee) || mark === 0xfe
    if (!isMetadata) kept.push(bytes.subarray(at, end))
    if (mark === 0xda) {
      // The rest is the picture itself, up to its last end marker.
      const last = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
      if (size === null || last < end) return null
      kept.push(bytes.subarray(end, last + 2))
      return { kind: 'jpeg', ...size, bytes: Buffer.concat(kept) }
    }
    at = end
  }
  return null
}

export function createLogos({ raw }: Store) {
  const get = raw.prepare<[ClientKey], Picture>(
    'select kind, width, height, bytes from report_logo where workspace_id = @workspaceId and part_id = @part',
  )
  const put = raw.prepare(
    `insert into report_logo (workspace_id, part_id, kind, width, height, bytes)
       values (@workspaceId, @part, @kind, @width, @height, @bytes) on conflict (workspace_id, part_id) do update set kind = @kind, width = @width, height = @height, bytes = @bytes`,
  )
  const remove = raw.prepare('delete from report_logo where workspace_id = @workspaceId and part_id = @part')
  return {
    get(client: ReportClient): ReportLogo | null {
      const row = get.get(clientKey(client))
      if (!row) return null
      const { kind, width, height, bytes } = row
      return { data: `data:image/${kind};base64,${bytes.toString('base64')}`, width, height }
    },
    put: (client: ReportClient, picture: Picture): void => void put.run({ ...clientKey(client), ...picture }),
    /** Gives a part the logo of its workspace. Returns whether there is one. */
    take(client: ReportClient): boolean {
      const picture = get.get(clientKey({ ...client, partId: null }))
      if (picture) put.run({ ...clientKey(client), ...picture })
      return picture !== undefined
    },
    remove: (client: ReportClient): void => void remove.run(clientKey(client)),
  }
}
