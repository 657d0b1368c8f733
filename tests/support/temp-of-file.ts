/** Setup of every test file: creates a separate folder for temporary files, which is removed when the file is done. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'

const ofRun = os.tmpdir()
const ofFile = fs.mkdtempSync(path.join(ofRun, 'file-'))
fs.chmodSync(ofFile, 0o755)
setTemp(ofFile)

afterAll(() => {
  setTemp(ofRun)
  fs.rmSync(ofFile, { recursive: true, force: true, maxRetries: 5 })
})

function setTemp(folder: string): void {
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder
}
