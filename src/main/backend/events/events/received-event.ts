import type { DeadReason, ParsedEvent } from '#shared/domain/events/parse-event.ts'

/** An event as it came from a source. */
export type ReceivedEvent = {
  /** The body as it came. */
  readonly raw: string
  /** Epoch ms. */
  readonly receivedAt: number
  /** The relay's seq or the delivery log's id: unique in its source and workspace. */
  readonly sourceId: string | null
}

/** One that was read. */
export type ReadEvent = ReceivedEvent & { readonly event: ParsedEvent | { readonly dead: DeadReason } }
