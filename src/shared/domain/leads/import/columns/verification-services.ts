/** Recognises services that verify addresses by their names in headers. */
import { isFlag, isVerdict, share } from './cells.ts'
import type { Column } from './column.ts'

const services =
  'zb|zero ?bounce|nb|never ?bounce|mv|million ?verifier|bouncer|use ?bouncer|reoon|email ?list ?verify|elv|kickbox|debounce|hunter|clearout|emailable|quick ?email ?verification|bounce ?ban|findymail|icypeas|dropcontact|prospeo|enrow|lead ?magic|verifalia|brite ?verify|xverify|mail ?tester|truelist|scrubby|my ?email ?verifier'

export const checker = new RegExp(
  `(?:^| )(?:verif\\w*|validat\\w*|valid|validity|deliverab\\w*|check\\w*|${services}|gepruft|prufung|prufergebnis|prufstatus|verifie|geverifieerd|verificado|verificato)(?: |$)`,
)

const named = new RegExp(`(?:^| )(?:${services})(?: |$)`)

/** Returns whether a column has the results of a service, in whose name `bounce` or `emailable` is no opt-out. */
export const isOfService = ({ key, cells }: Column): boolean =>
  named.test(key) && share(cells, isFlag) < 0.5 && share(cells, isVerdict) >= 0.6
