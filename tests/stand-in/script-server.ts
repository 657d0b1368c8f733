/**
 * Serves scripts of the app's own schemes to Chromium over HTTP, at an address the page never sees. Chromium keeps the
 * compiled code only of what is in its HTTP cache, as Electron does for a scheme with the privilege `codeCache`;
 * compiling the app's code costs more than all the rest of a load.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Buffer }

export class ScriptServer {
  readonly port: number
  readonly #origin: string
  readonly #scripts: Map<string, Answer>

  static async start(): Promise<ScriptServer> {
    const scripts = new Map<string, Answer>()
    const server = createServer((request, answer) => {
      const script = scripts.get(request.url ?? '')
      if (!script) {
        answer.writeHead(404).end()
        return
      }
      answer.setHeaders(script.headers)
      // The address changes with the content. To Chromium the request goes to another origin than the page's.
      answer.setHeader('cache-control', 'max-age=31536000, immutable')
      answer.setHeader('access-control-allow-origin', '*')
      answer.end(script.body)
    })
    // Never keeps the app running.
    server.on('connection', (socket) => socket.unref())
    server.listen(0, '127.0.0.1').unref()
    await once(server, 'listening')
    return new ScriptServer(server, scripts)
  }

  private constructor(server: Server, scripts: Map<string, Answer>) {
    this.port = (server.address() as AddressInfo).port
    this.#origin = `http://127.0.0.1:${this.port}`
    this.#scripts = scripts
  }

  /** Returns the address at which the script is served from now on. */
  serve(script: Answer): string {
    const name = `/${createHash('sha256').update(script.body).digest('hex')}.js`
    this.#scripts.set(name, script)
    return this.#origin + name
  }

  servedAt(url: string): Answer | undefined {
    return url.startsWith(this.#origin) ? this.#scripts.get(url.slice(this.#origin.length)) : undefined
  }
}
