/** The form of a language model's answers. */
import { describe, expect, it } from 'vitest'
import { readSortAnswer } from '#backend/inbox/inbox-model/prompts.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const answer = '{"label":"interested","reason":"asks for a quote"}'

describe('a model’s answer', () => {
  it.each([
    ['alone', answer],
    ['in a fence', `\`\`\`json\n${answer}\n\`\`\``],
    ['in a fence without a language', `\`\`\`\n${answer}\`\`\``],
    ['behind its thinking', `<think>They ask, so…</think>\n\`\`\`json ${answer} \`\`\``],
  ])('is read %s', (_where, words) => {
    expect(readSortAnswer(words)).toEqual({ label: 'interested', reason: 'asks for a quote' })
  })

  it.each([
    ['blank lines without end', `\`\`\`${'\n'.repeat(100_000)}x`],
    ['thinking without end', `<think>${' <think>'.repeat(100_000)}`],
    ['fences without end', '```'.repeat(100_000)],
  ])('of %s is refused in time that grows with its length alone', (_what, words) => {
    const refused = () => expect(() => readSortAnswer(words)).toThrow('MODEL_ANSWER_UNREADABLE')
    expect(threadCpuMs(refused)).toBeLessThan(10_000)
  })
})
