/** Rules for every page: no navigation elsewhere, no new windows, no permissions, no downloads, no network. */
import type { Logger } from '#shared/log.ts'
import { app, type Session, type WebContents } from './electron.ts'

/** Denies every permission request and check. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/**
 * Denies every download: the app saves its files itself, and a page could offer the operator a program under any name.
 */
export function denyDownloads(session: Session, log: Logger): void {
  session.on('will-download', (event) => {
    log.warn('download refused')
    event.preventDefault()
  })
}

/**
 * Blocks every network connection of pages: they need none, and the page's policy has no directive for WebRTC. Its UDP
 * is disabled for each page, and its TCP goes to a proxy that does not exist. `ownServer`: the page is served by this
 * computer.
 */
export async function blockNetwork(session: Session, ownServer: boolean): Promise<void> {
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'http://127.0.0.1:9',
    proxyBypassRules: ownServer ? '<local>' : '<-loopback>',
  })
}

/** Confines every page, current and future, to the app's own origin: it may reload itself, never navigate elsewhere. */
export function confinePages(origin: string, log: Logger): void {
  app.on('web-contents-created', (_event, contents) => confinePage(contents, origin, log))
}

function confinePage(contents: WebContents, origin: string, log: Logger): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.on('will-frame-navigate', (event) => {
    const reload = event.isMainFrame && withoutHash(event.url) === withoutHash(contents.getURL())
    if (reload && event.url.startsWith(`${origin}/`)) return
    // The frame of a mail: written by the page, under the page's policy, and unable to navigate.
    if (!event.isMainFrame && event.url === 'about:srcdoc') return
    log.warn('navigation refused')
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => {
    log.warn('new window refused')
    return { action: 'deny' }
  })
}

const withoutHash = (url: string) => url.replace(/#.*$/s, '')
