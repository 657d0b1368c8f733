import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { type BackendRouteName, type Contract, contract } from '#shared/contract/index.ts'
import type { Handlers, Topic } from '#shared/contract/route.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import type { Reply } from '#shared/rpc.ts'
import { asStoreError } from './core/db/store-errors.ts'

const slowMs = 50

export type Dispatch = (name: string, input: unknown) => Promise<Reply>

/**
 * The boundary between window and backend: parses the input once, calls the handler, wraps the result. Never rejects.
 * After a command, announces the topics it affects.
 */
export function createDispatch(
  handlers: Handlers<Contract>,
  options: { readonly log: Logger; readonly changed: (...topics: readonly Topic[]) => void },
): Dispatch {
  const { log, changed } = options
  return async (name, input) => {
    const startedAt = performance.now()
    try {
      if (!Object.hasOwn(contract, name)) throw new AppError('INVALID_INPUT', { route: name.slice(0, 80) })
      const routeName = name as BackendRouteName
      const route = contract[routeName]
      const parsed = parse(route.input, input)
      if (!parsed?.success) {
        const issue = parsed?.error.issues[0]
        throw new AppError('INVALID_INPUT', {
          route: name,
          field: issue?.path.join('.').slice(0, 120) ?? '',
          message: issue?.message.slice(0, 200) ?? '',
        })
      }
      const handler = handlers[routeName] as (value: unknown) => unknown
      const data = await handler(parsed.data)
      if (route.touches.length > 0) changed(...route.touches)
      return { ok: true, data }
    } catch (thrown) {
      return { ok: false, error: report(name, asStoreError(thrown)) }
    } finally {
      const ms = Math.round(performance.now() - startedAt)
      if (ms > slowMs) log.info('slow call', { route: name, ms })
    }
  }

  function report(name: string, error: unknown) {
    if (error instanceof AppError) {
      log.info('call refused', { route: name, code: error.code })
      return toWire(error)
    }
    const incidentId = randomUUID().slice(0, 8)
    log.error('call failed', { route: name, incidentId, error: describe(error) })
    return toWire(error, incidentId)
  }
}

/** Returns null if the parser itself throws, as it does on bytes where a list is expected. */
function parse<T extends z.ZodType>(schema: T, input: unknown): z.ZodSafeParseResult<z.output<T>> | null {
  try {
    return schema.safeParse(input)
  } catch {
    return null
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
