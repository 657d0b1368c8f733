import { type ComponentType, Suspense } from 'react'

/** A place on a screen for what a later area draws. `app/slots.ts` says what that is. */
export type Slot<Props extends object> = ComponentType<Props> & { fill(content: ComponentType<Props>): void }

/** A slot nobody fills is a mistake, and says its name. */
export function slot<Props extends object>(name: string): Slot<Props> {
  let content: ComponentType<Props> | null = null
  function Filled(props: Props) {
    const Content = content
    if (Content === null) throw new Error(`nothing fills the slot ${name}`)
    // It comes from this disk, within a frame: nothing is drawn rather than a spinner.
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

/** Something an earlier area lets a later one do. `app/slots.ts` says how. */
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
