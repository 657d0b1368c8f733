/** Reads the text of an answer; returns null as soon as it is known to exceed `maxBytes`, without reading the rest. */
export async function boundedText(response: Response, maxBytes: number): Promise<string | null> {
  if (!response.body) return response.text()
  const tooLong = Number(response.headers.get('content-length') ?? 0) > maxBytes
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body.getReader()
  if (!tooLong) {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length
      if (size > maxBytes) break
      chunks.push(part.value)
    }
    if (size <= maxBytes) return new TextDecoder().decode(Buffer.concat(chunks, size))
  }
  await reader.cancel().catch(() => undefined)
  return null
}
