import fs from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { findPrograms, installCommand, programFolders } from '#backend/events/relay/tunnel-programs.ts'
import { createLeftoverProgram } from '../../../../relay/leftover-program.ts'
import { temporaryDir } from '../../../support/backend.ts'

const system = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) => ({ platform, arch: 'x64', env })

it("Programs are searched on the PATH first, then in the usual install places that a desktop app's PATH lacks", () => {
  expect(programFolders(system('linux', { PATH: '/mine:relative:/usr/bin' })).slice(0, 2)).toEqual([
    '/mine',
    '/usr/bin',
  ])
  expect(programFolders(system('linux'))).toContain('/snap/bin')
  const mac = programFolders(system('darwin'))
  expect(mac).toEqual(
    expect.arrayContaining(['/opt/homebrew/bin', '/usr/local/bin', expect.stringContaining('Tailscale.app')]),
  )
  const windows = programFolders(system('win32', { LOCALAPPDATA: '/local', ProgramFiles: '/programs' }))
  expect(windows.some((folder) => /WinGet.Links$/.test(folder))).toBe(true)
  expect(windows.some((folder) => /^.programs.Tailscale$/.test(folder))).toBe(true)
})

it('Only executable programs are used, the first of each kind; a folder or text of that name is none', () => {
  const [first, second] = [temporaryDir(), temporaryDir()]
  fs.writeFileSync(path.join(first, 'ngrok'), 'a text', { mode: 0o644 })
  fs.mkdirSync(path.join(first, 'cloudflared'))
  for (const name of ['ngrok', 'cloudflared']) fs.writeFileSync(path.join(second, name), '', { mode: 0o755 })
  expect(findPrograms([first, second], 'linux')).toEqual([
    { kind: 'cloudflared', program: path.join(second, 'cloudflared') },
    { kind: 'ngrok', program: path.join(second, 'ngrok') },
  ])
  expect(findPrograms([first], 'linux')).toEqual([])
})

it('The command for this system is named', () => {
  expect(installCommand({ platform: 'darwin', arch: 'arm64' })).toBe('brew install cloudflared')
  expect(installCommand({ platform: 'win32', arch: 'x64' })).toContain('winget install')
  expect(installCommand({ platform: 'linux', arch: 'arm64' })).toContain('cloudflared-linux-arm64')
})

it('On Windows the next start ends a leftover program by number and name, and no other', () => {
  const folder = temporaryDir()
  const ran: string[] = []
  const open = (platform: NodeJS.Platform) =>
    createLeftoverProgram(folder, platform, (program, args) => void ran.push([program, ...args].join(' ')))
  open('linux').started('ngrok', 41)
  open('win32').endLeft()
  open('win32').started('cloudflared', 42)
  open('win32').endLeft()
  open('win32').endLeft()
  expect(ran).toEqual(['taskkill /F /FI PID eq 42 /FI IMAGENAME eq cloudflared.exe'])
  fs.writeFileSync(path.join(folder, 'tunnel.json'), '{"pid":"1 or all"}')
  open('win32').endLeft()
  expect(ran).toHaveLength(1)
})
