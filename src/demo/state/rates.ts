/** How often things happen, as parts of one of what they follow. Made up within what cold outreach usually sees. */
export type Rates = {
  /** Of mails sent. */
  readonly bounce: number
  readonly open: number
  /** Of mails opened. */
  readonly click: number
  /** Of mails delivered; a later step gets less. */
  readonly reply: number
  readonly autoReply: number
  readonly unsubscribe: number
  /** Of mailboxes, each day they send. */
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
