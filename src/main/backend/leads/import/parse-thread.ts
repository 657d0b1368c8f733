/** Entry of the parse thread: one job after another, until it is ended by who started it. */
import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { loaded } from '../../core/lib/native-threads.ts'
import { serveParser } from './run-parse-job.ts'

if (!parentPort) throw new Error('the parser runs in a worker thread')
// Loaded now and not when a saving first needs it: whoever cancels in that moment would take the app down.
new Database(':memory:').close()
parentPort.postMessage(loaded)
serveParser(parentPort)
