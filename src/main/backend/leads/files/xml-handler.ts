/** Handler for the XML of a workbook part; names are passed without their prefix. */
import type { ItemReader } from './sheet-items.ts'

export type Attributes = Readonly<Record<string, string>>
export type XmlHandler = {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
  /** Items it takes whole if they are written as most programs write them. */
  items?: ItemReader
}

export const localName = (name: string) => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name)

export const attribute = (attributes: Attributes, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1]
