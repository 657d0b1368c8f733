import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { repoRoot } from './repository.ts'
import { slowestTests } from './slowest.ts'

/** Orders the test files: the slowest first, the others in vitest's order. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = slowestTests.indexOf(path.relative(repoRoot, moduleId).replaceAll('\\', '/'))
      return at < 0 ? slowestTests.length : at
    }
    // oxlint-disable-next-line unicorn/no-array-sort -- vitest's own, not that of a list
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}
