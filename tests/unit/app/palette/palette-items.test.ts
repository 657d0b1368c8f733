import { expect, test } from 'vitest'
import type { PaletteMatch } from '#shared/contract/app/palette.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import { paletteItems } from '../../../../src/renderer/src/app/palette/palette-items.ts'

const workspaceId = 1 as Workspace['id']
const email = 'dev.tranter@oakhampton.example'

test('A person found by the whole address comes before the conversations, also if their mails have no name', () => {
  const found = [
    { kind: 'person', workspaceId, email, name: 'Dev Tranter', title: '', company: 'Oakhampton Foods' },
    { kind: 'conversation', workspaceId, id: 7, email, name: '', subject: 'Re: Stock counts', lastAt: 0 },
  ] as readonly PaletteMatch[]
  const items = paletteItems({
    typed: email,
    commands: [],
    workspaces: [{ id: workspaceId, name: 'Kestrel', demo: false }] as unknown as readonly Workspace[],
    parts: [],
    currentId: null,
    currentPartId: null,
    inDemo: false,
    hits: [],
    verbHits: [],
    found,
    limit: null,
    toAnswer: 0,
    today: new Date(0),
    recent: [],
    pauses: undefined,
  })
  expect(items.map(({ group }) => group)).toEqual(['people', 'conversations'])
})
