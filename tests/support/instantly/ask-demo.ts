import { createDemoInstantly, type DemoOptions } from '#demo/api/app.ts'
import { checkRequest, checkResponse } from './check-request.ts'

export type Asked = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly items: readonly Record<string, unknown>[]
  readonly text: string
  /** Violations of the published schemas in the request or the answer. */
  readonly problems: readonly string[]
}

type Demo = ReturnType<typeof createDemoInstantly>

/**
 * Starts a demo without port and rate limits, with a function that sends requests with the key of one of its
 * workspaces.
 */
export function startDemo(options: DemoOptions = {}): Demo & { ask: Ask } {
  const demo = createDemoInstantly({ limits: null, ...options })
  return { ...demo, ask: createDemoAsk(demo) }
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<Asked>

export function createDemoAsk(demo: Demo, workspace = 0): Ask {
  const key = demo.world.workspaces[workspace]?.keys[0]?.key ?? ''
  return async (method, path, body) => {
    const url = new URL(`https://api.instantly.ai/api/v2${path}`)
    const response = await demo.app.fetch(
      new Request(url, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const answered = isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined
    const query: Record<string, readonly string[]> = {}
    for (const name of new Set(url.searchParams.keys())) query[name] = url.searchParams.getAll(name)
    const contentType = body === undefined ? null : 'application/json'
    return {
      status: response.status,
      body: answered ?? {},
      items: (answered?.['items'] ?? []) as readonly Record<string, unknown>[],
      text,
      problems: [
        ...checkRequest({ method, path: url.pathname, query, body, contentType }),
        ...checkResponse(method, url.pathname, response.status, answered),
      ],
    }
  }
}
