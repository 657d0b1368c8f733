/** The backend as a process of its own, so that it can be killed like the app: asked and answered over IPC. */
import { startBackend } from '../backend.ts'

const [dir, instantlyUrl] = process.argv.slice(2)
if (!dir || !instantlyUrl || !process.send) throw new Error('usage: fork(backend-process, [dir, url])')

const app = startBackend({ dir, instantlyUrl })
process.on('message', (raw) => {
  const { id, name, input } = raw as { id: number; name: string; input: unknown }
  void app.backend.call(name, input).then((reply) => process.send?.({ id, reply }))
})
process.send({ ready: true })
