import { type ComponentType, Suspense } from 'react'

/** Place on a screen that a later area fills; `app/slots.ts` says with what. */
export type Slot<Props extends object> = ComponentType<Props> & { fill(content: ComponentType<Props>): void }

/** Creates a slot. Rendering one that was never filled is a programming error and throws with its name. */
export function slot<Props extends object>(name: string): Slot<Props> {
  let content: ComponentType<Props> | null = null
  function Filled(props: Props) {
    const Content = content
    if (Content === null) throw new Error(`nothing fills the slot ${name}`)
    // The code is loaded from disk within a frame, so nothing is drawn in the meantime rather than a spinner.
    return (
      <Suspense fallback={null}>
        <Content {...props} />
      </Suspense>
    )
  }
  return Object.assign(Filled, {
    fill(next: ComponentType<Props>) {
      content = next
    },
  })
}

/** Action that an earlier area leaves to a later one; `app/slots.ts` defines how. */
export type Act<Args extends readonly unknown[]> = ((...args: Args) => Promise<void>) & {
  fill(how: (...args: Args) => Promise<void>): void
}

export function act<Args extends readonly unknown[]>(name: string): Act<Args> {
  let how: ((...args: Args) => Promise<void>) | null = null
  const done = async (...args: Args) => {
    if (how === null) throw new Error(`nothing fills the slot ${name}`)
    await how(...args)
  }
  return Object.assign(done, {
    fill(next: (...args: Args) => Promise<void>) {
      how = next
    },
  })
}
