/** Ids of uploaded leads, kept small: 16 bytes a lead where Instantly's ids are UUIDs, JSON where they are not. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const jsonMark = 0x5b // "["

/** Packs one id per lead of a batch; null where a lead was not created. */
export function packRemoteIds(ids: readonly (string | null)[]): Buffer {
  if (ids.some((id) => id !== null && !uuid.test(id))) return Buffer.from(JSON.stringify(ids), 'utf8')
  // A first byte of zero tells this form from the other.
  const packed = Buffer.alloc(1 + ids.length * 16)
  ids.forEach((id, index) => {
    if (id !== null) packed.write(id.replaceAll('-', ''), 1 + index * 16, 'hex')
  })
  return packed
}

export function unpackRemoteIds(packed: Uint8Array): readonly (string | null)[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  if (bytes[0] === jsonMark) return JSON.parse(bytes.toString('utf8')) as (string | null)[]
  const ids: (string | null)[] = []
  for (let at = 1; at + 16 <= bytes.length; at += 16) {
    const hex = bytes.toString('hex', at, at + 16)
    ids.push(
      /^0+$/.test(hex)
        ? null
        : `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
    )
  }
  return ids
}
