import { zstdDecompressSync } from 'node:zlib'
import { mostUnpacked } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'

/**
 * The bytes of a packed block. It may have come with a copy or a client’s folder somebody made: a few bytes that unpack to
 * more than any block of ours, or to nothing, are STORE_CORRUPT. Many are unpacked faster where `chunkSize` holds most of them.
 */
export function unpacked(packed: Uint8Array, most = mostUnpacked, chunkSize?: number): Buffer {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: most, ...(chunkSize === undefined ? {} : { chunkSize }) })
  } catch (cause) {
    throw new AppError('STORE_CORRUPT', {}, { cause })
  }
}
