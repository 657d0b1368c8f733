/** What is used of Electron's frame. */
export type SenderFrame = { readonly url: string; readonly parent: unknown }

/** Whether a message may be heard: from a top frame only, and only while it shows a page of our own origin. */
export function isTrustedSender(frame: SenderFrame | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`)
}
