import { zstdDecompressSync } from 'node:zlib'
import { maxUnpackedBytes } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'

/**
 * Decompresses a block. It may come from a manipulated copy or client folder: throws STORE_CORRUPT if it decompresses
 * to more than any block of ours, or not at all. Many blocks are faster if `chunkSize` exceeds most of their sizes.
 */
export function unpackBlock(packed: Uint8Array, most = maxUnpackedBytes, chunkSize?: number): Buffer {
  try {
    return zstdDecompressSync(packed, { maxOutputLength: most, ...(chunkSize === undefined ? {} : { chunkSize }) })
  } catch (cause) {
    throw new AppError('STORE_CORRUPT', {}, { cause })
  }
}
