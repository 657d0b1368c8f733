import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { repoRoot } from '../../support/repository.ts'
import { slowestSpecs, slowestTests } from '../../support/slowest.ts'

it('Every file listed to start first exists', () => {
  expect([...slowestTests, ...slowestSpecs].filter((file) => !existsSync(path.join(repoRoot, file)))).toEqual([])
})
