import type { Call } from '#shared/contract/index.ts'
import { type AppError, fromWire, toWire } from '#shared/errors.ts'
import { bridge } from './bridge.ts'

/** Asks a route of the backend; throws AppError. */
export const call: Call = async (name, input) => {
  const reply = await bridge().call(name, input)
  if (!reply.ok) throw fromWire(reply.error)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract types both ends; the answer is our own
  return reply.data as never
}

/** Anything thrown, as the AppError a screen can put into words. */
export function asAppError(error: unknown): AppError {
  return fromWire(toWire(error))
}
