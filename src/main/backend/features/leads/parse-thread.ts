/** Entry of the parse thread: one file, one job, then it is ended by who started it. */
import { parentPort } from 'node:worker_threads'
import { serveParser } from './run-parse-job.ts'

if (!parentPort) throw new Error('the parser runs in a worker thread')
serveParser(parentPort)
