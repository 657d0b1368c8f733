import { isIP } from 'node:net'
import { answerLimits, mailLimits } from '#shared/domain/core/reading-limits.ts'
import { picturePixels } from '#shared/domain/inbox/picture-pixels.ts'
import { type OutsideTarget, openOutsideConnection } from '../../core/lib/outside-connections.ts'
import { hostOf, isPrivateAddress } from '../../core/lib/private-network.ts'

const maxImages = 60
/** Limit for all images of a mail; those beyond it are left out. */
const maxTotalBytes = 16 * 1_024 * 1_024
const timeoutMs = 10_000

/** Image types by their first bytes, as the server's content type is not trusted. */
const imageKinds: readonly (readonly [string, (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))],
  ['image/webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'],
]

/** Returns the content of a URL, or null. Rejects if the host name resolves to a private network. */
export type GetBytes = (url: URL) => Promise<Buffer | null>

/**
 * Fetches a mail's images and returns them as `data:` URLs. Sends no cookies or referrer, follows no redirects, never
 * accesses the local network and accepts raster images only. Failed images are left out.
 */
export async function fetchImages(
  addresses: readonly string[],
  getBytes: GetBytes = createOutsideFetch(),
): Promise<Readonly<Record<string, string>>> {
  let together = 0
  const found = await Promise.all(
    addresses.slice(0, maxImages).map(async (address) => {
      const url = URL.parse(address)
      if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
      const host = hostOf(url)
      if (isIP(host) && isPrivateAddress(host)) return null
      const bytes = await getBytes(url).catch(() => null)
      const kind = bytes && imageKinds.find(([, is]) => is(bytes))?.[0]
      if (!kind || together + bytes.length > maxTotalBytes) return null
      const pixels = picturePixels({ length: bytes.length, byte: (at) => bytes[at] ?? 0 })
      if (pixels === null || pixels > mailLimits.pixels) return null
      together += bytes.length
      return [address, `data:${kind};base64,${bytes.toString('base64')}`] as const
    }),
  )
  return Object.fromEntries(found.filter((one) => one !== null))
}

/** Fetches over the network, through the proxy if there is one. Tests pass their own name resolution and proxy. */
export const createOutsideFetch =
  (of: Pick<OutsideTarget, 'resolve' | 'environment'> = {}): GetBytes =>
  async (url) => {
    const connections = await openOutsideConnection({ url, privateNetwork: false, ...of }, timeoutMs)
    try {
      await connections.assertAllowed()
      const { statusCode, body } = await connections.dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: { accept: 'image/*' },
        signal: AbortSignal.timeout(timeoutMs),
      })
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > answerLimits.picture) return null
        chunks.push(chunk)
      }
      return statusCode === 200 ? Buffer.concat(chunks) : null
    } finally {
      await connections.dispatcher.destroy()
    }
  }
