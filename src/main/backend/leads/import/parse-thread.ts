/** Entry point of the parse thread: runs one job after another until the thread that started it terminates it. */
import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { threadLoaded } from '../../core/lib/native-threads.ts'
import { serveParser } from './run-parse-job.ts'

if (!parentPort) throw new Error('the parser runs in a worker thread')
// Loaded now and not when a save first needs it, because cancelling at that moment would crash the app.
new Database(':memory:').close()
parentPort.postMessage(threadLoaded)
serveParser(parentPort)
