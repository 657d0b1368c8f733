/**
 * Intercepts requests of the pages: the app answers those to its own schemes, and its listeners decide about
 * navigations.
 */
import type { CdpData, Chromium } from '../chromium.ts'
import type { Answer } from '../script-server.ts'
import { fromWeb, handlerOf, hasCodeCache, webPatterns } from './custom-schemes.ts'
import { windows } from './registry.ts'

/** Makes Chromium pause documents and every request to the app's own schemes. */
export async function watchRequests(chromium: Chromium): Promise<void> {
  const patterns = [
    { urlPattern: '*', resourceType: 'Document' },
    ...webPatterns().map((urlPattern) => ({ urlPattern })),
  ]
  await chromium.send('Fetch.enable', { patterns })
}

/** Answers one paused request. */
export async function answerRequest(chromium: Chromium, paused: CdpData): Promise<void> {
  const { requestId } = paused as { requestId: string }
  const fail = (errorReason: string) => chromium.tell('Fetch.failRequest', { requestId, errorReason })
  if (paused['resourceType'] === 'Document' && !mayNavigate(paused)) {
    fail('Aborted')
    return
  }
  const script = chromium.scripts.servedAt(paused['request']['url'])
  if (script) {
    // A page that is offline is refused even that address, where Electron would still have its own scheme.
    if (paused['responseErrorReason']) fulfill(chromium, requestId, script)
    else chromium.tell('Fetch.continueResponse', { requestId })
    return
  }
  const url = fromWeb(paused['request']['url'])
  const handler = handlerOf(url)
  if (!handler) {
    chromium.tell('Fetch.continueRequest', { requestId })
    return
  }
  if (url.endsWith('/favicon.ico')) {
    // Browsers request it on their own; Electron never does.
    chromium.tell('Fetch.fulfillRequest', { requestId, responseCode: 204 })
    return
  }
  try {
    const response = await handler(requestFrom(url, paused['request']))
    const answer = {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    }
    const isScript = response.ok && response.headers.get('content-type')?.startsWith('text/javascript')
    if (isScript && hasCodeCache(url))
      chromium.tell('Fetch.continueRequest', {
        requestId,
        url: chromium.scripts.serve(answer),
        interceptResponse: true,
      })
    else fulfill(chromium, requestId, answer)
  } catch (error) {
    console.error('stand-in: protocol handler failed', error)
    fail('Failed')
  }
}

function fulfill(chromium: Chromium, requestId: string, { status, headers, body }: Answer): void {
  chromium.tell('Fetch.fulfillRequest', {
    requestId,
    responseCode: status,
    responseHeaders: [...headers].map(([name, value]) => ({ name, value })),
    body: body.toString('base64'),
  })
}

function mayNavigate(paused: CdpData): boolean {
  // The id of a page's main frame equals the id of its target.
  const window = [...windows.all].find((one) => one.targetId === paused['frameId'])
  const url = paused['request']['url']
  if (window) return window.webContents.navigationRequested(url, true)
  return [...windows.all].every((one) => one.webContents.navigationRequested(url, false))
}

function requestFrom(url: string, request: CdpData): Request {
  const method: string = request['method']
  const bodyless = method === 'GET' || method === 'HEAD'
  return new Request(url, {
    method,
    headers: request['headers'],
    ...(bodyless ? {} : { body: request['postData'] ?? '' }),
  })
}
