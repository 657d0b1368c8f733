/** Probabilities of events, relative to the events they follow. Invented, within the usual range of cold outreach. */
export type Rates = {
  /** Relative to mails sent. */
  readonly bounce: number
  readonly open: number
  /** Relative to mails opened. */
  readonly click: number
  /** Relative to mails delivered; lower for later steps. */
  readonly reply: number
  readonly autoReply: number
  readonly unsubscribe: number
  /** Per mailbox and day on which it sends. */
  readonly mailboxError: number
}

export const defaultRates: Rates = {
  bounce: 0.014,
  open: 0.46,
  click: 0.07,
  reply: 0.036,
  autoReply: 0.035,
  unsubscribe: 0.005,
  mailboxError: 0.002,
}
