/**
 * `npm run replies:train`: generates `model-data.ts` from the labelled replies, and `held-out-data.ts` from those with
 * which the app measures corrections. The same replies give the same files.
 */
import fs from 'node:fs'
import path from 'node:path'
import { labelledReplies, shippedParts, trainingSets } from '../tests/support/labelled-replies.ts'
import { buildModel } from '../tests/support/replies/build-model.ts'
import { packHeldOut } from '../tests/support/replies/pack-held-out.ts'

const dir = path.join(import.meta.dirname, '../src/main/backend/inbox/replies')
const file = path.join(dir, 'model-data.ts')
const startedAt = performance.now()
const sets = trainingSets()
const { packed, unseen } = buildModel(sets)
fs.writeFileSync(
  file,
  `/** Written by \`npm run replies:train\`; \`reply-model.ts\` reads it. */\nexport const packedModel =\n  '${packed.replace('\n', '\\n')}'\n`,
)
fs.writeFileSync(
  path.join(dir, 'held-out-data.ts'),
  `/** Written by \`npm run replies:train\`; \`held-out-replies.ts\` reads it. */\nexport const packedReplies =\n  '${packHeldOut(shippedParts.flatMap(labelledReplies))}'\n`,
)
const right = unseen.filter(({ reply, judged }) => judged.label === reply.label).length
console.log(
  JSON.stringify({
    replies: sets.reduce((sum, { replies }) => sum + replies.length, 0),
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    kilobytes: Math.round(fs.statSync(file).size / 1000),
    label_right_on_sets_left_out: Number((right / Math.max(1, unseen.length)).toFixed(4)),
    calibration: JSON.parse(packed.slice(0, packed.indexOf('\n'))),
  }),
)
