import { describe, expect, test } from 'vitest'
import { textsOf } from '#shared/texts/all-languages.ts'
import { allCommands } from '../../../../src/renderer/src/app/commands.ts'
import { places } from '../../../../src/renderer/src/core/lib/commands.ts'

const keysOf = ({ keys, alsoKeys = [] }: (typeof allCommands)[number]) => [...(keys ? [keys] : []), ...alsoKeys]

describe("the window's commands", () => {
  test('each have their own id and name', () => {
    expect(new Set(allCommands.map((command) => command.id)).size).toBe(allCommands.length)
    expect(new Set(allCommands.map((command) => command.words())).size).toBe(allCommands.length)
  })

  test('never use one key for two things in one place', () => {
    for (const place of places) {
      const here = allCommands.filter((command) => command.place === place || command.place === 'everywhere')
      const keys = here.flatMap(keysOf)
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
    }
  })

  test('have distinct names in every language', () => {
    for (const { commands } of Object.values(textsOf)) {
      const words = Object.values(commands).map((command) => command.words)
      expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
    }
  })
})
