import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { repoRoot } from './repository.ts'
import { slowestTests } from './slowest.ts'

/** The order of the files: the slowest first, the others as vitest has them. */
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
