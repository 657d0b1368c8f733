import { useState } from 'react'
import { t } from '../../core/lib/texts.ts'
import { Form, TextInput } from '../../core/ui/field.tsx'

/** Whether a text can be a fallback; braces and bars would end it. */
export const isFallback = (typed: string): boolean => typed.trim() !== '' && !/[{}|]/.test(typed)

export function Fallback({ name, onSet }: { name: string; onSet: (fallback: string) => void }) {
  const words = t.sequences.coverage
  const [typed, setTyped] = useState('')
  const isReady = isFallback(typed)
  return (
    <Form className="coverage-fallback" onSubmit={() => isReady && onSet(typed.trim())}>
      <TextInput
        aria-label={words.fallbackNamed(name)}
        placeholder={words.fallback}
        value={typed}
        onChange={setTyped}
        maxLength={200}
      />
      <button
        type="submit"
        className="button button-secondary button-s"
        aria-label={words.setFallbackNamed(name)}
        disabled={!isReady}
      >
        {words.setFallback}
      </button>
    </Form>
  )
}
