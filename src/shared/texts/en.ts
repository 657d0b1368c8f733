/** English texts of the interface. Other languages have the same shape (`Texts`). Numbers come formatted. */
import * as en from './en/areas.ts'

export { en }

export type Texts = typeof en
