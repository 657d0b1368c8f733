/** Blocks every call that writes to Instantly while a condition holds. Reads are still allowed. */
import { AppError } from '#shared/errors.ts'
import { type InstantlyCalls, operations } from './operations.ts'
import type { Instantly, RequestContext } from './types.ts'

/** Wraps the client so that writing calls are refused with PAUSED_AFTER_RESTORE if `isBarred` returns true. */
export function withWritesBlocked(
  instantly: Instantly,
  isBarred: (requestContext: RequestContext) => boolean,
): Instantly {
  return new Proxy(instantly, {
    get(target, name) {
      const call: unknown = Reflect.get(target, name)
      if (typeof call !== 'function' || !Object.hasOwn(operations, name)) return call
      if (operations[name as keyof InstantlyCalls].is !== 'writes') return call
      return async (requestContext: RequestContext, ...rest: unknown[]) => {
        if (isBarred(requestContext)) throw new AppError('PAUSED_AFTER_RESTORE')
        return Reflect.apply(call, target, [requestContext, ...rest]) as unknown
      }
    },
  })
}
