/** A part of an address as it is meant; as it stands where a percent sign in it begins no escape. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
