/**
 * Ends a tunnel program left over on Windows, which does not end child processes with their parent. The process id is
 * recorded, and the next start ends that process, but only if the id still belongs to a program of this name.
 */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { type TunnelKind, tunnelKinds } from '#shared/relay-thread.ts'

const shape = z.object({ pid: z.number().int().positive(), kind: z.enum(tunnelKinds) })

export type RunProgram = (program: string, args: readonly string[]) => void
const runProgram: RunProgram = (program, args) =>
  void execFile(program, [...args], { windowsHide: true }, () => undefined)

export function createLeftoverProgram(folder: string, platform = process.platform, run = runProgram) {
  const file = path.join(folder, 'tunnel.json')
  const forget = () => fs.rmSync(file, { force: true })
  return {
    started(kind: TunnelKind, pid: number | undefined): void {
      if (platform === 'win32' && pid !== undefined) fs.writeFileSync(file, JSON.stringify({ pid, kind }))
    },
    ended: forget,
    endLeft(): void {
      if (platform !== 'win32' || !fs.existsSync(file)) return
      const left = shape.safeParse(parsed(fs.readFileSync(file, 'utf8')))
      if (left.success) {
        const { pid, kind } = left.data
        run('taskkill', ['/F', '/FI', `PID eq ${pid}`, '/FI', `IMAGENAME eq ${kind}.exe`])
      }
      forget()
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
