import { type ComponentType, lazy } from 'react'

type PropsOf<Component> = Component extends ComponentType<infer Props> ? Props : never

/** Returns a component whose code is loaded from a file of its own when it is first shown. */
export const lazyNamed = <Module, Name extends keyof Module>(load: () => Promise<Module>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] as ComponentType<PropsOf<Module[Name]>> }))
