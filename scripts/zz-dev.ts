/** dev */
import { performance } from 'node:perf_hooks'
import { judgeByModel, judgeByRules, factsOf } from '#backend/inbox/replies/classify-reply.ts'
import { featuresOf } from '#backend/inbox/replies/features.ts'
import { isFixedForm } from '#backend/inbox/replies/judge-machine.ts'
import { readReply } from '#backend/inbox/replies/read-reply.ts'
import { outputs, unpackModel } from '#backend/inbox/replies/reply-model.ts'
import { replyLabels } from '#shared/domain/inbox/replies/reply-labels.ts'
import { labelledReplies, trainingSets } from '../tests/support/labelled-replies.ts'
import { pack, prepare, uncalibrated } from '../tests/support/replies/build-model.ts'
import { trainModel } from '../tests/support/replies/train-model.ts'
const opt = JSON.parse(process.argv[2] ?? '{}')
;(globalThis as any).X = opt
const p7 = { name: 'part-7-usual', replies: labelledReplies('part-7-usual'), known: false }
const p8 = { name: 'part-8-traps', replies: labelledReplies('part-8-traps'), known: false }
const sets = [...trainingSets().filter((s) => !s.name.startsWith('part-7') && !s.name.startsWith('part-8')), p7, p8]
const all = prepare(sets)
const fold = (i: number) => (Math.imul(i + 1, 2654435761) >>> 8) % 5
const folds: [string, (p: any, i: number) => boolean][] = [
  ['p7', (p) => p.set === 'part-7-usual'],
  ['p8', (p) => p.set === 'part-8-traps'],
  ['p6', (p) => p.set === 'part-6-mixed'],
  ['p9', (p) => p.set === 'part-9-hard'],
  ...[0, 1, 2, 3, 4].map((k): [string, (p: any, i: number) => boolean] => ['cv', (p, i) => p.set.startsWith('part-') && !p.set.includes('-7-') && !p.set.includes('-6-') && !p.set.includes('-9-') && !p.set.includes('-8-') && fold(i) === k]),
]
const res: Record<string, [number, number, number, number]> = {}
const t0 = performance.now()
for (const [name, test] of folds.slice(0, opt.short ? 4 : 9)) {
  const tr = all.filter((p, i) => !test(p, i) && !isFixedForm(p.ruled))
  const te = all.filter((p, i) => test(p, i))
  let ws: Float32Array | null = null
  const seeds = opt.seeds ?? [7]
  for (const seed of seeds) {
    const w = trainModel(tr.map((p) => p.example), { outputs: outputs - 1, ...opt.train, seed })
    if (ws === null) ws = w
    else for (let i = 0; i < w.length; i++) ws[i] += w[i]
  }
  for (let i = 0; i < ws!.length; i++) ws![i] /= seeds.length
  const model = unpackModel(pack(ws!, uncalibrated))
  if (opt.taus) {
    const mixSets = ['part-1-en', 'part-2-de', 'part-4-nl-fr', 'part-5-es-en']
    const share = (ps: any[], l: string) => (ps.filter((p) => p.reply.label === l).reduce((a, p) => a + (p.example.weight ?? 1), 0) + 1) / ps.reduce((a, p) => a + (p.example.weight ?? 1), 12)
    const mix = all.filter((p) => mixSets.includes(p.set) && !isFixedForm(p.ruled))
    for (const tau of [0, 0.25, 0.5, 0.75, 1]) for (const only of ['all', 'unsub']) {
      const lean = replyLabels.map((l) => only === 'unsub' && l !== 'unsubscribe' ? 0 : tau * Math.log(share(mix, l) / share(tr, l)))
      const ok = te.filter((p) => (isFixedForm(p.ruled) ? p.ruled.label : judgeByModel(model, p.features, p.ruled, p.facts, lean).label) === p.reply.label).length
      console.log(name, only, tau, (ok / te.length).toFixed(4))
    }
  }
  const js = te.map((p) => isFixedForm(p.ruled) ? { ok: p.ruled.label === p.reply.label, conf: 9, label: p.ruled.label, p } : (() => { const j = judgeByModel(model, p.features, p.ruled, p.facts); return { ok: j.label === p.reply.label, conf: j.signs[1]!, label: j.label, p } })())
  const r = (res[name] ??= [0, 0, 0, 0])
  r[0] += js.length
  r[1] += js.filter((j) => j.ok).length
  const sure = js.toSorted((a, b) => b.conf - a.conf).slice(0, Math.round(js.length * 0.6))
  r[2] += sure.filter((j) => j.ok).length
  r[3] += sure.length
  if (opt.errors && name === opt.errors) for (const j of js) if (!j.ok) console.log(`${j.p.reply.language} ${j.p.reply.label} → ${j.label} (rule ${j.p.ruled.label}) ${j.conf.toFixed(1)} | ${j.p.reply.subject} | ${j.p.reply.text.replace(/\n/g, ' / ').slice(0, 400)}`)
}
console.log(JSON.stringify(opt), Object.entries(res).map(([n, r]) => `${n} ${(r[1] / r[0]).toFixed(4)} s60 ${(r[2] / r[3]).toFixed(4)}`).join('  '), Math.round((performance.now() - t0) / 1000) + 's')
