import { classifyReply } from '#backend/inbox/replies/classify-reply.ts'
import { readReply } from '#backend/inbox/replies/read-reply.ts'
import { findReferral } from '#backend/inbox/replies/find-referral.ts'
import { judgeByRules } from '#backend/inbox/replies/classify-reply.ts'
import { labelledReplies, trainingParts } from '../tests/support/labelled-replies.ts'
const sets = [...trainingParts, 'part-7-usual', 'part-8-traps'] as any[]
const plain = (s: string | undefined) => (s ?? '').toLowerCase().replace(/^(?:mr|mrs|ms|dr|herrn?|frau|mme|mevrouw|dhr|sra?)\.? /, '').trim()
for (const set of sets) {
  let d = 0, dn = 0, dl = 0, n = 0, nn = 0, e = 0, en = 0
  for (const r of labelledReplies(set)) {
    const s = classifyReply(r)
    const read = readReply(r)
    const oracle = read.returnDay?.day
    if (r.returnDate) { dn++; if (s.returnDate === r.returnDate) d++; if (oracle === r.returnDate) dl++
      if (s.returnDate !== r.returnDate && process.argv[2] === 'd') console.log(`D ${set} ${r.language} want ${r.returnDate} got ${s.returnDate} read ${oracle} label ${s.label} auto ${r.auto} | at ${r.receivedAt} | ${r.subject} | ${r.text.replace(/\n/g, ' / ').slice(0, 420)}`) }
    if (r.label === 'referral' && r.referral?.name) { nn++; if (plain(s.referral?.name) === plain(r.referral.name)) n++
      else if (process.argv[2] === 'n') console.log(`N ${set} ${r.language} want ${r.referral.name} got ${s.referral?.name} label ${s.label} | ${r.from} | ${r.text.replace(/\n/g, ' / ').slice(0, 420)}`) }
    if (r.referral?.email) { en++; if (s.referral?.email === r.referral.email) e++
      else if (process.argv[2] === 'e') console.log(`E ${set} ${r.language} want ${r.referral.email} got ${s.referral?.email} label ${s.label} | ${r.from} | ${r.text.replace(/\n/g, ' / ').slice(0, 420)}`) }
  }
  console.log(set, 'date', d, dl, dn, 'name', n, nn, 'mail', e, en)
}
