import { createInstantly, type InstantlyOptions } from '#backend/core/instantly/client.ts'
import type { AuditEntry, KeyStatus } from '#backend/core/instantly/types.ts'
import type { AppError } from '#shared/errors.ts'
import type { ApiKeyId, WorkspaceId } from '#shared/ids.ts'
import { createLogger, type LogLine } from '#shared/log.ts'

export const secret = 'c2VjcmV0LWtleS1vZi10aGUtdGVzdA=='
export const workspaceId = 7 as WorkspaceId
export const requestContext = { workspaceId, priority: 'click', requestedBy: 'plan' } as const

/** Creates a client as the app does, with short waits, that records its messages. */
export function setUp(baseUrl: string | null, options: Partial<InstantlyOptions> = {}) {
  const audit: AuditEntry[] = []
  const verdicts: KeyStatus[] = []
  const lines: LogLine[] = []
  const instantly = createInstantly({
    baseUrl,
    keys: {
      secretFor: async () => ({ keyId: 1 as ApiKeyId, secret }),
      report: (_, verdict) => verdicts.push(verdict),
    },
    audit: (entry) => audit.push(entry),
    clock: skippingClock(),
    log: createLogger('instantly', (line) => lines.push(line)),
    appVersion: '1.2.3',
    environment: {},
    ...options,
  })
  return { instantly, audit, verdicts, lines }
}

/** Returns the error a call threw; fails if it did not throw. */
export async function errorOf(call: Promise<unknown>): Promise<AppError> {
  try {
    await call
  } catch (error) {
    return error as AppError
  }
  throw new Error('the call did not fail')
}

/** A clock that records waits and skips them: time jumps to where they would have ended. */
export function skippingClock(slept: number[] = []) {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    sleep: async (ms: number) => {
      slept.push(ms)
      aheadMs += ms
      await new Promise(setImmediate)
    },
  }
}

export const byText = (a: string, b: string) => (a < b ? -1 : 1)
