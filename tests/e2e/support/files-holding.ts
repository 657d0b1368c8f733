import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** Returns files below the home that contain one of the texts, in clear, in UTF-16 or as base64. */
export function filesHolding(home: string, texts: readonly string[]): readonly string[] {
  const forms = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1)),
  ])
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(home, name)
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false
    const content = readFileSync(file)
    return forms.some((form) => content.includes(form))
  })
}
