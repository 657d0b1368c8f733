/** Devices, which Windows opens instead of a file whatever the ending: what is saved there is lost. `COM¹` is `COM1`. */
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(?=\.|$)/i
const maxLength = 80
/** A system takes 255; the rest is for what follows the name. */
const maxBytes = 180

/** Reduces a name to what every system accepts in a file name: letters, digits and a few others, up to 80, or none. */
export function plainFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, ' ')
    .trim()
    .replace(device, '_$&')
  let cut = plain
    .slice(0, maxLength)
    .toWellFormed()
    .replace(/\ufffd$/, '')
  while (Buffer.byteLength(cut) > maxBytes) cut = cut.slice(0, /[\udc00-\udfff]$/.test(cut) ? -2 : -1)
  return cut
}
