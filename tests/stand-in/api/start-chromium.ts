/** Starts Chromium for this run and connects its targets and requests to the app's windows. */
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type CdpData, Chromium } from '../chromium.ts'
import { kept } from '../kept.ts'
import { run } from '../run-state.ts'
import { app } from './app.ts'
import { fromWeb } from './custom-schemes.ts'
import { windowOfTarget, windows } from './registry.ts'
import { answerRequest, watchRequests } from './requests.ts'
import { session } from './session.ts'

export async function startChromium(): Promise<void> {
  const chromium = kept.chromium ?? (await launch())
  if (!kept.chromium)
    chromium.on('gone', () => {
      if (!run.exiting || kept.keeps) process.exit(1)
    })
  kept.chromium = chromium
  run.chromium = chromium
  chromium.on('Target.attachedToTarget', (event: CdpData) => onTarget(chromium, event))
  chromium.on('Target.detachedFromTarget', ({ sessionId }: CdpData) => {
    chromium.closeSession(sessionId)
    for (const window of windows.all) if (window.sessionId === sessionId) window.targetGone()
  })
  chromium.on('Fetch.requestPaused', (paused: CdpData) => void answerRequest(chromium, paused))
  await chromium.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
  await watchRequests(chromium)
  session.defaultSession.applyPermissions(chromium)
}

function launch(): Promise<Chromium> {
  return Chromium.launch({
    // The profile of a Chromium that is kept must not be in the home of an app that is removed.
    profile: kept.keeps
      ? mkdtempSync(path.join(os.tmpdir(), 'standin-chromium-'))
      : path.join(app.getPath('sessionData'), '.standin-chromium'),
    port: run.switches.get('remote-debugging-port'),
    headed: run.headed,
    switches: run.chromiumSwitches,
  })
}

function onTarget(chromium: Chromium, { sessionId, targetInfo }: CdpData): void {
  const page = chromium.openSession(sessionId)
  if (targetInfo['type'] === 'page' && targetInfo['openerId']) {
    const opener = windowOfTarget(targetInfo['openerId'])
    const answer = opener?.webContents.openRequested(fromWeb(targetInfo['url']))
    if (answer?.action === 'allow') console.error('stand-in: windows opened by a page are not carried')
    // A target with an opener shares its process, and closing it while it waits for the debugger would block the opener
    // forever.
    page.tell('Runtime.runIfWaitingForDebugger')
    chromium.tell('Target.closeTarget', { targetId: targetInfo['targetId'] })
    return
  }
  const window = targetInfo['type'] === 'page' ? windows.awaited.shift() : undefined
  if (window) {
    window.attach(page, targetInfo['targetId']).catch((error: unknown) => console.error('stand-in: window', error))
    return
  }
  // Workers, and pages that nobody here requested, run on without control.
  page.tell('Runtime.runIfWaitingForDebugger')
}
