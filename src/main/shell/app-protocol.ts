/** `app://bundle/…`: the window's own files, served from one folder with a strict policy, and nothing else. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

export const appScheme = 'app'
const appHost = 'bundle'
export const appOrigin = `${appScheme}://${appHost}`

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Scripts and styles from our own files only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The file an address means, or null for one that leaves the folder or is not ours. */
export function fileOfUrl(root: string, address: string): string | null {
  const url = URL.parse(address)
  if (!url || url.protocol !== `${appScheme}:` || url.host !== appHost) return null
  let name: string
  try {
    name = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (name.includes('\\')) return null
  const file = path.join(root, name === '/' ? 'index.html' : name)
  const inside = path.relative(root, file)
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : file
}

/** Answers requests of the window from the files under `root`. */
export function createAppProtocol(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = request.method === 'GET' ? fileOfUrl(root, request.url) : null
    if (!file) return refuse(400)
    try {
      return new Response(new Uint8Array(await contentOf(file)), { headers: headersFor(file) })
    } catch {
      return refuse(404)
    }
  }
}

const unpack = promisify(brotliDecompress)

/** What the start asks for lies there as it is; what comes later may be packed, `x.js` as `x.js.br` (the build does it). */
const contentOf = (file: string): Promise<Buffer> =>
  readFile(file).catch(async (missing: unknown) => {
    if (!/\.(?:js|css)$/.test(file)) throw missing
    return await unpack(await readFile(`${file}.br`))
  })

const headersFor = (file: string) => ({
  'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
})

const refuse = (status: number) => new Response(null, { status, headers: headersFor('refused.html') })
