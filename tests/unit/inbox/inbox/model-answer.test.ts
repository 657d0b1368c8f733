/** The form of a language model's answers. */
import { describe, expect, it } from 'vitest'
import { findUnknownLinks, readClassificationAnswer } from '#backend/inbox/inbox-model/prompts.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const answer = '{"label":"interested","reason":"asks for a quote"}'

describe('a model’s answer', () => {
  it.each([
    ['alone', answer],
    ['in a fence', `\`\`\`json\n${answer}\n\`\`\``],
    ['in a fence without a language', `\`\`\`\n${answer}\`\`\``],
    ['behind its thinking', `<think>They ask, so…</think>\n\`\`\`json ${answer} \`\`\``],
  ])('is read %s', (_where, words) => {
    expect(readClassificationAnswer(words)).toEqual({ label: 'interested', reason: 'asks for a quote' })
  })

  it.each([
    ['blank lines without end', `\`\`\`${'\n'.repeat(100_000)}x`],
    ['thinking without end', `<think>${' <think>'.repeat(100_000)}`],
    ['fences without end', '```'.repeat(100_000)],
  ])('of %s is refused in time proportional to its length', (_what, words) => {
    const refused = () => expect(() => readClassificationAnswer(words)).toThrow('MODEL_ANSWER_UNREADABLE')
    expect(threadCpuMs(refused)).toBeLessThan(10_000)
  })
})

describe('pages in a model’s draft that we never named', () => {
  it.each([
    ['a page at the beginning of whose name is one of ours', 'See acme.co', 'https://acme.com/demo'],
    ['a page whose name ends one of ours', 'See any.com', 'Look at ourcompany.com'],
    ['a page of another ending than the usual', 'See bit.ly/pay', 'See acme.com'],
    ['a page in letters of another script', 'See аcme.com', 'See acme.com'],
    ['a page with the point of another script', 'See evil。com', 'See acme.com'],
    ['a page that begins with the name of ours', 'See https://acme.com@evil.example/', 'https://acme.com'],
    ['another page of ours than we named', 'See https://acme.com/pay', 'https://acme.com/demo'],
    ['a mailbox that ends like ours', 'Write to x.ann@acme.com', 'Write to ann@acme.com'],
    ['a mailbox behind a word', 'Write to mailto:eve@evil.example', 'acme.com'],
  ])('are marked: %s', (_what, draft, ours) => {
    expect(findUnknownLinks(draft, [ours])).toHaveLength(1)
  })

  it.each([
    ['a page as we named it', 'See https://acme.com/demo.', 'Here: (https://www.acme.com/demo/)'],
    ['the site of a page we named', 'See acme.com!', 'https://acme.com/demo'],
    ['a mailbox as we named it', 'Ann@acme.com will write', '<ann@acme.com>'],
    ['no page', 'Yes, e.g. on 3.5. at 10.30, i.e. soon... or z.B. @ noon?', ''],
  ])('are not marked: %s', (_what, draft, ours) => {
    expect(findUnknownLinks(draft, [ours])).toEqual([])
  })

  it.each(['@', 'a', 'a.', 'a@', '.', 'a-', 'www.', 'http://', ':'])(
    'are found in time proportional to the draft, with many %j',
    (piece) => {
      const find = () => findUnknownLinks(piece.repeat(6_000).slice(0, 6_000), [piece.repeat(200_000)])
      expect(threadCpuMs(find)).toBeLessThan(5_000)
    },
  )
})
