import fs from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoFileMark } from '#backend/clients/workspaces/demo-workspaces.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'

let app: TestBackend
beforeEach(() => {
  app = startBackend({ instantlyUrl: 'http://127.0.0.1:9' })
})
afterEach(() => app.stop())

/** The smallest possible PNG: one pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('a chart saved as a picture', () => {
  it('is the file the operator chose, byte for byte', async () => {
    app.savePath = `${app.dir}/sent.png`
    expect(
      await app.call('charts.savePicture', { workspaceId: null, format: 'png', name: 'Sent by day', content: pixel }),
    ).toEqual({
      path: app.savePath,
    })
    expect(fs.readFileSync(app.savePath).toString('base64')).toBe(pixel)

    app.savePath = `${app.dir}/sent.svg`
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>Größe</title></svg>'
    await app.call('charts.savePicture', { workspaceId: null, format: 'svg', name: 'Sent by day', content: svg })
    expect(fs.readFileSync(app.savePath, 'utf8')).toBe(svg)
  })

  it('is not saved if the operator cancels, or if it is no picture', async () => {
    app.savePath = null
    expect(
      await app.call('charts.savePicture', { workspaceId: null, format: 'png', name: 'Sent', content: pixel }),
    ).toBeNull()
    app.savePath = `${app.dir}/not.png`
    for (const content of ['', 'TVqQAAMAAAAEAAAA', '<svg >'])
      await expect(
        app.call('charts.savePicture', { workspaceId: null, format: 'png', name: 'Sent', content }),
      ).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    expect(fs.existsSync(app.savePath)).toBe(false)
  })

  it('gets a name every system accepts, whatever the campaign is called', async () => {
    app.savePath = `${app.dir}/a.png`
    await app.call('charts.savePicture', {
      workspaceId: null,
      format: 'png',
      name: '../DE: "Q4" / <b>\nSent?',
      content: pixel,
    })
    expect(app.savedAs.at(-1)).toBe('.. DE Q4 b Sent.png')
  })

  it('says in its name that it shows a demo', async () => {
    await app.stop()
    app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', dir: await demoDir('small') })
    const { clients } = await app.call('demo.state', {})
    const workspaceId = clients[0] ?? null
    await app.call('charts.savePicture', { workspaceId, format: 'png', name: 'Sent', content: pixel })
    expect(app.savedAs.at(-1)).toBe(`${demoFileMark} Sent.png`)
  })
})
