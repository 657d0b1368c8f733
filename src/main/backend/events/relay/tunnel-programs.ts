/** Finds installed tunnel programs: on the PATH, and in the usual places, as the app may lack the user's PATH. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TunnelKind, tunnelKinds } from '#shared/relay-thread.ts'

export type FoundProgram = { readonly kind: TunnelKind; readonly program: string }

type System = { readonly platform: NodeJS.Platform; readonly arch: string; readonly env: NodeJS.ProcessEnv }
const thisSystem: System = { platform: process.platform, arch: process.arch, env: process.env }

/** The folders of the PATH, followed by those that common installers use. */
export function programFolders({ platform, env }: System = thisSystem): readonly string[] {
  const home = os.homedir()
  const onPath = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local')
    const files = [env['ProgramFiles'], env['ProgramFiles(x86)']].filter((folder) => folder !== undefined)
    return [
      ...onPath,
      path.join(local, 'Microsoft', 'WinGet', 'Links'),
      path.join(home, 'scoop', 'shims'),
      ...files.flatMap((folder) => ['cloudflared', 'ngrok', 'Tailscale'].map((name) => path.join(folder, name))),
    ]
  }
  const mac = ['/opt/homebrew/bin', '/Applications/Tailscale.app/Contents/MacOS']
  const linux = ['/home/linuxbrew/.linuxbrew/bin', '/snap/bin']
  return [
    ...onPath,
    ...(platform === 'darwin' ? mac : linux),
    '/usr/local/bin',
    '/usr/bin',
    path.join(home, '.local', 'bin'),
    path.join(home, 'bin'),
  ]
}

/** The first program of each kind, in order of preference. */
export function findPrograms(folders: readonly string[], platform = process.platform): readonly FoundProgram[] {
  return tunnelKinds.flatMap((kind) => {
    // The App Store version for macOS has a capital letter.
    const names = platform === 'win32' ? [`${kind}.exe`] : kind === 'tailscale' ? [kind, 'Tailscale'] : [kind]
    const program = folders
      .flatMap((folder) => names.map((name) => path.join(folder, name)))
      .find((file) => isProgram(file))
    return program === undefined ? [] : [{ kind, program }]
  })
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}

const download = 'https://github.com/cloudflare/cloudflared/releases/latest/download'

/** The command that installs cloudflared on this system; it needs no account. */
export function installCommand({ platform, arch }: Pick<System, 'platform' | 'arch'> = thisSystem): string {
  if (platform === 'darwin') return 'brew install cloudflared'
  if (platform === 'win32') return 'winget install --id Cloudflare.cloudflared'
  const file = `cloudflared-linux-${arch === 'arm64' ? 'arm64' : 'amd64'}`
  return `mkdir -p ~/.local/bin && curl -fLo ~/.local/bin/cloudflared ${download}/${file} && chmod +x ~/.local/bin/cloudflared`
}
