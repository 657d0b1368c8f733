import type { RelayErrorCode } from '#shared/relay-protocol.ts'

/** A request answered with one of the protocol's errors. The message never quotes the request. */
export class Refusal extends Error {
  readonly code: RelayErrorCode
  readonly retryAfterMs: number | null

  constructor(code: RelayErrorCode, message: string, retryAfterMs: number | null = null) {
    super(message)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}
