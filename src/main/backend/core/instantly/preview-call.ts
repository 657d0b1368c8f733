/** Shows calls as they would be made, before anything is sent. */
import { shellJson, shellQuote } from '#shared/domain/clients/ask-operations.ts'
import type { CallOperation, Operation } from './operation.ts'
import { queryText } from './perform.ts'

export type CallPreview = {
  readonly operation: Operation<unknown>
  readonly shown: {
    readonly method: string
    /** Path with query, without the host. */
    readonly path: string
    readonly bytes: number
    readonly body: string | null
  }
}

/** Records the first call an endpoint would make, instead of making it. */
export function previewCall(use: (call: CallOperation) => Promise<unknown>): CallPreview {
  let operation: Operation<unknown> | null = null
  const take: CallOperation = (asked) => {
    operation ??= asked
    // Never answered, so the endpoint goes no further.
    return new Promise(() => undefined)
  }
  void use(take)
  const taken = operation as Operation<unknown> | null
  if (!taken) throw new Error('an endpoint that calls nothing')
  return { operation: taken, shown: { method: taken.method, path: pathOf(taken), ...bodyOf(taken) } }
}

const pathOf = (operation: Operation<unknown>): string => `/api/v2${operation.path}${queryText(operation.query)}`

const bodyOf = ({ body }: Operation<unknown>) => ({
  bytes: body?.byteLength ?? 0,
  body: body ? JSON.stringify(JSON.parse(new TextDecoder().decode(body)), null, 2) : null,
})

/** Returns a call as a command line. The key is a shell variable, so that it never appears in a text. */
export function curlOf(operation: Operation<unknown>): string {
  const lines = [
    `curl -X ${operation.method} ${shellQuote(`https://api.instantly.ai${pathOf(operation)}`)}`,
    '-H "Authorization: Bearer $INSTANTLY_API_KEY"',
  ]
  if (operation.body) {
    lines.push(
      `-H 'Content-Type: application/json'`,
      `--data-raw ${shellQuote(shellJson(new TextDecoder().decode(operation.body)))}`,
    )
  }
  return lines.join(' \\\n  ')
}
