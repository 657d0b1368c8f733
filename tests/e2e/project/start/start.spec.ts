/** The README's first command without a display: the main job runs, its report is printed, and the command exits. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { projectRoot } from '../../support/ensure-build.ts'

test('Without a display, `npm start` runs the main workflow and ends', async () => {
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const start = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(start, 'exit')
  const printed = await text(start.stdout)
  expect(await ended).toEqual([0, null])
  expect(printed).toContain('It adds up.')
})
