/** The part of Electron's frame that is used. */
export type SenderFrame = { readonly url: string; readonly parent: unknown }

/** Whether a message is accepted: only from a top frame that shows a page of our own origin. */
export function isTrustedSender(frame: SenderFrame | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`)
}
