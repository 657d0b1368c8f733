import type { Call } from '#shared/contract/index.ts'
import { type AppError, fromWire, toWire } from '#shared/errors.ts'
import { bridge } from './bridge.ts'

/** Calls a route of the backend; throws an AppError. */
export const call: Call = async (name, input) => {
  const reply = await bridge().call(name, input)
  if (!reply.ok) throw fromWire(reply.error)
  // The contract types both ends, and the answer comes from Sendoff itself.
  return reply.data as never
}

/** Converts anything thrown into an AppError, which screens can put into words. */
export function asAppError(error: unknown): AppError {
  return fromWire(toWire(error))
}
