/** Requests to a Supabase project's Data API (PostgREST), for reading or writing. */
import { isWithinDepth } from '#shared/domain/core/json-depth.ts'
import { answerLimits, answerValues, maxJsonDepth } from '#shared/domain/core/reading-limits.ts'
import { AppError } from '#shared/errors.ts'
import type { Clock } from '../../core/deps.ts'
import { backoffMs } from '../../core/lib/backoff.ts'
import { boundedText } from '../../core/lib/bounded-text.ts'
import { isCertificateFault } from '../../core/lib/certificate-fault.ts'
import { listsMoreThan } from '../../core/lib/parse-json.ts'
import { type Environment, fetchThroughProxy } from '../../core/lib/proxies.ts'
import { retryAfterMs } from '../../core/lib/retry-after.ts'
import { withoutSecret } from '../../core/lib/without-secret.ts'
import { parseExactly } from './exact-json.ts'

export type ProjectAccess = {
  /** `https://<ref>.supabase.co`, without a path. */
  readonly origin: string
  readonly key: string
  /** Secret keys are refused for browsers, based on the User-Agent, so this one identifies the app. */
  readonly userAgent: string
  readonly clock: Clock
  /** Tests provide their own, or their own proxy. */
  readonly fetch?: typeof fetch
  readonly environment?: Environment
}

const requestMs = 60_000
const tries = 4
/** A refusal is a sentence; all of it is searched for the key. */
const maxOfRefusal = 1_000_000

/** Returns the headers with the User-Agent and the key. Only older keys are tokens; newer ones go in `apikey` alone. */
export const projectHeaders = ({ key, userAgent }: ProjectAccess): Record<string, string> => ({
  apikey: key,
  'user-agent': userAgent,
  ...(key.startsWith('eyJ') ? { authorization: `Bearer ${key}` } : {}),
})

/** Creates the fetch function: with a time limit, exact numbers, a bounded answer, and reads retried without one. */
export function createProjectRequest(access: ProjectAccess, failed: (error: AppError) => void): typeof fetch {
  let sending: Promise<typeof fetch> | undefined
  const give = (error: AppError): AppError => {
    failed(error)
    return error
  }
  return async (input, init) => {
    for (let attempt = 1; ; attempt++) {
      const timeout = AbortSignal.timeout(requestMs)
      const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout
      let response: Response | null = null
      try {
        sending ??= access.fetch
          ? Promise.resolve(access.fetch)
          : fetchThroughProxy(access.origin, access.environment ?? process.env)
        response = await (await sending)(input, { ...init, signal, redirect: 'error' })
        if (!isTemporaryStatus(response.status) || attempt === tries)
          return await withExactNumbers(response, access.key)
      } catch (error) {
        if (init?.signal?.aborted) throw give(new AppError('CANCELLED'))
        if (error instanceof AppError) throw give(error)
        const { host } = new URL(access.origin)
        if (failedByCertificate(error)) {
          throw give(new AppError('SUPABASE_UNREACHABLE', { host, reason: 'project_certificate' }))
        }
        if (attempt === tries) throw give(new AppError('SUPABASE_UNREACHABLE', { host }))
      }
      const requestedWait = retryAfterMs(response?.headers.get('retry-after'), access.clock.now(), 30_000)
      const wait = requestedWait ?? backoffMs(attempt, { firstMs: 500, maxMs: 8_000 })
      await access.clock.sleep(wait, init?.signal ?? undefined)
    }
  }
}

function failedByCertificate(thrown: unknown): boolean {
  const { code, cause } = thrown as { code?: unknown; cause?: unknown }
  if (typeof code === 'string' && isCertificateFault(code)) return true
  return cause instanceof Error && failedByCertificate(cause)
}

const isTemporaryStatus = (status: number): boolean => status === 429 || status === 408 || status >= 502

const tooLarge = () => new AppError('SUPABASE_QUERY_REFUSED', { message: 'answer too large' })

async function withExactNumbers(response: Response, key: string): Promise<Response> {
  const { status, headers } = response
  if (status === 204 || status === 304) return response
  const text = await boundedText(response, response.ok ? answerLimits.supabase : maxOfRefusal)
  if (text === null) throw tooLarge()
  // Regardless of the content type: whatever can be read as JSON will be, and must not lose digits.
  const json = JSON.stringify(parseBounded(text)) ?? text
  // A refusal is shown, and stored with the rows it refused.
  const said = response.ok ? json : withoutSecret(json, key)
  return new Response(said, {
    status,
    headers: { 'content-type': headers.get('content-type') ?? '', 'content-range': headers.get('content-range') ?? '' },
  })
}

function parseBounded(text: string): unknown {
  if (listsMoreThan(answerValues.supabase, text)) throw tooLarge()
  let value: unknown
  try {
    value = parseExactly(text)
  } catch (error) {
    if (!(error instanceof RangeError)) return undefined
  }
  if (value !== undefined && isWithinDepth(value, maxJsonDepth)) return value
  throw new AppError('SUPABASE_QUERY_REFUSED', { message: 'nested too deeply' })
}

/** Parses JSON with all digits; returns undefined if it is not JSON. */
export function tryParse(text: string): unknown {
  try {
    return parseExactly(text)
  } catch {
    return undefined
  }
}
