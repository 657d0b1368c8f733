/** Calls as they would be made: what to show before anything is sent. */
import type { CallOperation, Operation } from './operation.ts'
import { queryText } from './perform.ts'

export type Planned = {
  readonly operation: Operation<unknown>
  readonly shown: {
    readonly method: string
    /** With its query, below the host. */
    readonly path: string
    readonly bytes: number
    readonly body: string | null
  }
}

/** The first call an endpoint would make, taken down in place of being made. */
export function planned(use: (call: CallOperation) => Promise<unknown>): Planned {
  let operation: Operation<unknown> | null = null
  const take: CallOperation = (asked) => {
    operation ??= asked
    // Nobody answers: the endpoint goes no further.
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

/** For a shell: nothing in it is more than a word. */
const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** A call as a command line. The key is left to a variable of the shell: it is never in a text. */
export function curlOf(operation: Operation<unknown>): string {
  const lines = [
    `curl -X ${operation.method} ${word(`https://api.instantly.ai${pathOf(operation)}`)}`,
    '-H "Authorization: Bearer $INSTANTLY_API_KEY"',
  ]
  if (operation.body) {
    lines.push(`-H 'Content-Type: application/json'`, `--data-raw ${word(new TextDecoder().decode(operation.body))}`)
  }
  return lines.join(' \\\n  ')
}
