/**
 * Packs the archives of the other systems and processors with a fake Electron and compares them with the list that this
 * system's is compared with in package.spec.ts. Nothing is started.
 */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { times } from '../../../support/long.ts'
import { ensureBuild } from '../../support/ensure-build.ts'
import { packFor, type System } from '../../support/pack.ts'
import { expectListed } from '../../support/package-list.ts'

/** The short run has one of each system. */
const packages: readonly (readonly [system: System, arch: string])[] = (
  [
    ['linux', 'x64'],
    ['win32', 'x64'],
    ['darwin', 'arm64'],
    ['linux', 'arm64'],
    ['win32', 'arm64'],
    ['darwin', 'x64'],
  ] as const
)
  .slice(0, times(3, 6))
  .filter(([system, arch]) => system !== process.platform || arch !== process.arch)

test.beforeAll(() => ensureBuild())

// Other systems pack only for themselves, with their own Electron: package.spec.ts.
for (const [system, arch] of process.platform === 'linux' ? packages : []) {
  test(`The archive for ${system} ${arch} has what is on the list, and that system’s native module`, async () => {
    const packed = packFor(system, arch)
    try {
      expectListed(packed, system, arch)
      const program = system === 'darwin' ? path.resolve(packed.executable, '../../..') : packed.executable
      const wire = await getCurrentFuseWire(program)
      const state = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0)
      expect([FuseV1Options.RunAsNode, FuseV1Options.EnableNodeCliInspectArguments].map(state)).toEqual(['0', '0'])
      expect(state(FuseV1Options.OnlyLoadAppFromAsar)).toBe('1')
    } finally {
      rmSync(packed.folder, { recursive: true, force: true, maxRetries: 5 })
    }
  })
}
