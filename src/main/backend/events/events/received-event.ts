import type { DeadReason, ParsedEvent } from '#shared/domain/events/parse-event.ts'

export type ReceivedEvent = {
  /** The body as received. */
  readonly raw: string
  /** Epoch ms. */
  readonly receivedAt: number
  /** The relay's seq or the delivery log's id, unique within its source and workspace. */
  readonly sourceId: string | null
}

export type ReadEvent = ReceivedEvent & { readonly event: ParsedEvent | { readonly dead: DeadReason } }
