/**
 * Intercepts requests of the pages: the app answers those to its own schemes, and its listeners decide about
 * navigations.
 */
import type { CdpData, Chromium } from '../chromium.ts'
import { fromWeb, handlerOf, webPatterns } from './custom-schemes.ts'
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
    chromium.tell('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  } catch (error) {
    console.error('stand-in: protocol handler failed', error)
    fail('Failed')
  }
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
