/** Decodes part of a URL; returns it unchanged if it contains a percent sign that is not an escape. */
export function decodeUrlPart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
