/** Keeps every call that changes something at Instantly from leaving, as long as somebody says so. Reading goes on. */
import { AppError } from '#shared/errors.ts'
import { type InstantlyCalls, operations } from './operations.ts'
import type { Instantly, RequestContext } from './types.ts'

/** The same client; calls that write are refused with PAUSED_AFTER_RESTORE, before anything left, where `isBarred` says so. */
export function barWrites(instantly: Instantly, isBarred: (requestContext: RequestContext) => boolean): Instantly {
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
