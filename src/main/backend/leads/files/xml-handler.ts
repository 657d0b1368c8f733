/** What is told of the XML in a part of a workbook; names come without their prefix. */
import type { ItemReader } from './sheet-items.ts'

export type Attributes = Readonly<Record<string, string>>
export type XmlHandler = {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
  /** What it takes whole, where that is written as most programs write it. */
  items?: ItemReader
}

export const localName = (name: string) => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name)

export const attribute = (attributes: Attributes, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1]
