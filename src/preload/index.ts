/** The bridge between page and shell: only `window.sendoff`. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { type Bridge, bridgeChannels } from '#shared/bridge.ts'
import type { Reply } from '#shared/rpc.ts'

const ask = async (name: string, input: unknown): Promise<Reply> => {
  try {
    return (await ipcRenderer.invoke(bridgeChannels.call, name, input)) as Reply
  } catch {
    return { ok: false, error: { code: 'INTERNAL', data: {} } }
  }
}

let listening = false

const bridge: Bridge = {
  call: ask,
  on(listener) {
    const hear = (_event: unknown, name: string, payload: unknown) => listener(name, payload)
    ipcRenderer.on(bridgeChannels.event, hear)
    // Files opened by the system wait in the main process for the first listener.
    if (!listening) void ask('shell.listening', null)
    listening = true
    return () => {
      ipcRenderer.removeListener(bridgeChannels.event, hear)
    }
  },
  pathForFile(file) {
    // A page cannot forge a file that has a path: this one was dropped or picked.
    const path = webUtils.getPathForFile(file as File)
    if (path !== '') ipcRenderer.send(bridgeChannels.chosen, path)
    return path
  },
  platform: process.platform as Bridge['platform'],
}

contextBridge.exposeInMainWorld('sendoff', bridge)

const reportOnline = () => void ask('shell.online', navigator.onLine)
window.addEventListener('online', reportOnline)
window.addEventListener('offline', reportOnline)
