/**
 * Texts the backend writes for the operator, by language. Contains only these areas of the window's texts, because all
 * of them, in every language, would be a third of what its thread loads at start.
 */
import type { Language } from '../language.ts'
import { textsOfCatalogues } from './catalogue.ts'
import * as deCatalogues from './de/backend-catalogues.ts'
import { deInCode } from './de/in-code.ts'
import * as en from './en/backend-areas.ts'
import * as nlCatalogues from './nl/backend-catalogues.ts'
import { nlInCode } from './nl/in-code.ts'

export type BackendTexts = typeof en

const de = textsOfCatalogues('de', ...Object.values(deCatalogues), deInCode) as BackendTexts
const nl = textsOfCatalogues('nl', ...Object.values(nlCatalogues), nlInCode) as BackendTexts

export const backendTexts: Readonly<Record<Language, BackendTexts>> = { en, de, nl }
